//! A JSON body with rules, and back again.

use ordain::prelude::*;

#[dto]
struct Member {
    #[validate(length(min = 1, max = 100))]
    name: String,
    #[validate(email)]
    email: String,
    #[validate(range(min = 18, max = 150))]
    age: u32,
    #[validate(length(max = 10))]
    interests: Vec<String>,
}

#[route(post, "/members", policy = public)]
async fn join(member: Member) -> Member {
    member
}
