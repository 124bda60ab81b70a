use ordain::policy;

#[policy]
enum Permission {
    WritePosts,
}

#[policy(permissions = Permission)]
enum Role {
    #[grants()]
    Reader,
    #[grants(Reader, Admin, WritePosts)]
    Author,
    #[grants(Author)]
    Editor,
    #[grants(Editor)]
    Admin,
}

fn main() {}
