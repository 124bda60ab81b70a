//! Who may read an answer from another origin: `"https://a.example"`, a list of such, `any`, `none`.
//!
//! An origin is written as browsers send it, since it is compared letter by letter.

use quote::ToTokens;
use syn::{Expr, Lit, LitStr};

use crate::errors::{Errors, nearest};

const FORMS: &str = "write `cors = \"https://app.example.com\"`, `cors = [\"https://a.example\", \"https://b.example\"]`, \
    `cors = any` or `cors = none`";

/// Who may read an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cors {
    /// No page of another origin.
    Nobody,
    /// Every page.
    Everybody,
    /// The pages of these origins.
    Origins(Vec<String>),
}

/// Reads the value of the option and reports what is wrong with it.
pub fn read(value: &Expr, errors: &mut Errors) -> Option<Cors> {
    if let Some(text) = literal(value) {
        return read_origin(text, errors).map(|origin| Cors::Origins(vec![origin]));
    }
    match value {
        Expr::Array(list) if list.elems.is_empty() => {
            errors.at(list, "the list names no origin").help("for nobody, write `cors = none`");
            None
        }
        Expr::Array(list) => {
            let mut origins = Vec::new();
            for element in &list.elems {
                let Some(text) = literal(element) else {
                    errors.at(element, "an origin is a string").help(FORMS);
                    continue;
                };
                let Some(origin) = read_origin(text, errors) else { continue };
                if origins.contains(&origin) {
                    errors.at(text, format!("origin `{origin}` is named twice"));
                }
                origins.push(origin);
            }
            (origins.len() == list.elems.len()).then_some(Cors::Origins(origins))
        }
        Expr::Path(path) if path.path.is_ident("any") => Some(Cors::Everybody),
        Expr::Path(path) if path.path.is_ident("none") => Some(Cors::Nobody),
        other => {
            let text = other.to_token_stream().to_string();
            let mut noted =
                errors.at(other, format!("`{text}` is nobody who could read an answer"));
            if let Some(near) = nearest(&text.to_lowercase(), ["any", "none"]) {
                noted = noted.help(format!("did you mean `cors = {near}`?"));
            }
            noted.help(FORMS);
            None
        }
    }
}

fn literal(value: &Expr) -> Option<&LitStr> {
    match value {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Str(text) => Some(text),
            _ => None,
        },
        _ => None,
    }
}

fn read_origin(text: &LitStr, errors: &mut Errors) -> Option<String> {
    let origin = text.value();
    match check(&origin) {
        Ok(()) => Some(origin),
        Err((message, help)) => {
            errors.at(text, message).help(help);
            None
        }
    }
}

/// The error is a message and its help.
fn check(origin: &str) -> Result<(), (String, String)> {
    let wrong = |message: String, help: &str| Err((message, help.to_owned()));
    let write = |better: String| format!("write `{better}`");
    if matches!(origin, "*" | "any") {
        return wrong(format!("`{origin}` is no origin"), "for every origin, write `cors = any`");
    }
    if matches!(origin, "null" | "none" | "") {
        return wrong(format!("`{origin}` is no origin"), "for nobody, write `cors = none`");
    }
    let Some((scheme, authority)) = origin.split_once("://") else {
        return Err((
            format!("origin `{origin}` has no scheme"),
            write(format!("https://{origin}")),
        ));
    };
    if let Some(end) = authority.find(['/', '?', '#']) {
        let better = write(format!("{scheme}://{}", &authority[..end]));
        let part = if authority[end..] == *"/" { "a slash at its end" } else { "a path" };
        return Err((format!("origin `{origin}` has {part}"), better));
    }
    if authority.contains('@') {
        let help = "an origin is a scheme, a host and a port";
        return wrong(format!("origin `{origin}` has a user name"), help);
    }
    if authority.contains('*') {
        let help = "name each origin; for every one of them, write `cors = any`";
        return wrong(format!("`*` stands for no part of origin `{origin}`"), help);
    }
    if origin != origin.to_lowercase() {
        let message = format!("origin `{origin}` has capital letters, which browsers do not send");
        return Err((message, write(origin.to_lowercase())));
    }
    if !origin.is_ascii() {
        let help = "write the host as browsers send it: `xn--…`";
        return wrong(format!("origin `{origin}` is not ASCII"), help);
    }
    check_parts(origin, scheme, authority)
}

fn check_parts(origin: &str, scheme: &str, authority: &str) -> Result<(), (String, String)> {
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_lowercase())
        && scheme.bytes().all(|c| c.is_ascii_alphanumeric() || matches!(c, b'+' | b'-' | b'.'));
    if !is_scheme {
        let help = "write `https://` or `http://` before the host".to_owned();
        return Err((format!("`{scheme}` is no scheme"), help));
    }
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
        _ => (authority, None),
    };
    if !is_host(host) {
        let help = "an origin is a scheme, a host and a port: `https://app.example.com`".to_owned();
        return Err((format!("`{host}` is no host"), help));
    }
    let Some(port) = port else { return Ok(()) };
    if matches!((scheme, port), ("https", "443") | ("http", "80")) {
        let message = format!("port {port} is the one of `{scheme}`, which browsers leave out");
        return Err((message, format!("write `{scheme}://{host}`")));
    }
    let is_port = port.parse::<u16>().is_ok_and(|number| number.to_string() == port && number > 0);
    if is_port {
        Ok(())
    } else {
        Err((
            format!("`{port}` is no port of origin `{origin}`"),
            "write a number from 1 to 65535".to_owned(),
        ))
    }
}

fn is_host(host: &str) -> bool {
    if let Some(address) = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')) {
        return address.parse::<std::net::Ipv6Addr>().is_ok();
    }
    let is_part = |c: u8| c.is_ascii_alphanumeric() || matches!(c, b'-' | b'.' | b'_');
    !host.is_empty() && host.bytes().all(is_part)
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn origins_are_read() {
        for origin in [
            "https://app.example.com",
            "http://localhost:3000",
            "https://a.example:8443",
            "http://[::1]:8080",
            "http://[::1]",
            "capacitor://localhost",
            "https://xn--bcher-kva.example",
        ] {
            assert_eq!(check(origin), Ok(()), "{origin}");
        }
    }

    #[test]
    fn mistakes_are_named() {
        for (origin, message, help) in [
            ("*", "is no origin", "cors = any"),
            ("null", "is no origin", "cors = none"),
            ("a.example", "has no scheme", "`https://a.example`"),
            ("https://a.example/", "has a slash at its end", "`https://a.example`"),
            ("https://a.example/b?c", "has a path", "`https://a.example`"),
            ("https://me@a.example", "has a user name", "a scheme, a host and a port"),
            ("https://*.a.example", "`*` stands for no part", "name each origin"),
            ("https://A.example", "has capital letters", "`https://a.example`"),
            ("https://bücher.example", "is not ASCII", "xn--"),
            ("1s://a.example", "`1s` is no scheme", "https://"),
            ("https://", "`` is no host", "a scheme, a host and a port"),
            ("https://a b", "`a b` is no host", "a scheme, a host and a port"),
            ("http://[::g]", "`[::g]` is no host", "a scheme, a host and a port"),
            ("https://a.example:443", "port 443 is the one of `https`", "`https://a.example`"),
            ("https://a.example:0", "`0` is no port", "from 1 to 65535"),
            ("https://a.example:08", "`08` is no port", "from 1 to 65535"),
            ("https://a.example:70000", "`70000` is no port", "from 1 to 65535"),
        ] {
            let Err(found) = check(origin) else { panic!("{origin}") };
            assert!(found.0.contains(message) && found.1.contains(help), "{origin}: {found:?}");
        }
    }
}
