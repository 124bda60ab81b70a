use ordain::prelude::*;

#[seeder(afer(tags))]
async fn users(db: Db) -> Result<()> {
    db.ping().await
}

fn main() {}
