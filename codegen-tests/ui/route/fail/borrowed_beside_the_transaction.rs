use ordain::prelude::*;

#[route(post, "/orders", policy = public, transaction)]
async fn order(tx: &Tx, id: &RequestId) -> Result<NoContent> {
    println!("{}", id.0);
    tx.transaction(async |_| Ok(NoContent)).await
}

fn main() {}
