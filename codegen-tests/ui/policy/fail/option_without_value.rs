use ordain::policy;

#[policy(permissions)]
enum Role {
    #[grants()]
    Reader,
}

#[policy(permissions = "Permission")]
enum Clerk {
    #[grants()]
    Junior,
}

fn main() {}
