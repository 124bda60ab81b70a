#[route(get, "/posts/{slug}")]
pub async fn show_post(slug: String) -> String {
    slug
}
