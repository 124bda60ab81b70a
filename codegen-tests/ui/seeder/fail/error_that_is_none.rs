use ordain::prelude::*;

#[seeder]
async fn users() -> Result<(), String> {
    Err("no".to_owned())
}

fn main() {}
