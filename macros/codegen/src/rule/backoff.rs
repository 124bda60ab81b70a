//! How long a job waits before its next attempt: `fixed 10s`, `linear 10s..5m`,
//! `exponential 10s..1h`.
//!
//! Only the text is judged here; the runtime computes the delays.

use std::time::Duration;

use proc_macro2::TokenStream;
use quote::quote;
use syn::LitStr;

use super::duration;
use crate::errors::Errors;
use crate::paths::Root;

const FORM: &str = "write `fixed 10s`, `linear 10s..5m` or `exponential 10s..1h`";

/// A checked backoff: the bounds are in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Backoff {
    /// The same delay each time.
    Fixed(Duration),
    /// The first delay once, twice, three times, up to the second.
    Linear(Duration, Duration),
    /// The first delay, doubled each time, up to the second.
    Exponential(Duration, Duration),
}

impl Backoff {
    /// Reads the text and reports what is wrong with it.
    pub fn read(text: &LitStr, errors: &mut Errors) -> Option<Self> {
        match parse(&text.value()) {
            Ok(backoff) => Some(backoff),
            Err((message, help)) => {
                errors.at(text, message).help(help);
                None
            }
        }
    }

    /// The backoff as a constant expression of the runtime's type.
    pub fn tokens(&self, root: &Root) -> TokenStream {
        let (kind, bounds) = match *self {
            Self::Fixed(delay) => (quote!(fixed), vec![delay]),
            Self::Linear(min, max) => (quote!(linear), vec![min, max]),
            Self::Exponential(min, max) => (quote!(exponential), vec![min, max]),
        };
        let bounds = bounds.into_iter().map(duration::tokens);
        quote!(#root::job::Backoff::#kind(#(#bounds),*))
    }
}

type Mistake = (String, &'static str);

fn parse(text: &str) -> Result<Backoff, Mistake> {
    let text = text.trim();
    let (kind, bounds) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let bounds = bounds.trim();
    match kind {
        "fixed" => delay(kind, bounds).map(Backoff::Fixed),
        "linear" => range(kind, bounds).map(|(min, max)| Backoff::Linear(min, max)),
        "exponential" => range(kind, bounds).map(|(min, max)| Backoff::Exponential(min, max)),
        "" => Err(("the backoff is empty".to_owned(), FORM)),
        other => Err((format!("`{other}` is no kind of backoff"), FORM)),
    }
}

fn delay(kind: &str, text: &str) -> Result<Duration, Mistake> {
    if text.is_empty() {
        return Err((format!("backoff `{kind}` has no delay"), FORM));
    }
    if text.contains("..") {
        return Err((format!("backoff `{kind}` takes one delay"), FORM));
    }
    duration::parse(text).map_err(|message| (message, duration::FORM))
}

fn range(kind: &str, text: &str) -> Result<(Duration, Duration), Mistake> {
    let Some((min, max)) = text.split_once("..") else {
        return Err((format!("backoff `{kind}` needs a range of delays"), FORM));
    };
    let bound =
        |text: &str| duration::parse(text.trim()).map_err(|message| (message, duration::FORM));
    let bounds = (bound(min)?, bound(max)?);
    if bounds.0 > bounds.1 {
        let message = format!("the longest delay `{max}` is shorter than the first, `{min}`");
        return Err((message, "write the shorter delay first, such as `exponential 10s..1h`"));
    }
    Ok(bounds)
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn s(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    #[test]
    fn backoffs_are_read() {
        assert_eq!(parse("fixed 10s"), Ok(Backoff::Fixed(s(10))));
        assert_eq!(parse("linear 10s..5m"), Ok(Backoff::Linear(s(10), s(300))));
        assert_eq!(parse("exponential 10s..1h"), Ok(Backoff::Exponential(s(10), s(3600))));
        assert_eq!(parse(" exponential  10s .. 1h "), Ok(Backoff::Exponential(s(10), s(3600))));
    }

    #[test]
    fn mistakes_are_named() {
        for (text, message) in [
            ("", "the backoff is empty"),
            ("10s", "`10s` is no kind of backoff"),
            ("quadratic 1s..2s", "`quadratic` is no kind of backoff"),
            ("fixed", "backoff `fixed` has no delay"),
            ("fixed 1s..2s", "backoff `fixed` takes one delay"),
            ("linear 1s", "backoff `linear` needs a range of delays"),
            ("exponential 10..1h", "duration `10` has no unit"),
            ("exponential 1h..10s", "the longest delay `10s` is shorter than the first, `1h`"),
        ] {
            let found = parse(text).map_err(|(message, _)| message);
            assert_eq!(found, Err(message.to_owned()), "{text}");
        }
    }
}
