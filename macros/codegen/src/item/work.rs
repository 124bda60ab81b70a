//! Functions that run outside of a request: what the signature of a job and that of a seeder must be.
//!
//! What the types of the arguments can do is not asked here.

use syn::{FnArg, Safety, Type};

use super::function::Function;
use crate::errors::Errors;
use crate::names::bare;

/// The words for one kind of such functions.
#[derive(Debug, Clone, Copy)]
pub struct Kind {
    /// `job`
    pub name: &'static str,
    /// Who calls it: `a worker`.
    pub caller: &'static str,
    /// Why it has no type parameters.
    pub why_one_type: &'static str,
}

/// Reports what of the function, but for its arguments, nobody could call.
pub fn check_signature(item: &Function, kind: Kind, errors: &mut Errors) {
    let sig = &item.sig;
    let Kind { name: noun, caller, why_one_type } = kind;
    let name = bare(&sig.ident);
    if sig.asyncness.is_none() {
        errors
            .at(sig.fn_token, format!("{noun} `{name}` is not async"))
            .help(format!("write `async fn {name}`"));
    }
    if let Safety::Unsafe(token) = &sig.safety {
        errors
            .at(token, format!("{noun} `{name}` is unsafe"))
            .help(format!("{caller} can only call safe code"));
    }
    if !sig.generics.params.is_empty() {
        errors
            .at(&sig.generics, format!("{noun} `{name}` is generic"))
            .help(format!("{why_one_type}: write one function for each type"));
    }
}

/// The types of the arguments. Empty when there is a `self`.
pub fn check_arguments(item: &Function, kind: Kind, errors: &mut Errors) -> Vec<Type> {
    let mut types = Vec::new();
    for argument in &item.sig.inputs {
        match argument {
            FnArg::Receiver(receiver) => {
                let Kind { name, caller, .. } = kind;
                errors.at(receiver, format!("a {name} takes no `self`")).help(format!(
                    "write the {name} as a free function; {caller} has no value to call it on"
                ));
                return Vec::new();
            }
            FnArg::Typed(argument) => {
                check_type(&argument.ty, kind, errors);
                types.push((*argument.ty).clone());
            }
        }
    }
    types
}

fn check_type(ty: &Type, kind: Kind, errors: &mut Errors) {
    let Kind { name, why_one_type, .. } = kind;
    match ty {
        Type::Reference(reference) => {
            let owned = &reference.elem;
            errors
                .at(ty, format!("an argument of a {name} is taken by value"))
                .help(format!("write `{}`", owned_form(owned)));
        }
        Type::ImplTrait(_) => {
            errors
                .at(ty, format!("an argument of a {name} has one type"))
                .help(format!("name the type: {why_one_type}"));
        }
        _ => {}
    }
}

/// The type to own in place of a borrowed one.
fn owned_form(ty: &Type) -> String {
    let text = quote::quote!(#ty).to_string().replace(' ', "");
    match text.as_str() {
        "str" => "String".to_owned(),
        slice if slice.starts_with('[') => format!("Vec<{}>", slice.trim_matches(['[', ']'])),
        _ => text,
    }
}
