//! Articles: read by everybody, changed by their authors.

use ordain::prelude::*;

use crate::error::{filled, taken_is_invalid};
use crate::favorite::{Favorite, favorites};
use crate::profile::{Profile, follows, key_of};
use crate::tag::{self, Tag, TagName, tags};
use crate::user::{User, users};

/// The longest title, and the longest slug.
const LONGEST: usize = 255;

/// An article.
#[model(timestamps, has_many(Favorite), has_many(Tag))]
pub struct Article {
    #[key]
    pub id: i64,
    #[belongs_to(User, on_delete = cascade)]
    pub author_id: i64,
    #[unique]
    #[read_only]
    #[validate(length(max = 255))]
    pub slug: String,
    #[validate(length(max = 255))]
    pub title: String,
    pub description: String,
    pub body: String,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// People change and delete their own articles.
#[policy]
fn own_article(actor: &Actor, article: &Article) -> bool {
    actor.id == article.author_id
}

/// What is written of an article.
#[dto]
#[serde(rename_all = "camelCase")]
pub struct NewArticle {
    #[validate(custom(function = filled), length(max = 255))]
    title: String,
    #[validate(custom(function = filled))]
    description: String,
    #[validate(custom(function = filled))]
    body: String,
    #[serde(default)]
    #[validate(length(max = 100))]
    tag_list: Vec<TagName>,
}

/// What is changed of an article.
#[dto]
#[derive(Default)]
#[serde(default, rename_all = "camelCase")]
pub struct ArticleChange {
    #[validate(custom(function = filled), length(max = 255))]
    title: Change<String>,
    #[validate(custom(function = filled))]
    description: Change<String>,
    #[validate(custom(function = filled))]
    body: Change<String>,
    #[validate(length(max = 100))]
    tag_list: Change<Vec<TagName>>,
}

/// Which articles are listed.
#[dto(query)]
pub struct Wanted {
    /// They have this tag.
    tag: Option<String>,
    /// They are by the person of this name.
    author: Option<String>,
    /// The person of this name likes them.
    favorited: Option<String>,
}

/// Which part of a list is shown.
#[dto(query)]
#[serde(default)]
pub struct Part {
    /// How many of them are left out.
    #[validate(range(min = 0))]
    offset: i64,
    /// How many of them follow, a hundred at most.
    #[validate(range(min = 1))]
    limit: i64,
}

impl Default for Part {
    fn default() -> Self {
        Self { offset: 0, limit: 20 }
    }
}

/// An article, with all that belongs to it.
#[dto]
#[serde(rename_all = "camelCase")]
pub struct ArticleView {
    slug: String,
    title: String,
    description: String,
    /// The text, in Markdown; not in lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<String>,
    tag_list: Vec<String>,
    created_at: Millis,
    updated_at: Millis,
    favorited: bool,
    favorites_count: i64,
    author: Profile,
}

/// `{"article": …}`
#[dto]
pub struct ArticleBody<T> {
    article: T,
}

#[dto]
#[serde(rename_all = "camelCase")]
pub struct Articles {
    articles: Vec<ArticleView>,
    articles_count: u64,
}

/// List articles, newest first.
#[route(get, "/api/articles", policy = public, tag = "Articles")]
async fn list_articles(
    wanted: Wanted,
    part: Part,
    actor: Option<Actor>,
    db: Db,
) -> Result<Articles> {
    let mut articles = Scope::from(true);
    if let Some(tag) = wanted.tag {
        articles &= Scope::of(Article::has_tags(tags::name.eq(tag)));
    }
    if let Some(author) = wanted.author {
        articles &= Scope::of(Article::has_author(users::username.eq(author)));
    }
    if let Some(name) = wanted.favorited {
        let by = Favorite::has_user(users::username.eq(name));
        articles &= Scope::of(Article::has_favorites(by));
    }
    list(articles, &part, actor.as_ref(), &db).await
}

/// List the articles of those whom you follow, newest first.
#[route(get, "/api/articles/feed", policy = authenticated, tag = "Articles")]
async fn feed(part: Part, actor: Actor, db: Db) -> Result<Articles> {
    let followed = User::has_followers(follows::follower_id.eq(actor.id));
    let articles = Scope::of(Article::has_author(followed));
    list(articles, &part, Some(&actor), &db).await
}

/// Show an article.
#[route(get, "/api/articles/{slug}", policy = public, tag = "Articles")]
async fn show_article(
    article: Found<Article>,
    actor: Option<Actor>,
    db: Db,
) -> Result<ArticleBody<ArticleView>> {
    show(article.id, actor.as_ref(), &db).await
}

/// Write an article.
#[route(post, "/api/articles", policy = authenticated, tag = "Articles", transaction)]
async fn create_article(
    actor: Actor,
    new: ArticleBody<NewArticle>,
    tx: &Tx,
) -> Result<Created<ArticleBody<ArticleView>>> {
    let NewArticle { title, description, body, tag_list } = new.article;
    let slug = Set(slug_of(&title));
    let new = ArticleCreate { author_id: Set(actor.id), slug, title, description, body };
    let article = Article::create(tx, new).await?;
    tag::set(&article, tag_list, tx).await?;
    Ok(Created::new(show(article.id, Some(&actor), tx).await?))
}

/// Change an article of your own: what is left out stays as it is. With the title, the slug changes.
#[route(put, "/api/articles/{slug}", policy = own_article, tag = "Articles", transaction)]
async fn update_article(
    article: Authorized<Article>,
    actor: Actor,
    change: ArticleBody<ArticleChange>,
    tx: &Tx,
) -> Result<ArticleBody<ArticleView>> {
    let ArticleChange { title, description, body, tag_list } = change.article;
    let title = title.into_option().filter(|title| *title != article.title);
    let change = ArticleUpdate {
        slug: title.as_deref().map(slug_of),
        title,
        description: description.into_option(),
        body: body.into_option(),
        ..ArticleUpdate::default()
    };
    article.update(tx, change).await.map_err(taken_is_invalid)?;
    if let Change::To(names) = tag_list {
        tag::set(&article, names, tx).await?;
    }
    show(article.id, Some(&actor), tx).await
}

/// Delete an article of your own.
#[route(delete, "/api/articles/{slug}", policy = own_article, tag = "Articles")]
async fn delete_article(article: Authorized<Article>, db: Db) -> Result<NoContent> {
    article.into_inner().delete(&db).await?;
    Ok(NoContent)
}

/// One article, as the caller sees it.
pub async fn show(
    id: i64,
    actor: Option<&Actor>,
    x: impl Executor,
) -> Result<ArticleBody<ArticleView>> {
    let found = load(Scope::of(articles::id.eq(id)), &Part::default(), actor, x).await?.pop();
    let article = found.ok_or_else(|| Error::not_found("the article is gone").about("article"))?;
    Ok(ArticleBody { article })
}

async fn list(
    wanted: Scope<Article>,
    part: &Part,
    actor: Option<&Actor>,
    db: &Db,
) -> Result<Articles> {
    let articles_count = Article::query().filter(wanted.clone()).total(db).await?;
    let mut articles = load(wanted, part, actor, db).await?;
    for article in &mut articles {
        article.body = None;
    }
    Ok(Articles { articles, articles_count })
}

/// The articles with all that is shown of them, by two queries however many there are.
async fn load(
    wanted: Scope<Article>,
    part: &Part,
    actor: Option<&Actor>,
    x: impl Executor,
) -> Result<Vec<ArticleView>> {
    let caller = key_of(actor);
    let rows: Vec<(Article, User, i64, bool, bool)> = Article::query()
        .inner_join(User::query())
        .filter(wanted)
        .select((
            articles::all_columns,
            users::all_columns,
            Article::count_favorites(true),
            Article::has_favorites(favorites::user_id.eq(caller)),
            User::has_followers(follows::follower_id.eq(caller)),
        ))
        .order(articles::id.desc())
        .limit(part.limit.min(100))
        .offset(part.offset)
        .load(x)
        .await?;
    let articles: Vec<Article> = rows.iter().map(|row| row.0.clone()).collect();
    let tags = Article::load_tags(x, &articles).await?;
    let view = |((article, author, favorites_count, favorited, following), tags): (_, Vec<Tag>)| {
        let Article { slug, title, description, body, created_at, updated_at, .. } = article;
        ArticleView {
            slug,
            title,
            description,
            body: Some(body),
            tag_list: tags.into_iter().map(|tag| tag.name).collect(),
            created_at: created_at.into(),
            updated_at: updated_at.into(),
            favorited,
            favorites_count,
            author: Profile::of(author, following),
        }
    };
    Ok(rows.into_iter().zip(tags).map(view).collect())
}

/// The words of a title, joined by dashes. A title that makes no address of its own gets one that nothing else has.
fn slug_of(title: &str) -> String {
    let words = title.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let slug = words.collect::<Vec<_>>().join("-").to_lowercase();
    match &*slug {
        "" | "feed" => Uuid::now_v7().to_string(),
        _ => slug.chars().take(LONGEST).collect(),
    }
}
