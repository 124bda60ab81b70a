//! Run with `cargo run -p conduit` and open <http://127.0.0.1:8080/docs>.

use ordain::prelude::*;

#[ordain::main]
async fn main() -> Result<()> {
    conduit::app().run().await
}
