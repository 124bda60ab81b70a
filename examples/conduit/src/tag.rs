//! Tags: words that articles are found by.

use std::collections::HashSet;

use ordain::prelude::*;

use crate::article::Article;
use crate::error::filled;

/// A tag of an article, and at which place it stands.
#[model(unique(article_id, name))]
pub struct Tag {
    #[key]
    #[belongs_to(Article, on_delete = cascade)]
    pub article_id: i64,
    #[key]
    pub place: i32,
    #[validate(length(max = 100))]
    #[index]
    pub name: String,
}

/// A word that an article can have as a tag.
#[dto]
#[derive(PartialEq, Eq, Hash, Clone)]
pub struct TagName(#[validate(custom(function = filled), length(max = 100))] String);

#[dto]
pub struct TagsReply {
    tags: Vec<String>,
}

/// List the tags of all articles.
#[route(get, "/api/tags", policy = public, tag = "Tags")]
async fn list_tags(db: Db) -> Result<TagsReply> {
    let tags = tags::table.select(tags::name).distinct().order(tags::name).load(&db).await?;
    Ok(TagsReply { tags })
}

/// Gives an article these tags, each once, and no others.
pub async fn set(article: &Article, mut names: Vec<TagName>, tx: &Tx) -> Result<()> {
    let old = article.tags(tx).await?;
    Tag::delete_many(tx, old.iter().map(|tag| (tag.article_id, tag.place))).await?;
    let mut known = HashSet::new();
    names.retain(|name| known.insert(name.clone()));
    let new = (0..).zip(names).map(|(place, TagName(name))| TagCreate {
        article_id: Set(article.id),
        place,
        name,
    });
    Tag::create_many(tx, new.collect::<Vec<_>>()).await?;
    Ok(())
}
