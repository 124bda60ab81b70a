//! The model as one of accounts: what signing in needs of it, and its routes.
//!
//! ```text
//! impl ::ordain::auth::Identity for User { const LOGIN: &'static str = "email"; fn account(&self) -> Account { … } … }
//! inventory::submit! { IdentityEntry::of::<User>() }
//! ```

use proc_macro2::TokenStream;
use quote::quote;
use syn::Ident;

use super::super::ir::{AccountRoutes, Identity, Model};
use super::companion;
use crate::names::bare;
use crate::paths::at_own;

pub(super) fn expand(model: &Model) -> TokenStream {
    let Some(identity) = &model.identity else { return TokenStream::new() };
    let Model { root, ident, .. } = model;
    let private = root.private();
    let Identity { login, password, role, routes } = identity;
    let (name, update) = (bare(login), companion(ident, "Update"));
    let key = model.key().map(|column| &column.field);
    let hash = at_type(model, password, quote!(::core::clone::Clone::clone(&self.#password)));
    let granted = at_type(model, role, quote!(#private::policy::role_of(self.#role)));
    let routes = routes.as_ref().map(|routes| expand_routes(model, identity, routes));
    quote! {
        #private::with_accounts! {
            #[automatically_derived]
            impl #root::auth::Identity for #ident {
                const LOGIN: &'static ::core::primitive::str = #name;

                fn account(&self) -> #root::auth::Account {
                    #root::auth::Account {
                        id: #(self.#key)*,
                        login: ::core::clone::Clone::clone(&self.#login),
                        password: #hash,
                        role: #granted,
                    }
                }

                async fn set_password(
                    self,
                    tx: &#root::db::Tx,
                    password: #root::auth::PasswordHash,
                ) -> #root::Result<Self> {
                    let change = <#update as ::core::default::Default>::default();
                    self.update(tx, change.#password(password)).await
                }
            }
            #private::inventory::submit! { #root::auth::IdentityEntry::of::<#ident>() }
        }
        #routes
    }
}

/// The tokens at the type of a column, which is where its mistakes are.
fn at_type(model: &Model, field: &Ident, tokens: TokenStream) -> TokenStream {
    match model.columns.iter().find(|column| column.field == *field) {
        Some(column) => at_own(&column.ty, tokens),
        None => tokens,
    }
}

fn expand_routes(model: &Model, identity: &Identity, routes: &AccountRoutes) -> TokenStream {
    let Model { root, ident, .. } = model;
    let private = root.private();
    let Identity { login, password, .. } = identity;
    let AccountRoutes { prefix, manage } = routes;
    let create = companion(ident, "Create");
    let manage = match manage {
        None => quote!(::core::option::Option::None),
        Some(policy) => {
            let rule = policy.tokens(root);
            quote!(::core::option::Option::Some(const { #rule }))
        }
    };
    quote! {
        #private::account_routes! {
            #[automatically_derived]
            impl #root::account::Registered for #ident {
                type New = #create;

                fn login_of(new: &Self::New) -> &::core::primitive::str {
                    &new.#login
                }

                async fn register(
                    tx: &#root::db::Tx,
                    new: Self::New,
                    password: #root::auth::PasswordHash,
                ) -> #root::Result<Self> {
                    Self::create(tx, new.#password(password)).await
                }
            }
            #private::inventory::submit! {
                #root::account::AccountEntry::of::<#ident>(#prefix, #manage)
            }
        }
    }
}
