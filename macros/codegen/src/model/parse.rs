//! The arguments of `#[model]` and the attributes of its fields as they were written.
//!
//! Nothing is judged here but that each value is of its kind.

mod children;
mod resource;

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{Attribute, Expr, Field, Ident, ItemStruct, LitBool, LitStr, Meta, Path};

use crate::args::{Args, CRATE, Known};
use crate::errors::Errors;
use crate::paths::Root;

pub use children::{CHILDREN_OPTIONS, LINK_OPTIONS};
pub(super) use children::{ChildrenArgs, HAS_MANY, HAS_ONE, MANY_TO_MANY};
pub use resource::RESOURCE_OPTIONS;
pub(super) use resource::{Policy, RESOURCE, ResourceArgs};

pub(super) const OWNER: &str = "#[model]";

pub(super) const TABLE: Known = Known { name: "table", form: "table = people" };
pub(super) const TIMESTAMPS: Known = Known { name: "timestamps", form: "timestamps" };
pub(super) const IDENTITY: Known =
    Known { name: "identity", form: "identity(login = email, password = password, role = role)" };
pub(super) const TABLE_RENAMED: Known =
    Known { name: "renamed_from", form: "renamed_from = articles" };
pub(super) const SOFT_DELETE: Known = Known { name: "soft_delete", form: "soft_delete" };
pub(super) const INDEX: Known = Known { name: "index", form: "index(author_id, title)" };
pub(super) const UNIQUE: Known = Known { name: "unique", form: "unique(author_id, title)" };
/// The options of `#[model]`.
pub const OPTIONS: &[Known] = &[
    TABLE,
    TIMESTAMPS,
    SOFT_DELETE,
    INDEX,
    UNIQUE,
    HAS_MANY,
    HAS_ONE,
    MANY_TO_MANY,
    RESOURCE,
    IDENTITY,
    TABLE_RENAMED,
    CRATE,
];

const WHERE: Known = Known { name: "where", form: "where = \"published\"" };

/// The options of `index(..)` and `unique(..)`, after the fields.
pub const INDEX_OPTIONS: &[Known] = &[WHERE];

const GIVEN: Known = Known { name: "given", form: "given" };

/// The options of `#[key(..)]`.
pub const KEY_OPTIONS: &[Known] = &[GIVEN];

const LOGIN: Known = Known { name: "login", form: "login = email" };
const PASSWORD: Known = Known { name: "password", form: "password = password" };
const ROLE: Known = Known { name: "role", form: "role = role" };
pub(super) const ROUTES: Known = Known { name: "routes", form: "routes = \"/auth\"" };
pub(super) const MANAGE: Known = Known { name: "manage", form: "manage = Permission::ManageUsers" };

/// The options of `identity`.
pub const IDENTITY_OPTIONS: &[Known] = &[LOGIN, PASSWORD, ROLE, ROUTES, MANAGE];

pub(super) const COLUMN_NAME: Known = Known { name: "name", form: "name = headline" };
pub(super) const RENAMED: Known = Known { name: "renamed_from", form: "renamed_from = headline" };
pub(super) const DEFAULT: Known = Known { name: "default", form: "default = false" };
const JOINABLE: Known = Known { name: "joinable", form: "joinable = false" };
pub(super) const ON_DELETE: Known = Known { name: "on_delete", form: "on_delete = cascade" };

const CHECK: Known = Known { name: "check", form: "check = \"price > 0\"" };

pub(super) const FILTER: Known = Known { name: "filter", form: "filter" };
pub(super) const SORT: Known = Known { name: "sort", form: "sort" };

pub(super) const READ: Known = Known { name: "read", form: "read = Permission::ManageUsers" };
pub(super) const WRITE: Known = Known { name: "write", form: "write = Permission::EditAnyPost" };

/// The options of `#[column(..)]`.
pub const COLUMN_OPTIONS: &[Known] =
    &[COLUMN_NAME, DEFAULT, CHECK, FILTER, SORT, READ, WRITE, RENAMED];

/// The options of `#[belongs_to(..)]`.
pub const BELONGS_TO_OPTIONS: &[Known] = &[ON_DELETE, JOINABLE];

/// A model as it is written.
pub(super) struct Input<'a> {
    pub(super) root: Root,
    pub(super) item: &'a ItemStruct,
    pub(super) table: Option<Ident>,
    pub(super) renamed_from: Option<Ident>,
    pub(super) timestamps: bool,
    pub(super) soft_delete: bool,
    pub(super) indexes: Vec<IndexArgs>,
    pub(super) children: Vec<ChildrenArgs>,
    pub(super) resource: Option<ResourceArgs>,
    pub(super) identity: Option<Identity>,
    pub(super) fields: Vec<Written<'a>>,
}

/// The option `identity`.
pub(super) struct Identity {
    pub(super) login: Option<Ident>,
    pub(super) password: Option<Ident>,
    pub(super) role: Option<Ident>,
    /// What the paths of its routes begin with.
    pub(super) routes: Option<LitStr>,
    /// Who manages the accounts of others.
    pub(super) manage: Option<TokenStream>,
}

/// `index(author_id, title, where = "published")`, or `unique(..)`.
pub(super) struct IndexArgs {
    pub(super) tokens: TokenStream,
    pub(super) unique: bool,
    pub(super) fields: Vec<Ident>,
    pub(super) condition: Option<LitStr>,
}

/// `#[key]`
pub(super) struct Key<'a> {
    pub(super) attr: &'a Attribute,
    /// The word `given`.
    pub(super) given: Option<TokenStream>,
}

/// A field and the attributes that say what its column is.
pub(super) struct Written<'a> {
    pub(super) field: &'a Field,
    pub(super) ident: &'a Ident,
    pub(super) key: Option<Key<'a>>,
    pub(super) version: Option<&'a Attribute>,
    pub(super) unique: Option<&'a Attribute>,
    pub(super) index: Option<&'a Attribute>,
    pub(super) secret: Option<&'a Attribute>,
    pub(super) read_only: Option<&'a Attribute>,
    pub(super) column: Option<ColumnArgs>,
    pub(super) belongs_to: Option<BelongsTo<'a>>,
}

/// `#[column(..)]`
pub(super) struct ColumnArgs {
    pub(super) name: Option<Ident>,
    pub(super) default: Option<Expr>,
    pub(super) renamed_from: Option<Ident>,
    pub(super) check: Option<LitStr>,
    /// The word `filter`.
    pub(super) filter: Option<TokenStream>,
    /// The word `sort`.
    pub(super) sort: Option<TokenStream>,
    /// Who reads it.
    pub(super) read: Option<Access>,
    /// Who writes it.
    pub(super) write: Option<Access>,
}

/// The option `read` or `write` of a column.
pub(super) struct Access {
    /// The word itself.
    pub(super) word: TokenStream,
    /// What is behind the `=`.
    pub(super) policy: TokenStream,
}

/// `#[belongs_to(User)]`
pub(super) struct BelongsTo<'a> {
    pub(super) attr: &'a Attribute,
    pub(super) target: Option<Path>,
    pub(super) joinable: Option<LitBool>,
    pub(super) on_delete: Option<Ident>,
}

pub(super) fn parse<'a>(args: &Args, item: &'a ItemStruct, errors: &mut Errors) -> Input<'a> {
    let mut args = args.clone();
    let indexes = parse_indexes(&mut args, errors);
    let children = children::parse(&mut args, errors);
    args.check(OWNER, OPTIONS, errors);
    let named = item.fields.iter().filter_map(|field| Some((field.ident.as_ref()?, field)));
    Input {
        root: args.root(errors),
        item,
        table: args.parsed(TABLE, errors),
        renamed_from: args.parsed(TABLE_RENAMED, errors),
        timestamps: args.flag(TIMESTAMPS, errors),
        soft_delete: args.flag(SOFT_DELETE, errors),
        indexes,
        children,
        resource: resource::parse(&args, errors),
        identity: args.list(IDENTITY, errors).map(|args| parse_identity(&args, errors)),
        fields: named.map(|(ident, field)| parse_field(ident, field, errors)).collect(),
    }
}

/// Both options may be given many times.
fn parse_indexes(args: &mut Args, errors: &mut Errors) -> Vec<IndexArgs> {
    let mut indexes = Vec::new();
    for (option, unique) in [(INDEX, false), (UNIQUE, true)] {
        for (piece, mut list) in args.take_lists(option, errors) {
            let mut fields = Vec::new();
            while let Some(name) = list.positional(true) {
                match syn::parse2(name.tokens.clone()) {
                    Ok(field) => fields.push(field),
                    Err(_) => {
                        errors
                            .at(&name.tokens, "this is no field")
                            .help(format!("write `{}`", option.form));
                    }
                }
            }
            list.check(option.name, INDEX_OPTIONS, errors);
            let condition = list.text(WHERE, errors);
            indexes.push(IndexArgs { tokens: piece.tokens, unique, fields, condition });
        }
    }
    indexes
}

fn parse_identity(args: &Args, errors: &mut Errors) -> Identity {
    args.check("identity", IDENTITY_OPTIONS, errors);
    Identity {
        login: args.parsed(LOGIN, errors),
        password: args.parsed(PASSWORD, errors),
        role: args.parsed(ROLE, errors),
        routes: args.text(ROUTES, errors),
        manage: args.parsed(MANAGE, errors),
    }
}

fn parse_field<'a>(ident: &'a Ident, field: &'a Field, errors: &mut Errors) -> Written<'a> {
    Written {
        field,
        ident,
        key: one(field, "key", errors).map(|attr| parse_key(attr, errors)),
        version: flag(field, "version", errors),
        unique: flag(field, "unique", errors),
        index: flag(field, "index", errors),
        secret: flag(field, "secret", errors),
        read_only: flag(field, "read_only", errors),
        column: one(field, "column", errors).and_then(|attr| parse_column(attr, errors)),
        belongs_to: one(field, "belongs_to", errors).map(|attr| parse_belongs_to(attr, errors)),
    }
}

/// The attribute of that name; a second one is a mistake.
fn one<'a>(field: &'a Field, name: &str, errors: &mut Errors) -> Option<&'a Attribute> {
    let mut found = field.attrs.iter().filter(|attr| attr.path().is_ident(name));
    let first = found.next();
    for again in found {
        errors
            .at(again.path(), format!("`#[{name}]` is given twice"))
            .help("put everything into one, and remove the other");
    }
    first
}

/// An attribute that stands alone.
fn flag<'a>(field: &'a Field, name: &str, errors: &mut Errors) -> Option<&'a Attribute> {
    let attr = one(field, name, errors)?;
    if !matches!(attr.meta, Meta::Path(_)) {
        errors
            .at(&attr.meta, format!("`#[{name}]` takes no arguments"))
            .help(format!("write `#[{name}]`"));
    }
    Some(attr)
}

fn parse_key<'a>(attr: &'a Attribute, errors: &mut Errors) -> Key<'a> {
    let Some(args) = list(attr) else {
        if !matches!(attr.meta, Meta::Path(_)) {
            errors.at(&attr.meta, "`#[key]` takes no value").help("write `#[key]`");
        }
        return Key { attr, given: None };
    };
    args.check("#[key]", KEY_OPTIONS, errors);
    Key { attr, given: word(&args, GIVEN, errors) }
}

/// Where an option without a value stands.
fn word(args: &Args, known: Known, errors: &mut Errors) -> Option<TokenStream> {
    args.flag(known, errors);
    args.get(known.name).map(|piece| piece.tokens.clone())
}

fn parse_column(attr: &Attribute, errors: &mut Errors) -> Option<ColumnArgs> {
    let args = list(attr).filter(|args| !args.pieces().is_empty());
    let Some(args) = args else {
        errors
            .at(&attr.meta, "`#[column]` needs options in parentheses")
            .help(format!("write `#[column({})]`", DEFAULT.form));
        return None;
    };
    args.check("#[column]", COLUMN_OPTIONS, errors);
    Some(ColumnArgs {
        name: args.parsed(COLUMN_NAME, errors),
        default: args.parsed(DEFAULT, errors),
        renamed_from: args.parsed(RENAMED, errors),
        check: args.text(CHECK, errors),
        filter: word(&args, FILTER, errors),
        sort: word(&args, SORT, errors),
        read: access(&args, READ, errors),
        write: access(&args, WRITE, errors),
    })
}

/// Who may do something with a column.
fn access(args: &Args, known: Known, errors: &mut Errors) -> Option<Access> {
    let policy = args.parsed(known, errors)?;
    let word = args.get(known.name)?.name.to_token_stream();
    Some(Access { word, policy })
}

fn parse_belongs_to<'a>(attr: &'a Attribute, errors: &mut Errors) -> BelongsTo<'a> {
    let mut args = list(attr).unwrap_or_default();
    let first = args.positional(true);
    args.check("#[belongs_to]", BELONGS_TO_OPTIONS, errors);
    let target = first.as_ref().and_then(|piece| syn::parse2(piece.tokens.clone()).ok());
    if target.is_none() {
        let noted = match &first {
            Some(piece) => errors.at(&piece.tokens, "this is no path to a model"),
            None => errors.at(&attr.meta, "`#[belongs_to]` needs the model that it refers to"),
        };
        noted.help("write `#[belongs_to(User)]`");
    }
    let on_delete = args.parsed(ON_DELETE, errors);
    BelongsTo { attr, target, joinable: args.parsed(JOINABLE, errors), on_delete }
}

fn list(attr: &Attribute) -> Option<Args> {
    match &attr.meta {
        Meta::List(list) => Some(Args::split(list.tokens.clone())),
        _ => None,
    }
}
