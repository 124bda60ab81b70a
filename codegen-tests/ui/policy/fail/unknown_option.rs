use ordain::policy;

#[policy]
enum Permission {
    WritePosts,
}

#[policy(permission = Permission)]
enum Role {
    #[grants(WritePosts)]
    Author,
}

#[policy(actor = Author)]
fn everybody(_: &ordain::policy::Actor, _: &String) -> bool {
    true
}

fn main() {}
