//! What is said to be asked for by functions, and where each variant stands.
#![deny(warnings)]

use ordain::policy;
use ordain::policy::{Actor, Granted, ObjectPolicy, PermissionSet, RoleSet, Rule};

#[policy]
enum Permission {
    #[in_code]
    SeeFigures,
    WritePosts,
}

#[policy(permissions = Permission)]
enum Role {
    #[grants(WritePosts)]
    Author,
    #[in_code]
    #[grants(all)]
    Admin,
}

#[policy(in_code)]
fn positive(actor: &Actor, number: &i64) -> bool {
    actor.id > 0 && *number > 0
}

fn main() {
    let permissions = Permission::SPECS.iter().map(|spec| (spec.in_code, spec.place.line));
    assert_eq!(permissions.collect::<Vec<_>>(), [(true, 10), (false, 11)]);
    let roles = Role::SPECS.iter().map(|spec| (spec.in_code, spec.place.line));
    assert_eq!(roles.collect::<Vec<_>>(), [(false, 17), (true, 20)]);
    assert_eq!((Permission::WritePosts.index(), Role::Admin.index()), (1, 1));
    let Rule::Object(spec) = positive::RULE else { panic!("a policy function") };
    assert!(spec.in_code);
}
