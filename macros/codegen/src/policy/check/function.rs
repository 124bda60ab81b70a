//! Policy functions: two references in, a yes or no out.
//!
//! Whether the first argument is an actor and the answer a `bool` is for the compiler to say.

use quote::ToTokens;
use syn::{FnArg, Path, PathArguments, PathSegment, Safety, Type, TypeReference};

use super::super::ir::Object;
use super::scope;
use crate::errors::Errors;
use crate::item::docs::Docs;
use crate::item::function::Function;
use crate::names::{bare, snake};
use crate::paths::Root;
use crate::rule::policy_expr::WORDS;

/// Checks a policy function.
pub(super) fn check(
    root: Root,
    in_code: bool,
    item: &Function,
    errors: &mut Errors,
) -> Option<Object> {
    let form = form(item);
    check_name(item, errors);
    check_qualifiers(item, &form, errors);
    check_generics(item, &form, errors);
    let arguments = check_arguments(item, &form, errors);
    let output = check_output(item, &form, errors);
    let (actor, resource) = arguments?;
    let asker = item.arguments().next()?.pat.clone();
    Some(Object {
        root,
        vis: item.vis.clone(),
        ident: item.sig.ident.clone(),
        docs: Docs::read(&item.attrs).text,
        in_code,
        asker: *asker,
        actor,
        resource,
        output: output?,
        translation: scope::translate(item),
    })
}

/// The correct form, with as much as possible of what is written.
fn form(item: &Function) -> String {
    let is_generic = !item.sig.generics.params.is_empty();
    let resource = item.arguments().nth(1).filter(|_| !is_generic);
    let resource = resource.and_then(|argument| named(&argument.ty));
    let resource = resource.map_or_else(|| "Post".to_owned(), |path| path_text(&path));
    let argument = snake(resource.rsplit("::").next().unwrap_or("resource"));
    let name = &item.sig.ident;
    format!("write `fn {name}(actor: &Actor, {argument}: &{resource}) -> bool`")
}

/// The path of a type, behind a reference if there is one.
fn named(ty: &Type) -> Option<Path> {
    match ty {
        Type::Path(ty) if ty.qself.is_none() => Some(ty.path.clone()),
        Type::Reference(reference) => named(&reference.elem),
        _ => None,
    }
}

fn path_text(path: &Path) -> String {
    path.to_token_stream().to_string().replace(' ', "")
}

fn check_name(item: &Function, errors: &mut Errors) {
    let ident = &item.sig.ident;
    let name = bare(ident);
    if WORDS.contains(&name.as_str()) {
        errors
            .at(ident, format!("a policy function cannot be called `{name}`"))
            .help(format!("`policy = {name}` has a meaning of its own; choose another name"));
    }
    if name.starts_with(char::is_uppercase) {
        errors
            .at(ident, format!("policy function `{name}` must begin with a small letter"))
            .help("a policy that begins with a capital letter is a permission or a role");
    }
}

fn check_qualifiers(item: &Function, form: &str, errors: &mut Errors) {
    let name = &item.sig.ident;
    if let Some(token) = &item.sig.asyncness {
        errors
            .at(token, format!("policy function `{name}` cannot be `async`"))
            .help(format!("it judges what is loaded already: {form}"));
    }
    if let Safety::Unsafe(token) = &item.sig.safety {
        errors.at(token, format!("policy function `{name}` cannot be `unsafe`")).help(form);
    }
}

fn check_generics(item: &Function, form: &str, errors: &mut Errors) {
    let name = &item.sig.ident;
    let generics = &item.sig.generics;
    if !generics.params.is_empty() {
        errors
            .at(generics, format!("policy function `{name}` cannot be generic"))
            .help(format!("it speaks of one type: {form}"));
    } else if let Some(clause) = &generics.where_clause {
        errors.at(clause, format!("policy function `{name}` needs no `where` clause")).help(form);
    }
}

/// The types behind the two references.
fn check_arguments(item: &Function, form: &str, errors: &mut Errors) -> Option<(Type, Type)> {
    let name = &item.sig.ident;
    let inputs = &item.sig.inputs;
    for input in inputs {
        if let FnArg::Receiver(receiver) = input {
            errors.at(receiver, format!("policy function `{name}` cannot be a method")).help(form);
            return None;
        }
    }
    let text = match inputs.len() {
        2 => String::new(),
        0 => "no arguments".to_owned(),
        1 => "one argument".to_owned(),
        several => format!("{several} arguments"),
    };
    if !text.is_empty() {
        let message =
            format!("policy function `{name}` needs an actor and a resource, and has {text}");
        match inputs.iter().nth(2) {
            Some(surplus) => errors.at(surplus, message),
            None => errors.at(name, message),
        }
        .help(form);
    }
    let types: Vec<Option<Type>> = item
        .arguments()
        .take(2)
        .map(|argument| behind_reference(&argument.ty, name, form, errors))
        .collect();
    match types.as_slice() {
        [Some(actor), Some(resource)] if inputs.len() == 2 => {
            Some((actor.clone(), resource.clone()))
        }
        _ => None,
    }
}

fn behind_reference(
    ty: &Type,
    name: impl std::fmt::Display,
    form: &str,
    errors: &mut Errors,
) -> Option<Type> {
    let Type::Reference(reference) = ty else {
        errors.at(ty, format!("policy function `{name}` must borrow its arguments")).help(form);
        return None;
    };
    let TypeReference { mutability, lifetime, elem, .. } = reference;
    if let Some(token) = mutability {
        errors
            .at(token, format!("policy function `{name}` cannot change what it judges"))
            .help(form);
    }
    if let Some(lifetime) = lifetime {
        errors.at(lifetime, format!("policy function `{name}` needs no lifetime")).help(form);
    }
    if matches!(**elem, Type::ImplTrait(_) | Type::TraitObject(_) | Type::Infer(_)) {
        errors.at(elem, format!("policy function `{name}` must name one type here")).help(form);
        return None;
    }
    Some((**elem).clone())
}

/// Any plain path may be an alias of `bool`.
fn check_output(item: &Function, form: &str, errors: &mut Errors) -> Option<Type> {
    let name = &item.sig.ident;
    match item.output() {
        Some(ty @ Type::Path(path)) if path.path.segments.iter().all(is_plain) => Some(ty.clone()),
        Some(other) => {
            errors.at(other, format!("policy function `{name}` must answer yes or no")).help(form);
            None
        }
        None => {
            errors.at(name, format!("policy function `{name}` must answer yes or no")).help(form);
            None
        }
    }
}

fn is_plain(segment: &PathSegment) -> bool {
    matches!(segment.arguments, PathArguments::None)
}
