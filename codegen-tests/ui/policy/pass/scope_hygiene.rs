#![no_implicit_prelude]
#![forbid(unsafe_code)]
#![deny(warnings, missing_docs, unreachable_pub, clippy::all, clippy::pedantic)]
//! Names that generated code uses, and names that hide the usual ones.

/// Hides the usual one.
pub struct Option;
/// Hides the usual one.
pub struct Scope;
/// Hides the usual one.
pub struct Actor;
/// Hides the usual one.
pub struct Clone;

/// A text.
#[::ordain::model]
pub struct Post {
    #[key]
    id: i64,
    author_id: i64,
    r#type: i64,
    seen: ::std::option::Option<i64>,
}

fn limit() -> i64 {
    9
}

/// The names of locals are those of generated code.
#[::ordain::policy]
pub fn visible(signed_in: &::ordain::policy::Actor, __asker: &Post) -> bool {
    let first = signed_in.id;
    let decides = __asker.author_id == first;
    let (yes, no) = (limit(), first);
    if decides && __asker.r#type < yes {
        __asker.seen.is_none() || __asker.seen == ::std::option::Option::Some(no)
    } else {
        __asker.id == first || !decides && __asker.r#type > yes
    }
}

fn main() {
    let actor = ::ordain::policy::Actor::new(7, ());
    let first = &actor;
    let _ = ::ordain::db::prelude::QueryDsl::filter(Post::query(), visible::scope(first));
    let _: ::ordain::model::Scope<Post> =
        ::ordain::scope!(all(authenticated, not(visible)), &actor);
}
