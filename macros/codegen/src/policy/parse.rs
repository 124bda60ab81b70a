//! What `#[policy]` may stand on, as tokens.
//!
//! Nothing is judged here.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, ItemEnum, Token, Visibility};

use crate::item::function::Function;

/// An enum or a function.
#[derive(Debug)]
pub enum Item {
    /// Permissions or roles.
    Enum(Box<ItemEnum>),
    /// A policy over a resource.
    Function(Box<Function>),
}

impl Parse for Item {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let ahead = input.fork();
        ahead.call(Attribute::parse_outer)?;
        ahead.parse::<Visibility>()?;
        if ahead.peek(Token![enum]) {
            return Ok(Self::Enum(Box::new(input.parse()?)));
        }
        let function =
            [ahead.peek(Token![fn]), ahead.peek(Token![async]), ahead.peek(Token![const])];
        let qualified = [ahead.peek(Token![unsafe]), ahead.peek(Token![extern])];
        if function.into_iter().chain(qualified).any(|is_start| is_start) {
            return Ok(Self::Function(Box::new(input.parse()?)));
        }
        Err(ahead.error("this is neither an enum nor a function"))
    }
}

impl ToTokens for Item {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            Self::Enum(item) => item.to_tokens(tokens),
            Self::Function(item) => item.to_tokens(tokens),
        }
    }
}
