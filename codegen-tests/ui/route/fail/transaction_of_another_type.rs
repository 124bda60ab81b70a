use ordain::prelude::*;

#[route(post, "/orders", policy = public, transaction)]
async fn order(db: &Db) -> Result<NoContent> {
    db.ping().await?;
    Ok(NoContent)
}

fn main() {}
