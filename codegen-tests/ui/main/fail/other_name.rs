use ordain::prelude::*;

#[ordain::main]
async fn start() -> Result<()> {
    App::new().run().await
}
