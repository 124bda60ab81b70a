//! How migrations run, and what is refused.

use diesel::sql_types::BigInt;
use ordain::db::{Db, RunQuery, batch};
use ordain::migrate::schema::{Column, ForeignKey, Index, Kind, OnDelete, Table, Value};
use ordain::migrate::{
    Backend, Live, Migration, Mode, Plan, Renames, Resume, Schema, Script, Set, State, adopt, down,
    live, status, up,
};

use super::place::Place;

#[derive(diesel::QueryableByName)]
struct Number {
    #[diesel(sql_type = BigInt)]
    number: i64,
}

async fn number(db: &Db, sql: &str) -> i64 {
    let sql = format!("SELECT ({sql}) AS number");
    let found: Number = diesel::sql_query(sql).get_result(db).await.unwrap();
    found.number
}

fn migration(name: &str, up: &str, down: &str) -> Migration {
    Migration {
        name: name.to_owned(),
        up: up.to_owned().into(),
        down: Some(down.to_owned().into()),
        in_transaction: true,
    }
}

fn set(migrations: impl Into<Vec<Migration>>) -> Set {
    Set { backend: Backend::Sqlite, migrations: migrations.into() }
}

fn two() -> Vec<Migration> {
    vec![
        migration("2026-01-01-000000_one", "CREATE TABLE one (id INTEGER)", "DROP TABLE one"),
        migration("2026-01-02-000000_two", "CREATE TABLE two (id INTEGER)", "DROP TABLE two"),
    ]
}

async fn states(db: &Db, set: &Set) -> Vec<State> {
    status(db, set).await.unwrap().into_iter().map(|standing| standing.state).collect()
}

#[tokio::test]
async fn migrations_go_up_and_down_one_by_one() {
    let place = Place::sqlite().await;
    let set = set(two());
    assert_eq!(states(&place.db, &set).await, [State::Pending, State::Pending]);
    assert_eq!(up(&place.db, &set, Resume::Repeat).await.unwrap().len(), 2);
    assert!(up(&place.db, &set, Resume::Repeat).await.unwrap().is_empty());
    let taken = down(&place.db, &set, 1, Resume::Repeat).await.unwrap();
    assert_eq!(taken, ["2026-01-02-000000_two"]);
    let found = states(&place.db, &set).await;
    assert!(matches!(found[..], [State::Applied(_), State::Pending]), "{found:?}");
    // diesel's own table says the same.
    let applied = "SELECT version FROM __diesel_schema_migrations";
    assert_eq!(number(&place.db, applied).await, 20_260_101_000_000);
}

#[tokio::test]
async fn a_failing_statement_takes_the_whole_file_back() {
    let place = Place::sqlite().await;
    let sql = "CREATE TABLE half (id INTEGER); INSERT INTO nowhere VALUES (1);";
    let set = set([migration("2026-01-01-000000_half", sql, "")]);
    let error = up(&place.db, &set, Resume::Repeat).await.unwrap_err().source_chain();
    assert!(error.contains("`2026-01-01-000000_half` failed"), "{error}");
    assert!(error.contains("no such table: nowhere"), "{error}");
    assert!(!live(Backend::Sqlite, &place.db).await.unwrap().tables.contains_key("half"));
    assert_eq!(states(&place.db, &set).await, [State::Pending]);
}

#[tokio::test]
async fn a_changed_file_is_refused_and_an_unknown_one_is_told() {
    let place = Place::sqlite().await;
    let mut changed = two();
    up(&place.db, &set(changed.clone()), Resume::Repeat).await.unwrap();
    changed[0].up = "CREATE TABLE one (id INTEGER, more TEXT)".into();
    let changed = set(changed);
    let error = up(&place.db, &changed, Resume::Repeat).await.unwrap_err().source_chain();
    assert!(error.contains("`migrations/sqlite/2026-01-01-000000_one` was changed"), "{error}");
    assert_eq!(states(&place.db, &changed).await[0], State::Changed);

    let less = set(&two()[..1]);
    assert_eq!(states(&place.db, &less).await[1], State::Unknown);
    let error = down(&place.db, &less, 1, Resume::Repeat).await.unwrap_err().source_chain();
    assert!(error.contains("`2026-01-02-000000_two` is applied and is not among"), "{error}");
}

#[tokio::test]
async fn line_endings_change_no_file() {
    let place = Place::sqlite().await;
    let sql = "CREATE TABLE one (\nid INTEGER\n)";
    let name = "2026-01-01-000000_one";
    up(&place.db, &set([migration(name, sql, "")]), Resume::Repeat).await.unwrap();
    let other = set([migration(name, &sql.replace('\n', "\r\n"), "")]);
    assert!(up(&place.db, &other, Resume::Repeat).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_file_without_a_transaction_goes_on_where_it_stopped() {
    let place = Place::sqlite().await;
    let name = "2026-01-01-000000_steps";
    let with = |second: &str| {
        let sql =
            format!("CREATE TABLE one (id INTEGER); {second}; CREATE TABLE three (id INTEGER)");
        set([Migration { in_transaction: false, ..migration(name, &sql, "") }])
    };
    let broken = with("CREATE TABLE");
    let error = up(&place.db, &broken, Resume::Repeat).await.unwrap_err().source_chain();
    assert!(error.contains("statement 2 of 3"), "{error}");
    assert_eq!(states(&place.db, &broken).await, [State::Interrupted(2)]);

    // As if the process had died between the statement and the note of it.
    batch("CREATE TABLE two (id INTEGER)", &place.db).await.unwrap();
    let mended = with("CREATE TABLE two (id INTEGER)");
    let error = up(&place.db, &mended, Resume::Repeat).await.unwrap_err().source_chain();
    assert!(error.contains("--skip-statement"), "{error}");
    assert_eq!(up(&place.db, &mended, Resume::Skip).await.unwrap(), [name]);
    assert!(live(Backend::Sqlite, &place.db).await.unwrap().tables.contains_key("three"));
    assert!(matches!(states(&place.db, &mended).await[..], [State::Applied(_)]));
}

#[tokio::test]
async fn tables_that_are_there_can_be_adopted() {
    let place = Place::sqlite().await;
    batch("CREATE TABLE one (id INTEGER); CREATE TABLE two (id INTEGER)", &place.db).await.unwrap();
    let set = set(two());
    assert!(up(&place.db, &set, Resume::Repeat).await.is_err());
    assert_eq!(adopt(&place.db, &set).await.unwrap().len(), 2);
    assert!(up(&place.db, &set, Resume::Repeat).await.unwrap().is_empty());
}

fn column(name: &str, kind: Kind) -> Column {
    Column {
        name: name.to_owned(),
        renamed_from: None,
        kind,
        length: None,
        nullable: false,
        generated: name == "id",
        default: None,
        fill: None,
    }
}

fn table(name: &str, columns: Vec<Column>) -> Table {
    Table {
        name: name.to_owned(),
        renamed_from: None,
        columns,
        key: vec!["id".into()],
        indexes: Vec::new(),
        foreign_keys: Vec::new(),
        checks: Vec::new(),
    }
}

/// Authors, and posts that go with them.
fn library() -> Schema {
    let authors = table("authors", vec![column("id", Kind::Int64)]);
    let columns = ["id", "author_id", "size"].map(|name| column(name, Kind::Int64));
    let mut posts = table("posts", columns.into());
    posts.foreign_keys.push(ForeignKey {
        name: "posts_author_id_fkey".into(),
        columns: vec!["author_id".into()],
        table: "authors".into(),
        target: vec!["id".into()],
        on_delete: OnDelete::Cascade,
    });
    posts.indexes.push(Index {
        name: "posts_size_idx".into(),
        columns: vec!["size".into()],
        unique: false,
        condition: None,
    });
    Schema { tables: vec![authors, posts] }
}

fn step(name: &str, before: &Schema, after: &Schema) -> Migration {
    let renames = Renames::between(before, after, &mut |_| false);
    let text = |one, other, renames: &Renames| {
        let script = Backend::Sqlite.script(&Plan::between(one, other, renames), Mode::AtOnce);
        Script::to_text(&script.statements, script.rebuilds)
    };
    let up = text(before, after, &renames);
    migration(name, &up, &text(after, before, &renames.inverse()))
}

/// A library with two authors, of whom the second one is gone, and a post.
async fn filled() -> (Place, Schema, Vec<Migration>) {
    let (place, schema) = (Place::sqlite().await, library());
    let migrations = vec![step("2026-01-01-000000_library", &Schema::default(), &schema)];
    up(&place.db, &set(migrations.clone()), Resume::Repeat).await.unwrap();
    let rows = "INSERT INTO authors VALUES (1), (2); DELETE FROM authors WHERE id = 2; \
                INSERT INTO posts VALUES (1, 1, 7)";
    batch(rows, &place.db).await.unwrap();
    (place, schema, migrations)
}

#[tokio::test]
async fn a_table_built_anew_keeps_rows_references_and_what_was_made_by_hand() {
    let (place, schema, mut migrations) = filled().await;
    let by_hand =
        "CREATE TRIGGER seen AFTER INSERT ON authors BEGIN UPDATE posts SET size = size + 1; END;
        CREATE INDEX by_hand ON posts (author_id, size);
        CREATE VIEW sizes AS SELECT size FROM posts;";
    batch(by_hand, &place.db).await.unwrap();
    let mut next = schema.clone();
    next.tables[0].columns.push(column("name", Kind::Text));
    next.tables[0].columns[1].default = Some(Value::Text("nobody".into()));
    next.tables[1].columns[2].kind = Kind::Text;
    next.tables[1].columns[1].nullable = true;
    migrations.push(step("2026-01-02-000000_anew", &schema, &next));
    assert!(migrations[1].up.contains("__new_posts"), "{}", migrations[1].up);
    let all = set(migrations);
    up(&place.db, &all, Resume::Repeat).await.unwrap();

    let found = live(Backend::Sqlite, &place.db).await.unwrap();
    let differences = found.differences(&Live::expected(&next, Backend::Sqlite));
    assert!(differences.is_empty(), "{differences:?}");
    assert!(found.tables["posts"].indexes.contains_key("by_hand"));
    assert_eq!(number(&place.db, "SELECT CAST(size AS INTEGER) FROM sizes").await, 7);
    batch("INSERT INTO authors (name) VALUES ('x')", &place.db).await.unwrap();
    assert_eq!(
        number(&place.db, "SELECT CAST(size AS INTEGER) FROM sizes").await,
        8,
        "the trigger"
    );
    assert_eq!(number(&place.db, "SELECT max(id) FROM authors").await, 3, "no key comes back");
    // References are enforced again.
    assert!(batch("INSERT INTO posts VALUES (5, 99, 'x')", &place.db).await.is_err());
    batch("DELETE FROM authors WHERE id = 1", &place.db).await.unwrap();
    assert_eq!(number(&place.db, "SELECT count(*) FROM posts").await, 0);
    down(&place.db, &all, 1, Resume::Repeat).await.unwrap();
}

#[tokio::test]
async fn a_broken_reference_or_a_lost_trigger_stops_the_migration() {
    let (place, _, mut migrations) = filled().await;
    let sql = "PRAGMA foreign_keys = OFF; DELETE FROM authors;";
    migrations.push(migration("2026-01-02-000000_orphans", sql, ""));
    let error = up(&place.db, &set(migrations.clone()), Resume::Repeat).await.unwrap_err();
    let error = error.source_chain();
    assert!(error.contains("1 rows of `posts` would refer to no row of `authors`"), "{error}");
    assert_eq!(number(&place.db, "SELECT count(*) FROM authors").await, 1);

    let (place, schema, mut migrations) = filled().await;
    batch("CREATE INDEX by_hand ON posts (size, id)", &place.db).await.unwrap();
    let mut next = schema.clone();
    next.tables[1].columns.pop();
    next.tables[1].indexes.clear();
    migrations.push(step("2026-01-02-000000_less", &schema, &next));
    let error = up(&place.db, &set(migrations), Resume::Repeat).await.unwrap_err().source_chain();
    assert!(error.contains("the index `by_hand`"), "{error}");
    assert_eq!(number(&place.db, "SELECT size FROM posts").await, 7);
}

#[tokio::test]
async fn a_drift_is_told_in_words() {
    let (place, schema, _) = filled().await;
    let sql = "DROP INDEX posts_size_idx; ALTER TABLE posts ADD COLUMN extra TEXT; \
               ALTER TABLE posts RENAME COLUMN size TO length; CREATE TABLE own (id INTEGER)";
    batch(sql, &place.db).await.unwrap();
    let expected = Live::expected(&schema, Backend::Sqlite);
    let differences = live(Backend::Sqlite, &place.db).await.unwrap().differences(&expected);
    assert_eq!(
        differences,
        [
            "the column `size` of `posts` is missing",
            "the column `posts.extra` is in no model",
            "the column `posts.length` is in no model",
            "the index `posts_size_idx` of `posts` is missing",
        ]
    );
}
