use ordain::policy;

#[policy]
enum Permission {
    WritePosts,
}

#[policy(permissions = Permission)]
enum Role {
    #[grants(WritePosts)]
    Author,
    #[grants(WritePost)]
    Editor,
}

fn main() {}
