use ordain::prelude::*;

#[job]
async fn announce() {}

// What else uses the job is no further mistake.
async fn publish(db: &Db) -> Result<()> {
    announce::enqueue(db, 7).await?;
    Ok(())
}

fn main() {}
