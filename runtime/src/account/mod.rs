//! The routes of accounts: registration, signing in and out, sessions, passwords, second factors, API keys.
//!
//! They are there for a model with `identity(.., routes = "/auth")`, and each can be replaced by a route of the
//! application's own with its method and path. Nothing here decides who somebody is: that is the work of `auth`.

mod desk;
mod entry;
mod key;
mod letter;
mod manage;
mod password;
mod second_factor;
mod served;
mod session;
mod sign_in;

pub use desk::{Desk, cookie_name};
pub use entry::{AccountEntry, Registered, entry, is_there};
pub use served::{is_on, placed};
