//! A few accounts and posts, so that there is something to look at in development.
//!
//! Each row is looked for first, so that `seed run --all --again` makes no second one.

use ordain::prelude::*;

use crate::access::Role;
use crate::comment::{Comment, CommentCreate, comments};
use crate::post::{Post, PostCreate};
use crate::user::{User, UserCreate};

const PASSWORD: &str = "correct horse";

/// One account for each role.
#[seeder]
pub async fn users(db: Db) -> Result<()> {
    let password = PasswordHash::of(PASSWORD).await?;
    for (name, role) in [
        ("reader", Role::Reader),
        ("author", Role::Author),
        ("editor", Role::Editor),
        ("admin", Role::Admin),
    ] {
        if User::find_by_email_optional(&db, address(name)).await?.is_some() {
            continue;
        }
        let user = UserCreate {
            email: address(name),
            name: name.to_owned(),
            password: Set(password.clone()),
            role: Some(role),
        };
        User::create(&db, user).await?;
    }
    Ok(())
}

/// A post of the author, and one of the editor.
#[seeder(after(users))]
pub async fn posts(db: Db) -> Result<()> {
    for (author, slug, title) in [
        ("author", "hello-world", "Hello, world"),
        ("editor", "second-thoughts", "Second thoughts"),
    ] {
        if Post::find_by_slug_optional(&db, slug).await?.is_some() {
            continue;
        }
        let post = PostCreate {
            author_id: Set(User::find_by_email(&db, address(author)).await?.id),
            slug: slug.to_owned(),
            title: title.to_owned(),
            body: format!("This is *{title}*."),
            published: Some(true),
        };
        Post::create(&db, post).await?;
    }
    Ok(())
}

/// What a reader says to that.
#[seeder(after(users, posts))]
pub async fn comments(db: Db) -> Result<()> {
    let reader = User::find_by_email(&db, address("reader")).await?;
    for post in Post::query().load::<Post>(&db).await? {
        let comments = Comment::query().filter(comments::post_id.eq(post.id));
        if comments.exists(&db).await? {
            continue;
        }
        let comment = CommentCreate {
            post_id: Set(post.id),
            author_id: Set(reader.id),
            body: "First!".to_owned(),
        };
        Comment::create(&db, comment).await?;
    }
    Ok(())
}

fn address(name: &str) -> String {
    format!("{name}@blog.example")
}
