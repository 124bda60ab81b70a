use ordain::prelude::*;

#[policy]
enum Right {
    Manage,
}

#[policy(permissions = Right)]
enum Rank {
    #[grants(all)]
    Chief,
}

#[model(identity(login = email, password = hash, role = rank, manage = Right::Manage))]
struct Person {
    #[key]
    id: i64,
    #[unique]
    email: String,
    #[secret]
    hash: PasswordHash,
    #[column(default = "Chief")]
    rank: Rank,
}

fn main() {}
