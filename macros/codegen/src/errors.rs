//! Every mistake of one macro call, collected and rendered at once.
//!
//! Whoever makes an [`Errors`] must finish it with [`Errors::finish`]. It never stops at the first
//! mistake.

use proc_macro2::{Span, TokenStream};
use quote::ToTokens;
use std::fmt::{Display, Write};

/// The mistakes found so far.
#[derive(Debug, Default)]
#[must_use = "mistakes that nobody looks at would be accepted"]
pub struct Errors {
    list: Vec<Mistake>,
}

#[derive(Debug)]
struct Mistake {
    place: syn::Error,
    message: String,
    help: Vec<String>,
}

/// The mistake that was just noted, to add help to.
pub struct Noted<'a>(&'a mut Mistake);

impl Errors {
    /// No mistakes yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Notes a mistake at the given tokens: as few as show it.
    pub fn at(&mut self, tokens: impl ToTokens, message: impl Display) -> Noted<'_> {
        self.note(syn::Error::new_spanned(tokens, &message), message.to_string())
    }

    /// Notes a mistake at a span.
    pub fn at_span(&mut self, span: Span, message: impl Display) -> Noted<'_> {
        self.note(syn::Error::new(span, &message), message.to_string())
    }

    /// Takes over a mistake that syn found.
    pub fn syntax(&mut self, error: &syn::Error) -> Noted<'_> {
        let message = error.to_string();
        self.note(syn::Error::new(error.span(), &message), message)
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The mistakes as `compile_error!` calls; `None` when there are none.
    pub fn finish(self) -> Option<TokenStream> {
        if self.list.is_empty() {
            return None;
        }
        Some(self.list.iter().map(Mistake::render).collect())
    }

    fn note(&mut self, place: syn::Error, message: String) -> Noted<'_> {
        self.list.push(Mistake { place, message, help: Vec::new() });
        let last = self.list.len() - 1;
        Noted(&mut self.list[last])
    }
}

impl Noted<'_> {
    /// Shows the correct form.
    #[expect(clippy::return_self_not_must_use, reason = "the help is noted already")]
    pub fn help(self, text: impl Display) -> Self {
        self.0.help.push(text.to_string());
        self
    }
}

impl Mistake {
    fn render(&self) -> TokenStream {
        let mut text = self.message.clone();
        for help in &self.help {
            let _ = write!(text, "\nhelp: {help}");
        }
        // The place keeps first and last token, so that the caret underlines all of them.
        let tokens = self.place.to_compile_error();
        replace_message(tokens, &text)
    }
}

/// Puts `text` into the literal of a `compile_error! { "…" }`.
fn replace_message(tokens: TokenStream, text: &str) -> TokenStream {
    use proc_macro2::{Group, Literal, TokenTree};
    tokens
        .into_iter()
        .map(|tree| match tree {
            TokenTree::Group(group) => {
                let mut inner =
                    Group::new(group.delimiter(), replace_message(group.stream(), text));
                inner.set_span(group.span());
                TokenTree::Group(inner)
            }
            TokenTree::Literal(old) => {
                let mut literal = Literal::string(text);
                literal.set_span(old.span());
                TokenTree::Literal(literal)
            }
            other => other,
        })
        .collect()
}

/// The known name nearest to a misspelt one, when one is near.
pub fn nearest<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    known
        .into_iter()
        .map(|name| (distance(wrong, name), name))
        .filter(|(distance, name)| *distance <= 1 + name.len() / 4)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// Levenshtein's distance: how many letters must change.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(x != *y);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_mistakes_are_rendered_with_their_help() {
        let mut errors = Errors::new();
        errors.at_span(Span::call_site(), "first").help("do this");
        errors.at_span(Span::call_site(), "second");
        let text = errors.finish().map(|tokens| tokens.to_string()).unwrap_or_default();
        assert!(text.contains("first\\nhelp: do this"), "{text}");
        assert!(text.contains("second"), "{text}");
        assert_eq!(text.matches("compile_error").count(), 2);
    }

    #[test]
    fn the_nearest_name_is_near() {
        let known = ["policy", "status", "summary"];
        assert_eq!(nearest("polcy", known), Some("policy"));
        assert_eq!(nearest("sumary", known), Some("summary"));
        assert_eq!(nearest("bananas", known), None);
    }
}
