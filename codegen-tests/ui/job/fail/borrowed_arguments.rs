use ordain::prelude::*;

#[job]
async fn announce(title: &str, db: &Db) {
    let _ = (title, db);
}

fn main() {}
