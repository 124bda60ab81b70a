//! The one way every attribute runs: parse, check, expand; or the item and what was wrong.
//!
//! The driver alone writes the user's item, unchanged and exactly once.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::parse::Parse;

use crate::args::Args;
use crate::errors::Errors;

/// What an attribute adds around the item.
#[derive(Debug, Default)]
pub struct Added {
    /// Attributes above the item, such as derives.
    pub attrs: TokenStream,
    /// Items beside it.
    pub items: TokenStream,
}

/// One attribute macro: its stages.
pub trait Attribute {
    /// What it may stand on.
    type Item: Parse + ToTokens;
    /// The checked declaration, in which nothing wrong can be written down.
    type Ir;

    /// What to say when the item is of another kind.
    const EXPECTS: &'static str;

    /// Arguments and item to the checked declaration; every mistake goes into `errors`.
    fn check(args: Args, item: &Self::Item, errors: &mut Errors) -> Option<Self::Ir>;

    /// What the declaration adds. It cannot fail.
    fn expand(ir: &Self::Ir) -> Added;

    /// What keeps the rest of the crate compiling after a mistake: helper attributes stay legal and
    /// the names that users call exist.
    fn stub(item: &Self::Item) -> Added;

    /// A stub that the arguments have a say in; what is wrong with them has been reported.
    fn fallback(args: Args, item: &Self::Item) -> Added {
        let _ = args;
        Self::stub(item)
    }
}

/// Runs an attribute.
pub fn run<A: Attribute>(args: TokenStream, item: TokenStream) -> TokenStream {
    let parsed = match syn::parse2::<A::Item>(item.clone()) {
        Ok(parsed) => parsed,
        Err(error) => {
            let mut errors = Errors::new();
            errors.syntax(&error).help(A::EXPECTS);
            let errors = errors.finish();
            return quote!(#item #errors);
        }
    };
    let mut errors = Errors::new();
    let ir = A::check(Args::split(args.clone()), &parsed, &mut errors);
    match (ir, errors.finish()) {
        (Some(ir), None) => written(&A::expand(&ir), &parsed, None),
        (_, errors) => written(&A::fallback(Args::split(args), &parsed), &parsed, errors),
    }
}

/// Runs a derive: the item is there already, only what is added is returned.
pub fn run_derive<A: Attribute>(item: TokenStream) -> TokenStream {
    let mut errors = Errors::new();
    let parsed = match syn::parse2::<A::Item>(item) {
        Ok(parsed) => parsed,
        Err(error) => {
            errors.syntax(&error).help(A::EXPECTS);
            return errors.finish().unwrap_or_default();
        }
    };
    let ir = A::check(Args::default(), &parsed, &mut errors);
    match (ir, errors.finish()) {
        (Some(ir), None) => A::expand(&ir).items,
        (_, errors) => {
            let items = A::stub(&parsed).items;
            quote!(#items #errors)
        }
    }
}

fn written(added: &Added, item: &impl ToTokens, errors: Option<TokenStream>) -> TokenStream {
    let Added { attrs, items } = added;
    quote!(#attrs #item #items #errors)
}
