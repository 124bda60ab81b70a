use ordain::prelude::*;

#[job]
async fn announce(post_id: i64) {
    let _ = post_id;
}

async fn publish(db: &Db) -> Result<()> {
    announce::enqueue(db, "seven").await?;
    Ok(())
}

fn main() {}
