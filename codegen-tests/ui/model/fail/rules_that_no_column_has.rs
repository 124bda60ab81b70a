use ordain::prelude::*;

#[model]
struct Post {
    #[key]
    id: i64,
    #[validate(required)]
    title: Option<String>,
    #[validate(nested, must_match(other = title))]
    subtitle: String,
    #[read_only]
    #[validate(email)]
    sender: String,
}

fn main() {}
