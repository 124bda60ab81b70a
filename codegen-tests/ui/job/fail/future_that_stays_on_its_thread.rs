use std::rc::Rc;

use ordain::prelude::*;

#[job]
async fn announce(post_id: i64, db: Db) -> Result<()> {
    let shared = Rc::new(post_id);
    db.ping().await?;
    println!("{shared}");
    Ok(())
}

fn main() {}
