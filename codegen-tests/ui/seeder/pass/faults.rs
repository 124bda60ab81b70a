//! What only a whole program knows is told with its names, and no such program starts.

use codegen_tests::server::Server;
use ordain::app::App;
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
    let faults = [
        "two seeders have the name `tags`: `$CRATE::tags` and `$CRATE::elsewhere::tags`",
        "the seeder `tags` runs after `$CRATE::helper`, which is no seeder: put `#[seeder]` on it",
    ];
    assert_eq!(ordain::seed::faults(&specs), faults.map(own));
    let circle: Vec<_> = specs.into_iter().filter(|spec| spec.name() != "tags").collect();
    let error = ordain::seed::ordered(&circle).expect_err("a circle");
    let told = "seeders wait for each other: `posts` runs after `users`, `users` runs after `posts`";
    assert_eq!(error.source_chain(), told);
    // Also where no start seeds.
    let variables = [("ORDAIN_ENV", "test"), ("DATABASE_URL", "sqlite::memory:")];
    let error = Server::start(App::new(), &variables).err().expect("a refusal");
    assert!(error.source_chain().contains("two seeders have the name `tags`"), "{error}");
}
