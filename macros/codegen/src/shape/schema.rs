//! `impl JsonSchema`: what the document says about a struct, its bounds included.
//!
//! ```text
//! impl ::ordain::JsonSchema for Note {
//!     fn name() -> ::ordain::__private::schema::Name {
//!         ::ordain::__private::schema::named("Note")
//!     }
//!     fn schema(__schemas: &mut ::ordain::schema::Schemas) -> ::ordain::schema::Schema {
//!         ::ordain::schema::ObjectSchema::new()
//!             .property("title", Property::of::<String>(__schemas).max_length(80usize))
//!             .into_schema()
//!     }
//! }
//! ```

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::Generics;

use super::bound::bounded;
use super::{Choice, Direction, Field, Guard, Presence, Shape, Wrapper, wire_of};
use crate::item::docs::Docs;
use crate::paths::{Root, located};
use crate::rule::validate::{Bound, Kind, Length, Range, Rule};

/// `impl JsonSchema` for a struct.
#[must_use]
pub fn expand_schema(shape: &Shape) -> TokenStream {
    let Shape { root, ident, generics, name, docs, fields, deny_unknown } = shape;
    let describe = describe(docs);
    let closed = deny_unknown.then(|| quote!(.closed()));
    let properties = fields.iter().map(|field| {
        let wire = &field.wire;
        let property = property(root, field, fields);
        quote!(.property(#wire, #property))
    });
    let target = Target { root, ident: &quote!(#ident), name, generics };
    target.implementation(&quote! {
        #root::schema::ObjectSchema::new() #describe #(#properties)* #closed .into_schema()
    })
}

/// `impl JsonSchema` for a struct that stands for its one value.
#[must_use]
pub fn expand_wrapper_schema(wrapper: &Wrapper) -> TokenStream {
    let Wrapper { root, ident, generics, name, docs, field } = wrapper;
    let property = property(root, field, &[]);
    let describe = describe(docs);
    let target = Target { root, ident: &quote!(#ident), name, generics };
    target.implementation(&quote!(#property #describe .into_definition()))
}

/// `impl JsonSchema` for an enum without data.
#[must_use]
pub fn expand_choice_schema(choice: &Choice) -> TokenStream {
    let Choice { root, ident, name, docs, values } = choice;
    let describe = describe(docs);
    let values = values.iter().map(|(value, docs)| {
        let meaning = &docs.text;
        quote!(.value(#value, #meaning))
    });
    let target = Target { root, ident: &quote!(#ident), name, generics: &Generics::default() };
    target
        .implementation(&quote!(#root::schema::Choice::new() #describe #(#values)* .into_schema()))
}

struct Target<'a> {
    root: &'a Root,
    ident: &'a TokenStream,
    name: &'a str,
    generics: &'a Generics,
}

impl Target<'_> {
    fn implementation(&self, schema: &TokenStream) -> TokenStream {
        let Self { root, ident, name, generics } = self;
        let private = root.private();
        let labels: Vec<TokenStream> = generics
            .type_params()
            .map(|param| &param.ident)
            .map(|param| quote!(#root::schema::label::<#param>()))
            .collect();
        let name = if labels.is_empty() {
            quote!(#private::schema::named(#name))
        } else {
            quote!(#private::schema::generic(#name, &[#(#labels),*]))
        };
        let generics = bounded(generics, &quote!(#root::JsonSchema));
        let (params, args, clause) = generics.split_for_impl();
        quote_spanned! {Span::mixed_site()=>
            #[automatically_derived]
            impl #params #root::JsonSchema for #ident #args #clause {
                fn name() -> #private::schema::Name {
                    #name
                }

                #[allow(unused_variables)]
                fn schema(__schemas: &mut #root::schema::Schemas) -> #root::schema::Schema {
                    #schema
                }
            }
        }
    }
}

fn describe(docs: &Docs) -> Option<TokenStream> {
    let text = &docs.text;
    (!docs.is_empty()).then(|| quote!(.describe(#text)))
}

fn property(root: &Root, field: &Field, fields: &[Field]) -> TokenStream {
    let ty = &field.ty;
    let of = quote_spanned!(located(ty)=> #root::schema::Property::of::<#ty>(__schemas));
    let rules = field.rules.iter().map(|rule| keyword(root, rule, fields));
    let presence = match field.presence {
        Presence::ByType => None,
        Presence::Optional => Some(quote!(.optional())),
        Presence::Required => Some(quote!(.required())),
    };
    let default = field.default.iter();
    let private = root.private();
    let examples = field.examples.iter().map(|value| quote!(#private::schema::json(&#value)));
    let direction = match field.direction {
        Direction::Both => None,
        Direction::ReadOnly => Some(quote!(.read_only())),
        Direction::WriteOnly => Some(quote!(.write_only())),
    };
    let describe = describe(&field.docs);
    let read = field.read.as_ref().map(|rule| quote!(.read_by(&#rule)));
    let write = field.guard.as_ref().map(|Guard { rule, .. }| quote!(.write_by(&#rule)));
    quote! {
        #of #(#rules)* #presence #(.default(#default))* #(.example(#examples))* #direction #describe
        #read #write
    }
}

/// The keyword that says a rule, or a sentence where there is none.
fn keyword(root: &Root, rule: &Rule, fields: &[Field]) -> TokenStream {
    let private = root.private();
    match &rule.kind {
        Kind::Length(bounds) => length(bounds),
        Kind::Range(bounds) => range(bounds),
        Kind::Email => quote!(.format("email")),
        Kind::Url => quote!(.format("uri")),
        Kind::Regex(path) => quote!(.pattern(&#private::validate::pattern(&#path))),
        Kind::Required => quote!(.not_null()),
        Kind::Ip => note("Must be an IP address."),
        Kind::NonControlCharacter => note("Must not contain control characters."),
        Kind::Contains(pattern) => note(&format!("Must contain `{}`.", pattern.value())),
        Kind::DoesNotContain(pattern) => note(&format!("Must not contain `{}`.", pattern.value())),
        Kind::MustMatch(other) => {
            let wire = wire_of(fields, other).unwrap_or_default();
            note(&format!("Must be the same as `{wire}`."))
        }
        Kind::Custom(_) | Kind::Nested => TokenStream::new(),
    }
}

fn note(text: &str) -> TokenStream {
    quote!(.note(#text))
}

fn length(bounds: &Length) -> TokenStream {
    let Length { min, max, equal } = bounds;
    let min = size(equal.as_ref().or(min.as_ref()));
    let max = size(equal.as_ref().or(max.as_ref()));
    quote!(#(.min_length(#min))* #(.max_length(#max))*)
}

/// The bound as a `u64`, which is also what the rule compares with.
fn size(bound: Option<&Bound>) -> impl Iterator<Item = TokenStream> {
    bound.map(|bound| quote!(#bound)).into_iter()
}

fn range(bounds: &Range) -> TokenStream {
    let typed = |bound: &Option<Bound>| bound.as_ref().map(Bound::typed).into_iter();
    let (min, max) = (typed(&bounds.min), typed(&bounds.max));
    let exclusive_min = typed(&bounds.exclusive_min);
    let exclusive_max = typed(&bounds.exclusive_max);
    quote! {
        #(.minimum(#min))* #(.maximum(#max))*
        #(.exclusive_minimum(#exclusive_min))* #(.exclusive_maximum(#exclusive_max))*
    }
}
