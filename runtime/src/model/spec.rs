//! What is declared of a model, as data.
//!
//! Tables, documents and commands are made of it; it is never changed while the program runs.

use std::future::Future;

use super::column::ColumnKind;
use super::filter::Conditions;
use super::key::RowKey;
use super::row::OwnRow;
use super::statement::{self, Rows, Select};
use crate::db::Executor;
use crate::error::Result;
use crate::policy::Rule;
use crate::schema::{RefOr, Schema};

/// A struct that is a row of a table. `#[model]` implements it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no model",
    label = "not a row of a table",
    note = "put `#[model]` on the struct"
)]
pub trait Model: OwnRow + Clone + Send + Sync + 'static {
    /// The type of its key; of a composite one, a tuple.
    type Key: RowKey;

    /// Its table in diesel's query language.
    type Table: diesel::Table + Default;

    /// Itself: generated code reaches a model by this path, so that what is no model is said once.
    #[doc(hidden)]
    type Itself;

    /// What clients can ask of its columns: a condition on each that they may filter by.
    type Conditions: Conditions;

    /// What is declared of it.
    const SPEC: &'static ModelSpec;

    /// The key of this row.
    fn key(&self) -> Self::Key;

    /// The version of this row, if the model has one: it counts the row's changes.
    fn version(&self) -> Option<i64> {
        None
    }

    /// The values of a key, in the order of its columns.
    #[doc(hidden)]
    fn key_values(key: Self::Key) -> statement::Key;

    /// Several keys as values.
    #[doc(hidden)]
    fn keys(keys: Vec<Self::Key>) -> statement::Keys;

    /// The rows with these keys, in no order; those that are deleted are not among them.
    fn find_many(
        x: impl Executor,
        keys: Vec<Self::Key>,
    ) -> impl Future<Output = Result<Vec<Self>>> + Send {
        statement::rows(Select::new(Rows::keys(Self::SPEC, Self::keys(keys))), x)
    }
}

/// What is declared of a model.
#[derive(Debug)]
pub struct ModelSpec {
    /// The model in snake case: `post`.
    pub name: &'static str,
    /// The struct.
    pub ident: &'static str,
    /// The module that it stands in.
    pub module: &'static str,
    /// The table: `posts`.
    pub table: &'static str,
    /// What the table was called before.
    pub renamed_from: Option<&'static str>,
    /// Its columns, in order.
    pub columns: &'static [ColumnSpec],
    /// The column that says when a row was deleted, if rows are only marked as deleted. A unique
    /// column or index holds for the rows that are not deleted, in which this column is null.
    pub soft_delete: Option<&'static str>,
    /// The column that counts the changes of a row.
    pub version: Option<&'static str>,
    /// The indexes beside those that single columns have.
    pub indexes: &'static [IndexSpec],
    /// Which columns identify a person, if the model does.
    pub identity: Option<IdentitySpec>,
    /// The doc comment.
    pub docs: &'static str,
}

impl ModelSpec {
    /// The column of the field of that name.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&'static ColumnSpec> {
        self.columns.iter().find(|column| column.field == name)
    }

    /// The column of the key, if it is a single one.
    #[must_use]
    pub fn key(&self) -> Option<&'static ColumnSpec> {
        let mut keys = self.keys();
        keys.next().filter(|_| keys.next().is_none())
    }

    /// The columns in which no two rows are equal: single ones, and several together.
    pub(super) fn unique_columns(&self) -> impl Iterator<Item = Vec<&'static str>> + use<> {
        let single = self.columns.iter().filter(|column| column.index == Index::Unique);
        let several = self.indexes.iter().filter(|index| index.unique);
        single.map(|column| vec![column.name]).chain(several.map(|index| index.columns.to_vec()))
    }

    /// The columns of the key, in the order of the fields: one, or those of a composite key.
    pub fn keys(&self) -> impl Iterator<Item = &'static ColumnSpec> + use<> {
        self.columns.iter().filter(|column| column.key)
    }

    /// Whether it depends on who calls which of its columns a client may write.
    #[must_use]
    pub const fn has_write_rules(&self) -> bool {
        let mut index = 0;
        while index < self.columns.len() {
            if self.columns[index].write.is_some() {
                return true;
            }
            index += 1;
        }
        false
    }

    /// The column of that name.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<&'static ColumnSpec> {
        self.columns.iter().find(|column| column.name == name)
    }
}

/// What is declared of a column.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is said independently of the others")]
pub struct ColumnSpec {
    /// The column in the database.
    pub name: &'static str,
    /// What the column was called before.
    pub renamed_from: Option<&'static str>,
    /// The field of the struct.
    pub field: &'static str,
    /// The member in JSON.
    pub wire: &'static str,
    /// What it holds.
    pub kind: ColumnKind,
    /// All texts that it may hold, if they are only a few: those of an enum.
    pub texts: &'static [&'static str],
    /// Whether it may be null.
    pub nullable: bool,
    /// Whether it is the key, or a part of a composite one.
    pub key: bool,
    /// Where its values come from.
    pub writer: Writer,
    /// Who sees them.
    pub reader: Reader,
    /// Whether clients may filter by it.
    pub filter: bool,
    /// Whether clients may sort by it.
    pub sort: bool,
    /// How rows are found by it.
    pub index: Index,
    /// What the database puts in when nothing is given.
    pub default: Option<DefaultValue>,
    /// The model whose key it holds.
    pub references: Option<Reference>,
    /// What the database checks of it beside its bounds, as SQL: `price > 0`.
    pub check: Option<&'static str>,
    /// What the database checks of it.
    pub bounds: Bounds,
    /// Whether a text, such as a default, is a value of its type.
    pub accepts: fn(&str) -> bool,
    /// The schema of its value; references are written out.
    pub schema: fn() -> RefOr<Schema>,
    /// Who reads it, where not everybody does whom a reply reaches.
    pub read: Option<Rule>,
    /// Who writes it, where not everybody does whose request is taken.
    pub write: Option<Rule>,
    /// The doc comment.
    pub docs: &'static str,
}

impl ColumnSpec {
    /// A column of which nothing more is declared: clients give its values and see them.
    #[doc(hidden)]
    #[must_use]
    pub const fn plain(
        name: &'static str,
        kind: ColumnKind,
        texts: &'static [&'static str],
        accepts: fn(&str) -> bool,
        schema: fn() -> RefOr<Schema>,
    ) -> Self {
        Self {
            name,
            renamed_from: None,
            field: name,
            wire: name,
            kind,
            texts,
            nullable: false,
            key: false,
            writer: Writer::Client,
            reader: Reader::Client,
            filter: false,
            sort: false,
            index: Index::None,
            default: None,
            references: None,
            check: None,
            bounds: Bounds::NONE,
            accepts,
            schema,
            read: None,
            write: None,
            docs: "",
        }
    }
}

/// Where the values of a column come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Writer {
    /// They are generated: this is the key. The database makes an `i64`, the application a `Uuid`.
    Key,
    /// The time at which the row is created.
    CreatedAt,
    /// The time at which it is last changed.
    UpdatedAt,
    /// The time at which it is deleted; null before.
    DeletedAt,
    /// The number of the row's changes, from 1.
    Version,
    /// A client gives them.
    Client,
    /// The application gives them.
    Server,
}

/// Who sees the values of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reader {
    /// Clients, in every response.
    Client,
    /// Nobody outside.
    Server,
    /// Nobody at all: they are secret.
    Nobody,
}

/// A reference to the rows of a model.
#[derive(Debug, Clone, Copy)]
pub struct Reference {
    /// The model.
    pub target: fn() -> &'static ModelSpec,
    /// What happens to a row when the one it refers to is deleted.
    pub on_delete: OnDelete,
}

/// What happens to a row when the one it refers to is deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnDelete {
    /// The other row is not deleted while this one is there.
    Restrict,
    /// It is deleted, too.
    Cascade,
    /// It refers to nothing from then on.
    SetNull,
}

/// How rows are found by a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Index {
    /// In no special way.
    None,
    /// Quickly.
    Many,
    /// Quickly, and there is at most one.
    Unique,
}

/// An index over several columns, or over some of the rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IndexSpec {
    /// Its columns in the database, in order.
    pub columns: &'static [&'static str],
    /// Whether no two rows have the same values.
    pub unique: bool,
    /// Which rows are in it, as SQL: `published`. Not every database has such indexes.
    pub condition: Option<&'static str>,
}

/// What the database puts into a column when nothing is given.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum DefaultValue {
    /// `true`, `false`
    Bool(bool),
    /// `7`
    Int(i64),
    /// `1.5`
    Float(f64),
    /// `"Reader"`
    Text(&'static str),
}

/// What the database checks of a value: the simple ones of the model's validation rules.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounds {
    /// The fewest characters or bytes.
    pub min_length: Option<u64>,
    /// The most characters or bytes.
    pub max_length: Option<u64>,
    /// The smallest number.
    pub min: Option<Number>,
    /// The greatest number.
    pub max: Option<Number>,
}

impl Bounds {
    /// Nothing is checked.
    pub const NONE: Self = Self { min_length: None, max_length: None, min: None, max: None };
}

/// A bound of a number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Number {
    /// A whole one.
    Int(i64),
    /// Another one.
    Float(f64),
}

/// Which columns of a model identify a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IdentitySpec {
    /// What a person types to say who they are.
    pub login: &'static str,
    /// The hash of what proves it.
    pub password: &'static str,
    /// What the person may do.
    pub role: &'static str,
}

/// A model that is part of the program.
pub struct Registered(pub &'static ModelSpec);

inventory::collect!(Registered);

/// Every model of the program, by table.
#[must_use]
pub fn models() -> Vec<&'static ModelSpec> {
    let mut specs: Vec<_> =
        inventory::iter::<Registered>().map(|registered| registered.0).collect();
    specs.sort_by_key(|spec| (spec.table, spec.module, spec.ident));
    specs
}
