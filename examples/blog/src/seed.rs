//! A few accounts and posts, so that there is something to look at in development.

use ordain::config::Profile;
use ordain::prelude::*;

use crate::access::Role;
use crate::comment::{Comment, CommentCreate};
use crate::post::{Post, PostCreate};
use crate::user::{User, UserCreate};

const PASSWORD: &str = "correct horse";

/// Fills an empty database in development.
pub async fn first_rows(started: Started) -> Result<()> {
    let db = started.db()?.clone();
    if started.profile() != Profile::Dev || User::count(&db).await? > 0 {
        return Ok(());
    }
    let password = PasswordHash::of(PASSWORD).await?;
    let filled = db.transaction(async |tx| {
        let mut authors = Vec::new();
        for (name, role) in [
            ("reader", Role::Reader),
            ("author", Role::Author),
            ("editor", Role::Editor),
            ("admin", Role::Admin),
        ] {
            let user = UserCreate {
                email: format!("{name}@blog.example"),
                name: name.to_owned(),
                password: Set(password.clone()),
                role: Some(role),
            };
            authors.push(User::create(tx, user).await?);
        }
        for (author, slug, title) in [
            (&authors[1], "hello-world", "Hello, world"),
            (&authors[2], "second-thoughts", "Second thoughts"),
        ] {
            let post = PostCreate {
                author_id: Set(author.id),
                slug: slug.to_owned(),
                title: title.to_owned(),
                body: format!("This is *{title}*."),
                published: Some(true),
            };
            let post = Post::create(tx, post).await?;
            let comment = CommentCreate {
                post_id: Set(post.id),
                author_id: Set(authors[0].id),
                body: "First!".to_owned(),
            };
            Comment::create(tx, comment).await?;
        }
        Ok::<_, ordain::Error>(())
    });
    match filled.await {
        // Another process began at the same time, and was first.
        Err(error) if [409, 503].contains(&error.status().as_u16()) => Ok(()),
        filled => filled,
    }
}
