use ordain::prelude::*;

#[model(renamed_from = posts)]
struct Post {
    #[key]
    id: i64,
    title: String,
    #[column(renamed_from = title)]
    headline: String,
    #[column(renamed_from = text)]
    body: String,
    #[column(renamed_from = text)]
    summary: String,
    #[column(renamed_from = "old")]
    slug: String,
}

fn main() {}
