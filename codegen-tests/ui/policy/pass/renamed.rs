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

#[ordain::model(crate = vendored::framework)]
struct Page {
    #[key]
    id: i64,
    author_id: i64,
}

#[ordain::policy(crate = vendored::framework)]
fn own_page(actor: &ordain::policy::Actor, page: &Page) -> bool {
    actor.id == page.author_id && actor.has(Permission::WritePosts)
}

fn main() {
    let actor = ordain::policy::Actor::new(1, ());
    let none: vendored::framework::model::Scope<Page> =
        vendored::framework::scope!(any(own_page, Role::Author), &actor);
    assert!(none.is_never());
    assert!(ordain::policy::Actor::new(1, Role::Author).has(Permission::WritePosts));
}
