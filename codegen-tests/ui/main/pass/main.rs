//! A program that begins with `#[ordain::main]` and ends at once.
#![deny(warnings)]

/// Begins.
#[ordain::main]
async fn main() -> ordain::Result<()> {
    let yes = std::future::ready(true).await;
    if yes { Ok(()) } else { Err(ordain::Error::bad_request("no")) }
}
