//! Every path that generated code uses to reach the runtime.
//!
//! Nothing generated names a crate but through a [`Root`], so that `ordain` may be renamed.

use proc_macro2::{Group, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::Path;

/// Where the runtime is: `::ordain`, or what the option `crate = path` says.
#[derive(Debug, Clone)]
pub struct Root(Path);

impl Root {
    /// A runtime under another path.
    pub fn at(path: Path) -> Self {
        Self(path)
    }

    /// `::ordain::__private`: what only generated code may name.
    pub fn private(&self) -> TokenStream {
        let root = &self.0;
        quote!(#root::__private)
    }
}

impl Default for Root {
    fn default() -> Self {
        let ordain = syn::Ident::new("ordain", Span::call_site());
        Self(syn::parse_quote!(::#ordain))
    }
}

impl ToTokens for Root {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.0.to_tokens(tokens);
    }
}

/// The span for generated tokens whose errors are to be shown at `tokens`: names are resolved as
/// the macro's, the caret is the user's.
pub fn located(tokens: impl ToTokens) -> Span {
    let span = tokens
        .into_token_stream()
        .into_iter()
        .next()
        .map_or_else(Span::call_site, |first| first.span());
    Span::mixed_site().located_at(span)
}

/// Generated tokens as if they were written where `place` is: their errors underline it and show no
/// macro. All names in them must be reached from anywhere.
pub fn at_own(place: impl ToTokens, tokens: TokenStream) -> TokenStream {
    let place = place.into_token_stream();
    let mut trees: Vec<TokenTree> = at_start(place.clone(), tokens).into_iter().collect();
    if let (Some(tree), Some(last)) = (trees.last_mut(), place.into_iter().last()) {
        tree.set_span(last.span());
    }
    trees.into_iter().collect()
}

/// As [`at_own`], all at the first token of `place`: what the compiler says of several of them, it
/// says once.
pub fn at_start(place: impl ToTokens, tokens: TokenStream) -> TokenStream {
    let first = place.into_token_stream().into_iter().next();
    respan(tokens, first.map_or_else(Span::call_site, |first| first.span()))
}

fn respan(tokens: TokenStream, span: Span) -> TokenStream {
    let respanned = tokens.into_iter().map(|mut tree| {
        if let TokenTree::Group(group) = &tree {
            tree = Group::new(group.delimiter(), respan(group.stream(), span)).into();
        }
        tree.set_span(span);
        tree
    });
    respanned.collect()
}
