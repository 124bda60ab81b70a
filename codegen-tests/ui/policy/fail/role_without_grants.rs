use ordain::policy;

#[policy]
enum Permission {
    WritePosts,
}

#[policy(permissions = Permission)]
enum Role {
    Reader,
    #[grants(WritePosts)]
    Author,
    #[grants]
    Editor,
}

fn main() {}
