//! `impl ApiError`, and `From` for what is passed on.
//!
//! ```text
//! impl ::ordain::ApiError for PostError {
//!     fn into_error(self) -> ::ordain::Error {
//!         match self {
//!             Self::SlugTaken { slug } => problem(409u16, "slug_taken", "The slug is taken")
//!                 .with_extension("slug", member(&slug)),
//!             Self::Other(error) => ::ordain::ApiError::into_error(error),
//!         }
//!     }
//!     fn responses() -> Vec<::ordain::ErrorResponse> { … }
//! }
//! impl From<::ordain::Error> for PostError { … }
//! ```

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::{DeriveInput, Ident};

use super::ir::{ApiError, Detail, Own, Transparent, Variant};
use crate::driver::Added;
use crate::names::bare;
use crate::paths::{Root, located};

pub(super) fn expand(error: &ApiError) -> Added {
    let ApiError { root, ident, variants } = error;
    let arms = variants.iter().map(|variant| match variant {
        Variant::Own(own) => expand_own_arm(root, own),
        Variant::Transparent(inner) => expand_transparent_arm(root, inner),
    });
    let responses = variants.iter().map(|variant| match variant {
        Variant::Own(own) => expand_own_response(root, own),
        Variant::Transparent(Transparent { ty, .. }) => {
            quote_spanned!(located(ty)=> <#ty as #root::ApiError>::responses())
        }
    });
    let conversions = variants.iter().filter_map(|variant| match variant {
        Variant::Own(_) => None,
        Variant::Transparent(inner) => Some(expand_conversion(ident, inner)),
    });
    let implementation = expand_implementation(
        root,
        ident,
        &quote!(match self { #(#arms)* }),
        &quote!(#root::__private::error::joined([#(#responses),*])),
    );
    Added { attrs: TokenStream::new(), items: quote!(#implementation #(#conversions)*) }
}

/// Routes may return the type, and `?` works on `ordain::Error`.
pub(super) fn stub(item: &DeriveInput) -> Added {
    if !item.generics.params.is_empty() {
        return Added::default();
    }
    let nothing = quote!(::core::unreachable!());
    let root = Root::default();
    let implementation = expand_implementation(&root, &item.ident, &nothing, &nothing);
    let ident = &item.ident;
    let conversion = quote! {
        #[automatically_derived]
        impl ::core::convert::From<#root::Error> for #ident {
            fn from(_: #root::Error) -> Self {
                #nothing
            }
        }
    };
    Added { attrs: TokenStream::new(), items: quote!(#implementation #conversion) }
}

fn expand_implementation(
    root: &Root,
    ident: &Ident,
    into_error: &TokenStream,
    responses: &TokenStream,
) -> TokenStream {
    let private = root.private();
    quote! {
        #[automatically_derived]
        impl #root::ApiError for #ident {
            fn into_error(self) -> #root::Error {
                #into_error
            }

            fn responses() -> #private::error::Responses {
                #responses
            }
        }
    }
}

fn expand_own_arm(root: &Root, own: &Own) -> TokenStream {
    let Own { ident, status, code, detail, fields, .. } = own;
    let private = root.private();
    let bindings: Vec<&Ident> = fields.iter().map(|(field, _)| field).collect();
    let pattern = if bindings.is_empty() {
        // Also for `SlugTaken()` and `SlugTaken {}`.
        quote!(Self::#ident { .. })
    } else {
        quote!(Self::#ident { #(#bindings),* })
    };
    let detail = match detail {
        Detail::Fixed(text) => text.to_token_stream(),
        Detail::Format(format) => quote!(::std::format!(#format)),
    };
    let members = fields.iter().map(|(field, ty)| {
        let name = bare(field);
        let member = quote_spanned!(located(ty)=> #private::error::member(&#field));
        quote!(.with_extension(#name, #member))
    });
    quote! {
        #pattern => #private::error::problem(#status, #code, #detail) #(#members)*,
    }
}

fn expand_transparent_arm(root: &Root, inner: &Transparent) -> TokenStream {
    let Transparent { ident, member, ty } = inner;
    let error = format_ident!("__error", span = proc_macro2::Span::mixed_site());
    let call = quote_spanned!(located(ty)=> <#ty as #root::ApiError>::into_error);
    quote!(Self::#ident { #member: #error } => #call(#error),)
}

fn expand_own_response(root: &Root, own: &Own) -> TokenStream {
    let Own { status, code, description, fields, .. } = own;
    let private = root.private();
    let members = fields.iter().map(|(field, ty)| {
        let name = bare(field);
        quote_spanned!(located(ty)=> (#name, #root::schema::inlined::<#ty>()))
    });
    quote! {
        #private::error::response(#status, #code, #description, [#(#members),*])
    }
}

fn expand_conversion(ident: &Ident, inner: &Transparent) -> TokenStream {
    let Transparent { ident: variant, member, ty } = inner;
    quote! {
        #[automatically_derived]
        impl ::core::convert::From<#ty> for #ident {
            fn from(__error: #ty) -> Self {
                Self::#variant { #member: __error }
            }
        }
    }
}
