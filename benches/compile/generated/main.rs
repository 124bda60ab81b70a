//! The application, declared.

mod project;
// pairs

use ordain::prelude::*;

#[ordain::main]
async fn main() -> Result<()> {
    App::new().title("Tickets").run().await
}
