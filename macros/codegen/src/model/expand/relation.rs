//! The rows that a model's rows refer to.
//!
//! ```text
//! impl Post {
//!     pub async fn author(&self, x: impl Executor) -> Result<User> { … }
//!     pub async fn load_authors(x: impl Executor, rows: &[Self]) -> Result<Vec<User>> { … }
//! }
//! ::ordain::__private::together!(posts::table, <User as Model>::Table);
//! ::ordain::__private::joinable!(posts::table, posts::author_id, <User as Model>::Table);
//! ```

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::super::ir::{Column, Joinable, Model, Relation};
use super::path;

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
    let (one, many) = (format_ident!("{one}"), format_ident!("{many}"));
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
                #private::model::#one::<#target>(x, key).await
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
                #private::model::#many::<#target>(x, keys).await
            }
        }
    }
}

fn expand_joins(model: &Model, column: &Column, relation: &Relation) -> TokenStream {
    let Model { root, table, .. } = model;
    let private = root.private();
    let target = &relation.target;
    let parent = quote!(<#target as #root::model::Model>::Table);
    let path = path(model, column);
    let together = quote!(#private::together!(#table::table, #parent););
    match relation.joinable {
        Joinable::No => TokenStream::new(),
        Joinable::Together => together,
        Joinable::Yes => {
            quote!(#together #private::joinable!(#table::table, #path, #parent);)
        }
    }
}
