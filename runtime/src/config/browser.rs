//! The kinds of values that end up in headers for browsers. What does not fit into one is refused here.

use actix_web::http::Uri;
use actix_web::http::header::HeaderName;

use super::kind::{Kind, Raw};

/// A list of names, none, or whatever there is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Listed {
    /// `none`
    Nothing,
    /// `*`
    All,
    /// These, in lower case.
    These(Vec<String>),
}

pub(super) const ORIGINS: Kind<Listed> = Kind::new(
    "`none`, `*`, or a list of origins such as `[\"https://app.example.com\", \"http://localhost:3000\"]`",
    |raw, _| listed(raw, origin),
);

pub(super) const HEADERS: Kind<Listed> = Kind::new(
    "`none`, `*`, or a list of names such as `[\"content-type\", \"if-match\"]`",
    |raw, _| {
        listed(raw, |name| HeaderName::try_from(name).ok().map(|name| name.as_str().to_owned()))
    },
);

fn listed(raw: Option<&Raw>, read: fn(&str) -> Option<String>) -> Option<Listed> {
    let texts = raw?.texts()?;
    match texts.as_slice() {
        [] => None,
        ["none"] => Some(Listed::Nothing),
        ["*"] => Some(Listed::All),
        names => names.iter().map(|name| read(name)).collect::<Option<_>>().map(Listed::These),
    }
}

/// An origin as browsers send it: scheme, host, and a port only where it is not the scheme's own.
fn origin(text: &str) -> Option<String> {
    let uri: Uri = text.parse().ok()?;
    let (scheme, authority) = (uri.scheme_str()?, uri.authority()?);
    let is_well = match (scheme, authority.port_u16()) {
        ("https", Some(443)) | ("http", Some(80)) => false,
        (_, port) => port.is_some() || authority.as_str() == authority.host(),
    };
    let whole = format!("{scheme}://{authority}");
    let is_whole = whole == text && !text.contains(['@', '*']) && !authority.host().is_empty();
    (is_well && is_whole && *text == text.to_lowercase()).then_some(whole)
}

const DIRECTIVES: [&str; 28] = [
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

pub(super) const PAGE_POLICY: Kind<String> = Kind::new(
    "a content security policy in one line, such as `default-src 'self'; img-src *`",
    |raw, _| {
        let text = raw?.text()?.trim().trim_end_matches(';');
        let is_line = text.bytes().all(|byte| matches!(byte, b' '..=b'~') && byte != b',');
        let known = |directive: &str| {
            let name = directive.split_whitespace().next().unwrap_or_default();
            DIRECTIVES.contains(&name)
        };
        (is_line && text.split(';').all(known)).then(|| text.to_owned())
    },
);

const REFERRER_POLICIES: [&str; 8] = [
    "no-referrer",
    "no-referrer-when-downgrade",
    "origin",
    "origin-when-cross-origin",
    "same-origin",
    "strict-origin",
    "strict-origin-when-cross-origin",
    "unsafe-url",
];

pub(super) const REFERRER_POLICY: Kind<&str> = Kind::new(
    "`no-referrer`, `no-referrer-when-downgrade`, `origin`, `origin-when-cross-origin`, `same-origin`, `strict-origin`, \
     `strict-origin-when-cross-origin` or `unsafe-url`",
    |raw, _| one_of(&REFERRER_POLICIES, raw),
);

const OPENER_POLICIES: [&str; 4] =
    ["noopener-allow-popups", "same-origin", "same-origin-allow-popups", "unsafe-none"];

pub(super) const OPENER_POLICY: Kind<&str> = Kind::new(
    "`same-origin`, `same-origin-allow-popups`, `noopener-allow-popups` or `unsafe-none`",
    |raw, _| one_of(&OPENER_POLICIES, raw),
);

fn one_of(known: &[&'static str], raw: Option<&Raw>) -> Option<&'static str> {
    let text = raw?.text()?;
    known.iter().find(|known| **known == text).copied()
}
