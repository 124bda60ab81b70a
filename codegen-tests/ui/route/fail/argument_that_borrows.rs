use ordain::prelude::*;

#[route(get, "/hello", policy = public)]
async fn hello(request: &RequestId) -> String {
    request.0.clone()
}

fn main() {}
