use ordain::prelude::*;

#[model(identity(login = emial, password = password))]
struct User {
    #[key]
    id: i64,
    email: String,
    password: String,
}

fn main() {}
