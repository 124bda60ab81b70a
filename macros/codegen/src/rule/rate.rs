//! Rates as text: `10/min per actor`, `100/s burst 20 per ip`, `50/hour per header X-Tenant`.
//!
//! Who is counted is only named here.

use std::time::Duration;

use syn::LitStr;

use crate::errors::Errors;

const FORM: &str = "write `10/min per actor`, `100/s burst 20 per ip` or `50/hour per header X-Tenant`; \
    the times are `s`, `min`, `hour` and `day`, and who is counted is `ip`, `actor`, `key` or a header";

/// Whom a rate counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RateKey {
    /// The address that a request comes from.
    Ip,
    /// The signed-in caller.
    Actor,
    /// What the caller signs in with.
    Key,
    /// The value of the header of this name, in lower case.
    Header(String),
}

impl RateKey {
    /// Whether it counts only callers who are known.
    pub fn needs_actor(&self) -> bool {
        matches!(self, Self::Actor | Self::Key)
    }
}

/// How often somebody may call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rate {
    /// So many times …
    pub count: u32,
    /// … within this time …
    pub per: Duration,
    /// … and no more than so many at once.
    pub burst: Option<u32>,
    /// Each of whom has a count of their own.
    pub key: RateKey,
}

/// Reads a rate and reports what is wrong with it.
pub fn read(text: &LitStr, errors: &mut Errors) -> Option<Rate> {
    match parse(&text.value()) {
        Ok(rate) => Some(rate),
        Err(message) => {
            errors.at(text, message).help(FORM);
            None
        }
    }
}

fn parse(text: &str) -> Result<Rate, String> {
    let Some((rate, key)) = text.split_once(" per ") else {
        return Err(format!("rate `{text}` does not say whose calls are counted"));
    };
    let key = parse_key(key)?;
    let (rate, burst) = match rate.split_once(" burst ") {
        Some((rate, burst)) => (rate, Some(parse_count(burst, text)?)),
        None => (rate, None),
    };
    let Some((count, time)) = rate.split_once('/') else {
        return Err(format!("`{rate}` is no rate"));
    };
    let per = match time {
        "s" => Duration::from_secs(1),
        "min" => Duration::from_mins(1),
        "hour" => Duration::from_hours(1),
        "day" => Duration::from_hours(24),
        other => return Err(format!("`{other}` is no time that a rate can have")),
    };
    let count = parse_count(count, text)?;
    match burst {
        Some(burst) if burst > count => {
            Err(format!("a burst of {burst} calls is more than the {count} that are allowed"))
        }
        _ => Ok(Rate { count, per, burst, key }),
    }
}

fn parse_count(count: &str, text: &str) -> Result<u32, String> {
    match count.parse() {
        Ok(0) => Err(format!("rate `{text}` allows nothing")),
        Ok(count) => Ok(count),
        Err(_) => Err(format!("`{count}` is no number of calls")),
    }
}

fn parse_key(key: &str) -> Result<RateKey, String> {
    match key {
        "ip" => Ok(RateKey::Ip),
        "actor" => Ok(RateKey::Actor),
        "key" => Ok(RateKey::Key),
        "header" => Err("`per header` does not say which header".to_owned()),
        other => match other.strip_prefix("header ") {
            Some(name) if is_header(name) => Ok(RateKey::Header(name.to_ascii_lowercase())),
            Some(name) => Err(format!("`{name}` is no name of a header")),
            None => Err(format!("`{other}` is nobody whose calls can be counted")),
        },
    }
}

/// A token of RFC 9110 §5.6.2.
fn is_header(name: &str) -> bool {
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !name.is_empty() && name.bytes().all(is_token)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_are_read() {
        let per = Duration::from_mins(1);
        let rate = |burst, key| Ok(Rate { count: 10, per, burst, key });
        assert_eq!(parse("10/min per actor"), rate(None, RateKey::Actor));
        assert_eq!(parse("10/min burst 3 per key"), rate(Some(3), RateKey::Key));
        let tenant = RateKey::Header("x-tenant".to_owned());
        assert_eq!(parse("10/min burst 10 per header X-Tenant"), rate(Some(10), tenant));
    }

    #[test]
    fn mistakes_are_told() {
        for (text, message) in [
            ("10/min", "does not say whose"),
            ("10 per ip", "is no rate"),
            ("0/s per ip", "allows nothing"),
            ("x/s per ip", "no number of calls"),
            ("1/week per ip", "no time that a rate can have"),
            ("1/s per moon", "nobody whose calls"),
            ("9/s burst 0 per ip", "allows nothing"),
            ("9/s burst x per ip", "no number of calls"),
            ("9/s burst 10 per ip", "more than the 9"),
            ("9/s per header", "does not say which header"),
            ("9/s per header X Tenant", "no name of a header"),
        ] {
            assert!(parse(text).is_err_and(|error| error.contains(message)), "{text}");
        }
    }
}
