use ordain::prelude::*;

#[route(get, "/posts", policy = public, csp = "img-src https://bücher.example")]
async fn list_posts() -> Html {
    Html::new("all of them")
}

fn main() {}
