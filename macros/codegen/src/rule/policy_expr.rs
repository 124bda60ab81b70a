//! The language of `policy = …`: `public`, `authenticated`, paths, and `any`, `all`, `not` of them.
//!
//! It reads no type: whether a path is a policy is for the compiler to say, at the path.

use proc_macro2::{Delimiter, Group, Spacing, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::{Ident, Path};

use crate::errors::{Errors, nearest};
use crate::names::bare;
use crate::paths::{Root, located};

/// What a policy may be, for help.
pub const FORMS: &str = "a policy is `public`, `authenticated`, `verified`, `second_factor`, a permission \
    (`Permission::WritePosts`), a role (`Role::Editor`), a function with `#[policy]` (`own_post`), \
    or `any(..)`, `all(..)`, `not(..)` of them";

/// The words that no policy function can be called.
pub const WORDS: [&str; 7] =
    ["public", "authenticated", "verified", "second_factor", "any", "all", "not"];

/// A policy as it is written.
#[derive(Debug, Clone)]
pub enum PolicyExpr {
    /// `public`
    Public,
    /// `authenticated`
    Authenticated,
    /// `verified`
    Verified,
    /// `second_factor`
    SecondFactor,
    /// A permission or a role: the path of a value.
    Granted(Path),
    /// A policy function: the path of the type that bears its name.
    Object(Path),
    /// `any(..)`, with one policy at least.
    Any(Vec<PolicyExpr>),
    /// `all(..)`, with one policy at least.
    All(Vec<PolicyExpr>),
    /// `not(..)`
    Not(Box<PolicyExpr>),
}

impl PolicyExpr {
    /// Reads the tokens after `policy =`; every mistake goes into `errors`.
    pub fn parse(tokens: TokenStream, errors: &mut Errors) -> Option<Self> {
        let trees: Vec<TokenTree> = tokens.into_iter().collect();
        parse_one(&trees, Span::call_site(), errors)
    }

    /// A constant expression of the type `Rule`.
    #[must_use]
    pub fn tokens(&self, root: &Root) -> TokenStream {
        let private = root.private();
        match self {
            Self::Public => quote!(#root::policy::Rule::Public),
            Self::Authenticated => quote!(#root::policy::Rule::Authenticated),
            Self::Verified => quote!(#root::policy::Rule::Verified),
            Self::SecondFactor => quote!(#root::policy::Rule::SecondFactor),
            Self::Granted(path) => {
                let span = located(path.segments.last());
                // All at one place, where the compiler reports one thing once.
                let grant = quote_spanned! {span=>
                    let __value = #path;
                    let __value = granted(__value);
                    grant(__value, __value as ::core::primitive::usize)
                };
                quote!({ use #private::policy::{grant, granted}; #grant })
            }
            Self::Object(path) => {
                let span = located(path.segments.last());
                quote_spanned!(span=> <#path as #root::policy::ObjectPolicy>::RULE)
            }
            Self::Any(list) => {
                let list = list.iter().map(|policy| policy.tokens(root));
                quote!(#root::policy::Rule::Any(const { &[#(#list),*] }))
            }
            Self::All(list) => {
                let list = list.iter().map(|policy| policy.tokens(root));
                quote!(#root::policy::Rule::All(const { &[#(#list),*] }))
            }
            Self::Not(policy) => {
                let policy = policy.tokens(root);
                quote!(#root::policy::Rule::Not(const { &#policy }))
            }
        }
    }

    /// The policy functions in it, from left to right.
    #[must_use]
    pub fn objects(&self) -> Vec<&Path> {
        match self {
            Self::Object(path) => vec![path],
            Self::Any(list) | Self::All(list) => list.iter().flat_map(Self::objects).collect(),
            Self::Not(policy) => policy.objects(),
            Self::Public
            | Self::Authenticated
            | Self::Verified
            | Self::SecondFactor
            | Self::Granted(_) => Vec::new(),
        }
    }
}

/// One policy; `place` is where to report that there is none.
fn parse_one(trees: &[TokenTree], place: Span, errors: &mut Errors) -> Option<PolicyExpr> {
    match trees {
        [] => {
            errors.at_span(place, "a policy is missing here").help(FORMS);
            None
        }
        [TokenTree::Ident(name), TokenTree::Group(list)]
            if list.delimiter() == Delimiter::Parenthesis =>
        {
            parse_call(name, list, errors)
        }
        [TokenTree::Group(inner)] if inner.delimiter() == Delimiter::None => {
            let trees: Vec<TokenTree> = inner.stream().into_iter().collect();
            parse_one(&trees, inner.span(), errors)
        }
        [TokenTree::Literal(literal), ..] => {
            let text = literal.to_string();
            errors
                .at(literal, "a policy is a path, not a literal")
                .help(format!("write {} without quotes", example(text.trim_matches('"'))));
            None
        }
        _ => parse_path(trees, errors),
    }
}

/// The path that somebody meant who wrote a string.
fn example(text: &str) -> String {
    let is_path = syn::parse_str::<Path>(text).is_ok();
    let is_name = is_path && !text.contains("::");
    if is_name && text.starts_with(char::is_uppercase) {
        format!("`Role::{text}`")
    } else if is_path {
        format!("`{text}`")
    } else {
        "`Permission::WritePosts`".to_owned()
    }
}

/// `any(..)`, `all(..)`, `not(..)`.
fn parse_call(name: &Ident, list: &Group, errors: &mut Errors) -> Option<PolicyExpr> {
    let text = bare(name);
    if !["any", "all", "not"].contains(&text.as_str()) {
        unknown_call(name, &text, errors);
        return None;
    }
    let pieces = split(list);
    if pieces.is_empty() {
        let effect = if text == "not" { "nothing to negate" } else { "no policy in it" };
        errors
            .at(quote!(#name #list), format!("`{text}()` has {effect}"))
            .help(format!("write `{text}(Permission::WritePosts)`"));
        return None;
    }
    let read: Vec<Option<PolicyExpr>> =
        pieces.iter().map(|(trees, place)| parse_one(trees, *place, errors)).collect();
    if text == "not" && pieces.len() > 1 {
        errors
            .at(list, format!("`not` takes one policy, not {}", pieces.len()))
            .help("write `not(any(..))` or `not(all(..))`");
        return None;
    }
    let mut policies = read.into_iter().collect::<Option<Vec<_>>>()?;
    match text.as_str() {
        "any" => Some(PolicyExpr::Any(policies)),
        "all" => Some(PolicyExpr::All(policies)),
        _ => policies.pop().map(|policy| PolicyExpr::Not(Box::new(policy))),
    }
}

/// The pieces between commas, each with the place to report that it is empty.
fn split(list: &Group) -> Vec<(Vec<TokenTree>, Span)> {
    let mut pieces = Vec::new();
    let mut current = Vec::new();
    for tree in list.stream() {
        match &tree {
            TokenTree::Punct(comma) if comma.as_char() == ',' => {
                pieces.push((std::mem::take(&mut current), comma.span()));
            }
            _ => current.push(tree),
        }
    }
    if !current.is_empty() {
        pieces.push((current, list.span_close()));
    }
    pieces
}

fn unknown_call(name: &Ident, text: &str, errors: &mut Errors) {
    let noted = errors.at(name, format!("unknown `{text}(..)` in a policy"));
    let meant = match text {
        "or" | "one" | "some" | "either" => Some("any"),
        "and" | "every" | "both" => Some("all"),
        "none" | "except" | "unless" => Some("not"),
        _ => nearest(text, ["any", "all", "not"]),
    };
    match meant {
        Some(meant) => noted.help(format!("write `{meant}(..)`")),
        None => noted.help("the calls are `any(..)`, `all(..)` and `not(..)`"),
    };
}

fn parse_path(trees: &[TokenTree], errors: &mut Errors) -> Option<PolicyExpr> {
    if let Some((span, sign, call)) = trees.iter().find_map(operator) {
        errors
            .at_span(span, format!("`{sign}` is no part of a policy"))
            .help(format!("write {call}"));
        return None;
    }
    let tokens: TokenStream = trees.iter().cloned().collect();
    let Ok(path) = syn::parse2::<Path>(tokens.clone()) else {
        errors.at(tokens, "this is no policy").help(FORMS);
        return None;
    };
    match path.get_ident().map(bare).as_deref() {
        Some("public") => Some(PolicyExpr::Public),
        Some("authenticated") => Some(PolicyExpr::Authenticated),
        Some("verified") => Some(PolicyExpr::Verified),
        Some("second_factor") => Some(PolicyExpr::SecondFactor),
        Some(word @ ("any" | "all" | "not")) => {
            errors
                .at(&path, format!("`{word}` needs its policies in parentheses"))
                .help(format!("write `{word}(Permission::WritePosts)`"));
            None
        }
        Some(word) => match nearest(word, ["public", "authenticated", "verified", "second_factor"])
        {
            Some(meant) => {
                errors.at(&path, format!("unknown policy `{word}`")).help(format!(
                    "write `{meant}`, or `self::{word}` for a function of that name"
                ));
                None
            }
            None => Some(by_case(path)),
        },
        None => Some(by_case(path)),
    }
}

/// Functions are in snake case, permissions and roles in camel case.
fn by_case(path: Path) -> PolicyExpr {
    let last = path.segments.last().map(|segment| bare(&segment.ident)).unwrap_or_default();
    if last.starts_with(|first: char| first.is_lowercase() || first == '_') {
        PolicyExpr::Object(path)
    } else {
        PolicyExpr::Granted(path)
    }
}

/// The operators of boolean expressions, and what stands in their place.
fn operator(tree: &TokenTree) -> Option<(Span, &'static str, &'static str)> {
    let TokenTree::Punct(punct) = tree else { return None };
    let is_double = punct.spacing() == Spacing::Joint;
    let (sign, call) = match punct.as_char() {
        '|' if is_double => ("||", "`any(a, b)` for \"a or b\""),
        '|' => ("|", "`any(a, b)` for \"a or b\""),
        '&' if is_double => ("&&", "`all(a, b)` for \"a and b\""),
        '&' => ("&", "`all(a, b)` for \"a and b\""),
        '!' => ("!", "`not(a)` for \"not a\""),
        _ => return None,
    };
    Some((punct.span(), sign, call))
}

impl ToTokens for PolicyExpr {
    /// The policy as it is written, for messages.
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let written = match self {
            Self::Public => quote!(public),
            Self::Authenticated => quote!(authenticated),
            Self::Verified => quote!(verified),
            Self::SecondFactor => quote!(second_factor),
            Self::Granted(path) | Self::Object(path) => quote!(#path),
            Self::Any(list) => quote!(any(#(#list),*)),
            Self::All(list) => quote!(all(#(#list),*)),
            Self::Not(policy) => quote!(not(#policy)),
        };
        tokens.extend(written);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The policy as it was understood, or what was wrong with it.
    fn read(text: &str) -> Result<String, String> {
        let mut errors = Errors::new();
        let policy = text.parse().ok().and_then(|tokens| PolicyExpr::parse(tokens, &mut errors));
        match (policy, errors.finish()) {
            (Some(policy), None) => Ok(policy.to_token_stream().to_string().replace(' ', "")),
            (_, errors) => Err(errors.unwrap_or_default().to_string()),
        }
    }

    #[test]
    fn policies_are_understood() {
        for text in [
            "public",
            "authenticated",
            "all(verified,second_factor)",
            "own_post",
            "self::pubic",
            "crate::access::Permission::WritePosts",
            "any(own_post,Permission::EditAnyPost)",
            "all(authenticated,not(any(Role::Guest,posts::own_post)))",
        ] {
            assert_eq!(read(text).as_deref(), Ok(text));
        }
        assert_eq!(
            read("any(own_post, Role::Editor,)").as_deref(),
            Ok("any(own_post,Role::Editor)")
        );
    }

    #[test]
    fn the_case_of_the_last_segment_tells_functions_from_values() {
        let mut errors = Errors::new();
        let tokens = quote!(any(Posts::own_post, posts::Permission::Edit, r#move));
        let policy = PolicyExpr::parse(tokens, &mut errors);
        let objects = policy.as_ref().map(PolicyExpr::objects).unwrap_or_default();
        let names: Vec<_> = objects.iter().map(|path| quote!(#path).to_string()).collect();
        assert_eq!(names, ["Posts :: own_post", "r#move"]);
        assert!(errors.finish().is_none());
    }

    #[test]
    fn mistakes_are_named_with_the_correct_form() {
        for (text, message) in [
            ("", "a policy is missing here"),
            ("any()", "`any()` has no policy in it"),
            ("not()", "`not()` has nothing to negate"),
            ("not(a, B)", "`not` takes one policy, not 2"),
            ("any", "`any` needs its policies in parentheses"),
            ("any(a, , b)", "a policy is missing here"),
            ("or(a, b)", "write `any(..)`"),
            ("an(a, b)", "write `any(..)`"),
            ("permit(a)", "the calls are `any(..)`, `all(..)` and `not(..)`"),
            ("\"Admin\"", "write `Role::Admin` without quotes"),
            ("\"Permission::Write\"", "write `Permission::Write` without quotes"),
            ("\"is admin?\"", "write `Permission::WritePosts` without quotes"),
            ("a || B", "`||` is no part of a policy"),
            ("a | B", "write `any(a, b)` for \\\"a or b\\\""),
            ("a && B", "write `all(a, b)`"),
            ("!B", "write `not(a)`"),
            ("a b", "this is no policy"),
            ("pubic", "write `public`, or `self::pubic` for a function of that name"),
        ] {
            let found = read(text);
            assert!(
                found.as_ref().is_err_and(|found| found.contains(message)),
                "{text}: {found:?}"
            );
        }
    }

    #[test]
    fn every_mistake_is_reported() {
        let found = read("any(\"Admin\", or(a), not())").unwrap_or_else(|found| found);
        assert_eq!(found.matches("compile_error").count(), 3, "{found}");
    }
}
