//! Favourites: who likes which article.

use ordain::prelude::*;

use crate::article::{Article, ArticleBody, ArticleView, show};
use crate::user::User;

/// Somebody likes an article.
#[model]
pub struct Favorite {
    #[key]
    #[belongs_to(User, on_delete = cascade)]
    pub user_id: i64,
    #[key]
    #[belongs_to(Article, on_delete = cascade)]
    pub article_id: i64,
}

/// Like an article.
#[route(post, "/api/articles/{slug}/favorite", policy = authenticated, tag = "Favorites")]
async fn favorite(
    article: Found<Article>,
    actor: Actor,
    db: Db,
) -> Result<ArticleBody<ArticleView>> {
    let favorite = FavoriteCreate { user_id: Set(actor.id), article_id: Set(article.id) };
    Favorite::upsert(&db, favorite).await?;
    show(article.id, Some(&actor), &db).await
}

/// Like an article no longer.
#[route(delete, "/api/articles/{slug}/favorite", policy = authenticated, tag = "Favorites")]
async fn unfavorite(
    article: Found<Article>,
    actor: Actor,
    db: Db,
) -> Result<ArticleBody<ArticleView>> {
    Favorite::delete_many(&db, [(actor.id, article.id)]).await?;
    show(article.id, Some(&actor), &db).await
}
