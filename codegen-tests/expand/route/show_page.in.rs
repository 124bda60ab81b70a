#[route(
    get,
    "/pages/{slug}",
    policy = public,
    priority = background,
    cors = ["https://a.example", "http://localhost:3000"],
    csp = "default-src 'self'; img-src *"
)]
async fn show_page(slug: String) -> Html {
    todo!()
}
