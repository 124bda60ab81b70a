use ordain::prelude::*;

#[route(post, "/orders", policy = public, transaction = true)]
async fn order(tx: &Tx) -> Result<NoContent> {
    tx.transaction(async |_| Ok(NoContent)).await
}

fn main() {}
