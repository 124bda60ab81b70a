use ordain::prelude::*;

#[model]
pub struct Post {
    #[key]
    pub id: i64,
    pub author_id: i64,
    pub title: String,
}

#[policy]
fn short_post(actor: &Actor, post: &Post) -> bool {
    post.author_id == actor.id || post.title.len() < 3 && is_short(post)
}

fn is_short(_: &Post) -> bool {
    true
}

fn main() {
    let actor = Actor::new(1, ());
    let _ = Post::query().filter(short_post::scope(&actor));
}
