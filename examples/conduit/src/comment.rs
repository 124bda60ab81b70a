//! Comments under articles.

use ordain::prelude::*;

use crate::article::Article;
use crate::error::filled;
use crate::profile::{Profile, follows, key_of};
use crate::user::{User, users};

/// A comment under an article.
#[model(timestamps)]
pub struct Comment {
    #[key]
    pub id: i64,
    #[belongs_to(Article, on_delete = cascade)]
    pub article_id: i64,
    #[belongs_to(User, on_delete = cascade)]
    pub author_id: i64,
    #[validate(custom(function = filled))]
    pub body: String,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// People delete their own comments.
#[policy]
fn own_comment(actor: &Actor, comment: &Comment) -> bool {
    actor.id == comment.author_id
}

/// A comment, with its author.
#[dto]
#[serde(rename_all = "camelCase")]
pub struct CommentView {
    id: i64,
    created_at: Millis,
    updated_at: Millis,
    body: String,
    author: Profile,
}

/// `{"comment": …}`
#[dto]
pub struct CommentBody<T> {
    comment: T,
}

#[dto]
pub struct Comments {
    comments: Vec<CommentView>,
}

/// List the comments under an article, newest first.
#[route(get, "/api/articles/{slug}/comments", policy = public, tag = "Comments")]
async fn list_comments(article: Found<Article>, actor: Option<Actor>, db: Db) -> Result<Comments> {
    let of_the_article = Scope::of(comments::article_id.eq(article.id));
    Ok(Comments { comments: load(of_the_article, actor.as_ref(), &db).await? })
}

/// Comment on an article.
#[route(post, "/api/articles/{slug}/comments", policy = authenticated, tag = "Comments")]
async fn add_comment(
    article: Found<Article>,
    actor: Actor,
    new: CommentBody<CommentCreate>,
    db: Db,
) -> Result<Created<CommentBody<CommentView>>> {
    let new = new.comment.article_id(article.id).author_id(actor.id);
    let comment = Comment::create(&db, new).await?;
    let shown = load(Scope::of(comments::id.eq(comment.id)), Some(&actor), &db).await?.pop();
    let comment = shown.ok_or_else(|| Error::not_found("it is gone already").about("comment"))?;
    Ok(Created::new(CommentBody { comment }))
}

/// Delete a comment of your own.
#[route(
    delete,
    "/api/articles/{slug}/comments/{comment_id}",
    policy = own_comment,
    tag = "Comments"
)]
async fn delete_comment(
    article: Found<Article>,
    comment: Authorized<Comment>,
    db: Db,
) -> Result<NoContent> {
    if comment.article_id != article.id {
        return Err(Error::not_found("it is under another article").about("comment"));
    }
    comment.into_inner().delete(&db).await?;
    Ok(NoContent)
}

/// The comments with their authors, by one query however many there are.
async fn load(wanted: Scope<Comment>, actor: Option<&Actor>, db: &Db) -> Result<Vec<CommentView>> {
    let followed = User::has_followers(follows::follower_id.eq(key_of(actor)));
    let rows: Vec<(Comment, User, bool)> = Comment::query()
        .inner_join(User::query())
        .filter(wanted)
        .select((comments::all_columns, users::all_columns, followed))
        .order(comments::id.desc())
        .load(db)
        .await?;
    let view =
        |(comment, author, followed)| CommentView::of(comment, Profile::of(author, followed));
    Ok(rows.into_iter().map(view).collect())
}

impl CommentView {
    fn of(comment: Comment, author: Profile) -> Self {
        let Comment { id, body, created_at, updated_at, .. } = comment;
        Self { id, created_at: created_at.into(), updated_at: updated_at.into(), body, author }
    }
}
