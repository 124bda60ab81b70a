use ordain::prelude::*;

#[model(resource("/tags"))]
struct Tag {
    #[key]
    id: i64,
    name: String,
}

#[model(resource(list = public))]
struct Post {
    #[key]
    id: i64,
    title: String,
}

#[model(resource("/notes/{id}/", list = public))]
struct Note {
    #[key]
    id: i64,
    title: String,
}

#[model(resource("notes", list, index = public, show = publik))]
struct Memo {
    #[key]
    id: i64,
    title: String,
}

fn main() {}
