//! `impl Validate`: one call of the runtime for each rule.
//!
//! ```text
//! impl ::ordain::validate::Validate for Note {
//!     fn validate(&self, __found: &mut ::ordain::validate::Violations) {
//!         use ::ordain::__private::validate::traits::*;
//!         let __value = (&&&Look(&self.title)).present();
//!         __found.check("title", length(__value, (&&Counted(__value)).unit(), Length { … }));
//!         __found.nested("author", |__found| (&&Inside(&self.author)).visit(__found));
//!     }
//! }
//! ```

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};

use super::bound::bounded;
use super::{Field, Given, Guard, Shape, Wrapper, wire_of};
use crate::paths::{Root, located};
use crate::rule::validate::{Bound, Kind, Length, Range, Rule};

/// `impl Validate` for a struct.
#[must_use]
pub fn expand_validate(shape: &Shape) -> TokenStream {
    let Shape { root, ident, generics, fields, .. } = shape;
    let generics = bounded(generics, &quote!(#root::validate::Validate));
    let (params, args, clause) = generics.split_for_impl();
    let checks = fields.iter().map(|field| {
        let place = Place { root, wire: Some(&field.wire), fields };
        place.checks(field)
    });
    let body = quote!(#(#checks)*);
    implementation(root, &quote!(#params), &quote!(#ident #args #clause), &body)
}

/// `impl Validate` for a struct that stands for its one value.
#[must_use]
pub fn expand_wrapper_validate(wrapper: &Wrapper) -> TokenStream {
    let Wrapper { root, ident, generics, field, .. } = wrapper;
    let generics = bounded(generics, &quote!(#root::validate::Validate));
    let (params, args, clause) = generics.split_for_impl();
    let body = Place { root, wire: None, fields: &[] }.checks(field);
    implementation(root, &quote!(#params), &quote!(#ident #args #clause), &body)
}

fn implementation(
    root: &Root,
    params: &TokenStream,
    target: &TokenStream,
    body: &TokenStream,
) -> TokenStream {
    let private = root.private();
    quote_spanned! {mixed()=>
        #[automatically_derived]
        impl #params #root::validate::Validate for #target {
            #[allow(unused_imports, unused_variables)]
            fn validate(&self, __found: &mut #root::validate::Violations) {
                use #private::validate::traits::*;
                #body
            }
        }
    }
}

/// The span of generated code: its variables are not the user's, whatever their names are.
fn mixed() -> Span {
    Span::mixed_site()
}

/// Where a field stands.
struct Place<'a> {
    root: &'a Root,
    /// Its name; without one its value is the whole.
    wire: Option<&'a str>,
    fields: &'a [Field],
}

impl Place<'_> {
    fn checks(&self, field: &Field) -> TokenStream {
        let span = located(&field.ty);
        let private = self.root.private();
        let member = &field.member;
        let rules = field.rules.iter().filter_map(|rule| self.check(field, rule));
        let look = (!field.rules.is_empty()).then(|| {
            quote_spanned!(span=> let __value = (&&&#private::validate::Look(&self.#member)).present();)
        });
        let insists = field.rules.iter().any(|rule| matches!(rule.kind, Kind::Nested));
        let inside = if insists {
            quote_spanned!(span=> #private::validate::nested(&self.#member, __found))
        } else {
            quote_spanned!(span=> (&&#private::validate::Inside(&self.#member)).visit(__found))
        };
        let inside = self.wire.map_or_else(
            || quote_spanned!(mixed()=> #inside;),
            |wire| quote_spanned!(mixed()=> __found.nested(#wire, |__found| #inside);),
        );
        let guard = self.guard(field);
        quote_spanned!(mixed()=> { #guard #look #(#rules)* #inside })
    }

    /// Notes that a member was given that not everybody may give.
    fn guard(&self, field: &Field) -> Option<TokenStream> {
        let (Field { member, .. }, Guard { rule, of }) = (field, field.guard.as_ref()?);
        let wire = self.wire?;
        let note = match of {
            Given::New => quote!(guard_new),
            Given::Change => quote!(guard),
        };
        Some(quote_spanned! {mixed()=>
            __found.#note(#wire, ::core::option::Option::is_some(&self.#member), const { &#rule });
        })
    }

    fn check(&self, field: &Field, rule: &Rule) -> Option<TokenStream> {
        let mut fault = self.fault(field, rule)?;
        let Rule { code, message, .. } = rule;
        if code.is_some() || message.is_some() {
            let code = code.iter();
            let message = message.iter();
            fault = quote_spanned! {mixed()=>
                ::core::option::Option::map(
                    #fault,
                    |__fault| __fault #(.with_code(#code))* #(.with_message(#message))*,
                )
            };
        }
        Some(self.wire.map_or_else(
            || quote_spanned!(mixed()=> __found.check_whole(#fault);),
            |wire| quote_spanned!(mixed()=> __found.check(#wire, #fault);),
        ))
    }

    /// An expression of type `Option<Fault>`; nothing for `nested`, which finds no fault itself.
    fn fault(&self, field: &Field, rule: &Rule) -> Option<TokenStream> {
        let Field { member, ty, .. } = field;
        let private = self.root.private();
        let name = &rule.name;
        let span = located(ty);
        let call = quote_spanned!(span=> #private::validate::#name);
        Some(match &rule.kind {
            Kind::Length(bounds) => {
                let bounds = length(&private, bounds);
                let unit = quote_spanned!(span=> (&&#private::validate::Counted(__value)).unit());
                quote_spanned!(span=> #call(__value, #unit, #bounds))
            }
            Kind::Range(bounds) => {
                let bounds = range(&private, bounds);
                quote_spanned!(span=> #call(__value, #bounds))
            }
            Kind::Email | Kind::Url | Kind::Ip | Kind::NonControlCharacter => {
                quote_spanned!(span=> #call(__value))
            }
            Kind::Contains(pattern) | Kind::DoesNotContain(pattern) => {
                quote_spanned!(span=> #call(__value, #pattern))
            }
            Kind::Regex(path) => {
                let pattern = quote_spanned!(located(path)=> &#path);
                quote_spanned!(span=> #call(__value, #pattern))
            }
            Kind::Custom(path) => {
                let function = quote_spanned!(located(path)=> |__value| #path(__value));
                quote_spanned!(span=> #call(__value, #function))
            }
            Kind::Required => quote_spanned!(span=> #call(&self.#member)),
            Kind::MustMatch(other) => {
                let wire = wire_of(self.fields, other).unwrap_or_default();
                let other = quote_spanned!(located(other)=> &self.#other);
                quote_spanned!(span=> #call(&self.#member, #other, #wire))
            }
            Kind::Nested => return None,
        })
    }
}

fn length(private: &TokenStream, bounds: &Length) -> TokenStream {
    let (min, max, equal) = (
        optional(bounds.min.as_ref()),
        optional(bounds.max.as_ref()),
        optional(bounds.equal.as_ref()),
    );
    quote!(#private::validate::Length { min: #min, max: #max, equal: #equal })
}

fn range(private: &TokenStream, bounds: &Range) -> TokenStream {
    let (min, max) = (optional(bounds.min.as_ref()), optional(bounds.max.as_ref()));
    let exclusive_min = optional(bounds.exclusive_min.as_ref());
    let exclusive_max = optional(bounds.exclusive_max.as_ref());
    quote! {
        &#private::validate::Range {
            min: #min,
            max: #max,
            exclusive_min: #exclusive_min,
            exclusive_max: #exclusive_max,
        }
    }
}

fn optional(bound: Option<&Bound>) -> TokenStream {
    bound.map_or_else(
        || quote!(::core::option::Option::None),
        |bound| quote!(::core::option::Option::Some(#bound)),
    )
}
