use std::rc::Rc;

use ordain::prelude::*;

#[seeder]
async fn users(db: Db) -> Result<()> {
    let shared = Rc::new(7);
    db.ping().await?;
    println!("{shared}");
    Ok(())
}

fn main() {}
