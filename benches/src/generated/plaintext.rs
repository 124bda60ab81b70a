//! A text that is always the same.

use ordain::prelude::*;

#[route(get, "/plaintext", policy = public)]
async fn plaintext() -> &'static str {
    "Hello, world!"
}

#[route(get, "/bare", policy = public)]
async fn bare() -> &'static str {
    "Hello, world!"
}
