use ordain::prelude::*;

#[route(get, "/teapot", policy = public, status = 418)]
async fn teapot() -> Json<u32> {
    Json(418)
}

fn main() {}
