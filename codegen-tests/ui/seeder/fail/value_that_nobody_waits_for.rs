use ordain::prelude::*;

#[seeder]
async fn users() -> i64 {
    7
}

#[seeder]
async fn posts() -> Result<i64> {
    Ok(7)
}

fn main() {}
