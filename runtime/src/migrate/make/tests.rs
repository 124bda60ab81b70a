use super::super::schema::{Column, Index, Kind, Table, Value};
use super::super::sql::Backend;
use super::*;

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

fn posts(columns: &[(&str, Kind)]) -> Schema {
    let columns = columns.iter().map(|(name, kind)| column(name, *kind)).collect();
    Schema {
        tables: vec![Table {
            name: "posts".into(),
            renamed_from: None,
            columns,
            key: vec!["id".into()],
            indexes: Vec::new(),
            foreign_keys: Vec::new(),
            checks: Vec::new(),
        }],
    }
}

const ID: (&str, Kind) = ("id", Kind::Int64);
const TITLE: (&str, Kind) = ("title", Kind::Text);

fn order(name: &str) -> Order {
    Order {
        name: name.to_owned(),
        empty: false,
        phased: false,
        allow: Vec::new(),
        backends: Backend::ALL.to_vec(),
        now: DateTime::UNIX_EPOCH,
    }
}

fn no(_: &str) -> bool {
    false
}

/// A folder with one migration, which makes posts with a title.
fn begun() -> (tempfile::TempDir, Schema) {
    let (folder, schema) = (tempfile::tempdir().unwrap(), posts(&[ID, TITLE]));
    make(folder.path(), &schema, &order("begin"), &mut no).unwrap();
    (folder, schema)
}

fn refused(folder: &Path, schema: &Schema, order: &Order) -> String {
    make(folder, schema, order, &mut no).unwrap_err().source_chain()
}

fn up_of(folder: &Path, backend: Backend, end: &str) -> String {
    let set = Set::in_folder(folder, backend).unwrap();
    let found = set.migrations.iter().find(|migration| migration.name.ends_with(end));
    found.map_or(String::new(), |migration| migration.up.clone().into_owned())
}

#[test]
fn the_same_models_write_nothing_more() {
    let (folder, schema) = begun();
    let made = make(folder.path(), &schema, &order("again"), &mut no).unwrap();
    assert_eq!(made, Made::default());
    assert_eq!(Snapshot::read(folder.path()).unwrap().schema(), schema);
}

#[test]
fn versions_follow_each_other_within_a_second() {
    let (folder, _) = begun();
    let more = posts(&[ID, TITLE, ("id2", Kind::Int64)]);
    let allowed = Order { allow: vec!["not-null:posts.id2".into()], ..order("more") };
    make(folder.path(), &more, &allowed, &mut no).unwrap();
    let set = Set::in_folder(folder.path(), Backend::Sqlite).unwrap();
    let names: Vec<&str> = set.migrations.iter().map(|migration| &*migration.name).collect();
    assert_eq!(names, ["1970-01-01-000000_begin", "1970-01-01-000001_more"]);
    assert_eq!(set.migrations[1].version(), "19700101000001");
}

#[test]
fn what_loses_data_is_refused_until_it_is_named() {
    let (folder, _) = begun();
    let less = posts(&[ID, ("body", Kind::Text)]);
    let text = refused(folder.path(), &less, &order("less"));
    for part in ["drop-column:posts.title", "not-null:posts.body", "help: add `--allow "] {
        assert!(text.contains(part), "{text}");
    }
    let names = ["drop-column:posts.title", "not-null:posts.body"].map(str::to_owned);
    let wrong = Order { allow: vec![names[0].clone(), "drop-table:posts".into()], ..order("less") };
    let text = refused(folder.path(), &less, &wrong);
    assert!(text.contains("there is no `drop-table:posts` to allow"), "{text}");
    let allowed = Order { allow: names.into(), ..order("less") };
    assert_eq!(make(folder.path(), &less, &allowed, &mut no).unwrap().folders.len(), 3);

    let gone = refused(folder.path(), &Schema::default(), &order("none"));
    assert!(gone.contains("drop-table:posts: deletes the table with all of its rows"), "{gone}");
}

#[test]
fn a_type_changes_when_it_is_named_and_can_be_converted() {
    let (folder, _) = begun();
    let number = posts(&[ID, ("title", Kind::Int32)]);
    let text = refused(folder.path(), &number, &order("number"));
    assert!(
        text.contains("change-type:posts.title: values that the new type cannot hold"),
        "{text}"
    );
    let allowed = Order { allow: vec!["change-type:posts.title".into()], ..order("number") };
    make(folder.path(), &number, &allowed, &mut no).unwrap();
    // A wider one costs nothing on SQLite, and a lock elsewhere.
    let wider = posts(&[ID, ("title", Kind::Int64)]);
    let text = refused(folder.path(), &wider, &order("wider"));
    assert!(text.contains("write the whole table anew"), "{text}");
    let bytes = posts(&[ID, ("title", Kind::Bytes)]);
    let text = refused(folder.path(), &bytes, &order("bytes"));
    assert!(text.contains("`posts.title` cannot become Bytes"), "{text}");
    let mut key = posts(&[ID, ("title", Kind::Int32)]);
    key.tables[0].key.push("title".into());
    assert!(refused(folder.path(), &key, &order("key")).contains("the key of `posts`"));
}

#[test]
fn a_rename_is_declared_or_asked() {
    let (folder, _) = begun();
    let mut renamed = posts(&[ID, ("headline", Kind::Text)]);
    let mut questions = Vec::new();
    let mut ask = |question: &str| {
        questions.push(question.to_owned());
        true
    };
    let found = Renames::between(&posts(&[ID, TITLE]), &renamed, &mut ask);
    assert_eq!(found.columns.len(), 1);
    assert_eq!(questions, ["Was the column `posts.headline` called `title` before?"]);

    renamed.tables[0].columns[1].renamed_from = Some("title".into());
    make(folder.path(), &renamed, &order("rename"), &mut no).unwrap();
    for backend in Backend::ALL {
        assert!(up_of(folder.path(), backend, "rename").contains("RENAME COLUMN"), "{backend}");
    }
    // What was declared for one migration does no harm in the next one.
    assert!(make(folder.path(), &renamed, &order("more"), &mut no).unwrap().folders.is_empty());

    let mut table = renamed.clone();
    table.tables[0].name = "articles".into();
    table.tables[0].renamed_from = Some("posts".into());
    make(folder.path(), &table, &order("table"), &mut no).unwrap();
    assert!(up_of(folder.path(), Backend::Postgres, "table").contains("RENAME TO \"articles\""));
}

#[test]
fn postgres_locks_no_table_that_is_there() {
    let (folder, mut schema) = begun();
    schema.tables[0].indexes.push(Index {
        name: "posts_title_idx".into(),
        columns: vec!["title".into()],
        unique: false,
        condition: None,
    });
    make(folder.path(), &schema, &order("index"), &mut no).unwrap();
    let set = Set::in_folder(folder.path(), Backend::Postgres).unwrap();
    let online = set.migrations.last().unwrap();
    assert!(online.name.ends_with("_index_online") && !online.in_transaction);
    assert!(online.up.contains("CREATE INDEX CONCURRENTLY"), "{}", online.up);
    assert!(!up_of(folder.path(), Backend::Postgres, "_index").contains("CREATE INDEX"));
    // A text in an index must have a length there.
    let mysql = up_of(folder.path(), Backend::Mysql, "_index");
    assert!(mysql.contains("MODIFY COLUMN `title` VARCHAR(768)"), "{mysql}");
}

#[test]
fn two_phases_are_two_migrations() {
    let (folder, _) = begun();
    let next = posts(&[ID, ("body", Kind::Text)]);
    let allow = vec!["drop-column:posts.title".into(), "not-null:posts.body".into()];
    let phased = Order { phased: true, allow, ..order("body") };
    make(folder.path(), &next, &phased, &mut no).unwrap();
    let expand = up_of(folder.path(), Backend::Postgres, "_body_expand");
    assert!(expand.contains("ADD COLUMN \"body\" TEXT;"), "{expand}");
    assert!(expand.contains("\"title\" DROP NOT NULL"), "{expand}");
    let contract = up_of(folder.path(), Backend::Postgres, "_body_contract");
    assert!(contract.contains("DROP COLUMN \"title\""), "{contract}");
    assert!(contract.contains("IS NOT NULL) NOT VALID"), "{contract}");
    let online = up_of(folder.path(), Backend::Postgres, "_contract_online");
    assert!(online.contains("SET NOT NULL"), "{online}");

    let mut renamed = posts(&[ID, ("text", Kind::Text)]);
    renamed.tables[0].columns[1].renamed_from = Some("body".into());
    let text = refused(folder.path(), &renamed, &Order { phased: true, ..order("x") });
    assert!(text.contains("cannot be done in two phases"), "{text}");
}

#[test]
fn an_empty_one_is_open_until_the_next_one_seals_it() {
    let (folder, mut schema) = begun();
    make(folder.path(), &schema, &Order { empty: true, ..order("by_hand") }, &mut no).unwrap();
    let by_hand = folder.path().join("sqlite/1970-01-01-000001_by_hand/up.sql");
    std::fs::write(&by_hand, "UPDATE posts SET title = 'x';").unwrap();
    schema.tables[0].columns[1].default = Some(Value::Text("-".into()));
    make(folder.path(), &schema, &order("default"), &mut no).unwrap();
    std::fs::write(&by_hand, "UPDATE posts SET title = 'y';").unwrap();
    let text = refused(folder.path(), &schema, &order("more"));
    assert!(text.contains("`migrations/sqlite/1970-01-01-000001_by_hand` was changed"), "{text}");
}

#[test]
fn a_backend_that_comes_late_begins_with_everything() {
    let (folder, schema) = (tempfile::tempdir().unwrap(), posts(&[ID, TITLE]));
    let alone = Order { backends: vec![Backend::Sqlite], ..order("begin") };
    make(folder.path(), &schema, &alone, &mut no).unwrap();
    let mut next = schema;
    next.tables[0].columns[1].nullable = true;
    let late = Order { backends: vec![Backend::Postgres], ..order("nullable") };
    make(folder.path(), &next, &late, &mut no).unwrap();
    let names = |backend| {
        let set = Set::in_folder(folder.path(), backend).unwrap();
        set.migrations.into_iter().map(|migration| migration.name).collect::<Vec<_>>()
    };
    assert_eq!(names(Backend::Sqlite), ["1970-01-01-000000_begin", "1970-01-01-000003_nullable"]);
    assert_eq!(
        names(Backend::Postgres),
        ["1970-01-01-000001_create_tables", "1970-01-01-000003_nullable"]
    );
}

#[test]
fn a_name_is_one_word() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["", "a b", "../x", "a'b"] {
        let text = refused(folder.path(), &Schema::default(), &order(name));
        assert!(text.contains("is no name of a migration"), "{text}");
    }
}
