//! The arguments of an attribute: a list of positional pieces and named options.
//!
//! The list is split here and checked against what an attribute knows; what a value means is for
//! the attribute to say.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens;
use syn::parse::Parse;
use syn::{Ident, LitStr, Path};

use crate::errors::{Errors, nearest};
use crate::names::bare;
use crate::paths::Root;

/// One option that an attribute knows: its name and an example of its correct form.
#[derive(Debug, Clone, Copy)]
pub struct Known {
    /// The name before `=` or `(`.
    pub name: &'static str,
    /// The whole option, as help shows it.
    pub form: &'static str,
}

/// The option that every attribute knows.
pub const CRATE: Known = Known { name: "crate", form: "crate = my_crate::ordain" };

/// One comma-separated piece.
#[derive(Debug, Clone)]
pub struct Piece {
    /// The first token, when it is a name.
    pub name: Option<Ident>,
    /// What follows the name.
    pub value: Value,
    /// The whole piece.
    pub tokens: TokenStream,
}

/// What follows the name of an option.
#[derive(Debug, Clone)]
pub enum Value {
    /// Nothing: `hidden`.
    None,
    /// `= value`
    Is(TokenStream),
    /// `(list)`
    List(TokenStream),
    /// Anything else: no option at all.
    Other,
}

/// The arguments of one attribute.
#[derive(Debug, Clone, Default)]
pub struct Args {
    pieces: Vec<Piece>,
}

impl Args {
    /// Splits the tokens at their top-level commas.
    pub fn split(tokens: TokenStream) -> Self {
        let mut pieces = Vec::new();
        let mut current = TokenStream::new();
        for tree in tokens {
            if matches!(&tree, TokenTree::Punct(punct) if punct.as_char() == ',') {
                pieces.push(Piece::read(std::mem::take(&mut current)));
            } else {
                current.extend([tree]);
            }
        }
        if !current.is_empty() {
            pieces.push(Piece::read(current));
        }
        Self { pieces }
    }

    /// Takes the first piece if it is positional: a literal, or (with `names`) a bare name.
    pub fn positional(&mut self, names: bool) -> Option<Piece> {
        let fits = self.pieces.first().is_some_and(|piece| match piece.value {
            Value::Other => true,
            Value::None => names,
            Value::Is(_) | Value::List(_) => false,
        });
        fits.then(|| self.pieces.remove(0))
    }

    /// Takes the named option out, so that it is not checked against the known ones.
    pub fn take(&mut self, name: &str) -> Option<Piece> {
        let at = self.pieces.iter().position(|piece| piece.is(name))?;
        Some(self.pieces.remove(at))
    }

    /// Takes out every option of that name, of which there may be many, with its own arguments.
    pub fn take_lists(&mut self, known: Known, errors: &mut Errors) -> Vec<(Piece, Args)> {
        let mut lists = Vec::new();
        while let Some(piece) = self.take(known.name) {
            match &piece.value {
                Value::List(inner) if !inner.is_empty() => {
                    let inner = Args::split(inner.clone());
                    lists.push((piece, inner));
                }
                _ => no_list(&piece, known, errors),
            }
        }
        lists
    }

    /// All remaining pieces.
    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// The named option, without checking its value.
    pub fn get(&self, name: &str) -> Option<&Piece> {
        self.pieces.iter().find(|piece| piece.is(name))
    }

    /// Reports every piece that is no option of `owner` (`#[route]`), and every repeated one.
    pub fn check(&self, owner: &str, known: &[Known], errors: &mut Errors) {
        let mut seen: Vec<String> = Vec::new();
        for piece in &self.pieces {
            let name = piece.name.as_ref().filter(|_| !matches!(piece.value, Value::Other));
            let Some(name) = name else {
                errors
                    .at(&piece.tokens, format!("expected an option of `{owner}`"))
                    .help(list(known));
                continue;
            };
            let text = bare(name);
            if !known.iter().any(|option| option.name == text) {
                unknown(owner, name, &text, known, errors);
            } else if seen.contains(&text) {
                errors.at(name, format!("option `{text}` is given twice"));
            }
            seen.push(text);
        }
    }

    /// Where the runtime is, from the option `crate`.
    pub fn root(&self, errors: &mut Errors) -> Root {
        self.parsed::<Path>(CRATE, errors).map_or_else(Root::default, Root::at)
    }

    /// The option's value after `=`, parsed as `T`.
    pub fn parsed<T: Parse>(&self, known: Known, errors: &mut Errors) -> Option<T> {
        let piece = self.get(known.name)?;
        match &piece.value {
            Value::Is(value) if !value.is_empty() => match syn::parse2::<T>(value.clone()) {
                Ok(value) => return Some(value),
                Err(_) => errors.at(value, format!("this is no value for option `{}`", known.name)),
            },
            _ => errors.at(&piece.tokens, format!("option `{}` needs a value", known.name)),
        }
        .help(format!("write `{}`", known.form));
        None
    }

    /// The option's value as a string literal.
    pub fn text(&self, known: Known, errors: &mut Errors) -> Option<LitStr> {
        self.parsed(known, errors)
    }

    /// Whether the option, which takes no value, is there.
    pub fn flag(&self, known: Known, errors: &mut Errors) -> bool {
        let Some(piece) = self.get(known.name) else { return false };
        if !matches!(piece.value, Value::None) {
            errors
                .at(&piece.tokens, format!("option `{}` takes no value", known.name))
                .help(format!("write `{}`", known.form));
        }
        true
    }

    /// The option's own arguments in parentheses.
    pub fn list(&self, known: Known, errors: &mut Errors) -> Option<Args> {
        let piece = self.get(known.name)?;
        if let Value::List(inner) = &piece.value {
            return Some(Args::split(inner.clone()));
        }
        no_list(piece, known, errors);
        None
    }
}

fn no_list(piece: &Piece, known: Known, errors: &mut Errors) {
    errors
        .at(&piece.tokens, format!("option `{}` takes a list in parentheses", known.name))
        .help(format!("write `{}`", known.form));
}

impl Piece {
    fn read(tokens: TokenStream) -> Self {
        let mut trees = tokens.clone().into_iter();
        let name = match trees.next() {
            Some(TokenTree::Ident(name)) => Some(name),
            _ => None,
        };
        let value = match (&name, trees.next()) {
            (Some(_), None) => Value::None,
            (Some(_), Some(TokenTree::Punct(punct))) if punct.as_char() == '=' => {
                Value::Is(trees.collect())
            }
            (Some(_), Some(TokenTree::Group(group)))
                if group.delimiter() == Delimiter::Parenthesis && trees.next().is_none() =>
            {
                Value::List(group.stream())
            }
            _ => Value::Other,
        };
        Self { name, value, tokens }
    }

    /// Whether the piece is the option of that name.
    pub fn is(&self, name: &str) -> bool {
        self.name.as_ref().is_some_and(|ident| bare(ident) == name)
    }
}

impl ToTokens for Piece {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.tokens.to_tokens(tokens);
    }
}

fn unknown(owner: &str, name: &Ident, text: &str, known: &[Known], errors: &mut Errors) {
    let noted = errors.at(name, format!("unknown option `{text}` of `{owner}`"));
    let near = nearest(text, known.iter().map(|option| option.name));
    match near.and_then(|near| known.iter().find(|option| option.name == near)) {
        Some(option) => noted.help(format!("did you mean `{}`?", option.form)),
        None => noted.help(list(known)),
    };
}

fn list(known: &[Known]) -> String {
    let forms: Vec<String> = known.iter().map(|option| format!("`{}`", option.form)).collect();
    match forms.as_slice() {
        [] => "it has no options".to_owned(),
        _ => format!("the options are {}", forms.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use quote::quote;

    const POLICY: Known = Known { name: "policy", form: "policy = public" };
    const HIDDEN: Known = Known { name: "hidden", form: "hidden" };

    fn report(errors: Errors) -> String {
        errors.finish().map(|tokens| tokens.to_string()).unwrap_or_default()
    }

    #[test]
    fn pieces_are_split_at_commas_only() {
        let mut args = Args::split(quote!(get, "/a", policy = any(a, b), hidden,));
        assert!(args.positional(true).is_some());
        assert!(args.positional(false).is_some());
        assert_eq!(args.pieces().len(), 2);
        let mut errors = Errors::new();
        args.check("#[route]", &[POLICY, HIDDEN], &mut errors);
        assert!(args.flag(HIDDEN, &mut errors));
        assert!(report(errors).is_empty());
    }

    #[test]
    fn unknown_and_repeated_options_are_reported() {
        let args = Args::split(quote!(polcy = public, hidden, hidden, 7));
        let mut errors = Errors::new();
        args.check("#[route]", &[POLICY, HIDDEN], &mut errors);
        let text = report(errors);
        assert!(text.contains("did you mean `policy = public`?"), "{text}");
        assert!(text.contains("option `hidden` is given twice"), "{text}");
        assert!(text.contains("expected an option of `#[route]`"), "{text}");
    }

    #[test]
    fn a_value_of_the_wrong_kind_shows_the_form() {
        let args = Args::split(quote!(policy, hidden = 1));
        let mut errors = Errors::new();
        assert!(args.text(POLICY, &mut errors).is_none());
        assert!(args.flag(HIDDEN, &mut errors));
        let text = report(errors);
        assert!(text.contains("option `policy` needs a value"), "{text}");
        assert!(text.contains("option `hidden` takes no value"), "{text}");
    }
}
