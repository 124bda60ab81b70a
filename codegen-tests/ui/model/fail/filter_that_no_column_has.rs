use ordain::prelude::*;

#[model]
struct Post {
    #[key]
    id: i64,
    title: String,
}

#[route(get, "/posts", policy = public)]
async fn list_posts(filter: Filter<Post>, db: Db) -> Result<Vec<Post>> {
    Post::query().filter(filter).load(&db).await
}

#[route(get, "/sorted", policy = public)]
async fn sort_posts(sort: Sort<Post>, db: Db) -> Result<Vec<Post>> {
    Post::query().order(sort).load(&db).await
}

fn main() {}
