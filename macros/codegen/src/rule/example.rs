//! `#[example(..)]` on a field: values as they may look, for the document.
//!
//! They are expressions of the user's; nothing here looks into them.

use syn::punctuated::Punctuated;
use syn::{Attribute, Expr, Meta, Token};

use crate::errors::Errors;

/// The values of all `#[example(..)]` among the attributes.
pub fn parse_examples(attrs: &[Attribute], errors: &mut Errors) -> Vec<Expr> {
    let mut examples = Vec::new();
    for attr in attrs.iter().filter(|attr| attr.path().is_ident("example")) {
        let list = match &attr.meta {
            Meta::List(list) => {
                list.parse_args_with(Punctuated::<Expr, Token![,]>::parse_terminated)
            }
            other => Err(syn::Error::new_spanned(other, "no list")),
        };
        match list {
            Ok(list) if !list.is_empty() => examples.extend(list),
            _ => {
                errors
                    .at(&attr.meta, "`#[example]` needs a value in parentheses")
                    .help("write `#[example(\"hello\")]`");
            }
        }
    }
    examples
}
