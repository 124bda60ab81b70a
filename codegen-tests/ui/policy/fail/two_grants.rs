use ordain::policy;

#[policy]
enum Permission {
    WritePosts,
    EditAnyPost,
}

#[policy(permissions = Permission)]
enum Role {
    #[grants(WritePosts)]
    #[grants(EditAnyPost)]
    Author,
}

fn main() {}
