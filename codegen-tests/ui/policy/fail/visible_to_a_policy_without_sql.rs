use ordain::prelude::*;

#[model]
pub struct Post {
    #[key]
    pub id: i64,
    pub title: String,
}

#[policy]
fn quiet_post(_: &Actor, post: &Post) -> bool {
    match post.title.as_str() {
        "" => true,
        title => title.ends_with('.'),
    }
}

fn main() {
    let actor = Actor::new(1, ());
    let _ = Post::visible_to::<quiet_post>(&actor);
    let _ = scope!(not(quiet_post), &actor);
}
