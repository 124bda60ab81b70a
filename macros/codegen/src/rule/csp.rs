//! Content security policies as text: `default-src 'self'; img-src *`.
//!
//! The names and the form are checked; what a source allows is for the browser to say.

use syn::LitStr;

use crate::errors::{Errors, nearest};

/// The directives that browsers know (CSP 3, and what other documents add to it).
pub const DIRECTIVES: [&str; 28] = [
    "base-uri",
    "block-all-mixed-content",
    "child-src",
    "connect-src",
    "default-src",
    "fenced-frame-src",
    "font-src",
    "form-action",
    "frame-ancestors",
    "frame-src",
    "img-src",
    "manifest-src",
    "media-src",
    "object-src",
    "prefetch-src",
    "report-to",
    "report-uri",
    "require-trusted-types-for",
    "sandbox",
    "script-src",
    "script-src-attr",
    "script-src-elem",
    "style-src",
    "style-src-attr",
    "style-src-elem",
    "trusted-types",
    "upgrade-insecure-requests",
    "worker-src",
];

/// Without their quotes they would be names of hosts.
const KEYWORDS: [&str; 8] = [
    "none",
    "self",
    "strict-dynamic",
    "unsafe-eval",
    "unsafe-hashes",
    "unsafe-inline",
    "wasm-unsafe-eval",
    "report-sample",
];

const FORM: &str =
    "write directives with `;` between them: `csp = \"default-src 'self'; img-src *\"`";

/// Reads a policy and reports what is wrong with it.
pub fn read(text: &LitStr, errors: &mut Errors) -> Option<String> {
    match check(&text.value()) {
        Ok(policy) => Some(policy),
        Err((message, help)) => {
            errors.at(text, message).help(help);
            None
        }
    }
}

/// The policy on one line; the error is a message and its help.
fn check(text: &str) -> Result<String, (String, String)> {
    let wrong = |message: &str, help: &str| Err((message.to_owned(), help.to_owned()));
    if text.contains(['\n', '\r']) {
        let help =
            "end the line in the source with `\\`, which takes the line break out of the string";
        return wrong("a content security policy is a header, which has one line", help);
    }
    if let Some(other) = text.chars().find(|c| !matches!(c, ' '..='~')) {
        let message = format!("{other:?} cannot stand in a content security policy");
        return wrong(&message, "it has letters, digits and signs of ASCII only");
    }
    if text.contains(',') {
        return wrong("`,` begins another content security policy", FORM);
    }
    let mut names: Vec<&str> = Vec::new();
    let directives = text.trim().trim_end_matches(';');
    for directive in directives.split(';') {
        let mut words = directive.split_whitespace();
        let Some(name) = words.next() else {
            return wrong("a directive is missing", FORM);
        };
        if !DIRECTIVES.contains(&name) {
            let message = format!("`{name}` is no directive of a content security policy");
            let help = match nearest(&name.to_lowercase(), DIRECTIVES) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("the directives are `{}`", DIRECTIVES.join("`, `")),
            };
            return Err((message, help));
        }
        if names.contains(&name) {
            let message = format!("directive `{name}` is given twice");
            return wrong(&message, "a browser reads the first of them alone");
        }
        names.push(name);
        if let Some(word) = words.find(|word| KEYWORDS.contains(word)) {
            let message = format!("without quotes, `{word}` is the name of a host");
            return Err((message, format!("write `'{word}'`")));
        }
    }
    Ok(directives.split(';').map(str::trim).collect::<Vec<_>>().join("; "))
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn policies_are_read() {
        for (text, policy) in [
            ("default-src 'self'", "default-src 'self'"),
            ("default-src 'self';  img-src * data:;", "default-src 'self'; img-src * data:"),
            ("upgrade-insecure-requests", "upgrade-insecure-requests"),
        ] {
            assert_eq!(check(text).as_deref(), Ok(policy));
        }
    }

    #[test]
    fn mistakes_are_named() {
        for (text, message, help) in [
            ("", "a directive is missing", "write directives"),
            ("img-src *;; font-src *", "a directive is missing", "write directives"),
            ("default-src 'self'\nimg-src *", "has one line", "`\\`"),
            ("default-src\t'self'", "cannot stand in", "ASCII"),
            ("default-src 'sélf'", "cannot stand in", "ASCII"),
            ("default-scr 'self'", "`default-scr` is no directive", "did you mean `default-src`?"),
            ("colour red", "`colour` is no directive", "the directives are `base-uri`"),
            ("img-src *; img-src 'self'", "`img-src` is given twice", "the first"),
            ("default-src self", "`self` is the name of a host", "`'self'`"),
            ("default-src 'self', img-src *", "`,` begins another", "`;`"),
        ] {
            let Err(found) = check(text) else { panic!("{text}") };
            assert!(found.0.contains(message) && found.1.contains(help), "{text}: {found:?}");
        }
    }
}
