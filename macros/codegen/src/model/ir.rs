//! A checked model.
//!
//! A model without a key, a column that two sides write, a default for what is generated: none of
//! these can be written down here.

use proc_macro2::{Span, TokenStream};
use syn::{Expr, Ident, Path, Type, Visibility};

use crate::item::docs::Docs;
use crate::paths::Root;
use crate::rule::policy_expr::PolicyExpr;
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
    /// What the table was called before.
    pub renamed_from: Option<String>,
    /// Its columns, in the order of the fields.
    pub columns: Vec<Column>,
    /// The column that says when a row was deleted, if rows are only marked as deleted.
    pub soft_delete: Option<Ident>,
    /// Its indexes beside those of single columns.
    pub indexes: Vec<IndexOf>,
    /// The rows that refer to its rows.
    pub children: Vec<Children>,
    /// Its routes, if it has some.
    pub resource: Option<Resource>,
    /// What identifies a person, if it is one.
    pub identity: Option<Identity>,
    /// The doc comment.
    pub docs: Docs,
}

/// An index over several columns, or over some of the rows.
#[derive(Debug)]
pub struct IndexOf {
    /// The names of its columns in the database.
    pub columns: Vec<String>,
    /// Whether no two rows have the same values.
    pub unique: bool,
    /// Which rows are in it, as SQL.
    pub condition: Option<String>,
}

/// One column and its field.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is said independently of the others")]
pub struct Column {
    /// The field.
    pub field: Ident,
    /// The name in the database.
    pub name: String,
    /// What it was called there before.
    pub renamed_from: Option<String>,
    /// The name in JSON.
    pub wire: String,
    /// Its type, without the `Option`.
    pub ty: Type,
    /// Whether it may be null.
    pub nullable: bool,
    /// Whether it is the key, or a part of it.
    pub key: bool,
    /// Where its values come from.
    pub writer: Writer,
    /// Who sees them.
    pub reader: Reader,
    /// How rows are found by it.
    pub index: Index,
    /// Whether clients may filter by it.
    pub filter: bool,
    /// Whether clients may sort by it.
    pub sort: bool,
    /// What the database puts in when nothing is given.
    pub default: Option<DefaultValue>,
    /// Who reads it, where not everybody does whom a reply reaches.
    pub read: Option<PolicyExpr>,
    /// Who writes it, where not everybody does whose request is taken.
    pub write: Option<PolicyExpr>,
    /// What the database checks of it, as SQL.
    pub check: Option<String>,
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
    /// They are generated: this is the key.
    Key,
    /// The time at which the row is created.
    CreatedAt,
    /// The time at which it is last changed.
    UpdatedAt,
    /// The time at which it is deleted.
    DeletedAt,
    /// Every change counts: the lock against changes that know nothing of each other.
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
    /// Whether it is the only reference between the two models.
    pub is_only: bool,
    /// Whether the tables may be joined without saying how.
    pub joinable: Joinable,
    /// What happens to the row when the other one is deleted.
    pub on_delete: OnDelete,
}

/// The rows that refer to the rows of a model, or that are linked to them.
#[derive(Debug)]
pub struct Children {
    /// Their model.
    pub target: Path,
    /// The column by which they refer, where it is not the only one.
    pub by: Option<Path>,
    /// How many there are, and how they are linked.
    pub link: Link,
    /// `comments`
    pub accessor: Ident,
    /// `load_comments`
    pub loader: Ident,
    /// `has_comments`
    pub filter: Option<Ident>,
}

/// The routes of a model.
#[derive(Debug)]
pub struct Resource {
    /// The path of the list.
    pub path: String,
    /// What there is.
    pub routes: Vec<ResourceRoute>,
}

/// One route of a model.
#[derive(Debug)]
pub struct ResourceRoute {
    /// What it does.
    pub action: Action,
    /// Who may.
    pub policy: TokenStream,
    /// Whether the policy decides over the row.
    pub decides: bool,
}

/// What a route of a model does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// `GET /posts`
    List,
    /// `GET /posts/{id}`
    Show,
    /// `POST /posts`
    Create,
    /// `PATCH /posts/{id}`
    Update,
    /// `DELETE /posts/{id}`
    Delete,
}

/// How rows are linked.
#[derive(Debug)]
pub enum Link {
    /// One row refers to this one.
    One,
    /// Any number of rows refer to this one.
    Many,
    /// Rows of this model refer to both.
    Through(Path),
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
    /// The routes of accounts, if there are such.
    pub routes: Option<AccountRoutes>,
}

/// The routes of accounts.
#[derive(Debug, Clone)]
pub struct AccountRoutes {
    /// What their paths begin with.
    pub prefix: String,
    /// Who manages the accounts of others.
    pub manage: Option<PolicyExpr>,
}

impl Model {
    /// The key's column; of a composite key, its columns. A checked model has one.
    pub fn key(&self) -> impl Iterator<Item = &Column> {
        self.columns.iter().filter(|column| column.key)
    }

    /// The key's column, if it is a single one.
    pub fn single_key(&self) -> Option<&Column> {
        let mut key = self.key();
        key.next().filter(|_| key.next().is_none())
    }

    /// The column of which the optimistic lock is made.
    pub fn version(&self) -> Option<&Column> {
        self.columns.iter().find(|column| column.writer == Writer::Version)
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

    /// The columns that a client changes.
    pub fn client_changes(&self) -> impl Iterator<Item = &Column> {
        self.client().filter(|column| !column.key)
    }

    /// The columns that the application changes.
    pub fn server_changes(&self) -> impl Iterator<Item = &Column> {
        self.server().filter(|column| !column.key)
    }

    /// The columns that somebody changes.
    pub fn changes(&self) -> impl Iterator<Item = &Column> {
        self.client_changes().chain(self.server_changes())
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

impl DefaultValue {
    /// The value as a text.
    pub fn text(&self) -> String {
        match syn::parse2(self.tokens.clone()) {
            Ok(syn::Lit::Str(text)) => text.value(),
            // `-7` is written with a space by some, `1_000` with an underscore.
            _ => self.tokens.to_string().replace([' ', '_'], ""),
        }
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
