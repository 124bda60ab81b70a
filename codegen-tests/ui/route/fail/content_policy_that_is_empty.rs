use ordain::prelude::*;

#[route(get, "/posts", policy = public, csp = "")]
async fn list_posts() -> Html {
    Html::new("all of them")
}

fn main() {}
