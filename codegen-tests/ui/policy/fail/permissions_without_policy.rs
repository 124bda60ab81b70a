use ordain::policy;

enum Permission {
    WritePosts,
}

#[policy(permissions = Permission)]
enum Role {
    #[grants(WritePosts)]
    Author,
    #[grants(all)]
    Admin,
}

fn main() {}
