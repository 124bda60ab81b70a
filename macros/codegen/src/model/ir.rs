//! A checked model.
//!
//! A model without a key, a column that two sides write, a default for what is generated: none of
//! these can be written down here.

use proc_macro2::{Span, TokenStream};
use syn::{Expr, Ident, Path, Type, Visibility};

use crate::item::docs::Docs;
use crate::paths::Root;
use crate::rule::validate::Rule;

/// A struct that is a row of a table.
#[derive(Debug)]
pub struct Model {
    /// Where the runtime is.
    pub root: Root,
    /// Who may use it.
    pub vis: Visibility,
    /// The struct.
    pub ident: Ident,
    /// The module of its table, which is also the table's name.
    pub table: Ident,
    /// Its columns, in the order of the fields.
    pub columns: Vec<Column>,
    /// What identifies a person, if it is one.
    pub identity: Option<Identity>,
    /// The doc comment.
    pub docs: Docs,
}

/// One column and its field.
#[derive(Debug)]
pub struct Column {
    /// The field.
    pub field: Ident,
    /// The name in the database.
    pub name: String,
    /// The name in JSON.
    pub wire: String,
    /// Its type, without the `Option`.
    pub ty: Type,
    /// Whether it may be null.
    pub nullable: bool,
    /// Where its values come from.
    pub writer: Writer,
    /// Who sees them.
    pub reader: Reader,
    /// How rows are found by it.
    pub index: Index,
    /// What the database puts in when nothing is given.
    pub default: Option<DefaultValue>,
    /// The model whose key it holds.
    pub relation: Option<Relation>,
    /// What its values must be.
    pub rules: Vec<Rule>,
    /// How they may look.
    pub examples: Vec<Expr>,
    /// The doc comment.
    pub docs: Docs,
}

/// Where the values of a column come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Writer {
    /// The database makes them: this is the key.
    Key,
    /// The time at which the row is created.
    CreatedAt,
    /// The time at which it is last changed.
    UpdatedAt,
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
    /// Nobody outside, and they are no secret: not in a response.
    Server,
    /// Nobody at all: not in a response, a log or a document.
    Nobody,
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

/// What the database puts into a column when nothing is given.
#[derive(Debug, Clone)]
pub struct DefaultValue {
    /// The value as it was written.
    pub tokens: TokenStream,
    /// Which kind of literal it is.
    pub kind: DefaultKind,
    /// Where it was written.
    pub span: Span,
}

/// The kind of a default's literal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DefaultKind {
    /// `true`
    Bool,
    /// `-7`
    Int,
    /// `1.5`
    Float,
    /// `"Reader"`
    Text,
}

/// A reference to a row of another model.
#[derive(Debug, Clone)]
pub struct Relation {
    /// The other model.
    pub target: Path,
    /// `author`, of `author_id`.
    pub accessor: Ident,
    /// `load_authors`
    pub loader: Ident,
    /// Whether the tables may be joined without saying how.
    pub joinable: Joinable,
    /// What happens to the row when the other one is deleted.
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

/// Whether the tables of a relation may be joined without saying how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Joinable {
    /// They are two, and this is the only reference between them.
    Yes,
    /// They may stand in one query; how they are joined must be said.
    Together,
    /// Nothing is said about it here: it is one table, or is said elsewhere.
    No,
}

/// The fields that identify a person.
#[derive(Debug, Clone)]
pub struct Identity {
    /// What is typed at a login.
    pub login: Ident,
    /// The hash of the password.
    pub password: Ident,
    /// What the person may do.
    pub role: Ident,
}

impl Model {
    /// The key's column; a checked model has one.
    pub fn key(&self) -> impl Iterator<Item = &Column> {
        self.columns.iter().filter(|column| column.writer == Writer::Key)
    }

    /// The columns that a client writes.
    pub fn client(&self) -> impl Iterator<Item = &Column> {
        self.columns.iter().filter(|column| column.writer == Writer::Client)
    }

    /// The columns that the application writes.
    pub fn server(&self) -> impl Iterator<Item = &Column> {
        self.columns.iter().filter(|column| column.writer == Writer::Server)
    }

    /// The columns that somebody writes.
    pub fn written(&self) -> impl Iterator<Item = &Column> {
        self.client().chain(self.server())
    }

    /// The columns without which no row can be created, and which no client gives.
    pub fn required(&self) -> impl Iterator<Item = &Column> {
        self.server().filter(|column| column.is_required())
    }

    /// The columns by which at most one row is found.
    pub fn unique(&self) -> impl Iterator<Item = &Column> {
        self.columns.iter().filter(|column| column.index == Index::Unique)
    }
}

impl Column {
    /// Whether a new row must be given a value.
    pub fn is_required(&self) -> bool {
        !self.nullable && self.default.is_none()
    }

    /// Whether it is in a response.
    pub fn is_shown(&self) -> bool {
        self.reader == Reader::Client
    }
}
