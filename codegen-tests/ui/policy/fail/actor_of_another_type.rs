use ordain::policy;

struct User {
    id: i64,
}

struct Post {
    author_id: i64,
}

#[policy]
fn own_post(user: &User, post: &Post) -> bool {
    user.id == post.author_id
}

fn main() {}
