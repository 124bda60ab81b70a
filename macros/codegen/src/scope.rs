//! `scope!(any(own_post, Permission::EditAnyPost), &actor)`: the rows that a rule accepts.
//!
//! The rule is written as after `policy =`, and means the same: who is not signed in is accepted by no
//! policy function, not even inside `not(..)`.

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::{Expr, Ident};

use crate::errors::Errors;
use crate::paths::{Root, located};
use crate::rule::policy_expr::PolicyExpr;

const FORM: &str = "write `scope!(any(own_post, Permission::EditAnyPost), &actor)`";

/// Expands `scope!`. The first token is the path of the runtime: the macro that users call puts it
/// there.
pub fn expand(input: TokenStream) -> TokenStream {
    let mut trees = input.into_iter();
    let root = match trees.next() {
        Some(TokenTree::Ident(root)) => Root::at(root.into()),
        _ => Root::default(),
    };
    let mut errors = Errors::new();
    let scope = check(trees.collect(), &mut errors);
    match (scope, errors.finish()) {
        (Some((policy, asker)), None) => expand_scope(&root, &policy, &asker),
        (_, errors) => quote!({ #errors }),
    }
}

fn check(trees: Vec<TokenTree>, errors: &mut Errors) -> Option<(PolicyExpr, Expr)> {
    let is_comma =
        |tree: &TokenTree| matches!(tree, TokenTree::Punct(punct) if punct.as_char() == ',');
    let mut pieces: Vec<&[TokenTree]> = trees.split(is_comma).collect();
    if pieces.len() > 1 && pieces.last().is_some_and(|piece| piece.is_empty()) {
        pieces.pop();
    }
    match pieces.as_slice() {
        [policy, asker] => {
            let policy = PolicyExpr::parse(stream(policy), errors);
            let asker = check_asker(asker, errors);
            Some((policy?, asker?))
        }
        [policy] if !policy.is_empty() => {
            errors.at(stream(policy), "`scope!` does not say who asks").help(FORM);
            None
        }
        [_, _, surplus, ..] => {
            errors.at(stream(surplus), "`scope!` takes one rule, and who asks").help(FORM);
            None
        }
        _ => {
            errors.at_span(Span::call_site(), "`scope!` takes a rule, and who asks").help(FORM);
            None
        }
    }
}

fn check_asker(trees: &[TokenTree], errors: &mut Errors) -> Option<Expr> {
    if trees.is_empty() {
        errors.at_span(Span::call_site(), "`scope!` does not say who asks").help(FORM);
        return None;
    }
    match syn::parse2(stream(trees)) {
        Ok(asker) => Some(asker),
        Err(error) => {
            errors.syntax(&error).help(FORM);
            None
        }
    }
}

fn stream(trees: &[TokenTree]) -> TokenStream {
    trees.iter().cloned().collect()
}

/// ```text
/// {
///     const RULE: Rule = Rule::Any(..);
///     inventory::submit! { RuleInCode(RULE) }
///     match Asker::actor(&actor) {
///         None => constant(RULE.decide(None, None).is_allowed()),
///         Some(actor) => own_post::scope(actor) | constant(Rule::Permission(..).decide(..).is_allowed()),
///     }
/// }
/// ```
fn expand_scope(root: &Root, policy: &PolicyExpr, asker: &Expr) -> TokenStream {
    let private = root.private();
    let found = quote_spanned!(located(asker)=> #private::scope::Asker::actor(#asker));
    let nobody = decided(root, &quote!(__ORDAIN_RULE), &quote!(::core::option::Option::None));
    let (actor, rows) = (actor(), rows(root, policy));
    let rule = policy.tokens(root);
    quote! {{
        const __ORDAIN_RULE: #root::policy::Rule = #rule;
        #private::inventory::submit! { #private::policy::RuleInCode(__ORDAIN_RULE) }
        match #found {
            ::core::option::Option::None => #nobody,
            ::core::option::Option::Some(#actor) => #rows,
        }
    }}
}

/// The name of who is signed in; nothing that the user writes can mean it.
fn actor() -> Ident {
    Ident::new("actor", Span::mixed_site())
}

/// The rows that the rule accepts for `actor`.
fn rows(root: &Root, policy: &PolicyExpr) -> TokenStream {
    let actor = actor();
    if policy.objects().is_empty() {
        return constant(root, policy, &quote!(::core::option::Option::Some(#actor)));
    }
    let joined = |list: &[PolicyExpr], sign: TokenStream| {
        let parts = list.iter().map(|policy| rows(root, policy));
        let parts = parts.reduce(|one, other| quote!(#one #sign #other));
        quote!((#parts))
    };
    match policy {
        PolicyExpr::Any(list) => joined(list, quote!(|)),
        PolicyExpr::All(list) => joined(list, quote!(&)),
        PolicyExpr::Not(policy) => {
            let rows = rows(root, policy);
            quote!((!#rows))
        }
        PolicyExpr::Object(path) => {
            let span = located(path.segments.last());
            quote_spanned!(span=> <#path>::scope(#actor))
        }
        PolicyExpr::Public
        | PolicyExpr::Authenticated
        | PolicyExpr::Verified
        | PolicyExpr::SecondFactor
        | PolicyExpr::Granted(_) => policy.to_token_stream(),
    }
}

/// Every row or none, as the rule decides without one.
fn constant(root: &Root, policy: &PolicyExpr, actor: &TokenStream) -> TokenStream {
    decided(root, &policy.tokens(root), actor)
}

fn decided(root: &Root, rule: &TokenStream, actor: &TokenStream) -> TokenStream {
    let private = root.private();
    quote! {
        #private::scope::constant(
            #root::policy::Rule::decide(&#rule, #actor, ::core::option::Option::None).is_allowed(),
        )
    }
}
