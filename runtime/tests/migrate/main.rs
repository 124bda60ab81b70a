//! Migrations on real databases.

#![allow(clippy::unwrap_used, clippy::similar_names, reason = "a test")]

mod phased;
mod place;
mod property;
mod random;
mod run;
mod server;
