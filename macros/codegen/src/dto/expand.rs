//! What `#[dto]` adds: serde's derives, the rules, the schema, and where the type may stand.
//!
//! ```text
//! #[derive(::ordain::__private::serde::Serialize, ::ordain::__private::serde::Deserialize)]
//! #[derive(::ordain::__private::Fields)]
//! #[serde(crate = "::ordain::__private::serde")]
//! struct Note { … }
//!
//! impl ::ordain::validate::Validate for Note { … }
//! impl ::ordain::JsonSchema for Note { … }
//! impl ::ordain::http::Input for Note {}
//! impl ::ordain::http::Output for Note {}
//! ```

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::{Data, DeriveInput, Generics, Ident};

use super::ir::{Dto, LeftOut};
use super::parse::{is_last, serde_derives};
use crate::driver::Added;
use crate::paths::{Root, located};
use crate::shape::{
    Choice, Field, Shape, Wrapper, expand_choice_schema, expand_schema, expand_validate,
    expand_wrapper_schema, expand_wrapper_validate,
};

pub(super) fn expand(dto: &Dto) -> Added {
    match dto {
        Dto::Message { shape, left_out } => {
            let Shape { root, ident, generics, .. } = shape;
            let (validate, schema) = (expand_validate(shape), expand_schema(shape));
            let message = expand_message(root, ident, generics);
            let left_out = left_out.iter().map(|field| expand_left_out(root, field));
            added(root, quote!(#validate #schema #message #(#left_out)*))
        }
        Dto::Query(shape) => {
            let Shape { root, ident, generics, .. } = shape;
            let (validate, schema) = (expand_validate(shape), expand_schema(shape));
            let (params, args, clause) = generics.split_for_impl();
            let input = quote! {
                #[automatically_derived]
                impl #params #root::http::QueryInput for #ident #args #clause {}
            };
            added(root, quote!(#validate #schema #input))
        }
        Dto::Wrapper { wrapper, column } => {
            let Wrapper { root, ident, generics, .. } = wrapper;
            let (validate, schema) =
                (expand_wrapper_validate(wrapper), expand_wrapper_schema(wrapper));
            let message = expand_message(root, ident, generics);
            let column = column.then(|| expand_newtype(wrapper));
            added(root, quote!(#validate #schema #message #column))
        }
        Dto::Choice { choice, column } => {
            let Choice { root, ident, .. } = choice;
            let (validate, schema) = (expand_no_rules(root, ident), expand_choice_schema(choice));
            let message = expand_message(root, ident, &Generics::default());
            let column = column.as_ref().map(|variants| expand_texts(choice, variants));
            added(root, quote!(#validate #schema #message #column))
        }
    }
}

/// A newtype is in a column what its value is.
fn expand_newtype(wrapper: &Wrapper) -> TokenStream {
    let Wrapper { root, ident, field, .. } = wrapper;
    let private = root.private();
    let Field { member, ty, .. } = field;
    let ty = quote_spanned!(located(ty)=> #ty);
    quote!(#private::newtype_column!(#ident, #member, #ty);)
}

/// An enum is a text in a column, the one that it is on the wire.
fn expand_texts(choice: &Choice, variants: &[Ident]) -> TokenStream {
    let Choice { root, ident, values, .. } = choice;
    let private = root.private();
    let texts: Vec<&String> = values.iter().map(|(text, _)| text).collect();
    quote! {
        #[automatically_derived]
        impl ::core::fmt::Display for #ident {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Formatter::pad(f, match self { #(Self::#variants => #texts,)* })
            }
        }
        #[automatically_derived]
        impl ::core::str::FromStr for #ident {
            type Err = #root::validate::UnknownText;

            fn from_str(
                text: &::core::primitive::str,
            ) -> ::core::result::Result<Self, #root::validate::UnknownText> {
                match text {
                    #(#texts => ::core::result::Result::Ok(Self::#variants),)*
                    _ => ::core::result::Result::Err(
                        #root::validate::UnknownText::new(&[#(#texts),*]),
                    ),
                }
            }
        }
        #private::text_column!(#ident, one of [#(#texts),*]);
    }
}

/// Everything that users of the type rely on, so that one mistake is not told many times.
pub(super) fn stub(item: &DeriveInput) -> Added {
    let root = Root::default();
    let private = root.private();
    if matches!(item.data, Data::Union(_)) {
        return Added::default();
    }
    let DeriveInput { ident, generics, .. } = item;
    let (serialize, deserialize) = expand_stub_serde(&private, item);
    let (params, args, clause) = generics.split_for_impl();
    let message = expand_message(&root, ident, generics);
    let items = quote! {
        #serialize
        #deserialize
        #[automatically_derived]
        impl #params #root::validate::Validate for #ident #args #clause {
            fn validate(&self, _: &mut #root::validate::Violations) {}
        }
        #[automatically_derived]
        impl #params #root::JsonSchema for #ident #args #clause {
            fn schema(_: &mut #root::schema::Schemas) -> #root::schema::Schema {
                ::core::unreachable!()
            }
        }
        #message
    };
    Added { attrs: quote!(#[derive(#private::Fields)]), items }
}

/// serde's traits without its derives, which would report some mistakes again.
fn expand_stub_serde(
    private: &TokenStream,
    item: &DeriveInput,
) -> (Option<TokenStream>, Option<TokenStream>) {
    let DeriveInput { ident, generics, .. } = item;
    let (params, args, clause) = generics.split_for_impl();
    let serialize = quote! {
        #[automatically_derived]
        impl #params #private::serde::Serialize for #ident #args #clause {
            fn serialize<__S: #private::serde::Serializer>(
                &self,
                _: __S,
            ) -> ::core::result::Result<__S::Ok, __S::Error> {
                ::core::unreachable!()
            }
        }
    };
    let mut read = generics.clone();
    read.params.insert(0, syn::parse_quote!('__de));
    let (read, _, _) = read.split_for_impl();
    let deserialize = quote! {
        #[automatically_derived]
        impl #read #private::serde::Deserialize<'__de> for #ident #args #clause {
            fn deserialize<__D: #private::serde::Deserializer<'__de>>(
                _: __D,
            ) -> ::core::result::Result<Self, __D::Error> {
                ::core::unreachable!()
            }
        }
    };
    let derives = serde_derives(&item.attrs);
    let missing = |name: &str| !derives.iter().any(|path| is_last(path, name));
    (missing("Serialize").then_some(serialize), missing("Deserialize").then_some(deserialize))
}

fn added(root: &Root, items: TokenStream) -> Added {
    let private = root.private();
    let serde = quote!(#private::serde).to_string().replace(' ', "");
    let attrs = quote! {
        #[derive(#private::serde::Serialize, #private::serde::Deserialize, #private::Fields)]
        #[serde(crate = #serde)]
    };
    Added { attrs, items }
}

/// The type may be a body and a reply.
fn expand_message(root: &Root, ident: &Ident, generics: &Generics) -> TokenStream {
    let private = root.private();
    let mut input = generics.clone();
    let mut output = generics.clone();
    if !generics.params.is_empty() {
        // Asked of the whole type: what its parameters must do is for serde's derives to say.
        input.make_where_clause().predicates.push(syn::parse_quote! {
            Self: #private::serde::de::DeserializeOwned
                + #root::validate::Validate + #root::JsonSchema + 'static
        });
        output.make_where_clause().predicates.push(syn::parse_quote! {
            Self: #private::serde::Serialize + #root::JsonSchema + 'static
        });
    }
    let (params, args, input) = input.split_for_impl();
    let (_, _, output) = output.split_for_impl();
    quote! {
        #[automatically_derived]
        impl #params #root::http::Input for #ident #args #input {}
        #[automatically_derived]
        impl #params #root::http::Output for #ident #args #output {}
    }
}

/// An enum has no fields that could have rules.
fn expand_no_rules(root: &Root, ident: &Ident) -> TokenStream {
    quote! {
        #[automatically_derived]
        impl #root::validate::Validate for #ident {
            fn validate(&self, _: &mut #root::validate::Violations) {}
        }
    }
}

/// A type that the compiler finds to be no `Option` is reported at `skip_serializing_if`.
fn expand_left_out(root: &Root, field: &LeftOut) -> TokenStream {
    let LeftOut { tokens, ty, message } = field;
    quote_spanned! {located(tokens)=>
        const _: () = ::core::assert!(<#ty as #root::JsonSchema>::OPTIONAL, #message);
    }
}
