//! Posts: read by everybody, written by authors, changed by their authors and by editors.

use ordain::prelude::*;

use crate::access::{Permission, own_post};
use crate::user::User;

/// An article.
#[model(timestamps)]
pub struct Post {
    #[key]
    pub id: i64,
    #[belongs_to(User)]
    pub author_id: i64,
    #[unique]
    #[validate(length(min = 1, max = 80))]
    #[example("hello-world")]
    pub slug: String,
    #[validate(length(min = 1, max = 200))]
    pub title: String,
    /// The text, in Markdown.
    pub body: String,
    #[column(default = false)]
    #[index]
    pub published: bool,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// What can go wrong with a post.
#[derive(Debug, ApiError)]
pub enum PostError {
    /// The slug is taken by another post.
    #[status(409)]
    SlugTaken {
        /// The slug.
        slug: String,
    },
    #[transparent]
    Other(ordain::Error),
}

/// List posts, newest first: those that are published, and the drafts that the caller may edit.
#[route(get, "/posts", policy = public, tag = "posts")]
pub async fn list_posts(actor: Option<Actor>, page: Paging, db: Db) -> Result<Page<Post>> {
    let editable = scope!(any(own_post, Permission::EditAnyPost), &actor);
    Post::query()
        .filter(posts::published.eq(true).or(editable))
        .order(posts::id.desc())
        .page(page, &db)
        .await
}

/// Write a new post.
#[route(
    post,
    "/posts",
    policy = Permission::WritePosts,
    tag = "posts",
    body_limit = "256KB",
    rate_limit = "30/min per actor"
)]
pub async fn create_post(
    actor: Actor,
    new: PostCreate,
    db: Db,
) -> Result<Created<Post>, PostError> {
    db.transaction(async |tx| {
        let taken = Post::query().filter(posts::slug.eq(new.slug.clone())).exists(tx).await?;
        if taken {
            return Err(PostError::SlugTaken { slug: new.slug });
        }
        let post = Post::create(tx, new.author_id(actor.id)).await?;
        // It runs only if this commits.
        announce::enqueue(tx, post.id).await?;
        Ok(Created::at(show_post::url(&post.slug), post))
    })
    .await
}

/// Show one post.
#[route(get, "/posts/{slug}", policy = public, tag = "posts")]
pub async fn show_post(post: Found<Post>) -> Post {
    post.into_inner()
}

/// Edit a post: its author, or an editor.
#[route(
    patch,
    "/posts/{slug}",
    policy = any(own_post, Permission::EditAnyPost),
    tag = "posts",
    body_limit = "256KB"
)]
pub async fn edit_post(post: Authorized<Post>, change: PostUpdate, db: Db) -> Result<Post> {
    post.update(&db, change).await
}

/// Delete a post with its comments: its author, or an editor.
#[route(delete, "/posts/{slug}", policy = any(own_post, Permission::EditAnyPost), tag = "posts")]
pub async fn delete_post(post: Authorized<Post>, db: Db) -> Result<NoContent> {
    post.into_inner().delete(&db).await?;
    Ok(NoContent)
}

/// Tell subscribers about a new post.
#[job(queue = "mail", retries = 5, backoff = "exponential 10s..1h", timeout = "30s")]
pub async fn announce(post_id: i64, db: Db) -> Result<()> {
    let post = Post::find(&db, post_id).await?;
    let subscribers = User::count(&db).await?;
    tracing::info!(slug = post.slug, subscribers, "a new post was announced");
    Ok(())
}
