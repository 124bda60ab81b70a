//! A database's schema as data: what the models ask for, and what `schema.json` remembers.
//!
//! It is written in no dialect: how a kind or a check is spelled is said in `sql`.

use serde::{Deserialize, Serialize};

/// All tables, by name.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Schema {
    /// The tables, sorted by name.
    pub tables: Vec<Table>,
}

/// A table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// What it was called before; said by a model, never remembered.
    #[serde(skip)]
    pub renamed_from: Option<String>,
    /// Its columns, in the order of the model's fields.
    pub columns: Vec<Column>,
    /// The columns of its key.
    pub key: Vec<String>,
    /// Its indexes, by name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub indexes: Vec<Index>,
    /// What it refers to, by name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub foreign_keys: Vec<ForeignKey>,
    /// What its rows must be, by name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub checks: Vec<Check>,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// What it was called before; said by a model, never remembered.
    #[serde(skip)]
    pub renamed_from: Option<String>,
    /// What it holds.
    pub kind: Kind,
    /// The most characters of a text, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub length: Option<u64>,
    /// Whether it may be null.
    #[serde(default, skip_serializing_if = "is_false")]
    pub nullable: bool,
    /// Whether the database makes its values.
    #[serde(default, skip_serializing_if = "is_false")]
    pub generated: bool,
    /// What is put in when nothing is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<Value>,
    /// What rows that are there get when the column is added.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fill: Option<Fill>,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// `bool`
    Bool,
    /// `i16`
    Int16,
    /// `i32`
    Int32,
    /// `i64`
    Int64,
    /// `f32`
    Float32,
    /// `f64`
    Float64,
    /// `String`, and what is written as text.
    Text,
    /// `Vec<u8>`
    Bytes,
    /// `DateTime<Utc>`
    Timestamp,
    /// `NaiveDate`
    Date,
    /// `NaiveTime`
    Time,
    /// `Uuid`
    Uuid,
    /// `Decimal`
    Decimal,
    /// `serde_json::Value`
    Json,
}

/// What is put into a column when nothing is given.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    /// `true`, `false`
    Bool(bool),
    /// `7`
    Int(i64),
    /// `1.5`
    Float(f64),
    /// `"Reader"`
    Text(String),
}

/// What rows that are there get when a column is added that nobody gives a value for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Fill {
    /// The time of the migration.
    Now,
}

/// An index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Index {
    /// Its name.
    pub name: String,
    /// Its columns.
    pub columns: Vec<String>,
    /// Whether no two rows have the same values.
    #[serde(default, skip_serializing_if = "is_false")]
    pub unique: bool,
    /// Which rows it holds, in SQL; all of them if nothing is said.
    #[serde(default, rename = "where", skip_serializing_if = "Option::is_none")]
    pub condition: Option<String>,
}

/// A reference to the key of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ForeignKey {
    /// Its name.
    pub name: String,
    /// The columns that refer.
    pub columns: Vec<String>,
    /// The table that is referred to.
    pub table: String,
    /// The columns that are referred to.
    pub target: Vec<String>,
    /// What happens when the other row is deleted.
    pub on_delete: OnDelete,
}

/// What happens to a row when the one it refers to is deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OnDelete {
    /// The other row is not deleted while this one is there.
    Restrict,
    /// It is deleted, too.
    Cascade,
    /// It refers to nothing from then on.
    SetNull,
}

/// What a row must be.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Check {
    /// Its name: `posts.title` for the check of a column, by which a failure finds the column.
    pub name: String,
    /// What must hold.
    #[serde(flatten)]
    pub rule: CheckRule,
}

/// What must hold of a row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum CheckRule {
    /// The condition as it was written.
    Sql {
        /// The condition.
        sql: String,
    },
    /// All texts that a column may hold.
    Texts {
        /// The column.
        column: String,
        /// The texts.
        texts: Vec<String>,
    },
    /// Bounds of one column.
    Bounds(Bounds),
}

/// Bounds of one column.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Bounds {
    /// The column.
    pub column: String,
    /// The fewest characters or bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_length: Option<u64>,
    /// The most characters or bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_length: Option<u64>,
    /// The smallest number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<Number>,
    /// The greatest number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<Number>,
}

/// A bound of a number.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Number {
    /// A whole one.
    Int(i64),
    /// Another one.
    Float(f64),
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_false(value: &bool) -> bool {
    !value
}

impl Schema {
    /// The table of that name.
    #[must_use]
    pub fn table(&self, name: &str) -> Option<&Table> {
        self.tables.iter().find(|table| table.name == name)
    }

    /// The tables, each after those that it refers to, as far as they do not refer to each other.
    #[must_use]
    pub fn in_order(&self) -> Vec<&Table> {
        let mut ordered: Vec<&Table> = Vec::with_capacity(self.tables.len());
        let mut seen = std::collections::BTreeSet::new();
        for table in &self.tables {
            self.visit(table, &mut seen, &mut ordered);
        }
        ordered
    }

    fn visit<'a>(
        &'a self,
        table: &'a Table,
        seen: &mut std::collections::BTreeSet<&'a str>,
        ordered: &mut Vec<&'a Table>,
    ) {
        if !seen.insert(&table.name) {
            return;
        }
        for reference in &table.foreign_keys {
            if let Some(target) = self.table(&reference.table) {
                self.visit(target, seen, ordered);
            }
        }
        ordered.push(table);
    }
}

impl Table {
    /// The column of that name.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// Whether rows are found by the column: it is in the key or in an index.
    #[must_use]
    pub fn is_indexed(&self, column: &str) -> bool {
        let is_it = |name: &String| name == column;
        self.key.iter().any(is_it)
            || self.indexes.iter().any(|index| index.columns.iter().any(is_it))
    }
}

impl Column {
    /// Whether rows that are there already have a value for it when it is added.
    #[must_use]
    pub fn has_value(&self) -> bool {
        self.nullable || self.default.is_some() || self.fill.is_some()
    }
}
