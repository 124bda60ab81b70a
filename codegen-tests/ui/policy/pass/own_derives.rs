//! The traits that the attribute adds may be derived already.

use ordain::policy;

#[policy]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Permission {
    WritePosts,
}

#[policy(permissions = self::Permission)]
#[derive(PartialEq, Eq, PartialOrd, Ord, Default)]
enum Role {
    #[default]
    #[grants()]
    Reader,
    #[grants(all)]
    Admin,
}

fn main() {
    assert!(Role::default() < Role::Admin);
    assert_eq!(format!("{:?}", Permission::WritePosts), "WritePosts");
}
