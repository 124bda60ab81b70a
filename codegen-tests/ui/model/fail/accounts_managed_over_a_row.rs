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

#[model(identity(login = email, password = hash, role = rank, routes = "/auth", manage = own_account))]
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

#[policy]
fn own_account(actor: &Actor, person: &Person) -> bool {
    actor.id == person.id
}

fn main() {}
