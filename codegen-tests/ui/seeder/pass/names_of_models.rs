//! A seeder is called after a table, beside its model, and is named by whatever path leads to it.
#![deny(warnings)]

use ordain::prelude::*;

#[model]
pub struct User {
    #[key]
    pub id: i64,
    #[unique]
    pub email: String,
}

#[seeder]
async fn users(db: Db) -> Result<()> {
    let query = User::query().filter(users::email.eq("a@b.example"));
    if !query.exists(&db).await? {
        User::create(&db, UserCreate { email: "a@b.example".into() }).await?;
    }
    Ok(())
}

mod posts {
    use ordain::prelude::*;

    use super::{users, users as people};

    #[seeder(after(users))]
    pub async fn posts() {}

    #[seeder(after(people, self::posts))]
    async fn comments() {}
}

fn main() {
    let seeders = ordain::seed::ordered(&ordain::seed::specs()).expect("an order");
    let names: Vec<_> = seeders.iter().map(|spec| spec.name()).collect();
    assert_eq!(names, ["users", "posts", "comments"]);
    // It stays an ordinary function.
    drop(posts::posts());
}
