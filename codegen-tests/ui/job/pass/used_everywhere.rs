//! A job is public or not as its function is, and may stand in a function.
#![deny(warnings)]
#![allow(dead_code, unused_imports)]

use ordain::prelude::*;

mod jobs {
    use ordain::prelude::*;

    /// Tell subscribers.
    #[job]
    pub async fn announce(post_id: i64, db: Db) -> Result<()> {
        let _ = post_id;
        db.ping().await
    }

    #[job]
    async fn private(_: ()) {}
}

use jobs::announce;

async fn publish(db: &Db) -> Result<()> {
    #[job]
    async fn inside(_: ()) {}

    let id: ordain::job::JobId = announce::enqueue(db, 7).await?;
    db.transaction(async |tx| announce::enqueue(tx, 7).await).await?;
    announce(7, db.clone()).await?;
    inside::enqueue(db, ()).await?;
    println!("{id}");
    Ok(())
}

fn assert_send<T: Send>(_: T) {}

fn main() {
    // It can be queued from any task.
    let _ = |db: &'static Db| assert_send(announce::enqueue(db, 7));
}
