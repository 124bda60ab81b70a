use ordain::policy;

#[policy]
enum Permission {
    WritePosts = 4,
    ManageUsers,
}

fn main() {}
