use ordain::prelude::*;

#[dto(column)]
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub enum State {
    Open,
    Closed,
}

#[model]
pub struct Post {
    #[key]
    pub id: i64,
    pub state: State,
    pub moment: DateTime<Utc>,
}

#[policy]
fn not_closed(_: &Actor, post: &Post) -> bool {
    post.state < State::Closed
}

#[policy]
fn past(_: &Actor, post: &Post) -> bool {
    post.moment < Utc::now().fixed_offset()
}

fn main() {
    let actor = Actor::new(1, ());
    let _ = Post::query().filter(not_closed::scope(&actor));
    let _ = Post::query().filter(past::scope(&actor));
}
