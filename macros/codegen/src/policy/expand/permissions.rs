//! An enum of permissions.

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::Ident;

use super::super::ir::{Declared, Member, Permissions};
use super::{derives, granted, place, place_of};
use crate::driver::Added;
use crate::names::bare;

/// ```text
/// const _: () = {
///     const PLACE: ::ordain::policy::Place = ::ordain::policy::Place { .. };
///     static SPECS: [::ordain::policy::PermissionSpec; 1usize] =
///         [::ordain::policy::PermissionSpec { name: "WritePosts", bit: 1u128, .. }];
///     impl ::ordain::policy::Granted for Permission { .. }
///     impl ::ordain::policy::PermissionSet for Permission { .. }
///     ::ordain::__private::inventory::submit! { .. }
/// };
/// ```
pub(super) fn expand(permissions: &Permissions) -> Added {
    let Permissions { declared, members } = permissions;
    let Declared { root, ident, .. } = declared;
    let private = root.private();
    let count = members.len();
    let owner = bare(ident);
    let place = place(root);
    let specs =
        members.iter().enumerate().map(|(index, Member { ident: variant, docs, in_code })| {
            let place = place_of(root, variant);
            let name = bare(variant);
            let bit = 1u128 << index;
            quote! {
                #root::policy::PermissionSpec {
                    owner: #owner,
                    name: #name,
                    docs: #docs,
                    place: #place,
                    set: ::core::any::TypeId::of::<#ident>(),
                    bit: #bit,
                    in_code: #in_code,
                }
            }
        });
    let interface = interface(declared, members, &quote!(&SPECS));
    let items = quote! {
        const _: () = {
            const PLACE: #root::policy::Place = #place;
            static SPECS: [#root::policy::PermissionSpec; #count] = [#(#specs),*];
            #interface
            #private::inventory::submit! { #root::policy::PolicySpec::Permissions(&SPECS) }
        };
    };
    Added { attrs: derives(declared), items }
}

/// The traits, over the given descriptors.
pub(super) fn interface(
    declared: &Declared,
    members: &[Member],
    specs: &TokenStream,
) -> TokenStream {
    let Declared { root, ident, .. } = declared;
    let kind = Ident::new("Permission", Span::mixed_site());
    let granted = granted(declared, &kind, members.len());
    quote! {
        #granted
        impl #root::policy::PermissionSet for #ident {
            const SPECS: &'static [#root::policy::PermissionSpec] = #specs;
        }
    }
}
