//! Arguments and function to a checked route; every mistake is reported.
//!
//! What needs types is left to the generated code, where the compiler knows them.

mod rate;

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::{FnArg, Ident, LitStr, Safety, Type};

use super::ir::{Param, Route, Source};
use super::parse::{Deprecated, Input, POLICY, Policy, STATUS, TRANSACTION};
use crate::args::Value;
use crate::errors::{Errors, nearest};
use crate::item::docs::Docs;
use crate::item::function::{Function, argument_name};
use crate::names::{argument, bare};
use crate::rule::date::Date;
use crate::rule::path_template::{self, PathTemplate};
use crate::rule::policy_expr::{FORMS, PolicyExpr};
use crate::rule::{action, cors, csp, duration, priority, size};

/// Names in the attribute, variants of the runtime's `Method`, names on the wire.
const METHODS: [(&str, &str, &str); 7] = [
    ("get", "Get", "GET"),
    ("post", "Post", "POST"),
    ("put", "Put", "PUT"),
    ("patch", "Patch", "PATCH"),
    ("delete", "Delete", "DELETE"),
    ("head", "Head", "HEAD"),
    ("options", "Options", "OPTIONS"),
];

const FORM: &str = "write `#[route(get, \"/path\", policy = public)]`";

/// Checks one `#[route]`.
pub(super) fn check_route(input: Input, item: &Function, errors: &mut Errors) -> Option<Route> {
    let sig = &item.sig;
    let method = check_method(&input, &sig.ident, errors);
    let path = check_path(&input, &sig.ident, errors);
    let policy = check_policy(&input, &sig.ident, errors);
    let status = check_status(&input, errors);
    let deprecated =
        input.deprecated.as_ref().map(|deprecated| check_deprecated(deprecated, errors));
    let body_limit = input.body_limit.as_ref().map(|text| size::read(text, errors));
    let timeout = input.timeout.as_ref().map(|text| duration::read(text, errors));
    let rate_limits = match &input.rate_limit {
        Some(rates) => rate::check_rates(rates, policy.as_ref(), errors),
        None => Some(Vec::new()),
    };
    let audit = input.audit.as_ref().map(|name| action::read(name, errors));
    let priority = input.priority.as_ref().map(|name| priority::read(name, errors));
    let cors = input.cors.as_ref().map(|value| cors::read(value, errors));
    let csp = input.csp.as_ref().map(|text| csp::read(text, errors));
    let is_function = check_function(item, input.transaction.is_some(), errors);
    check_transaction(&input, item, errors);
    let params = path.as_ref().map(|path| check_params(path, &input, item, errors));
    let (variant, method_name) = method?;
    is_function.then_some(())?;
    Some(Route {
        root: input.root,
        cfg: item.conditions(),
        vis: item.vis.clone(),
        ident: sig.ident.clone(),
        is_async: sig.asyncness.is_some(),
        method: variant,
        method_name,
        path: path?,
        params: params?,
        reply: item.output().cloned(),
        policy: policy?,
        status: flat(status)?,
        tag: input.tag.map(|tag| tag.value()),
        docs: Docs::read(&item.attrs),
        summary: input.summary.map(|summary| summary.value()),
        deprecated: flat(deprecated)?,
        hidden: input.hidden,
        body_limit: flat(body_limit)?,
        timeout: flat(timeout)?,
        rate_limits: rate_limits?,
        audit: flat(audit)?,
        priority: flat(priority)?,
        cors: flat(cors)?,
        csp: flat(csp)?,
    })
}

/// The path of a route that is wrong elsewhere, for its stub; nothing is reported.
pub(super) fn read_path(input: &Input) -> Option<PathTemplate> {
    let mut unheard = Errors::new();
    let literal = syn::parse2::<LitStr>(input.path.as_ref()?.tokens.clone()).ok()?;
    let path = read_template(input, &literal, &mut unheard);
    let _ = unheard.finish();
    path
}

/// An option that was not given is well; one that was given and is wrong is not.
#[expect(clippy::option_option, reason = "the two absences mean different things")]
fn flat<T>(option: Option<Option<T>>) -> Option<Option<T>> {
    match option {
        None => Some(None),
        Some(None) => None,
        Some(value) => Some(value),
    }
}

fn check_method(
    input: &Input,
    function: &Ident,
    errors: &mut Errors,
) -> Option<(Ident, &'static str)> {
    let name = bare(function);
    let Some(piece) = &input.method else {
        match &input.path {
            Some(path) => errors
                .at(path, format!("route `{name}` has no method"))
                .help(format!("write `#[route(get, {}, ..)]`", path.tokens)),
            None => {
                errors.at(function, format!("route `{name}` has no method and no path")).help(FORM)
            }
        };
        return None;
    };
    let method = piece.name.as_ref().map(bare).unwrap_or_default();
    let names = METHODS.map(|(name, ..)| name);
    let Some((_, variant, on_wire)) = METHODS.iter().find(|(name, ..)| *name == method) else {
        let mut noted = errors.at(piece, format!("`{}` is no method of a route", piece.tokens));
        if let Some(near) = nearest(&method.to_lowercase(), names) {
            noted = noted.help(format!("did you mean `{near}`?"));
        }
        noted.help(format!("the methods are `{}`", names.join("`, `")));
        return None;
    };
    let span = piece.name.as_ref().map_or_else(proc_macro2::Span::call_site, Ident::span);
    Some((Ident::new(variant, span), on_wire))
}

fn check_path(input: &Input, function: &Ident, errors: &mut Errors) -> Option<PathTemplate> {
    let Some(piece) = &input.path else {
        if input.method.is_some() {
            errors.at(function, format!("route `{}` has no path", bare(function))).help(FORM);
        }
        return None;
    };
    if let Value::Is(path) = &piece.value {
        errors
            .at(&piece.name, "the path of a route has no name before it")
            .help(format!("write `#[route(get, {path}, ..)]`"));
        return None;
    }
    let Ok(literal) = syn::parse2::<LitStr>(piece.tokens.clone()) else {
        errors.at(piece, "the path of a route is a string").help(FORM);
        return None;
    };
    read_template(input, &literal, errors)
}

fn read_template(input: &Input, literal: &LitStr, errors: &mut Errors) -> Option<PathTemplate> {
    let Some(prefix) = &input.prefix else { return PathTemplate::read("", literal, errors) };
    // `#[routes]` has reported what is wrong with its prefix.
    let mut unheard = Errors::new();
    let prefix = path_template::read_prefix(prefix, &mut unheard);
    let _ = unheard.finish();
    PathTemplate::read(&prefix?, literal, errors)
}

fn check_policy(input: &Input, function: &Ident, errors: &mut Errors) -> Option<PolicyExpr> {
    match &input.policy {
        Policy::Own(tokens) => return PolicyExpr::parse(tokens.clone(), errors),
        Policy::Shared(tokens) => {
            let mut unheard = Errors::new();
            let policy = PolicyExpr::parse(tokens.clone(), &mut unheard);
            let _ = unheard.finish();
            return policy;
        }
        Policy::Wrong => return None,
        Policy::Absent => {}
    }
    let name = bare(function);
    errors
        .at(function, format!("route `{name}` does not say who may call it"))
        .help(format!("add `{}` to its `#[route(..)]`", POLICY.form))
        .help(FORMS);
    None
}

fn check_function(item: &Function, in_transaction: bool, errors: &mut Errors) -> bool {
    let sig = &item.sig;
    let name = bare(&sig.ident);
    let mut well = true;
    let mut wrong = |place: &dyn ToTokens, message: &str, help: &str| {
        errors.at(place, message).help(help);
        well = false;
    };
    if let Safety::Unsafe(token) = &sig.safety {
        wrong(token, &format!("route `{name}` is unsafe"), "a request cannot promise anything");
    }
    if let Some(FnArg::Receiver(receiver)) = sig.inputs.first() {
        let help = "move it out of its `impl` block";
        wrong(receiver, "a route is a free function, without `self`", help);
    }
    if let Some(parameter) = sig.generics.params.first() {
        let message = format!("route `{name}` has a generic parameter");
        let help = "give its arguments types of their own: nobody chooses a type for a request";
        wrong(parameter, &message, help);
    }
    if let Some(token) = item.output().and_then(opaque) {
        let message = "the reply of a route has a type of its own, not `impl Trait`";
        wrong(&token, message, "name the type, such as `HttpResponse`");
    }
    for argument in item.arguments() {
        match &*argument.ty {
            Type::ImplTrait(ty) => {
                let message = "an argument of a route has a type of its own, not `impl Trait`";
                wrong(ty, message, "name the type");
            }
            Type::Reference(ty) if ty.lifetime.is_none() && !in_transaction => {
                let owned = owned(&ty.elem);
                let name = argument_name(argument).map_or("_".to_owned(), bare);
                let help = if owned == "Tx" {
                    format!("for a transaction, add the option `{}`", TRANSACTION.form)
                } else {
                    format!("take it as a value: `{name}: {owned}`")
                };
                wrong(ty, "an argument of a route borrows nothing", &help);
            }
            _ => {}
        }
    }
    well
}

/// With the option `transaction`, one argument is borrowed: it takes the transaction.
fn check_transaction(input: &Input, item: &Function, errors: &mut Errors) {
    let Some(piece) = &input.transaction else { return };
    let mut borrowed = item.arguments().filter(|argument| is_borrowed(&argument.ty));
    if borrowed.next().is_none() {
        errors
            .at(piece, "no argument takes the transaction")
            .help("add the argument `tx: &Tx`, and run the statements on it");
    }
    for second in borrowed {
        errors
            .at(&second.ty, "only the transaction is borrowed, and a route has one")
            .help("take it as a value");
    }
}

fn is_borrowed(ty: &Type) -> bool {
    matches!(ty, Type::Reference(_))
}

/// The word `impl` in a type.
fn opaque(ty: &Type) -> Option<TokenTree> {
    fn find(tokens: TokenStream) -> Option<TokenTree> {
        tokens.into_iter().find_map(|tree| match &tree {
            TokenTree::Ident(word) if word == "impl" => Some(tree),
            TokenTree::Group(group) => find(group.stream()),
            _ => None,
        })
    }
    find(ty.to_token_stream())
}

/// What to write for a borrowed type.
fn owned(borrowed: &Type) -> String {
    let text = borrowed.to_token_stream().to_string();
    match text.as_str() {
        "str" => "String".to_owned(),
        _ => text.replace(' ', ""),
    }
}

fn check_params(
    path: &PathTemplate,
    input: &Input,
    item: &Function,
    errors: &mut Errors,
) -> Vec<Param> {
    let mut params = Vec::new();
    for argument in item.arguments() {
        let name = argument_name(argument).map(bare);
        let (ty, source) = match (&*argument.ty, name.filter(|name| path.segments.contains(name))) {
            (Type::Reference(ty), _) if input.transaction.is_some() => {
                (&*ty.elem, Source::Transaction)
            }
            (ty, Some(name)) => (ty, Source::Segment(name)),
            (ty, None) => (ty, Source::Extracted),
        };
        params.push(Param { ty: ty.clone(), source });
    }
    // With other arguments left, one of them may load a model by the segment: the compiler knows.
    let undecided = params.iter().any(|param| param.source == Source::Extracted);
    if !undecided {
        let taken = |name: &String| {
            params.iter().any(|param| matches!(&param.source, Source::Segment(own) if own == name))
        };
        for name in path.segments.iter().filter(|name| !taken(name)) {
            let (message, help) = no_taker(name);
            errors.at(&path.literal, message).help(help);
        }
    }
    params
}

/// What is said of a segment that nothing takes, here and by generated code.
pub(super) fn no_taker(name: &str) -> (String, String) {
    let ty = if name == "id" || name.ends_with("_id") { "i64" } else { "String" };
    let argument = argument(name, proc_macro2::Span::call_site());
    let message = format!("path segment `{{{name}}}` is taken by no argument");
    (message, format!("add an argument of that name, `{argument}: {ty}`"))
}

#[expect(clippy::option_option, reason = "as `flat` has it")]
fn check_status(input: &Input, errors: &mut Errors) -> Option<Option<(u16, TokenStream)>> {
    let literal = input.status.as_ref()?;
    if matches!(literal.base10_digits(), "204" | "205") {
        errors
            .at(literal, format!("a reply with status {literal} has no body"))
            .help("leave `status` out and return `NoContent`");
        return Some(None);
    }
    let status = literal.base10_parse::<u16>().ok().filter(|status| (200..300).contains(status));
    let Some(status) = status else {
        errors
            .at(literal, format!("`{literal}` is no status of a good reply"))
            .help(format!("write one from 200 to 299, such as `{}`", STATUS.form))
            .help("other statuses come from errors: `#[derive(ApiError)]`");
        return Some(None);
    };
    Some(Some((status, literal.to_token_stream())))
}

fn check_deprecated(given: &Deprecated, errors: &mut Errors) -> Option<(Date, Option<Date>)> {
    let Some(since) = &given.since else {
        errors
            .at(&given.place, "`deprecated` does not say since when")
            .help("write `deprecated(since = \"2026-01-01\")`");
        return None;
    };
    let from = Date::read(since, errors);
    let Some(sunset) = &given.sunset else { return Some((from?, None)) };
    let until = Date::read(sunset, errors);
    let (from, until) = (from?, until?);
    if until <= from {
        errors
            .at(sunset, "the sunset is not after the deprecation")
            .help("`since` is the day of the warning, `sunset` the later day of the end");
        return None;
    }
    Some((from, Some(until)))
}
