use ordain::prelude::*;

#[route(get, "/posts", policy = public, csp = "colour red")]
async fn list_posts() -> Html {
    Html::new("all of them")
}

fn main() {}
