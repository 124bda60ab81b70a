use ordain::policy;

#[policy]
enum Permission {
    WritePosts,
    EditAnyPost,
}

#[policy(permissions = Permission)]
enum Role {
    #[grants(Permission::WritePosts)]
    Author,
    #[grants("EditAnyPost", any(Author))]
    Editor,
}

fn main() {}
