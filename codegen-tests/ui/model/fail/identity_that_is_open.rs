use ordain::prelude::*;

#[model(identity(login = email, password = password, role = role))]
struct User {
    #[key]
    id: i64,
    email: String,
    password: String,
    role: String,
}

fn main() {}
