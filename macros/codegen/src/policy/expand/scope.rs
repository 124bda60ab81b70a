//! The rows that a policy function accepts.
//!
//! ```text
//! impl own_post {
//!     fn scope<__A: Asks<Post>>(asker: &__A) -> Scope<Post> { <Self as Scoped<__A>>::scope(asker) }
//! }
//! impl<__A: Asks<Post>> Scoped<__A> for own_post {
//!     fn scope(asker: &__A) -> Scope<Post> {
//!         let Some(asker) = Asker::actor(asker) else { return constant(false) };
//!         let actor = Recast::<Actor>::new(asker).get();
//!         __field("author_id", |post: &Post| &post.author_id).and(&(actor.id)).equal()
//!     }
//! }
//! ```
//!
//! It is generic over who asks, so that what cannot be said in SQL is reported where it is asked for: by
//! a bound that nobody meets for each part that has no form there, and for types by a constant.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};

use super::super::ir::{Comparison, Condition, Field, Object, Operand, Part, Translation, View};
use crate::names::bare;
use crate::paths::{at_own, located};

pub(super) fn expand(object: &Object) -> TokenStream {
    let Object { root, vis, ident, resource, translation, .. } = object;
    let private = root.private();
    let (parts, body) = match translation {
        Translation::Condition(condition) => (&[][..], expand_body(object, condition)),
        Translation::Parts(parts) => (parts.as_slice(), quote!(#private::scope::constant(false))),
    };
    let traits = parts.iter().enumerate().map(|(at, part)| expand_part(object, at, part));
    let bounds = parts.iter().enumerate().map(|(at, part)| {
        let name = part_name(at);
        // Two tokens, so that the part is underlined from its first to its last.
        at_own(&part.tokens, quote!(for<> #name))
    });
    let bounds: TokenStream = bounds.map(|bound| quote!(+ #bound)).collect();
    quote! {
        #private::with_models! {
            #(#traits)*

            impl #ident {
                /// The rows that the policy accepts for who asks, as a condition of a query.
                #[allow(dead_code)]
                #vis fn scope<__A: #private::scope::Asks<#resource> #bounds>(
                    __asker: &__A,
                ) -> #root::model::Scope<#resource> {
                    <Self as #root::model::Scoped<__A>>::scope(__asker)
                }
            }

            impl<__A: #private::scope::Asks<#resource> #bounds> #root::model::Scoped<__A>
                for #ident
            {
                #[allow(unused, clippy::all, clippy::pedantic)]
                fn scope(__asker: &__A) -> #root::model::Scope<#resource> {
                    #body
                }
            }
        }
    }
}

fn part_name(at: usize) -> Ident {
    format_ident!("__Part{at}", span = Span::mixed_site())
}

/// ```text
/// #[diagnostic::on_unimplemented(message = "policy `own_post` cannot filter rows: …", ..)]
/// pub trait __Part0 {}
/// ```
fn expand_part(object: &Object, at: usize, part: &Part) -> TokenStream {
    let (policy, name) = (bare(&object.ident), part_name(at));
    // Braces would be names of parameters.
    let text = part.text.replace('{', "{{").replace('}', "}}");
    let message = format!("policy `{policy}` cannot filter rows: `{text}` has no form in SQL");
    let forms = "what has one: a field beside a value or another field (`==`, `!=`, `<`, `<=`, `>`, `>=`), a \
        `bool` field, `is_none()`, `is_some()`, `matches!(..)` of a field, `values.contains(&post.field)`, what \
        concerns the actor alone, and `&&`, `||`, `!`, `if` and `let` with these";
    quote! {
        #[diagnostic::on_unimplemented(
            message = #message,
            label = "asked for here",
            note = #forms
        )]
        #[allow(unreachable_pub)]
        #[doc(hidden)]
        pub trait #name {}
    }
}

fn expand_body(object: &Object, condition: &Condition) -> TokenStream {
    let Object { root, asker, actor, .. } = object;
    let private = root.private();
    let condition = Writer { object }.condition(condition);
    let signed_in = local("signed_in");
    quote! {
        use #private::scope::traits::*;
        use #private::scope::{constant as __constant, field as __field};
        let ::core::option::Option::Some(#signed_in) = #private::scope::Asker::actor(__asker) else {
            return #private::scope::constant(false);
        };
        let #asker = #private::scope::Recast::<#actor>::new(#signed_in).get();
        #condition
    }
}

/// A name that no expression of the user means.
fn local(name: &str) -> Ident {
    Ident::new(name, Span::mixed_site())
}

/// Writes the condition of one policy.
struct Writer<'a> {
    object: &'a Object,
}

impl Writer<'_> {
    /// An expression of the type `Scope`.
    fn condition(&self, condition: &Condition) -> TokenStream {
        match condition {
            Condition::Constant(expr) => quote!(__constant(#expr)),
            Condition::Named(name) => quote!(::core::clone::Clone::clone(&#name)),
            Condition::IsTrue(field) => self.asked(field, "holds"),
            Condition::IsNone(field) => self.asked(field, "null"),
            Condition::Compare { left, comparison, right, place } => {
                let place = Place::of(place);
                let left = self.field(left, place.first);
                let right = match right {
                    Operand::Value(value) => quote_spanned!(place.last=> .and(&(#value))),
                    Operand::Field(right) => {
                        let right = self.field(right, place.last);
                        quote_spanned!(place.last=> .and_field(#right))
                    }
                };
                let method = Ident::new(method(*comparison), place.last);
                quote_spanned!(place.last=> #left #right .#method())
            }
            Condition::Among { set, field } => {
                let place = Place { first: located(set), last: located(&field.name) };
                let left = self.field(field, place.first);
                quote_spanned!(place.last=> #left.and(&(#set)).among())
            }
            Condition::Not(condition) => {
                let condition = self.condition(condition);
                quote!((!#condition))
            }
            // As in Rust, what is on the right is not looked at when the left decides.
            Condition::All(left, right) => self.joined(left, right, &quote!(is_never), &quote!(&)),
            Condition::Any(left, right) => self.joined(left, right, &quote!(is_always), &quote!(|)),
            Condition::If { condition, then, otherwise } => self.choice(condition, then, otherwise),
            Condition::Let { local, rest } => {
                let rest = self.condition(rest);
                quote!({ #local #rest })
            }
            Condition::Bind { name, value, rest } => {
                let (value, rest) = (self.condition(value), self.condition(rest));
                quote!({ let #name = #value; #rest })
            }
        }
    }

    fn joined(
        &self,
        left: &Condition,
        right: &Condition,
        decides: &TokenStream,
        sign: &TokenStream,
    ) -> TokenStream {
        let (left, right, first) = (self.condition(left), self.condition(right), local("first"));
        quote!({
            let #first = #left;
            if #first.#decides() { #first } else { #first #sign #right }
        })
    }

    fn choice(
        &self,
        condition: &Condition,
        then: &Condition,
        otherwise: &Condition,
    ) -> TokenStream {
        let (then, otherwise) = (self.condition(then), self.condition(otherwise));
        let condition = self.condition(condition);
        let [decides, yes, no] = ["decides", "yes", "no"].map(local);
        quote!({
            let #decides = #condition;
            let #yes = if #decides.is_never() { __constant(false) } else { #then };
            let #no = if #decides.is_always() { __constant(false) } else { #otherwise };
            (::core::clone::Clone::clone(&#decides) & #yes) | (!#decides & #no)
        })
    }

    fn asked(&self, field: &Field, method: &str) -> TokenStream {
        let place = Place { first: located(&field.resource), last: located(&field.name) };
        let (method, field) = (Ident::new(method, place.last), self.field(field, place.first));
        quote_spanned!(place.last=> #field.#method())
    }

    /// `__field("author_id", |post: &Post| &post.author_id)`
    fn field(&self, field: &Field, span: Span) -> TokenStream {
        let ty = &self.object.resource;
        let Field { resource, name, views } = field;
        let text = bare(name);
        let field = quote_spanned!(span=> __field(#text, |#resource: &#ty| &#resource.#name));
        views.iter().fold(field, |field, view| match view {
            View::Some => quote_spanned!(span=> #field.some()),
            View::AsStr => quote_spanned!(span=> #field.text()),
            View::AsDeref => quote_spanned!(span=> #field.inner_text()),
        })
    }
}

fn method(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Equal => "equal",
        Comparison::Less => "less",
        Comparison::LessOrEqual => "less_or_equal",
        Comparison::Greater => "greater",
        Comparison::GreaterOrEqual => "greater_or_equal",
    }
}

/// Where a part stands: what is wrong with its types is shown from its first token to its last.
#[derive(Clone, Copy)]
struct Place {
    first: Span,
    last: Span,
}

impl Place {
    fn of(tokens: &TokenStream) -> Self {
        let last = tokens.clone().into_iter().last();
        Self { first: located(tokens), last: located(last) }
    }
}
