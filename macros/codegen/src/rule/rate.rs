//! Rates as text: `10/min per actor`, `100/s per ip`.
//!
//! Who is counted is only named here.

use std::time::Duration;

use syn::LitStr;

use crate::errors::Errors;

const FORM: &str = "write `10/min per actor` or `100/s per ip`; \
    the times are `s`, `min`, `hour` and `day`, and who is counted is `ip` or `actor`";

/// Whom a rate counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RateKey {
    /// The address that a request comes from.
    Ip,
    /// The signed-in caller.
    Actor,
}

/// How often somebody may call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// So many times …
    pub count: u32,
    /// … within this time.
    pub per: Duration,
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
    let (rate, key) = match text.split_once(" per ") {
        Some((rate, "ip")) => (rate, RateKey::Ip),
        Some((rate, "actor")) => (rate, RateKey::Actor),
        Some((_, other)) => return Err(format!("`{other}` is nobody whose calls can be counted")),
        None => return Err(format!("rate `{text}` does not say whose calls are counted")),
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
    match count.parse() {
        Ok(0) => Err(format!("rate `{text}` allows nothing")),
        Ok(count) => Ok(Rate { count, per, key }),
        Err(_) => Err(format!("`{count}` is no number of calls")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_are_read() {
        let rate = Rate { count: 10, per: Duration::from_mins(1), key: RateKey::Actor };
        assert_eq!(parse("10/min per actor"), Ok(rate));
        for (text, message) in [
            ("10/min", "does not say whose"),
            ("10 per ip", "is no rate"),
            ("0/s per ip", "allows nothing"),
            ("x/s per ip", "no number of calls"),
            ("1/week per ip", "no time that a rate can have"),
            ("1/s per moon", "nobody whose calls"),
        ] {
            assert!(parse(text).is_err_and(|error| error.contains(message)), "{text}");
        }
    }
}
