use ordain::prelude::*;

#[ordain::main]
async fn main() {
    let _ = App::new().run().await;
}
