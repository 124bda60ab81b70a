use ordain::prelude::*;

#[model(has_many(Letter))]
struct Person {
    #[key]
    id: i64,
    name: String,
}

#[model]
struct Letter {
    #[key]
    id: i64,
    #[belongs_to(Person)]
    from_id: i64,
    #[belongs_to(Person)]
    to_id: i64,
}

fn main() {}
