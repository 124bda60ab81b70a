use ordain::prelude::*;

#[model]
pub struct User {
    #[key]
    pub id: i64,
    pub name: String,
}

#[model]
pub struct Post {
    #[key]
    pub id: i64,
    #[belongs_to(User, on_delete = casacde)]
    pub author_id: i64,
    #[belongs_to(User, on_delete = set_null)]
    pub editor_id: i64,
}

fn main() {}
