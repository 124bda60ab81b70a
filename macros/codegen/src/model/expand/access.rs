//! The rules of single fields, each said once: what reads, writes and describes the field refers to
//! it.
//!
//! ```text
//! impl User { const __ordain_email_read: Rule = Rule::Any(&[…]); }
//! const _: () = ::ordain::__private::policy::assert_row::<own_account, User>();
//! ```

use proc_macro2::TokenStream;
use quote::quote;

use super::super::ir::{Column, Model};
use crate::names::hidden;
use crate::paths::at_start;
use crate::rule::policy_expr::PolicyExpr;

pub(super) const READ: &str = "read";
pub(super) const WRITE: &str = "write";

pub(super) fn expand(model: &Model) -> Option<TokenStream> {
    let Model { root, ident, .. } = model;
    let rules = model.columns.iter().flat_map(of_column);
    let (consts, assertions): (Vec<TokenStream>, Vec<TokenStream>) = rules
        .map(|(column, action, policy)| {
            let (name, rule) = (hidden(&column.field, action), policy.tokens(root));
            let assertions = policy.objects().into_iter().map(|path| {
                let private = root.private();
                let check = quote!(const _: () = #private::policy::assert_row::<);
                let (check, end) = (at_start(path, check), at_start(path, quote!(>();)));
                quote!(#check #path, #ident #end)
            });
            let constant = quote!(const #name: #root::policy::Rule = #rule;);
            (constant, assertions.collect::<TokenStream>())
        })
        .unzip();
    (!consts.is_empty()).then(|| {
        quote! {
            #[allow(non_upper_case_globals)]
            impl #ident { #(#consts)* }
            #(#assertions)*
        }
    })
}

/// The rule of a column that has one.
pub(super) fn rule(model: &Model, column: &Column, action: &str) -> TokenStream {
    let (ident, name) = (&model.ident, hidden(&column.field, action));
    quote!(#ident::#name)
}

fn of_column(column: &Column) -> impl Iterator<Item = (&Column, &'static str, &PolicyExpr)> {
    let actions = [(READ, &column.read), (WRITE, &column.write)];
    actions.into_iter().filter_map(move |(action, policy)| Some((column, action, policy.as_ref()?)))
}
