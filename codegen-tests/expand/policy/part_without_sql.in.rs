#[policy]
fn short_post(actor: &Actor, post: &Post) -> bool {
    post.title.len() < 3 && (post.author_id == actor.id || is_short(&post))
}
