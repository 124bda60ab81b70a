use ordain::prelude::*;

#[model(soft_delete)]
struct Post {
    #[key]
    id: i64,
    title: String,
}

#[model(soft_delete)]
struct Note {
    #[key]
    id: i64,
    title: String,
    deleted_at: DateTime<Utc>,
}

fn main() {}
