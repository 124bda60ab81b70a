use ordain::prelude::*;

#[seeder(after(users), again)]
fn users(db: &Db) {
    let _ = db;
}

fn main() {}
