use ordain::prelude::*;

#[model]
pub struct Post {
    #[key]
    pub id: i64,
    pub author_id: i64,
}

#[model]
pub struct Comment {
    #[key]
    pub id: i64,
    pub author_id: i64,
}

#[policy]
fn own_comment(actor: &Actor, comment: &Comment) -> bool {
    comment.author_id == actor.id
}

fn main() {
    let actor = Actor::new(1, ());
    let _ = Post::visible_to::<own_comment>(&actor);
    let _ = Post::visible_to::<Post>(&actor);
}
