use ordain::prelude::*;

use ordain::db::Db;

#[model]
struct Post {
    #[key]
    id: i64,
    #[belongs_to(Self)]
    parent_id: i64,
    #[secret]
    token: String,
    title: String,
}

async fn create(db: &Db, new: PostCreate) -> Result<Post> {
    Post::create(db, new.parent_id(7)).await
}

fn main() {}
