use ordain::prelude::*;

#[route(get, "/nothing", policy = public, status = 204)]
async fn nothing() -> Json<u32> {
    Json(0)
}

fn main() {}
