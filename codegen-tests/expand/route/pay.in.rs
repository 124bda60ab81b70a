#[route(post, "/orders/{id}", policy = public, transaction)]
async fn pay(id: i64, tx: &Tx, card: Card) -> Result<NoContent> {
    todo!()
}
