//! Sizes as text: `512B`, `64KB`, `2MB`, `1GB`; a `KB` has 1024 bytes.
//!
//! One whole number and one unit; zero is never meant.

use syn::LitStr;

use crate::errors::Errors;

const FORM: &str = "write a whole number and a unit: `512B`, `64KB`, `2MB` or `1GB`";

/// Reads a size in bytes and reports what is wrong with it.
pub fn read(text: &LitStr, errors: &mut Errors) -> Option<usize> {
    match parse(&text.value()) {
        Ok(size) => Some(size),
        Err(message) => {
            errors.at(text, message).help(FORM);
            None
        }
    }
}

fn parse(text: &str) -> Result<usize, String> {
    let start = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (number, unit) = text.split_at(start);
    let factor: usize = match unit {
        "B" => 1,
        "KB" => 1 << 10,
        "MB" => 1 << 20,
        "GB" => 1 << 30,
        "" if !number.is_empty() => return Err(format!("size `{text}` has no unit")),
        other => return Err(format!("`{other}` is no unit of size")),
    };
    let size = number.parse().ok().and_then(|number: usize| number.checked_mul(factor));
    match size {
        Some(0) => Err(format!("size `{text}` is zero")),
        Some(size) => Ok(size),
        None => Err(format!("`{text}` is no size")),
    }
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn sizes_are_read() {
        assert_eq!(parse("512B"), Ok(512));
        assert_eq!(parse("2MB"), Ok(2 << 20));
        for (text, message) in
            [("2", "no unit"), ("2 MB", "no unit of size"), ("0KB", "zero"), ("MB", "no size")]
        {
            assert!(parse(text).is_err_and(|error| error.contains(message)), "{text}");
        }
    }
}
