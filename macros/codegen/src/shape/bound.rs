//! The bounds that an implementation for a generic type needs.
//!
//! The user's own bounds stay as they are.

use proc_macro2::TokenStream;
use syn::{Generics, TypeParam, WherePredicate, parse_quote};

/// The generics with `bound` on every type parameter.
pub(super) fn bounded(generics: &Generics, bound: &TokenStream) -> Generics {
    let predicates: Vec<WherePredicate> = generics
        .type_params()
        .map(|TypeParam { ident, .. }| parse_quote!(#ident: #bound))
        .collect();
    let mut generics = generics.clone();
    if !predicates.is_empty() {
        generics.make_where_clause().predicates.extend(predicates);
    }
    generics
}
