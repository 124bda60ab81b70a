use ordain::prelude::*;

use chrono::{DateTime, Utc};

#[model(timestamps)]
struct Post {
    #[key]
    id: i64,
    title: String,
    created_at: DateTime<Utc>,
}

fn main() {}
