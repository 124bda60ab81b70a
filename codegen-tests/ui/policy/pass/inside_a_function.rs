//! Declarations need not stand in a module.

use ordain::policy::{Actor, ObjectPolicy};

fn main() {
    #[ordain::policy]
    enum Permission {
        WritePosts,
    }

    #[ordain::policy(permissions = Permission)]
    enum Role {
        #[grants(WritePosts)]
        Author,
    }

    #[ordain::policy]
    fn positive(actor: &Actor, number: &i64) -> bool {
        actor.id > 0 && *number > 0
    }

    let actor = Actor::new(1, Role::Author);
    assert!(actor.has(Permission::WritePosts));
    assert!(positive::RULE.decide(Some(&actor), Some(&3_i64)).is_allowed());
}
