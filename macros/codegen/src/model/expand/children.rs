//! The rows that refer to a model's rows, and those that are linked to them.
//!
//! ```text
//! impl Post {
//!     pub async fn comments(&self, x: impl Executor) -> Result<Vec<Comment>> { … }
//!     pub async fn load_comments(x: impl Executor, rows: &[Self]) -> Result<Vec<Vec<Comment>>> { … }
//!     pub fn has_comments<E>(condition: E) -> HasChild<comments::post_id, Self, E> { … }
//!     pub fn count_comments<E>(condition: E) -> CountChildren<comments::post_id, Self, …> { … }
//! }
//! ```

use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::Path;

use super::super::ir::{Children, Column, Link, Model, Relation};
use super::path;
use crate::names::bare;
use crate::paths::{Root, located};

pub(super) fn expand(model: &Model) -> TokenStream {
    let Model { ident, columns, children, .. } = model;
    let references = columns
        .iter()
        .filter_map(|column| Some(expand_reference(model, column, column.relation.as_ref()?)));
    let methods = children.iter().map(|children| expand_methods(model, children));
    let methods = (!children.is_empty()).then(|| {
        quote! {
            #[allow(dead_code)]
            impl #ident { #(#methods)* }
        }
    });
    quote!(#(#references)* #methods)
}

/// The column of `#[belongs_to]` knows both of its ends.
fn expand_reference(model: &Model, column: &Column, relation: &Relation) -> TokenStream {
    let Model { root, ident, .. } = model;
    let private = root.private();
    let Column { field, ty, nullable, .. } = column;
    let target = &relation.target;
    let path = path(model, column);
    let key = quote!(::core::clone::Clone::clone(&child.#field));
    let key = if *nullable { key } else { quote!(::core::option::Option::Some(#key)) };
    let only = relation.is_only.then(|| {
        quote! {
            #[automatically_derived]
            impl #root::model::BelongsTo<#target> for #ident {
                type Column = #path;
            }
        }
    });
    quote! {
        #[automatically_derived]
        impl #root::model::References<#target> for #path {
            type Child = #ident;
            type Key = #ty;

            fn keys(
                keys: ::std::vec::Vec<Self::Key>,
            ) -> ::std::boxed::Box<dyn #private::model::Value> {
                #private::model::list(keys)
            }

            fn parent_key(child: &#ident) -> ::core::option::Option<Self::Key> {
                #key
            }
        }
        #only
    }
}

fn expand_methods(model: &Model, children: &Children) -> TokenStream {
    let Model { root, vis, .. } = model;
    let Children { target, link, accessor, loader, .. } = children;
    let row = match link {
        Link::One => quote!(::core::option::Option<#target>),
        Link::Many | Link::Through(_) => quote!(::std::vec::Vec<#target>),
    };
    let load = expand_load(root, children);
    let (filter, count) = (expand_filter(model, children), expand_count(model, children));
    let private = root.private();
    let what = bare(accessor).replace('_', " ");
    let about = format!("The {what} of this row, in the order of their keys.");
    let about_many = format!("The {what} of each row, in the order of `rows`.");
    let queries = match link {
        Link::Through(_) => "All of them are loaded by two queries.",
        Link::One | Link::Many => "All of them are loaded by one query.",
    };
    quote! {
        #[doc = #about]
        ///
        /// # Errors
        /// - `unavailable` if the database is busy
        #vis async fn #accessor(&self, x: impl #root::db::Executor) -> #root::Result<#row> {
            let rows = ::core::slice::from_ref(self);
            #load.await.map(#private::model::only)
        }

        #[doc = #about_many]
        ///
        #[doc = #queries]
        ///
        /// # Errors
        /// - `unavailable` if the database is busy
        #vis async fn #loader(
            x: impl #root::db::Executor,
            rows: &[Self],
        ) -> #root::Result<::std::vec::Vec<#row>> {
            #load.await
        }

        #filter
        #count
    }
}

fn expand_count(model: &Model, children: &Children) -> Option<TokenStream> {
    let Model { root, vis, .. } = model;
    let private = root.private();
    let Children { target, link, accessor, filter, .. } = children;
    filter.as_ref()?;
    let what = bare(accessor);
    let name = format_ident!("count_{what}", span = accessor.span());
    let about = format!(
        "For queries: how many {} the row has, of those for which `condition` holds; with `true`, of all.",
        what.replace('_', " "),
    );
    let bound =
        quote!(#private::diesel::expression::AsExpression<#private::diesel::sql_types::Bool>);
    let condition = quote!(#private::diesel::expression::AsExpression::as_expression(condition));
    let (ty, value) = match link {
        Link::One => return None,
        Link::Many => {
            let column = column_of(root, children);
            (
                quote!(#root::model::CountChildren<#column, Self, __E::Expression>),
                quote!(#private::model::count_children(#condition)),
            )
        }
        Link::Through(through) => {
            let (from, to) = (
                only_column(root, through, &quote!(Self)),
                only_column(root, through, &quote!(#target)),
            );
            (
                quote! {
                    #root::model::CountChildren<
                        #from,
                        Self,
                        #root::model::HasParent<#to, #target, __E::Expression>,
                    >
                },
                quote!(#private::model::count_children(#private::model::has_parent(#condition))),
            )
        }
    };
    Some(quote! {
        #[doc = #about]
        #vis fn #name<__E: #bound>(condition: __E) -> #ty {
            #value
        }
    })
}

fn expand_load(root: &Root, children: &Children) -> TokenStream {
    let Children { target, link, .. } = children;
    let private = root.private();
    match link {
        Link::Many | Link::One => {
            let column = column_of(root, children);
            let load = if matches!(link, Link::One) { quote!(child) } else { quote!(children) };
            quote!(#private::model::#load::<Self, #column>(x, rows))
        }
        Link::Through(through) => {
            let (from, to) = (
                only_column(root, through, &quote!(Self)),
                only_column(root, through, &quote!(#target)),
            );
            quote!(#private::model::linked::<Self, #target, #from, #to>(x, rows))
        }
    }
}

/// The column by which the children refer to this model.
fn column_of(root: &Root, children: &Children) -> TokenStream {
    match &children.by {
        Some(by) => quote!(#by),
        None => only_column(root, &children.target, &quote!(Self)),
    }
}

/// The one column of a model that refers to another one.
fn only_column(root: &Root, model: &Path, parent: &TokenStream) -> TokenStream {
    quote_spanned!(located(model)=> <#model as #root::model::BelongsTo<#parent>>::Column)
}

fn expand_filter(model: &Model, children: &Children) -> Option<TokenStream> {
    let Model { root, vis, .. } = model;
    let private = root.private();
    let Children { target, link, accessor, filter, .. } = children;
    let filter = filter.as_ref()?;
    let about = format!(
        "A condition for queries: whether the row has {} for which `condition` holds.",
        bare(accessor).replace('_', " "),
    );
    let (ty, value) = match link {
        Link::Many | Link::One => {
            let column = column_of(root, children);
            (
                quote!(#root::model::HasChild<#column, Self, __E>),
                quote!(#private::model::has_child(condition)),
            )
        }
        Link::Through(through) => {
            let (from, to) = (
                only_column(root, through, &quote!(Self)),
                only_column(root, through, &quote!(#target)),
            );
            (
                quote! {
                    #root::model::HasChild<#from, Self, #root::model::HasParent<#to, #target, __E>>
                },
                quote!(#private::model::has_child(#private::model::has_parent(condition))),
            )
        }
    };
    Some(quote! {
        #[doc = #about]
        #vis fn #filter<__E>(condition: __E) -> #ty {
            #value
        }
    })
}
