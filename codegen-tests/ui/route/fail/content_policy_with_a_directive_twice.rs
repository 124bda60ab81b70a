use ordain::prelude::*;

#[route(get, "/posts", policy = public, csp = "img-src *; img-src 'self'")]
async fn list_posts() -> Html {
    Html::new("all of them")
}

fn main() {}
