/// Edit a post.
///
/// Its author, or an editor.
#[route(
    patch,
    "/posts/{slug}",
    policy = any(own_post, Permission::EditAnyPost),
    status = 202,
    tag = "posts",
    deprecated(since = "2026-01-31"),
    timeout = "2s",
    rate_limit = "10/min per actor"
)]
pub async fn edit_post(post: Authorized<Post>, change: PostUpdate) -> Result<Post> {
    todo!()
}
