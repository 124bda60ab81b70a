//! A function whose body is kept as tokens, so that half-typed code keeps its completion.
//!
//! Only who asks for the body parses it.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, Block, FnArg, Ident, Pat, PatType, ReturnType, Signature, Type, Visibility};

/// A free function.
#[derive(Debug)]
pub struct Function {
    /// The attributes below the macro's.
    pub attrs: Vec<Attribute>,
    /// Who may call it.
    pub vis: Visibility,
    /// Name, arguments and return type.
    pub sig: Signature,
    body: TokenStream,
}

impl Function {
    /// Its `#[cfg]` attributes, which hold for everything beside it, too.
    pub fn conditions(&self) -> Vec<Attribute> {
        self.attrs.iter().filter(|attr| attr.path().is_ident("cfg")).cloned().collect()
    }

    /// The arguments but for `self`, which free functions do not have.
    pub fn arguments(&self) -> impl Iterator<Item = &PatType> {
        self.sig.inputs.iter().filter_map(|argument| match argument {
            FnArg::Typed(typed) => Some(typed),
            FnArg::Receiver(_) => None,
        })
    }

    /// The body, if it is one.
    pub fn body(&self) -> Option<Block> {
        syn::parse2(self.body.clone()).ok()
    }

    /// The type after `->`, if one is written.
    pub fn output(&self) -> Option<&Type> {
        match &self.sig.output {
            ReturnType::Type(_, ty) => Some(ty),
            ReturnType::Default => None,
        }
    }
}

/// The name of an argument, when its pattern is a name.
pub fn argument_name(argument: &PatType) -> Option<&Ident> {
    match &*argument.pat {
        Pat::Ident(name) => Some(&name.ident),
        _ => None,
    }
}

impl Parse for Function {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        Ok(Self {
            attrs: input.call(Attribute::parse_outer)?,
            vis: input.parse()?,
            sig: input.parse()?,
            body: input.parse()?,
        })
    }
}

impl ToTokens for Function {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        for attr in &self.attrs {
            attr.to_tokens(tokens);
        }
        self.vis.to_tokens(tokens);
        self.sig.to_tokens(tokens);
        self.body.to_tokens(tokens);
    }
}
