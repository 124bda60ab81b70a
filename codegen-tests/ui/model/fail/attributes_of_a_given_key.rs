use ordain::prelude::*;

#[model]
struct Tag {
    #[key(given)]
    #[unique]
    #[index]
    #[secret]
    #[column(default = "x")]
    code: Option<String>,
    name: String,
}

fn main() {}
