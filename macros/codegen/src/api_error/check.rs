//! From what is written to what is meant; every mistake is reported.
//!
//! What the fields can do is left to the compiler.

use quote::ToTokens;
use syn::{Attribute, Field, Fields, Ident, Index, LitInt, LitStr, Member, Meta, Type};

use super::ir::{ApiError, Detail, Own, Transparent, Variant};
use super::parse::{Case, Input};
use crate::args::{Args, CRATE, Known};
use crate::errors::Errors;
use crate::item::docs::Docs;
use crate::names::{bare, snake};
use crate::paths::Root;

/// The options of `#[api_error(..)]`.
pub const OPTIONS: &[Known] = &[CRATE];

/// The members that every problem document has.
const RESERVED: &[&str] =
    &["type", "title", "status", "detail", "instance", "code", "errors", "request_id"];

const STATUS_FORM: &str = "write `#[status(409)]`";
const DETAIL_FORM: &str = "write `#[detail(\"there is no post `{slug}`\")]`";

pub(super) fn check(input: &Input<'_>, errors: &mut Errors) -> Option<ApiError> {
    let item = input.item;
    let root = check_options(&item.attrs, errors);
    check_misplaced(&item.attrs, "it belongs on a variant", errors);
    if !item.generics.params.is_empty() {
        errors
            .at(&item.generics.params, "an `ApiError` has no parameters")
            .help("write the types out: the document has to know them");
    }
    let Some(cases) = &input.variants else {
        errors
            .at(&item.ident, "only an enum can be an `ApiError`")
            .help("each way to fail is a variant: `enum PostError { #[status(409)] SlugTaken }`");
        return None;
    };
    let mut seen = Seen::default();
    let variants = cases.iter().filter_map(|case| check_case(case, &mut seen, errors)).collect();
    Some(ApiError { root, ident: item.ident.clone(), variants })
}

/// What may be there once only.
#[derive(Default)]
struct Seen {
    codes: Vec<String>,
    transparent: Vec<String>,
}

/// `#[api_error(crate = path)]`
fn check_options(attrs: &[Attribute], errors: &mut Errors) -> Root {
    let mut root = Root::default();
    for attr in attrs.iter().filter(|attr| attr.path().is_ident("api_error")) {
        let args = match &attr.meta {
            Meta::List(list) => Args::split(list.tokens.clone()),
            _ => Args::default(),
        };
        args.check("#[api_error]", OPTIONS, errors);
        root = args.root(errors);
    }
    root
}

fn check_misplaced(attrs: &[Attribute], help: &str, errors: &mut Errors) {
    for attr in attrs {
        for name in ["status", "detail", "transparent"] {
            if attr.path().is_ident(name) {
                errors.at(attr.path(), format!("`#[{name}]` means nothing here")).help(help);
            }
        }
    }
}

fn check_case(case: &Case<'_>, seen: &mut Seen, errors: &mut Errors) -> Option<Variant> {
    for field in &case.variant.fields {
        check_misplaced(&field.attrs, "it belongs on the variant", errors);
    }
    once(&case.status, errors);
    once(&case.detail, errors);
    once(&case.transparent, errors);
    match case.transparent.first() {
        Some(transparent) => {
            check_transparent(case, transparent, seen, errors).map(Variant::Transparent)
        }
        None => check_own(case, seen, errors).map(Variant::Own),
    }
}

fn once(attrs: &[&Attribute], errors: &mut Errors) {
    for attr in attrs.iter().skip(1) {
        let name = attr.path().to_token_stream();
        errors.at(attr, format!("`#[{name}]` is given twice")).help("remove one of them");
    }
}

fn check_transparent(
    case: &Case<'_>,
    attr: &Attribute,
    seen: &mut Seen,
    errors: &mut Errors,
) -> Option<Transparent> {
    if !matches!(attr.meta, Meta::Path(_)) {
        errors.at(&attr.meta, "`#[transparent]` takes no value").help("write `#[transparent]`");
    }
    for other in case.status.iter().chain(&case.detail) {
        let name = other.path().to_token_stream();
        errors
            .at(other, format!("a transparent variant has no `{name}` of its own"))
            .help("the error inside says it; remove one of the two attributes");
    }
    let ident = case.variant.ident.clone();
    let Some((member, ty)) = only_field(&case.variant.fields) else {
        errors
            .at(&ident, "a transparent variant has one field: the error that is passed on")
            .help(format!("write `#[transparent] {ident}(ordain::Error)`"));
        return None;
    };
    let text = ty.to_token_stream().to_string();
    if seen.transparent.contains(&text) {
        errors
            .at(&ty, "two transparent variants hold the same type")
            .help("`?` could not know which one to make; remove one of them");
    }
    seen.transparent.push(text);
    Some(Transparent { ident, member, ty })
}

fn only_field(fields: &Fields) -> Option<(Member, Type)> {
    let mut all = fields.iter();
    let (only, None) = (all.next()?, all.next()) else { return None };
    let member = only.ident.clone().map_or_else(|| Member::Unnamed(Index::from(0)), Member::Named);
    Some((member, only.ty.clone()))
}

fn check_own(case: &Case<'_>, seen: &mut Seen, errors: &mut Errors) -> Option<Own> {
    let ident = &case.variant.ident;
    let code = snake(&bare(ident));
    if seen.codes.contains(&code) {
        errors
            .at(ident, format!("`{code}` is the code of two variants"))
            .help("give one of them another name");
    }
    seen.codes.push(code.clone());
    let docs = Docs::read(&case.variant.attrs);
    let spoken = code.replace('_', " ");
    let description = if docs.is_empty() { spoken.clone() } else { docs.text };
    let summary = if docs.summary.is_empty() { spoken } else { docs.summary };
    let fields = check_fields(&case.variant.fields, errors);
    let detail = check_detail(case, errors);
    let status = check_status(case, errors)?;
    let detail = detail.map_or(Detail::Fixed(summary), Detail::Format);
    Some(Own { ident: ident.clone(), status, code, description, detail, fields: fields? })
}

fn check_fields(fields: &Fields, errors: &mut Errors) -> Option<Vec<(Ident, Type)>> {
    if let Fields::Unnamed(unnamed) = fields
        && !unnamed.unnamed.is_empty()
    {
        errors.at(fields, "an unnamed field has no name in the problem document").help(
            "name it, as in `SlugTaken { slug: String }`, or put `#[transparent]` on the variant",
        );
        return None;
    }
    let fields: Vec<_> = fields.iter().filter_map(|field| member(field, errors)).collect();
    Some(fields)
}

fn member(field: &Field, errors: &mut Errors) -> Option<(Ident, Type)> {
    let ident = field.ident.clone()?;
    let name = bare(&ident);
    if RESERVED.contains(&name.as_str()) {
        errors
            .at(&ident, format!("`{name}` is a member of every problem document already"))
            .help("give the field another name");
    }
    Some((ident, field.ty.clone()))
}

fn check_status(case: &Case<'_>, errors: &mut Errors) -> Option<u16> {
    let Some(attr) = case.status.first() else {
        let ident = &case.variant.ident;
        errors
            .at(ident, format!("`{ident}` has no status"))
            .help(format!("write `#[status(409)] {ident}`, or put `#[transparent]` on it"));
        return None;
    };
    let Meta::List(list) = &attr.meta else {
        errors.at(&attr.meta, "`#[status]` needs a number in parentheses").help(STATUS_FORM);
        return None;
    };
    let Ok(number) = syn::parse2::<LitInt>(list.tokens.clone()) else {
        errors.at(&attr.meta, "`#[status]` needs a number in parentheses").help(STATUS_FORM);
        return None;
    };
    if let Ok(status @ 400..=599) = number.base10_parse::<u16>() {
        return Some(status);
    }
    errors
        .at(&number, format!("`{number}` is not the status of an error"))
        .help("it is from 400 to 499 when the client is wrong, from 500 to 599 when we are");
    None
}

fn check_detail(case: &Case<'_>, errors: &mut Errors) -> Option<LitStr> {
    let attr = case.detail.first()?;
    let text = match &attr.meta {
        Meta::List(list) => syn::parse2::<LitStr>(list.tokens.clone()).ok(),
        Meta::Path(_) | Meta::NameValue(_) => None,
    };
    if text.is_none() {
        errors.at(&attr.meta, "`#[detail]` needs a text in parentheses").help(DETAIL_FORM);
    }
    text
}
