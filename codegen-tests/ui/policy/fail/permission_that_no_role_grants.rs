use ordain::policy;

#[policy]
enum Permission {
    WritePosts,
    ManageUsers,
    ReadLogs,
}

#[policy(permissions = Permission)]
enum Role {
    #[grants(WritePosts)]
    Author,
}

fn main() {}
