//! `#[model]` on a real SQLite file.

use std::time::Duration;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use ordain::auth::PasswordHash;
use ordain::db::{Db, Options};
use ordain::migrate::create_tables_of;
use ordain::model::{Index, Lookup, Model, Set, bind, models};
use ordain::prelude::*;
use serde_json::json;

#[policy]
pub(crate) enum Permission {
    #[allow(dead_code)]
    Write,
}

#[policy(permissions = Permission)]
pub(crate) enum Role {
    #[grants()]
    Reader,
    #[grants(all)]
    Admin,
}

/// A person with an account.
#[model(table = people, timestamps)]
#[derive(PartialEq)]
pub(crate) struct Person {
    #[key]
    pub id: i64,
    #[unique]
    #[validate(email)]
    pub email: String,
    /// What others call them.
    #[validate(length(min = 1, max = 10))]
    #[serde(rename = "displayName")]
    pub name: String,
    #[secret]
    pub password: PasswordText,
    #[read_only]
    #[column(default = "Reader")]
    pub role: Role,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// A secret that can be compared.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct PasswordText(String);

impl std::fmt::Display for PasswordText {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::str::FromStr for PasswordText {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> std::result::Result<Self, Self::Err> {
        Ok(Self(text.to_owned()))
    }
}

ordain::text_column!(PasswordText);

/// An article.
#[model]
#[derive(PartialEq)]
pub(crate) struct Article {
    #[key]
    pub id: i64,
    #[belongs_to(Person)]
    pub author_id: i64,
    #[belongs_to(Person)]
    pub editor_id: Option<i64>,
    #[belongs_to(Self)]
    pub answers_id: Option<i64>,
    #[unique]
    #[validate(length(min = 1, max = 8))]
    #[column(name = slug_text)]
    pub slug: String,
    pub subtitle: Option<String>,
    #[column(default = false)]
    #[index]
    pub published: bool,
    #[column(default = 3)]
    #[validate(range(min = 0, max = 5))]
    pub stars: Option<i32>,
    #[read_only]
    #[column(default = 0)]
    pub views: i64,
    #[serde(skip)]
    pub note: Option<String>,
}

/// Every type that a column can have.
#[model(table = every_type)]
#[derive(PartialEq)]
pub(crate) struct EveryType {
    #[key]
    pub id: i64,
    pub truth: bool,
    pub small: i16,
    pub middle: i32,
    pub large: i64,
    pub single: f32,
    pub double: f64,
    pub text: String,
    pub bytes: Vec<u8>,
    pub moment: DateTime<Utc>,
    pub date: NaiveDate,
    pub time: NaiveTime,
    pub role: Role,
    pub no_truth: Option<bool>,
    pub no_text: Option<String>,
    pub no_bytes: Option<Vec<u8>>,
    pub no_moment: Option<DateTime<Utc>>,
    pub no_role: Option<Role>,
}

#[model]
pub(crate) struct Account {
    #[key]
    pub id: i64,
    #[secret]
    pub password: PasswordHash,
}

/// One relation only: the tables are joinable.
#[model]
pub(crate) struct Comment {
    #[key]
    pub id: i64,
    #[belongs_to(Article, on_delete = cascade)]
    pub article_id: i64,
    #[belongs_to(Person, on_delete = set_null)]
    pub writer_id: Option<i64>,
    pub body: String,
}

async fn database() -> (Db, tempfile::TempDir) {
    let dir = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", dir.path().join("blog.db").display());
    let db = Db::connect(&url, &Options::default()).await.unwrap();
    create_tables_of(&db, &specs()).await.unwrap();
    (db, dir)
}

/// Without the models of other tests.
fn specs() -> Vec<&'static ordain::model::ModelSpec> {
    models().into_iter().filter(|spec| spec.module == module_path!()).collect()
}

fn person(email: &str) -> PersonCreate {
    serde_json::from_value(json!({ "email": email, "displayName": "Ann" })).unwrap()
}

async fn ann(db: &Db) -> Person {
    Person::create(db, person("ann@example.com").password(PasswordText("hush".into())))
        .await
        .unwrap()
}

fn article(slug: &str) -> ArticleCreate {
    serde_json::from_value(json!({ "slug": slug })).unwrap()
}

#[tokio::test]
async fn rows_are_created_with_what_client_server_and_database_give() {
    let (db, _dir) = database().await;
    let before = Utc::now();
    let ann = ann(&db).await;
    assert_eq!((ann.id, &*ann.name, ann.role), (1, "Ann", Role::Reader));
    assert!(ann.created_at == ann.updated_at && (Utc::now() - before).num_seconds() < 5);
    let admin = person("bob@example.com").password(PasswordText("x".into())).role(Role::Admin);
    assert_eq!(Person::create(&db, admin).await.unwrap().role, Role::Admin);

    let first = Article::create(&db, article("a").author_id(ann.id)).await.unwrap();
    let expected = Article {
        id: 1,
        author_id: ann.id,
        editor_id: None,
        answers_id: None,
        slug: "a".into(),
        subtitle: None,
        published: false,
        stars: Some(3),
        views: 0,
        note: None,
    };
    assert_eq!(first, expected);
    let whole = ArticleCreate {
        author_id: Set(ann.id),
        editor_id: Some(ann.id),
        answers_id: Some(first.id),
        slug: "b".into(),
        subtitle: Some("more".into()),
        published: Some(true),
        stars: Some(None),
        views: Some(7),
        note: Some("x".into()),
    };
    let second = Article::create(&db, whole).await.unwrap();
    assert_eq!((second.published, second.stars, second.views), (true, None, 7));
}

#[tokio::test]
async fn rows_are_found_changed_and_deleted() {
    let (db, _dir) = database().await;
    let ann = ann(&db).await;
    let a = Article::create(&db, article("a").author_id(ann.id)).await.unwrap();
    Article::create(&db, article("b").author_id(ann.id)).await.unwrap();
    assert_eq!(Article::find(&db, a.id).await.unwrap(), a);
    assert_eq!(Article::find_by_slug(&db, "a").await.unwrap(), a);
    assert_eq!(Article::find_optional(&db, 99).await.unwrap(), None);
    assert_eq!(Article::find_by_slug_optional(&db, "z").await.unwrap(), None);
    let missing = Article::find(&db, 99).await.unwrap_err();
    assert_eq!((missing.status().as_u16(), missing.detail()), (404, "there is no such article"));
    assert_eq!(Article::find_by_slug(&db, "z").await.unwrap_err().status(), 404);
    assert!(Article::exists(&db, a.id).await.unwrap() && !Article::exists(&db, 99).await.unwrap());
    assert_eq!(Article::count(&db).await.unwrap(), 2);

    let change: ArticleUpdate =
        serde_json::from_value(json!({ "subtitle": "s", "published": true })).unwrap();
    let changed = a.update(&db, change).await.unwrap();
    assert_eq!(changed, Article { subtitle: Some("s".into()), published: true, ..a.clone() });
    let clear: ArticleUpdate = serde_json::from_value(json!({ "subtitle": null })).unwrap();
    assert_eq!(a.update(&db, clear.views(9)).await.unwrap().subtitle, None);
    assert_eq!(a.update(&db, ArticleUpdate::default()).await.unwrap().views, 9);
    let taken = a.update(&db, ArticleUpdate { slug: Some("b".into()), ..Default::default() }).await;
    let taken = taken.unwrap_err();
    assert_eq!((taken.status().as_u16(), &*taken.violations()[0].pointer), (409, "/slug"));

    a.delete(&db).await.unwrap();
    assert_eq!(a.delete(&db).await.unwrap_err().status(), 404);
    assert_eq!(a.update(&db, ArticleUpdate::default()).await.unwrap_err().status(), 404);
    let more = ArticleUpdate::default().views(1);
    assert_eq!(a.update(&db, more).await.unwrap_err().status(), 404);
}

#[tokio::test]
async fn the_time_of_the_last_change_is_kept() {
    let (db, _dir) = database().await;
    let ann = ann(&db).await;
    tokio::time::sleep(Duration::from_millis(5)).await;
    let changed = ann.update(&db, PersonUpdate { name: Some("An".into()), ..Default::default() });
    let changed = changed.await.unwrap();
    assert!(changed.updated_at > ann.updated_at && changed.created_at == ann.created_at);
    let same = changed.update(&db, PersonUpdate::default()).await.unwrap();
    assert_eq!(same, changed);
}

#[tokio::test]
async fn broken_rules_of_the_database_are_told_in_the_names_of_the_wire() {
    let (db, _dir) = database().await;
    let ann = ann(&db).await;
    let told = |error: ordain::Error| {
        let pointers: Vec<_> = error.violations().iter().map(|v| v.pointer.clone()).collect();
        (error.status().as_u16(), pointers.join(" "))
    };
    let again = person("ann@example.com").password(PasswordText(String::new()));
    let taken = Person::create(&db, again).await.unwrap_err();
    assert_eq!(told(taken), (409, "/email".into()));
    let mut long = person("x@example.com");
    long.name = "x".repeat(11);
    let long = Person::create(&db, long.password(PasswordText(String::new()))).await.unwrap_err();
    assert_eq!(told(long), (422, "/displayName".into()));
    let long = Article::create(&db, article("too long a slug").author_id(ann.id)).await;
    assert_eq!(told(long.unwrap_err()), (422, "/slug".into()));
    let orphan = Article::create(&db, article("a").author_id(99)).await.unwrap_err();
    assert_eq!(told(orphan), (422, "/author_id /editor_id /answers_id".into()));
    let a = Article::create(&db, article("a").author_id(ann.id)).await.unwrap();
    let starry = ArticleUpdate { stars: Some(Some(6)), ..Default::default() };
    assert_eq!(told(a.update(&db, starry).await.unwrap_err()), (422, "/stars".into()));
    assert_eq!(told(ann.delete(&db).await.unwrap_err()), (409, String::new()));
    let comment = CommentCreate { article_id: Set(99), writer_id: None, body: String::new() };
    let orphan = Comment::create(&db, comment).await.unwrap_err();
    assert_eq!(told(orphan), (422, "/article_id /writer_id".into()));
}

#[tokio::test]
async fn relations_are_followed_one_by_one_and_all_at_once() {
    let (db, _dir) = database().await;
    let ann = ann(&db).await;
    let bob = person("bob@example.com").password(PasswordText(String::new()));
    let bob = Person::create(&db, bob).await.unwrap();
    let mut articles = Vec::new();
    for (slug, author) in [("a", &bob), ("b", &ann), ("c", &bob)] {
        let new = article(slug).author_id(author.id).editor_id(Some(ann.id));
        let new = if slug == "b" { new.editor_id(None) } else { new };
        articles.push(Article::create(&db, new).await.unwrap());
    }
    assert_eq!(articles[0].author(&db).await.unwrap(), bob);
    assert_eq!(articles[0].editor(&db).await.unwrap(), Some(ann.clone()));
    assert_eq!(articles[1].editor(&db).await.unwrap(), None);
    let authors = Article::load_authors(&db, &articles).await.unwrap();
    assert_eq!(authors, [bob.clone(), ann.clone(), bob.clone()]);
    let editors = Article::load_editors(&db, &articles).await.unwrap();
    assert_eq!(editors, [Some(ann.clone()), None, Some(ann.clone())]);
    assert_eq!(Article::load_authors(&db, &[]).await.unwrap(), []);
    let answer = article("d").author_id(ann.id).answers_id(Some(articles[0].id));
    let answer = Article::create(&db, answer).await.unwrap();
    assert_eq!(answer.answers(&db).await.unwrap().as_ref(), Some(&articles[0]));

    let comment =
        CommentCreate { article_id: Set(articles[2].id), writer_id: None, body: "hi".into() };
    Comment::create(&db, comment).await.unwrap();
    let rows: Vec<(Comment, Article)> =
        Comment::query().inner_join(articles::table).load(&db).await.unwrap();
    assert_eq!(rows[0].1, articles[2]);
    let written = articles::table.inner_join(people::table.on(people::id.eq(articles::author_id)));
    assert_eq!(written.filter(people::email.eq("ann@example.com")).total(&db).await.unwrap(), 2);
}

#[tokio::test]
async fn what_refers_to_a_deleted_row_goes_along_or_refers_to_nothing() {
    let (db, _dir) = database().await;
    let ann = ann(&db).await;
    let bob = person("bob@example.com").password(PasswordText(String::new()));
    let bob = Person::create(&db, bob).await.unwrap();
    let article = Article::create(&db, article("a").author_id(ann.id)).await.unwrap();
    let new =
        CommentCreate { article_id: Set(article.id), writer_id: Some(bob.id), body: "b".into() };
    let comment = Comment::create(&db, new).await.unwrap();
    bob.delete(&db).await.unwrap();
    assert_eq!(Comment::find(&db, comment.id).await.unwrap().writer_id, None);
    article.delete(&db).await.unwrap();
    assert_eq!(Comment::count(&db).await.unwrap(), 0);
}

#[tokio::test]
async fn a_transaction_keeps_all_of_it_or_nothing() {
    let (db, _dir) = database().await;
    let ann = ann(&db).await;
    let failed = db
        .transaction(async |tx| {
            let a = Article::create(tx, article("a").author_id(ann.id)).await?;
            a.update(tx, ArticleUpdate::default().views(1)).await?;
            assert_eq!(Article::count(tx).await?, 1);
            Article::create(tx, article("a").author_id(ann.id)).await
        })
        .await;
    assert_eq!(failed.unwrap_err().status(), 409);
    assert_eq!(Article::count(&db).await.unwrap(), 0);
}

#[tokio::test]
async fn queries_of_diesel_run_on_the_table() {
    let (db, _dir) = database().await;
    let ann = ann(&db).await;
    for slug in ["a", "b", "c"] {
        Article::create(&db, article(slug).author_id(ann.id)).await.unwrap();
    }
    let page: Page<Article> = Article::query()
        .filter(articles::published.eq(false))
        .order(articles::id.desc())
        .page(Paging::new(2, 2).unwrap(), &db)
        .await
        .unwrap();
    assert_eq!((page.total, &*page.items[0].slug), (Some(3), "a"));
    let more = diesel::update(articles::table).set(articles::views.eq(articles::views + 2));
    assert_eq!(more.execute(&db).await.unwrap(), 3);
    let views: Vec<i64> = articles::table.select(articles::views).load(&db).await.unwrap();
    assert_eq!(views, [2, 2, 2]);
    let late = people::table.filter(people::created_at.gt(bind(ann.created_at)));
    assert!(!late.exists(&db).await.unwrap());
    let readers = people::table.filter(people::role.eq(Role::Reader));
    assert_eq!(readers.total(&db).await.unwrap(), 1);
}

#[tokio::test]
async fn every_type_comes_back_as_it_was() {
    let (db, _dir) = database().await;
    let moment: DateTime<Utc> = "0001-01-01T00:00:00.000001Z".parse().unwrap();
    let late: DateTime<Utc> = "9999-12-31T23:59:59.999999Z".parse().unwrap();
    let new = EveryTypeCreate {
        truth: true,
        small: i16::MIN,
        middle: i32::MAX,
        large: i64::MIN,
        single: 1.5,
        double: f64::MAX,
        text: "a'\"; DROP TABLE every_type; --\u{0} \u{1F600}".into(),
        bytes: vec![0, 255],
        moment,
        date: NaiveDate::from_ymd_opt(9999, 12, 31).unwrap(),
        time: NaiveTime::from_hms_micro_opt(23, 59, 59, 1).unwrap(),
        role: Role::Admin,
        no_truth: None,
        no_text: None,
        no_bytes: None,
        no_moment: Some(late),
        no_role: None,
    };
    let row = EveryType::create(&db, new.clone()).await.unwrap();
    assert_eq!(EveryType::find(&db, row.id).await.unwrap(), row);
    assert_eq!((row.truth, row.small, row.middle), (true, i16::MIN, i32::MAX));
    assert_eq!((row.large, row.double, row.text), (i64::MIN, f64::MAX, new.text.clone()));
    assert_eq!((row.bytes, row.moment, row.no_moment), (vec![0, 255], moment, Some(late)));
    assert_eq!((row.date, row.time, row.role), (new.date, new.time, Role::Admin));
    let far = EveryTypeCreate { moment: DateTime::<Utc>::MAX_UTC, ..new };
    assert_eq!(EveryType::create(&db, far).await.unwrap_err().status(), 422);

    let spoil = diesel::sql_query("UPDATE every_type SET role = 'Pope'");
    spoil.execute(&db).await.unwrap();
    let error = EveryType::find(&db, 1).await.unwrap_err().source_chain();
    assert!(error.contains("`Pope` is no value of `Role`"), "{error}");
}

#[test]
fn a_client_gives_only_what_is_a_clients_to_give() {
    let refused = [
        json!({ "slug": "a", "author_id": 1 }),
        json!({ "slug": "a", "views": 1 }),
        json!({ "slug": "a", "note": "x" }),
        json!({ "slug": "a", "id": 1 }),
        json!({ "slug": "a", "published": null }),
        json!({ "slug": null }),
        json!({}),
    ];
    for body in refused {
        assert!(serde_json::from_value::<ArticleCreate>(body.clone()).is_err(), "{body}");
    }
    for body in [json!({ "slug": null }), json!({ "published": null }), json!({ "views": 1 })] {
        assert!(serde_json::from_value::<ArticleUpdate>(body.clone()).is_err(), "{body}");
    }
    let new: ArticleCreate = serde_json::from_value(json!({ "slug": "a", "stars": null })).unwrap();
    assert_eq!((new.stars, new.published), (Some(None), None));
    for wrong in ["role", "password", "created_at", "updated_at"] {
        let body = json!({ "email": "a@example.com", "displayName": "a", wrong: "Admin" });
        assert!(serde_json::from_value::<PersonCreate>(body.clone()).is_err(), "{body}");
    }
}

#[test]
fn rules_are_checked_of_new_rows_and_of_changes() {
    let told = |error: ordain::Error| {
        let pointers: Vec<_> = error.violations().iter().map(|v| v.pointer.clone()).collect();
        pointers.join(" ")
    };
    let mut new = person("nobody");
    new.name = String::new();
    assert_eq!(told(ordain::validate::check(&new).unwrap_err()), "/email /displayName");
    let change =
        ArticleUpdate { stars: Some(Some(9)), slug: Some(String::new()), ..Default::default() };
    assert_eq!(told(ordain::validate::check(&change).unwrap_err()), "/slug /stars");
    assert!(ordain::validate::check(&ArticleUpdate::default()).is_ok());
}

#[tokio::test]
async fn secrets_are_shown_nowhere() {
    let (db, _dir) = database().await;
    let ann = ann(&db).await;
    assert_eq!(ann.password, PasswordText("hush".into()));
    let shown = serde_json::to_value(&ann).unwrap();
    assert!(shown.get("password").is_none() && shown["displayName"] == "Ann", "{shown}");
    let new = person("x@example.com").password(PasswordText("hush".into()));
    let change = PersonUpdate::default().password(PasswordText("hush".into()));
    for text in [format!("{ann:?}"), format!("{new:?}"), format!("{change:?}"), shown.to_string()] {
        assert!(!text.contains("hush"), "{text}");
    }
    let hash = PasswordHash::of("correct horse battery").await.unwrap();
    let account = Account::create(&db, AccountCreate { password: Set(hash) }).await.unwrap();
    assert!(account.password.verify("correct horse battery").await.unwrap());
}

#[tokio::test]
async fn a_text_names_a_row_by_key_or_unique_column() {
    let (db, _dir) = database().await;
    let ann = ann(&db).await;
    assert_eq!((Person::NAME, Person::COLUMNS), ("person", &["id", "email"][..]));
    assert_eq!(Person::lookup(&db, "id", "1").await.unwrap().as_ref(), Some(&ann));
    assert_eq!(Person::lookup(&db, "email", &ann.email).await.unwrap(), Some(ann));
    assert_eq!(Person::lookup(&db, "id", "99").await.unwrap(), None);
    assert_eq!(Person::lookup(&db, "id", "one").await.unwrap_err().status(), 400);
    assert_eq!(Person::lookup(&db, "name", "Ann").await.unwrap_err().status(), 500);
}

#[test]
fn the_declaration_is_there_as_data() {
    let spec = Person::SPEC;
    assert_eq!((spec.name, spec.ident, spec.table), ("person", "Person", "people"));
    assert!(spec.identity.is_none());
    let article = Article::SPEC;
    let slug = article.column("slug_text").unwrap();
    assert!(
        slug.index == Index::Unique && slug.field == "slug" && slug.bounds.max_length == Some(8)
    );
    assert!(article.column("published").unwrap().index == Index::Many);
    let author = article.column("author_id").unwrap().references.unwrap();
    assert_eq!((author.target)().table, "people");
    assert_eq!(EveryType::SPEC.table, "every_type");
    assert_eq!(specs().len(), 5);
}

#[test]
fn the_schemas_say_who_gives_what() {
    let schema = |schema: ordain::schema::Schema| serde_json::to_value(schema).unwrap();
    let mut schemas = ordain::schema::Schemas::new();
    let row = schema(Article::schema(&mut schemas));
    assert_eq!(row["properties"]["id"]["readOnly"], true);
    assert_eq!(row["properties"]["views"]["readOnly"], true);
    assert!(row["properties"].get("note").is_none());
    assert_eq!(row["required"].as_array().unwrap().len(), 9);
    let new = schema(ArticleCreate::schema(&mut schemas));
    assert_eq!(new["required"], json!(["slug"]));
    assert_eq!(new["properties"]["slug"]["maxLength"], 8);
    assert_eq!(new["properties"]["published"]["default"], false);
    assert_eq!(new["additionalProperties"], false);
    assert!(new["properties"].get("author_id").is_none());
    let change = schema(ArticleUpdate::schema(&mut schemas));
    assert!(change.get("required").is_none());
    assert_eq!(change["properties"]["slug"]["type"], "string");
    assert_eq!(change["properties"]["subtitle"]["type"], json!(["string", "null"]));
    let person = schema(Person::schema(&mut schemas));
    assert!(person["properties"].get("password").is_none());
    assert_eq!(person["properties"]["displayName"]["description"], "What others call them.");
}

/// Models that only some modules see.
mod hidden {
    use ordain::prelude::*;

    #[model]
    struct Owner {
        #[key]
        id: i64,
        name: String,
    }

    #[model]
    struct House {
        #[key]
        id: i64,
        #[belongs_to(Owner)]
        owner_id: i64,
        #[unique]
        street: String,
    }

    #[model]
    pub(super) struct Street {
        #[key]
        id: i64,
        name: String,
    }

    #[model]
    pub(super) struct Town {
        #[key]
        id: i64,
        #[belongs_to(Street)]
        street_id: i64,
    }
}
