//! A blog: users with roles, posts that belong to their authors, comments, and a job that tells
//! subscribers.
//!
//! Run with `cargo run -p blog` and open <http://127.0.0.1:8080/docs>.

mod access;
mod comment;
mod post;
mod seed;
mod user;

use ordain::prelude::*;

#[ordain::main]
async fn main() -> Result<()> {
    App::new()
        .title("Blog")
        .description(include_str!("description.md"))
        .database_url("sqlite:blog.db")
        .run()
        .await
}
