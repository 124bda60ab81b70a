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

#[model(identity(login = email, password = hash, role = rank, routes = "/auth"))]
struct Person {
    #[key]
    id: i64,
    #[unique]
    #[read_only]
    email: String,
    #[secret]
    hash: PasswordHash,
    #[column(default = "Chief")]
    rank: Rank,
}

fn main() {}
