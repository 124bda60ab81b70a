//! Lengths of time as text: `250ms`, `30s`, `5m`, `1h`, `7d`.
//!
//! One whole number and one unit; nothing is added up, and zero is never meant.

use std::time::Duration;

use proc_macro2::TokenStream;
use quote::quote;
use syn::LitStr;

use crate::errors::Errors;

/// The correct form, for help.
pub const FORM: &str =
    "write a whole number and a unit, such as `250ms`, `30s`, `5m`, `1h` or `7d`";

const LONGEST: Duration = Duration::from_hours(3650 * 24);

/// Reads one duration; the error is a message that names the text.
///
/// # Errors
///
/// What is wrong with the text, without its help.
pub fn parse(text: &str) -> Result<Duration, String> {
    let start = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (number, unit) = text.split_at(start);
    if number.is_empty() || unit.contains(char::is_whitespace) {
        return Err(format!("`{text}` is no duration"));
    }
    let milliseconds: u64 = match unit {
        "ms" => 1,
        "s" => 1_000,
        "m" => 60_000,
        "h" => 3_600_000,
        "d" => 86_400_000,
        "" => return Err(format!("duration `{text}` has no unit")),
        other => return Err(format!("`{other}` is no unit of time")),
    };
    let length = number.parse().ok().and_then(|number: u64| number.checked_mul(milliseconds));
    match length.map(Duration::from_millis) {
        Some(Duration::ZERO) => Err(format!("duration `{text}` is zero")),
        Some(length) if length <= LONGEST => Ok(length),
        _ => Err(format!("duration `{text}` is longer than ten years")),
    }
}

/// Reads one duration from a string literal and reports what is wrong with it.
pub fn read(text: &LitStr, errors: &mut Errors) -> Option<Duration> {
    match parse(&text.value()) {
        Ok(duration) => Some(duration),
        Err(message) => {
            errors.at(text, message).help(FORM);
            None
        }
    }
}

/// The duration as a constant expression of type `core::time::Duration`.
#[must_use]
pub fn tokens(duration: Duration) -> TokenStream {
    let (seconds, nanoseconds) = (duration.as_secs(), duration.subsec_nanos());
    quote!(::core::time::Duration::new(#seconds, #nanoseconds))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_read() {
        for (text, milliseconds) in [
            ("250ms", 250),
            ("30s", 30_000),
            ("5m", 300_000),
            ("1h", 3_600_000),
            ("7d", 604_800_000),
        ] {
            assert_eq!(parse(text), Ok(Duration::from_millis(milliseconds)), "{text}");
        }
    }

    #[test]
    fn mistakes_are_named() {
        for (text, message) in [
            ("", "`` is no duration"),
            ("soon", "`soon` is no duration"),
            ("-5s", "`-5s` is no duration"),
            ("30", "duration `30` has no unit"),
            ("30 s", "`30 s` is no duration"),
            ("1.5h", "`.5h` is no unit of time"),
            ("3 weeks", "`3 weeks` is no duration"),
            ("3weeks", "`weeks` is no unit of time"),
            ("0s", "duration `0s` is zero"),
            ("4000d", "duration `4000d` is longer than ten years"),
            ("99999999999999999999s", "duration `99999999999999999999s` is longer than ten years"),
        ] {
            assert_eq!(parse(text), Err(message.to_owned()), "{text}");
        }
    }

    #[test]
    fn tokens_are_a_constant() {
        let text = tokens(Duration::from_millis(1_250)).to_string();
        assert!(text.ends_with("new (1u64 , 250000000u32)"), "{text}");
    }
}
