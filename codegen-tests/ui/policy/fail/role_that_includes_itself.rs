use ordain::policy;

#[policy]
enum Permission {
    WritePosts,
}

#[policy(permissions = Permission)]
enum Role {
    #[grants(Author, WritePosts)]
    Author,
}

fn main() {}
