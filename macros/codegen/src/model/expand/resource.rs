//! The routes of a model: ordinary functions with `#[route]`.
//!
//! ```text
//! /// List posts.
//! #[::ordain::route(get, "/posts", policy = public, crate = ::ordain)]
//! pub async fn list_posts(filter: Filter<Post>, sort: Sort<Post>, page: Paging, db: Db) -> Result<Page<Post>> { … }
//! ```

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::super::ir::{Action, Model, Resource, ResourceRoute};
use super::companion;
use crate::names::{bare, plural, snake};

pub(super) fn expand(model: &Model) -> TokenStream {
    let Some(resource) = &model.resource else { return TokenStream::new() };
    resource.routes.iter().map(|route| expand_route(model, resource, route)).collect()
}

/// The parts of a route in which the actions differ.
struct Parts {
    method: Ident,
    name: Ident,
    about: String,
    of_one: bool,
    arguments: TokenStream,
    reply: TokenStream,
    body: TokenStream,
}

fn expand_route(model: &Model, resource: &Resource, route: &ResourceRoute) -> TokenStream {
    let Model { root, vis, .. } = model;
    let Parts { method, name, about, of_one, arguments, reply, body } =
        parts(model, resource, route);
    let path = if of_one { path_of_one(model, resource) } else { resource.path.clone() };
    let policy = &route.policy;
    let found = of_one.then(|| {
        let ident = &model.ident;
        let taken = if route.decides { quote!(Authorized) } else { quote!(Found) };
        quote!(__row: #root::http::#taken<#ident>,)
    });
    quote! {
        #[doc = #about]
        #[#root::route(#method, #path, policy = #policy, crate = #root)]
        #vis async fn #name(#found #arguments) -> #root::Result<#reply> {
            #body
        }
    }
}

fn parts(model: &Model, resource: &Resource, route: &ResourceRoute) -> Parts {
    let Model { root, ident, .. } = model;
    let noun = snake(&bare(ident));
    let (one, many) = (noun.replace('_', " "), plural(&noun).replace('_', " "));
    let db = quote!(__db: #root::db::Db);
    let parts = |method: &str, action: &str, about: String, arguments, reply, body| Parts {
        method: format_ident!("{method}"),
        name: match route.action {
            Action::List => format_ident!("{action}_{}", plural(&noun), span = ident.span()),
            _ => format_ident!("{action}_{noun}", span = ident.span()),
        },
        about,
        of_one: !matches!(route.action, Action::List | Action::Create),
        arguments,
        reply,
        body,
    };
    let (create, update) = (companion(ident, "Create"), companion(ident, "Update"));
    match route.action {
        Action::List => {
            let (arguments, body) = expand_list(model);
            let page = quote!(#root::model::Page<#ident>);
            parts("get", "list", format!("List {many}."), arguments, page, body)
        }
        Action::Show => {
            let body = quote!(::core::result::Result::Ok(__row.into_inner()));
            parts("get", "show", format!("Show one {one}."), quote!(), quote!(#ident), body)
        }
        Action::Create => {
            let created = expand_created(model, resource);
            let body = quote! {
                let row = #ident::create(&__db, __new).await?;
                ::core::result::Result::Ok(#created)
            };
            let arguments = quote!(__new: #create, #db);
            let reply = quote!(#root::http::Created<#ident>);
            parts("post", "create", format!("Create a new {one}."), arguments, reply, body)
        }
        Action::Update => {
            let body = quote!(__row.update(&__db, __change).await);
            let arguments = quote!(__change: #update, #db);
            parts("patch", "update", format!("Change a {one}."), arguments, quote!(#ident), body)
        }
        Action::Delete => {
            let body = quote!(__row.delete(&__db).await);
            parts("delete", "delete", format!("Delete a {one}."), db, quote!(()), body)
        }
    }
}

/// `/posts/{id}`
fn path_of_one(model: &Model, resource: &Resource) -> String {
    let key = model.single_key().map(|key| bare(&key.field)).unwrap_or_default();
    format!("{}/{{{key}}}", resource.path)
}

/// Pages always; filters and orders where the model allows them.
fn expand_list(model: &Model) -> (TokenStream, TokenStream) {
    let Model { root, ident, table, columns, .. } = model;
    let private = root.private();
    let dsl = quote!(#private::diesel::QueryDsl);
    let (mut arguments, mut rows) = (quote!(), quote!(#ident::query()));
    if columns.iter().any(|column| column.filter) {
        arguments.extend(quote!(__filter: #root::model::Filter<#ident>,));
        rows = quote!(#dsl::filter(#rows, __filter));
    }
    if columns.iter().any(|column| column.sort) {
        arguments.extend(quote!(__sort: #root::model::Sort<#ident>,));
        rows = quote!(#dsl::order(#rows, __sort));
    } else {
        let key = quote!(#private::diesel::Table::primary_key(&#table::table));
        rows = quote!(#dsl::order(#rows, #key));
    }
    arguments.extend(quote!(__page: #root::model::Paging, __db: #root::db::Db));
    (arguments, quote!(#root::db::RunQuery::page(#rows, __page, &__db).await))
}

/// The new row, with its address if it can be shown there.
fn expand_created(model: &Model, resource: &Resource) -> TokenStream {
    let root = &model.root;
    let private = root.private();
    let is_shown = resource.routes.iter().any(|route| matches!(route.action, Action::Show));
    match model.single_key().filter(|_| is_shown) {
        None => quote!(#root::http::Created::new(row)),
        Some(key) => {
            let (path, field) = (path_of_one(model, resource), &key.field);
            quote! {
                #root::http::Created::at(#private::http::url(#path, &[&row.#field]), row)
            }
        }
    }
}
