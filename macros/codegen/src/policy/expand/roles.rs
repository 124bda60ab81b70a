//! An enum of roles.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::Ident;

use super::super::ir::{Declared, Grants, Member, Role, Roles};
use super::{derives, granted, place, place_of};
use crate::driver::Added;
use crate::names::{bare, hidden};
use crate::paths::located;

/// ```text
/// const _: () = {
///     type __ordain_Role_permissions = Permission;
///     const PLACE: ::ordain::policy::Place = ::ordain::policy::Place { .. };
///     const GRANTS: [::core::primitive::u128; 1usize] =
///         [0u128 | bit(__ordain_Role_permissions::WritePosts as u32)];
///     static SPECS: [::ordain::policy::RoleSpec; 1usize] = [::ordain::policy::RoleSpec {
///         name: "Author", includes: 1u128, permissions: GRANTS[0usize], ..
///     }];
///     const EVERY_PERMISSION_IS_GRANTED: () =
///         assert_all_granted::<__ordain_Role_permissions>(GRANTS[0usize]);
///     impl ::ordain::policy::Granted for Role { .. }
///     impl ::ordain::policy::RoleSet for Role { .. }
///     ..
///     ::ordain::__private::inventory::submit! { .. }
/// };
/// ```
pub(super) fn expand(declaration: &Roles) -> Added {
    let Roles { declared, permissions, members } = declaration;
    let root = &declared.root;
    let private = root.private();
    let count = members.len();
    let grants = members.iter().map(|role| own_grants(role, declaration));
    let specs = members.iter().enumerate().map(|(index, role)| spec(index, role, declaration));
    let interface = interface(declared, members, &quote!(&SPECS));
    let alias = alias(declaration, located(permissions));
    let assertion = assertion(declaration);
    let place = place(root);
    let items = quote! {
        const _: () = {
            #[allow(non_camel_case_types)]
            type #alias = #permissions;
            const PLACE: #root::policy::Place = #place;
            const GRANTS: [::core::primitive::u128; #count] = [#(#grants),*];
            static SPECS: [#root::policy::RoleSpec; #count] = [#(#specs),*];
            #assertion
            #interface
            #private::inventory::submit! { #root::policy::PolicySpec::Roles(&SPECS) }
        };
    };
    Added { attrs: derives(declared), items }
}

/// Another name for the permissions: it can stand anywhere without moving an error away from there.
fn alias(declaration: &Roles, span: Span) -> Ident {
    let mut alias = hidden(&declaration.declared.ident, "permissions");
    alias.set_span(span);
    alias
}

/// Fails the build at the permissions when a role is missing for one of them.
fn assertion(declaration: &Roles) -> TokenStream {
    let private = declaration.declared.root.private();
    let span = located(&declaration.permissions);
    let alias = alias(declaration, span);
    let every = 0..declaration.members.len();
    quote_spanned! {span=>
        #[allow(dead_code)]
        const EVERY_PERMISSION_IS_GRANTED: () = {
            use #private::policy::assert_all_granted;
            assert_all_granted::<#alias>(#(GRANTS[#every])|*)
        };
    }
}

/// The bits of what a role grants by itself. A name that is no permission is reported at the name.
fn own_grants(role: &Role, declaration: &Roles) -> TokenStream {
    let private = declaration.declared.root.private();
    match &role.own {
        Grants::All => quote!(::core::primitive::u128::MAX),
        Grants::Some(names) => {
            let bits = names.iter().map(|name| {
                let alias = alias(declaration, located(name));
                let path = quote_spanned!(located(name)=> #alias::#name);
                quote!(#private::policy::bit(#path as ::core::primitive::u32))
            });
            quote!(0u128 #(| #bits)*)
        }
    }
}

fn spec(index: usize, role: &Role, declaration: &Roles) -> TokenStream {
    let Declared { root, ident, .. } = &declaration.declared;
    let alias = alias(declaration, Span::mixed_site());
    let owner = bare(ident);
    let name = bare(&role.member.ident);
    let Member { ident: variant, docs, in_code } = &role.member;
    let place = place_of(root, variant);
    let bit = 1u128 << index;
    let includes = role.includes.iter().fold(0u128, |bits, index| bits | 1 << index);
    let granting = &role.includes;
    quote! {
        #root::policy::RoleSpec {
            owner: #owner,
            name: #name,
            docs: #docs,
            place: #place,
            set: ::core::any::TypeId::of::<#ident>(),
            bit: #bit,
            includes: #includes,
            permission_set: ::core::any::TypeId::of::<#alias>(),
            permissions: #(GRANTS[#granting])|*,
            in_code: #in_code,
        }
    }
}

/// The traits, over the given descriptors: what a role needs to be a policy, an actor's role, a
/// field of models and requests, and a segment of a path.
pub(super) fn interface(declared: &Declared, roles: &[Role], specs: &TokenStream) -> TokenStream {
    let Declared { root, ident, .. } = declared;
    let kind = Ident::new("Role", Span::mixed_site());
    let granted = granted(declared, &kind, roles.len());
    let variants = roles.iter().map(|role| &role.member.ident);
    let names = roles.iter().map(|role| bare(&role.member.ident));
    let as_text = as_text(declared);
    let as_json = as_json(declared, roles);
    let private = root.private();
    quote! {
        #granted
        impl #root::policy::RoleSet for #ident {
            const SPECS: &'static [#root::policy::RoleSpec] = #specs;
            const ALL: &'static [Self] = &[#(Self::#variants),*];
            const NAMES: &'static [&'static ::core::primitive::str] = &[#(#names),*];
        }
        #as_text
        #as_json
        #private::text_column!(#ident);
    }
}

/// ```text
/// impl ::core::convert::AsRef<str> for Role { .. }
/// impl ::core::fmt::Display for Role { .. }
/// impl ::core::str::FromStr for Role { .. }
/// ```
fn as_text(declared: &Declared) -> TokenStream {
    let Declared { root, ident, .. } = declared;
    let private = root.private();
    quote! {
        impl ::core::convert::AsRef<::core::primitive::str> for #ident {
            fn as_ref(&self) -> &::core::primitive::str {
                #private::policy::name(*self)
            }
        }
        impl ::core::fmt::Display for #ident {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad(#private::policy::name(*self))
            }
        }
        impl ::core::str::FromStr for #ident {
            type Err = #root::policy::UnknownRole;
            fn from_str(
                name: &::core::primitive::str,
            ) -> ::core::result::Result<Self, #root::policy::UnknownRole> {
                #private::policy::named(name)
            }
        }
    }
}

/// ```text
/// impl ::ordain::__private::serde::Serialize for Role { .. }
/// impl<'de> ::ordain::__private::serde::Deserialize<'de> for Role { .. }
/// impl ::ordain::JsonSchema for Role { .. }
/// ```
fn as_json(declared: &Declared, roles: &[Role]) -> TokenStream {
    let Declared { root, ident, docs, .. } = declared;
    let names = roles.iter().map(|role| bare(&role.member.ident));
    // They become items of a list: further lines belong to the same item.
    let meanings = roles.iter().map(|role| role.member.docs.replace('\n', "\n  "));
    let private = root.private();
    let name = bare(ident);
    quote! {
        impl #private::serde::Serialize for #ident {
            fn serialize<S: #private::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(#private::policy::name(*self))
            }
        }
        impl<'de> #private::serde::Deserialize<'de> for #ident {
            fn deserialize<D: #private::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                #private::policy::deserialize(deserializer)
            }
        }
        impl #root::JsonSchema for #ident {
            fn name() -> ::core::option::Option<#private::Cow<'static, ::core::primitive::str>> {
                ::core::option::Option::Some(#private::Cow::Borrowed(#name))
            }
            fn schema(_: &mut #root::schema::Schemas) -> #private::utoipa::openapi::Schema {
                #root::schema::Choice::new()
                    .describe(#docs)
                    #(.value(#names, #meanings))*
                    .into_schema()
            }
        }
    }
}
