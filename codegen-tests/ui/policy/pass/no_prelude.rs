#![no_implicit_prelude]
#![forbid(unsafe_code)]
#![deny(warnings, missing_docs)]
//! Nothing but what is imported, and names that hide the usual ones.

/// Hides the usual one.
pub struct Option;
/// Hides the usual one.
pub struct Result;
/// Hides the usual one.
pub struct String;
/// Hides the usual one.
pub struct Vec;
/// Hides the usual one.
pub struct Some;
/// Hides the usual one.
pub struct Ok;
/// Hides the usual one.
pub struct Actor;

/// What somebody may do.
#[::ordain::policy]
pub enum Permission {
    /// Write.
    WritePosts,
}

/// Who somebody is.
#[::ordain::policy(permissions = Permission)]
pub enum Role {
    /// Reads.
    #[grants()]
    Reader,
    /// Writes.
    #[grants(Reader, WritePosts)]
    Author,
}

/// A text.
pub struct Post {
    author_id: i64,
}

#[::ordain::policy]
fn own_post(actor: &::ordain::policy::Actor, post: &Post) -> bool {
    actor.id == post.author_id
}

fn main() {
    let actor = ::ordain::policy::Actor::new(7, Role::Author);
    ::std::assert!(actor.has(Permission::WritePosts));
    ::std::assert!(own_post(&actor, &Post { author_id: 7 }));
}
