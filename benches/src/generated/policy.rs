//! A bearer token and a permission.

use ordain::prelude::*;

#[policy]
pub(crate) enum Permission {
    ReadDrafts,
}

#[policy(permissions = Permission)]
pub(crate) enum Role {
    #[grants()]
    Reader,
    #[grants(Reader, ReadDrafts)]
    Editor,
}

#[dto]
struct Drafts {
    of: i64,
}

#[route(get, "/drafts", policy = Permission::ReadDrafts)]
async fn drafts(actor: Actor) -> Drafts {
    Drafts { of: actor.id }
}
