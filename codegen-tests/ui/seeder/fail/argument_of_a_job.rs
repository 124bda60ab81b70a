use ordain::job::Attempt;
use ordain::prelude::*;

#[seeder]
async fn users(db: Db, attempt: Attempt) -> Result<()> {
    let _ = attempt;
    db.ping().await
}

fn main() {}
