use ordain::prelude::*;

#[model]
struct Tag {
    #[key(given)]
    code: String,
    name: String,
}

#[model]
struct Label {
    #[key(given)]
    #[belongs_to(Tag)]
    tag_code: String,
    text: String,
}

#[model]
struct Mark {
    #[key(given)]
    x: i64,
    #[key]
    y: i64,
}

fn main() {}
