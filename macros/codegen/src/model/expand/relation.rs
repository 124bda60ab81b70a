//! The rows that a model's rows refer to.
//!
//! ```text
//! impl Post {
//!     pub async fn author(&self, x: impl Executor) -> Result<User> { … }
//!     pub async fn load_authors(x: impl Executor, rows: &[Self]) -> Result<Vec<User>> { … }
//!     pub fn has_author<E>(condition: E) -> HasParent<posts::author_id, User, E> { … }
//! }
//! impl TableNotEqual<<User as Model>::Table> for posts::table {}   // and the other way round
//! impl JoinTo<<User as Model>::Table> for posts::table { … }       // and the other way round
//! ```

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::super::ir::{Column, Joinable, Model, Relation};
use super::{of_model, path};
use crate::names::bare;
use crate::paths::at_own;

pub(super) fn expand(model: &Model) -> TokenStream {
    let relations =
        model.columns.iter().filter_map(|column| Some((column, column.relation.as_ref()?)));
    relations
        .map(|(column, relation)| {
            let (methods, joins) =
                (expand_methods(model, column, relation), expand_joins(model, column, relation));
            quote!(#methods #joins)
        })
        .collect()
}

fn expand_methods(model: &Model, column: &Column, relation: &Relation) -> TokenStream {
    let Model { root, vis, ident, .. } = model;
    let private = root.private();
    let Relation { target, accessor, loader, .. } = relation;
    let Column { field, name, nullable, .. } = column;
    let (row, one, many) = match nullable {
        true => (quote!(::core::option::Option<#target>), "optional_parent", "optional_parents"),
        false => (quote!(#target), "parent", "parents"),
    };
    let parent = of_model(root, target, "Itself");
    let filter = expand_filter(model, column, relation);
    // All of it is at the model's name, so that of what is no model nothing more is said.
    let load = |function: &str, key: TokenStream| {
        let function = format_ident!("{function}");
        at_own(target, quote!(#private::model::#function::<#parent>(x, #key).await))
    };
    let (one, many) = (load(one, quote!(key)), load(many, quote!(keys)));
    let about = format!("The row that `{name}` refers to.");
    let about_many =
        format!("The row that the `{name}` of each row refers to, in the order of `rows`.");
    quote! {
        #[allow(dead_code)]
        impl #ident {
            #[doc = #about]
            ///
            /// # Errors
            /// - `not_found` if it has gone
            /// - `unavailable` if the database is busy
            #vis async fn #accessor(
                &self,
                x: impl #root::db::Executor,
            ) -> #root::Result<#row> {
                let key = ::core::clone::Clone::clone(&self.#field);
                #one
            }

            #[doc = #about_many]
            ///
            /// All of them are loaded by one query.
            ///
            /// # Errors
            /// - `not_found` if one has gone
            /// - `unavailable` if the database is busy
            #vis async fn #loader(
                x: impl #root::db::Executor,
                rows: &[Self],
            ) -> #root::Result<::std::vec::Vec<#row>> {
                let keys = ::core::iter::Iterator::map(
                    rows.iter(),
                    |row| ::core::clone::Clone::clone(&row.#field),
                );
                let keys = ::core::iter::Iterator::collect(keys);
                #many
            }

            #filter
        }
    }
}

fn expand_filter(model: &Model, column: &Column, relation: &Relation) -> Option<TokenStream> {
    let Model { root, vis, ident, .. } = model;
    let private = root.private();
    let Relation { target, accessor, .. } = relation;
    // In a condition, a table cannot be told from itself.
    if target.is_ident(ident) {
        return None;
    }
    let path = path(model, column);
    let name = format_ident!("has_{}", bare(accessor), span = accessor.span());
    let about = format!(
        "For queries: whether the row refers to a row by `{}` for which `condition` holds.",
        column.name,
    );
    Some(quote! {
        #[doc = #about]
        #vis fn #name<__E>(condition: __E) -> #root::model::HasParent<#path, #target, __E> {
            #private::model::has_parent(condition)
        }
    })
}

/// Lets the two tables be in one query, and be joined without saying how.
fn expand_joins(model: &Model, column: &Column, relation: &Relation) -> TokenStream {
    let Model { root, table, .. } = model;
    let private = root.private();
    let diesel = quote!(#private::diesel);
    let parent = of_model(root, &relation.target, "Table");
    let path = path(model, column);
    let child = quote!(#table::table);
    // Where the target is no model, the second of these would be said of every table, and diesel would
    // tell of that, too. Under a binder, the compiler leaves the bound to whoever uses them.
    let is_model = {
        let target = &relation.target;
        quote!(for<'__any> #target: #root::model::Model)
    };
    let together = quote! {
        impl #diesel::query_source::TableNotEqual<#parent> for #child where #is_model {}
        impl #diesel::query_source::TableNotEqual<#child> for #parent where #is_model {}
    };
    let on = quote!(#private::model::JoinedOn<#path, #parent>);
    let joins = (relation.joinable == Joinable::Yes).then(|| {
        quote! {
            impl #diesel::JoinTo<#parent> for #child {
                type FromClause = #parent;
                type OnClause = #on;

                fn join_target(rhs: #parent) -> (Self::FromClause, Self::OnClause) {
                    let key = #diesel::Table::primary_key(&rhs);
                    let key = #diesel::NullableExpressionMethods::nullable(key);
                    let column = #diesel::NullableExpressionMethods::nullable(#path);
                    (rhs, #diesel::ExpressionMethods::eq(column, key))
                }
            }
            impl #diesel::JoinTo<#child> for #parent {
                type FromClause = #child;
                type OnClause = #on;

                fn join_target(rhs: #child) -> (Self::FromClause, Self::OnClause) {
                    let parent = ::core::default::Default::default();
                    (rhs, <#child as #diesel::JoinTo<#parent>>::join_target(parent).1)
                }
            }
        }
    });
    match relation.joinable {
        Joinable::No => TokenStream::new(),
        Joinable::Together | Joinable::Yes => at_own(&relation.target, quote!(#together #joins)),
    }
}
