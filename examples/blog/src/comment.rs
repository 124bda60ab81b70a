//! Comments under posts.

use ordain::prelude::*;

use crate::access::{Permission, own_comment};
use crate::post::Post;
use crate::user::User;

/// A comment under a post.
#[model(timestamps)]
pub struct Comment {
    #[key]
    pub id: i64,
    #[belongs_to(Post, on_delete = cascade)]
    pub post_id: i64,
    #[belongs_to(User)]
    pub author_id: i64,
    #[validate(length(min = 1, max = 2000))]
    pub body: String,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// List the comments under a post, oldest first.
#[route(get, "/posts/{slug}/comments", policy = public, tag = "comments")]
pub async fn list_comments(post: Found<Post>, page: Paging, db: Db) -> Result<Page<Comment>> {
    Comment::query()
        .filter(comments::post_id.eq(post.id))
        .order(comments::id.asc())
        .page(page, &db)
        .await
}

/// Write a comment.
#[route(post, "/posts/{slug}/comments", policy = authenticated, tag = "comments")]
pub async fn create_comment(
    post: Found<Post>,
    actor: Actor,
    new: CommentCreate,
    db: Db,
) -> Result<Created<Comment>> {
    let comment = new.post_id(post.id).author_id(actor.id);
    Ok(Created::new(Comment::create(&db, comment).await?))
}

/// Delete a comment: its author, or a moderator.
#[route(
    delete,
    "/comments/{id}",
    policy = any(own_comment, Permission::ModerateComments),
    tag = "comments"
)]
pub async fn delete_comment(comment: Authorized<Comment>, db: Db) -> Result<NoContent> {
    comment.into_inner().delete(&db).await?;
    Ok(NoContent)
}
