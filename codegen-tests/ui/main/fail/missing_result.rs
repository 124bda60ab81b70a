use ordain::prelude::*;

#[ordain::main]
async fn main() -> App {
    App::new()
}
