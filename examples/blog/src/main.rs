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
    app().run().await
}

fn app() -> App {
    App::new()
        .title("Blog")
        .description(include_str!("description.md"))
        .database_url("sqlite:blog.db")
}

#[cfg(test)]
mod tests {
    use ordain::prelude::*;
    use ordain::testing::{Server, access_matrix};

    #[tokio::test]
    async fn every_role_meets_what_the_access_matrix_says() -> Result<()> {
        let server = Server::start(super::app()).await?;
        access_matrix(&server).await?;
        server.stop().await
    }
}
