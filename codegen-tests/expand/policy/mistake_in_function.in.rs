#[policy]
async fn own_post(actor: &Actor, post: &Post) -> bool {
    true
}
