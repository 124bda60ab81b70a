use ordain::prelude::*;

#[seeder]
async fn users(db: &Db) -> Result<()> {
    db.ping().await
}

fn main() {}
