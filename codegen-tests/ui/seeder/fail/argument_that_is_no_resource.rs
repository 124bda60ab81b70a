use ordain::prelude::*;

#[seeder]
async fn users(db: Db, count: u8) -> Result<()> {
    let _ = count;
    db.ping().await
}

fn main() {}
