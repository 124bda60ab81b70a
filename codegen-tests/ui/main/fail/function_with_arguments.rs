use ordain::prelude::*;

#[ordain::main]
async fn main(app: App) -> Result<()> {
    app.run().await
}
