#![deny(warnings)]
//! A policy that no database can decide is a policy all the same, as long as nobody asks one.

use ordain::prelude::*;

#[model]
pub struct Post {
    #[key]
    pub id: i64,
    pub author_id: i64,
    pub title: String,
    pub lines: ordain::http::Json<Vec<String>>,
}

pub struct Letter {
    pub author_id: i64,
}

#[policy]
fn own_letter(actor: &Actor, letter: &Letter) -> bool {
    letter.author_id == actor.id
}

#[policy]
fn short_post(actor: &Actor, Post { author_id, title, .. }: &Post) -> bool {
    *author_id == actor.id && title.len() < 3
}

#[policy]
fn empty_post(_: &Actor, post: &Post) -> bool {
    post.lines == ordain::http::Json(vec![]) || "abc".contains(&post.title)
}

#[policy]
fn odd_post(actor: &Actor, post: &Post) -> bool {
    for letter in post.title.chars() {
        if letter == 'x' {
            return false;
        }
    }
    if let Some(role) = actor.roles().next() {
        return role.name == post.title;
    }
    true
}

fn main() {
    let actor = Actor::new(1, ());
    let post = Post {
        id: 1,
        author_id: 1,
        title: "x".into(),
        lines: ordain::http::Json(vec![]),
    };
    assert!(own_letter(&actor, &Letter { author_id: 1 }));
    assert!(short_post(&actor, &post) && empty_post(&actor, &post) && !odd_post(&actor, &post));
}
