use ordain::policy;

#[policy]
enum Permission {
    WritePosts,
}

#[policy(permissions = Permission)]
enum Role {
    #[grants(WritePosts, WritePosts)]
    Author,
    #[grants(Author, all, WritePosts)]
    Admin,
}

fn main() {}
