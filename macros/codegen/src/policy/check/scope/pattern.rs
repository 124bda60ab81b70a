//! `matches!(post.state, State::Draft | State::Published)`: a field that is one of a few values.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::parse::{Parse, ParseStream};
use syn::{Expr, ExprMacro, Pat, RangeLimits, Token, parse_quote};

use super::super::super::ir::{Comparison, Condition, Field, Operand};
use super::{Side, Translator};

/// What stands in the parentheses.
struct Arguments {
    value: Expr,
    pattern: Pat,
    guard: Option<Expr>,
}

impl Parse for Arguments {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let value = input.parse()?;
        input.parse::<Token![,]>()?;
        let pattern = Pat::parse_multi_with_leading_vert(input)?;
        let (pattern, guard) = match pattern {
            Pat::Guard(guarded) => (*guarded.pat, Some(*guarded.guard)),
            pattern if input.peek(Token![if]) => {
                input.parse::<Token![if]>()?;
                (pattern, Some(input.parse()?))
            }
            pattern => (pattern, None),
        };
        input.parse::<Option<Token![,]>>()?;
        Ok(Self { value, pattern, guard })
    }
}

impl Translator {
    pub(super) fn matches(&mut self, call: &ExprMacro) -> Option<Condition> {
        let Ok(Arguments { value, pattern, guard }) = syn::parse2(call.mac.tokens.clone()) else {
            return self.refuse(call);
        };
        let Side::Field(field) = self.side(&value) else { return self.refuse(&value) };
        let condition = self.pattern(&field, &pattern, Wrap::Bare);
        let Some(guard) = guard else { return condition };
        let guard = self.condition(&guard);
        Some(Condition::All(Box::new(condition?), Box::new(guard?)))
    }

    fn pattern(&mut self, field: &Field, pattern: &Pat, wrap: Wrap) -> Option<Condition> {
        match pattern {
            Pat::Paren(inner) => self.pattern(field, &inner.pat, wrap),
            Pat::Reference(inner) => self.pattern(field, &inner.pat, wrap),
            Pat::Or(or) => {
                let cases = or.cases.iter().map(|case| self.pattern(field, case, wrap));
                let cases: Vec<Option<Condition>> = cases.collect();
                let any = |one: Condition, other| Condition::Any(Box::new(one), Box::new(other));
                cases.into_iter().collect::<Option<Vec<_>>>()?.into_iter().reduce(any)
            }
            Pat::Lit(value) => Some(wrap.equal(field, parse_quote!(#value), pattern)),
            Pat::Path(value) => Some(wrap.equal(field, parse_quote!(#value), pattern)),
            Pat::Ident(name) if name.ident == "None" && wrap == Wrap::Bare => {
                Some(Condition::IsNone(field.clone()))
            }
            // What begins with a small letter takes any value.
            Pat::Ident(name)
                if name.subpat.is_none()
                    && name.by_ref.is_none()
                    && name.ident.to_string().starts_with(char::is_uppercase) =>
            {
                let name = &name.ident;
                Some(wrap.equal(field, parse_quote!(#name), pattern))
            }
            Pat::TupleStruct(some)
                if some.path.is_ident("Some") && some.elems.len() == 1 && wrap == Wrap::Bare =>
            {
                match some.elems.first() {
                    Some(Pat::Wild(_)) => Some(is_some(field)),
                    Some(inner) => self.pattern(field, inner, Wrap::Some),
                    None => self.refuse(some),
                }
            }
            Pat::Range(range) => {
                let end = match range.limits {
                    RangeLimits::HalfOpen(_) => Comparison::Less,
                    RangeLimits::Closed(_) => Comparison::LessOrEqual,
                };
                let start = Comparison::GreaterOrEqual;
                let bounds = [(start, &range.start), (end, &range.end)];
                let bounds = bounds.into_iter().filter_map(|(comparison, bound)| {
                    bound.as_deref().map(|bound| {
                        let place = bound.to_token_stream();
                        wrap.compare(field, comparison, bound.clone(), place)
                    })
                });
                let first = (wrap == Wrap::Some).then(|| is_some(field));
                let all = |one: Condition, other| Condition::All(Box::new(one), Box::new(other));
                first.into_iter().chain(bounds).reduce(all)
            }
            other => self.refuse(&other.to_token_stream()),
        }
    }
}

fn is_some(field: &Field) -> Condition {
    Condition::Not(Box::new(Condition::IsNone(field.clone())))
}

/// Whether a pattern stands inside of `Some(..)`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wrap {
    Bare,
    Some,
}

impl Wrap {
    fn compare(
        self,
        field: &Field,
        comparison: Comparison,
        value: Expr,
        place: TokenStream,
    ) -> Condition {
        let value = match self {
            Self::Bare => value,
            Self::Some => parse_quote!(::core::option::Option::Some(#value)),
        };
        Condition::Compare { left: field.clone(), comparison, right: Operand::Value(value), place }
    }

    fn equal(self, field: &Field, value: Expr, place: &Pat) -> Condition {
        self.compare(field, Comparison::Equal, value, place.to_token_stream())
    }
}
