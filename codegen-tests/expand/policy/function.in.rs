/// Authors see and change their own posts.
#[policy]
fn own_post(actor: &Actor, post: &blog::Post) -> bool {
    actor.id == post.author_id
}
