//! The arguments of `#[model]` and the attributes of its fields as they were written.
//!
//! Nothing is judged here but that each value is of its kind.

use syn::{Attribute, Expr, Field, Ident, ItemStruct, LitBool, Meta, Path};

use crate::args::{Args, CRATE, Known};
use crate::errors::Errors;
use crate::paths::Root;

pub(super) const OWNER: &str = "#[model]";

pub(super) const TABLE: Known = Known { name: "table", form: "table = people" };
pub(super) const TIMESTAMPS: Known = Known { name: "timestamps", form: "timestamps" };
pub(super) const IDENTITY: Known =
    Known { name: "identity", form: "identity(login = email, password = password, role = role)" };
/// The options of `#[model]`.
pub const OPTIONS: &[Known] = &[TABLE, TIMESTAMPS, IDENTITY, CRATE];

const LOGIN: Known = Known { name: "login", form: "login = email" };
const PASSWORD: Known = Known { name: "password", form: "password = password" };
const ROLE: Known = Known { name: "role", form: "role = role" };

/// The options of `identity`.
pub const IDENTITY_OPTIONS: &[Known] = &[LOGIN, PASSWORD, ROLE];

pub(super) const COLUMN_NAME: Known = Known { name: "name", form: "name = headline" };
pub(super) const DEFAULT: Known = Known { name: "default", form: "default = false" };
const JOINABLE: Known = Known { name: "joinable", form: "joinable = false" };
pub(super) const ON_DELETE: Known = Known { name: "on_delete", form: "on_delete = cascade" };

/// The options of `#[column(..)]`.
pub const COLUMN_OPTIONS: &[Known] = &[COLUMN_NAME, DEFAULT];

/// The options of `#[belongs_to(..)]`.
pub const BELONGS_TO_OPTIONS: &[Known] = &[ON_DELETE, JOINABLE];

/// A model as it is written.
pub(super) struct Input<'a> {
    pub(super) root: Root,
    pub(super) item: &'a ItemStruct,
    pub(super) table: Option<Ident>,
    pub(super) timestamps: bool,
    pub(super) identity: Option<Identity>,
    pub(super) fields: Vec<Written<'a>>,
}

/// The option `identity`.
pub(super) struct Identity {
    pub(super) login: Option<Ident>,
    pub(super) password: Option<Ident>,
    pub(super) role: Option<Ident>,
}

/// A field and the attributes that say what its column is.
pub(super) struct Written<'a> {
    pub(super) field: &'a Field,
    pub(super) ident: &'a Ident,
    pub(super) key: Option<&'a Attribute>,
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
}

/// `#[belongs_to(User)]`
pub(super) struct BelongsTo<'a> {
    pub(super) attr: &'a Attribute,
    pub(super) target: Option<Path>,
    pub(super) joinable: Option<LitBool>,
    pub(super) on_delete: Option<Ident>,
}

pub(super) fn parse<'a>(args: &Args, item: &'a ItemStruct, errors: &mut Errors) -> Input<'a> {
    args.check(OWNER, OPTIONS, errors);
    let named = item.fields.iter().filter_map(|field| Some((field.ident.as_ref()?, field)));
    Input {
        root: args.root(errors),
        item,
        table: args.parsed(TABLE, errors),
        timestamps: args.flag(TIMESTAMPS, errors),
        identity: args.list(IDENTITY, errors).map(|args| parse_identity(&args, errors)),
        fields: named.map(|(ident, field)| parse_field(ident, field, errors)).collect(),
    }
}

fn parse_identity(args: &Args, errors: &mut Errors) -> Identity {
    args.check("identity", IDENTITY_OPTIONS, errors);
    Identity {
        login: args.parsed(LOGIN, errors),
        password: args.parsed(PASSWORD, errors),
        role: args.parsed(ROLE, errors),
    }
}

fn parse_field<'a>(ident: &'a Ident, field: &'a Field, errors: &mut Errors) -> Written<'a> {
    Written {
        field,
        ident,
        key: flag(field, "key", errors),
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
    })
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
