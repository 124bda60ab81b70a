//! Conduit: the backend of `RealWorld`, a place where people write articles, comment on them and follow each other.
//!
//! Its API is not ours to choose: what stands in its specification is answered to the letter.

mod article;
mod comment;
mod error;
mod favorite;
mod profile;
mod tag;
mod user;

use ordain::prelude::*;

/// The application: the routes of the modules above, errors in the form of the specification, and tokens behind its
/// word, `Authorization: Token …`.
#[must_use]
pub fn app() -> App {
    App::new()
        .title("Conduit")
        .description("The API of RealWorld.")
        .database_url("sqlite:conduit.db")
        .auth_scheme("Token")
        .errors::<error::Errors>()
}
