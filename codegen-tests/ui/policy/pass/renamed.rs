//! The option `crate`: the framework under another name.

mod vendored {
    pub use ordain as framework;
}

#[ordain::policy(crate = crate::vendored::framework)]
enum Permission {
    WritePosts,
}

#[ordain::policy(crate = crate::vendored::framework, permissions = Permission)]
enum Role {
    #[grants(WritePosts)]
    Author,
}

struct Post(i64);

#[ordain::policy(crate = vendored::framework)]
fn own_post(actor: &ordain::policy::Actor, post: &Post) -> bool {
    actor.id == post.0
}

fn main() {
    assert!(ordain::policy::Actor::new(1, Role::Author).has(Permission::WritePosts));
}
