use super::super::schema::{Bounds, CheckRule, OnDelete};
use super::*;

fn column(name: &str) -> Column {
    Column {
        name: name.to_owned(),
        renamed_from: None,
        kind: Kind::Int64,
        length: None,
        nullable: false,
        generated: name == "id",
        default: None,
        fill: None,
    }
}

fn table(name: &str, columns: &[&str]) -> Table {
    Table {
        name: name.to_owned(),
        renamed_from: None,
        columns: columns.iter().map(|name| column(name)).collect(),
        key: vec!["id".into()],
        indexes: Vec::new(),
        foreign_keys: Vec::new(),
        checks: Vec::new(),
    }
}

fn reference(table: &str, to: &str) -> ForeignKey {
    ForeignKey {
        name: format!("{table}_{to}_fkey"),
        columns: vec![to.to_owned()],
        table: to.to_owned(),
        target: vec!["id".into()],
        on_delete: OnDelete::Restrict,
    }
}

fn schema(tables: impl Into<Vec<Table>>) -> Schema {
    Schema { tables: tables.into() }
}

fn words(before: &Schema, after: &Schema) -> Vec<String> {
    let renames = Renames::between(before, after, &mut |_| false);
    Plan::between(before, after, &renames).changes.iter().map(ToString::to_string).collect()
}

#[test]
fn tables_that_refer_to_each_other_come_and_go() {
    let (mut a, mut b) = (table("a", &["id", "b"]), table("b", &["id", "a"]));
    a.foreign_keys.push(reference("a", "b"));
    b.foreign_keys.push(reference("b", "a"));
    let both = schema([a, b]);
    assert_eq!(
        words(&Schema::default(), &both),
        [
            "create table `b`",
            "create table `a`",
            "add reference `b_a_fkey` from `b` to `a`",
            "add reference `a_b_fkey` from `a` to `b`",
        ]
    );
    let gone = words(&both, &Schema::default());
    assert!(gone[0].starts_with("drop reference") && gone[1].starts_with("drop reference"));
    assert!(gone[2].starts_with("drop table") && gone[3].starts_with("drop table"));
}

#[test]
fn the_order_of_columns_is_no_difference() {
    let (one, other) = (table("a", &["id", "x", "y"]), table("a", &["id", "y", "x"]));
    assert!(words(&schema([one]), &schema([other])).is_empty());
}

#[test]
fn a_renamed_column_takes_its_index_and_check_along() {
    let with = |name: &str| {
        let mut table = table("a", &["id", name]);
        table.indexes.push(Index {
            name: format!("a_{name}_idx"),
            columns: vec![name.to_owned()],
            unique: false,
            condition: None,
        });
        let (column, none) = (name.to_owned(), None);
        let bounds = Bounds { column, min_length: None, max_length: None, min: none, max: None };
        table.checks.push(Check { name: format!("a.{name}"), rule: CheckRule::Bounds(bounds) });
        table
    };
    let mut after = with("new");
    after.columns[1].renamed_from = Some("old".into());
    assert_eq!(
        words(&schema([with("old")]), &schema([after])),
        [
            "rename column `a.old` to `new`",
            "rename index `a_old_idx` to `a_new_idx`",
            "rename check `a.old` to `a.new`",
        ]
    );
}

#[test]
fn a_reference_to_a_key_of_another_type_is_made_anew() {
    let (a, mut b) = (table("a", &["id"]), table("b", &["id", "a"]));
    b.foreign_keys.push(reference("b", "a"));
    let before = schema([a, b]);
    let mut after = before.clone();
    after.tables[0].columns[0].kind = Kind::Int32;
    after.tables[1].columns[1].kind = Kind::Int32;
    let words = words(&before, &after);
    assert!(words[0].starts_with("drop reference") && words[3].starts_with("add reference"));
}
