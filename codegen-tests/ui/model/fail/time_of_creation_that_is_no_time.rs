use ordain::prelude::*;

#[model(timestamps)]
struct Post {
    #[key]
    id: i64,
    title: String,
    created_at: String,
    updated_at: DateTime<Utc>,
}

fn main() {}
