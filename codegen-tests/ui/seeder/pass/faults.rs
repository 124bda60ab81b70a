//! What only a whole program knows is told with its names.

use ordain::prelude::*;

#[seeder(after(posts))]
async fn users() {}

#[seeder(after(users))]
async fn posts() {}

mod elsewhere {
    use ordain::prelude::*;

    #[seeder(after(super::helper))]
    pub async fn tags() {}
}

#[seeder(after(elsewhere::tags))]
async fn tags() {}

async fn helper() {}

fn main() {
    let own = |text: &str| text.replace("$CRATE", module_path!());
    let specs = ordain::seed::specs();
    assert_eq!(ordain::seed::faults(&specs), [
        own("the seeder `tags` runs after `$CRATE::helper`, which is no seeder: put `#[seeder]` on it"),
        own("two seeders have the name `tags`: `$CRATE::tags` and `$CRATE::elsewhere::tags`"),
    ].into_iter().rev().collect::<Vec<_>>());
    let circle: Vec<_> = specs.into_iter().filter(|spec| spec.name() != "tags").collect();
    let error = ordain::seed::ordered(&circle).expect_err("a circle");
    let told = "seeders wait for each other: `posts` runs after `users`, `users` runs after `posts`";
    assert_eq!(error.source_chain(), told);
}
