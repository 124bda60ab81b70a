use ordain::prelude::*;

#[policy]
enum Right {
    Read,
}

#[policy(permissions = Right)]
enum Role {
    #[grants(all)]
    Reader,
}

#[model]
struct Post {
    #[key]
    id: i64,
    #[column(read = public)]
    title: String,
    #[column(write = any(Right::Read, public), default = false)]
    featured: bool,
}

fn main() {}
