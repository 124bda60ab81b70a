//! `#[routes("/prefix", …)]` on a module: hands prefix, tag and policy down to its routes.
//!
//! The module's tokens are walked, not parsed: half-typed functions in it keep their completion. It
//! is the one attribute that changes its item, and only by adding to the arguments of the `#[route]`
//! and `#[routes]` inside.

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::LitStr;

use super::parse::{POLICY, PREFIX, TAG, WITHIN};
use crate::args::{Args, Known, Value};
use crate::errors::Errors;
use crate::rule::path_template::read_prefix;
use crate::rule::policy_expr::PolicyExpr;

/// The options of `#[routes]`.
pub const OPTIONS: &[Known] = &[TAG, POLICY];
const FORM: &str = "write `#[routes(\"/posts\", tag = \"posts\")] mod posts { … }`";

/// Expands `#[routes]`.
pub fn expand(args: TokenStream, item: TokenStream) -> TokenStream {
    let mut errors = Errors::new();
    let shared = check(Args::split(args), &mut errors);
    let trees: Vec<TokenTree> = item.into_iter().collect();
    let is_module =
        trees.iter().any(|tree| matches!(tree, TokenTree::Ident(word) if word == "mod"));
    let body = trees.iter().rposition(
        |tree| matches!(tree, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace),
    );
    let mut written = TokenStream::new();
    match body {
        Some(body) if is_module => {
            for (at, tree) in trees.into_iter().enumerate() {
                match tree {
                    TokenTree::Group(group) if at == body => {
                        written.extend([hand_down(&group, &shared)]);
                    }
                    other => written.extend([other]),
                }
            }
        }
        _ => {
            let item: TokenStream = trees.into_iter().collect();
            errors.at(&item, "`#[routes]` stands on a module with a body").help(FORM);
            written = item;
        }
    }
    let errors = errors.finish();
    quote!(#written #errors)
}

/// What the routes inside are given.
struct Shared {
    prefix: Option<String>,
    place: Option<LitStr>,
    tag: Option<TokenStream>,
    policy: Option<TokenStream>,
}

fn check(mut args: Args, errors: &mut Errors) -> Shared {
    let outer = match args.take(WITHIN).map(|piece| piece.value) {
        Some(Value::List(inner)) => Args::split(inner),
        _ => Args::default(),
    };
    let piece = args.positional(true);
    let place = piece.and_then(|piece| {
        if let Ok(literal) = syn::parse2::<LitStr>(piece.tokens.clone()) {
            Some(literal)
        } else {
            errors.at(&piece, "the prefix of routes is a string").help(FORM);
            None
        }
    });
    args.check("#[routes]", OPTIONS, errors);
    if place.is_none() && args.pieces().is_empty() && errors.is_empty() {
        errors.at_span(Span::call_site(), "`#[routes]` says nothing").help(FORM);
    }
    args.text(TAG, errors);
    if let Some(policy) = args.parsed(POLICY, errors) {
        PolicyExpr::parse(policy, errors);
    }
    // A wrong prefix is handed down all the same: the routes would be told to be wrong without it.
    if let Some(literal) = &place {
        read_prefix(literal, errors);
    }
    let above = outer.text(PREFIX, errors);
    let prefix = match (&above, &place) {
        (Some(above), Some(own)) => Some(above.value() + &own.value()),
        (one, other) => one.as_ref().or(other.as_ref()).map(LitStr::value),
    };
    let pick = |known: Known| value(&args, known).or_else(|| value(&outer, known));
    Shared { prefix, place: place.or(above), tag: pick(TAG), policy: pick(POLICY) }
}

fn value(args: &Args, known: Known) -> Option<TokenStream> {
    match &args.get(known.name)?.value {
        Value::Is(value) => Some(value.clone()),
        _ => None,
    }
}

/// The module's body with the shared options in every `#[route(..)]` and `#[routes(..)]`.
fn hand_down(body: &Group, shared: &Shared) -> TokenTree {
    let mut after_hash = false;
    let stream = body
        .stream()
        .into_iter()
        .map(|tree| {
            let is_hash = matches!(&tree, TokenTree::Punct(punct) if punct.as_char() == '#');
            let tree = match tree {
                TokenTree::Group(group)
                    if after_hash && group.delimiter() == Delimiter::Bracket =>
                {
                    attribute(&group, shared)
                }
                other => other,
            };
            after_hash = is_hash;
            tree
        })
        .collect();
    regroup(body, stream)
}

/// `[route(get, "/")]` → `[route(get, "/", __within(prefix = "/posts", …))]`; others stay.
fn attribute(brackets: &Group, shared: &Shared) -> TokenTree {
    let mut trees: Vec<TokenTree> = brackets.stream().into_iter().collect();
    let [.., TokenTree::Ident(name), TokenTree::Group(args)] = trees.as_slice() else {
        return TokenTree::Group(brackets.clone());
    };
    if !(name == "route" || name == "routes") || args.delimiter() != Delimiter::Parenthesis {
        return TokenTree::Group(brackets.clone());
    }
    let prefix = shared.prefix.as_ref().map(|prefix| {
        let span = shared.place.as_ref().map_or_else(proc_macro2::Span::call_site, LitStr::span);
        let prefix = LitStr::new(prefix, span);
        quote!(prefix = #prefix,)
    });
    let tag = shared.tag.as_ref().map(|tag| quote!(tag = #tag,));
    let policy = shared.policy.as_ref().map(|policy| quote!(policy = #policy,));
    let within = proc_macro2::Ident::new(WITHIN, proc_macro2::Span::call_site());
    let inner = args.stream();
    let comma = inner
        .clone()
        .into_iter()
        .last()
        .filter(|last| !matches!(last, TokenTree::Punct(punct) if punct.as_char() == ','))
        .map(|_| quote!(,));
    let added = quote!(#inner #comma #within(#prefix #tag #policy));
    let args = regroup(args, added);
    trees.pop();
    trees.push(args);
    regroup(brackets, trees.into_iter().map(|tree| tree.to_token_stream()).collect())
}

fn regroup(old: &Group, stream: TokenStream) -> TokenTree {
    let mut group = Group::new(old.delimiter(), stream);
    group.set_span(old.span());
    TokenTree::Group(group)
}
