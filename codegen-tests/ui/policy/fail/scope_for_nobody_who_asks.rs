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
    let _ = own_post::scope(&7);
    let _ = scope!(own_post, &7);
}
