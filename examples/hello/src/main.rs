//! The smallest application: two routes, no database, the documentation included.
//!
//! Run with `cargo run -p hello` and open <http://127.0.0.1:8080/docs>.

use ordain::prelude::*;

/// Greet the world.
#[route(get, "/", policy = public)]
async fn hello() -> &'static str {
    "Hello, world!"
}

/// Greet somebody by name.
#[route(get, "/hello/{name}", policy = public)]
async fn hello_name(name: String) -> String {
    format!("Hello, {name}!")
}

#[ordain::main]
async fn main() -> Result<()> {
    App::new().run().await
}
