use ordain::prelude::*;

#[seeder(after(users, tags::all), crate = ordain)]
async fn posts(db: Db) -> Result<()> {
    db.ping().await
}

#[seeder]
async fn users() {}

mod tags {
    use ordain::prelude::*;

    #[seeder]
    pub async fn all() {}
}

fn main() {
    let seeders = ordain::seed::ordered(&ordain::seed::specs()).expect("an order");
    let names: Vec<_> = seeders.iter().map(|spec| spec.name()).collect();
    assert_eq!(names, ["all", "users", "posts"]);
    let after: Vec<_> = seeders[2].after().iter().map(|function| function.path()).collect();
    assert_eq!(after, ["users", "tags::all"].map(|name| format!("{}::{name}", module_path!())));
}
