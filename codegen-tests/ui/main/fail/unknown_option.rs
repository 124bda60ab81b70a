use ordain::prelude::*;

#[ordain::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    App::new().run().await
}
