use ordain::prelude::*;

#[model(identity(login = email, password = hash, role = rank))]
struct Person {
    #[key]
    id: i64,
    #[unique]
    email: String,
    #[secret]
    hash: PasswordHash,
    #[column(default = "Chief")]
    rank: String,
}

fn main() {}
