use ordain::prelude::*;

#[seeder]
async fn users<T: Send>() {}

#[seeder]
async fn posts(db: impl ordain::db::Executor) {
    let _ = db;
}

fn main() {}
