use ordain::prelude::*;

#[model]
pub struct Post {
    #[key]
    pub id: i64,
    pub author_id: i64,
}

#[policy]
fn own_post(actor: &Actor, post: &Post) -> bool {
    post.author_id == actor.id
}

fn main() {
    let actor = Actor::new(1, ());
    let _: Scope<Post> = scope!();
    let _: Scope<Post> = scope!(own_post);
    let _: Scope<Post> = scope!(any(own_post), &actor, &actor);
    let _: Scope<Post> = scope!(own_post || public, &actor);
    let _: Scope<Post> = scope!(own_post, &);
}
