use ordain::prelude::*;

struct Seeds;

impl Seeds {
    #[seeder]
    async fn users(&self) {}
}

fn main() {}
