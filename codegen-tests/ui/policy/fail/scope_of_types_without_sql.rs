use ordain::prelude::*;

#[dto(column)]
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub enum State {
    Open,
    Closed,
}

struct Limit;

impl PartialEq<Limit> for i64 {
    fn eq(&self, _: &Limit) -> bool {
        *self < 1000
    }
}

#[model]
pub struct Post {
    #[key]
    pub id: i64,
    pub state: State,
    pub size: i64,
}

#[policy]
fn not_closed(_: &Actor, post: &Post) -> bool {
    post.state < State::Closed
}

#[policy]
fn within(_: &Actor, post: &Post) -> bool {
    post.size == Limit
}

fn main() {
    let actor = Actor::new(1, ());
    let _ = Post::query().filter(not_closed::scope(&actor));
    let _ = Post::query().filter(within::scope(&actor));
}
