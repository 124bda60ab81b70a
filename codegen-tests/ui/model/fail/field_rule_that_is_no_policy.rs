use ordain::prelude::*;

struct Somebody;

fn everybody() {}

#[model]
struct Post {
    #[key]
    id: i64,
    #[column(read = "authenticated")]
    title: String,
    #[column(read)]
    body: String,
    #[column(write = authenticated || verified)]
    note: Option<String>,
}

#[model]
struct Comment {
    #[key]
    id: i64,
    #[column(read = Somebody)]
    text: String,
    #[column(write = everybody)]
    note: Option<String>,
}

fn main() {}
