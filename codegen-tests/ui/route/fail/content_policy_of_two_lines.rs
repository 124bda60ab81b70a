use ordain::prelude::*;

#[route(get, "/posts", policy = public, csp = "default-src 'self';
    img-src *")]
async fn list_posts() -> Html {
    Html::new("all of them")
}

fn main() {}
