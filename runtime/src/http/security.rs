//! What browsers are told about every answer, so that they do not take it for what it is not.
//!
//! It changes no header that is there already.

use std::borrow::Cow;

use actix_web::body::BoxBody;
use actix_web::dev::ServiceResponse;
use actix_web::http::header::{
    CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, REFERRER_POLICY,
    STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};

use super::client::is_secure;
use crate::config;
use crate::error::Result;

const OPENER_POLICY: HeaderName = HeaderName::from_static("cross-origin-opener-policy");

/// What has no scripts, styles or pictures of its own loads none, and stands in no frame.
const NOTHING: HeaderValue = HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'");

type Header = (HeaderName, HeaderValue);

/// The headers, made once at start.
pub struct Security {
    always: [Header; 3],
    page: [Header; 2],
    data: [Header; 1],
    hsts: Option<Header>,
}

impl Security {
    /// Takes over the configuration.
    ///
    /// # Errors
    /// 500 if a value fits into no header, which the configuration refuses.
    pub fn of(config: &config::Security) -> Result<Self> {
        let hsts =
            config.hsts.map(|time| HeaderValue::try_from(format!("max-age={}", time.as_secs())));
        let hsts = hsts.transpose()?.map(|value| (STRICT_TRANSPORT_SECURITY, value));
        let csp = HeaderValue::from_str(&config.csp)?;
        Ok(Self { hsts, ..Self::new(config.referrer_policy, (csp, config.opener_policy)) })
    }

    fn new(referrer: &'static str, (csp, opener): (HeaderValue, &'static str)) -> Self {
        Self {
            always: [
                (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
                // For browsers that do not know `frame-ancestors`, which goes over it.
                (X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
                (REFERRER_POLICY, HeaderValue::from_static(referrer)),
            ],
            page: [
                (CONTENT_SECURITY_POLICY, csp),
                // It is about windows, and only a page has one.
                (OPENER_POLICY, HeaderValue::from_static(opener)),
            ],
            data: [(CONTENT_SECURITY_POLICY, NOTHING)],
            hsts: None,
        }
    }

    /// Adds what is missing.
    pub fn tell(&self, response: &mut ServiceResponse<BoxBody>) {
        let hsts = self.hsts.as_ref().filter(|_| is_secure(response.request()));
        self.add_to(response.headers_mut(), hsts);
    }

    /// Adds what is missing, and `hsts`.
    pub(super) fn add_to(&self, headers: &mut HeaderMap, hsts: Option<&Header>) {
        let media_type = headers.get(CONTENT_TYPE);
        // Most answers say nothing else: then nothing has to be looked for.
        let says_more = headers.len_keys() > usize::from(media_type.is_some());
        let own = if media_type.is_some_and(is_page) { &self.page[..] } else { &self.data };
        for (name, value) in self.always.iter().chain(own).chain(hsts) {
            if !(says_more && headers.contains_key(name)) {
                headers.insert(name.clone(), value.clone());
            }
        }
    }
}

impl Default for Security {
    fn default() -> Self {
        Self::new("strict-origin-when-cross-origin", (NOTHING, "same-origin"))
    }
}

/// Whether a browser runs the scripts in it: in a page, or in a worker, whose script has a policy of its own.
fn is_page(media_type: &HeaderValue) -> bool {
    const PAGES: [&[u8]; 4] =
        [b"text/html", b"application/xhtml+xml", b"text/javascript", b"application/javascript"];
    let starts = |page: &&[u8]| {
        let start = media_type.as_bytes().get(..page.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(page))
    };
    PAGES.iter().any(starts)
}

/// A text with the characters that mean something in HTML written as references.
pub(super) fn escape(text: &str) -> Cow<'_, str> {
    let is_special = |c: char| matches!(c, '&' | '<' | '>' | '"' | '\'');
    if !text.contains(is_special) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    Cow::Owned(escaped)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::config::{Config, Defaults};

    fn of(variables: &[(&str, &str)]) -> Security {
        let variables = variables.iter().copied();
        let config = Config::load_from(Path::new("/nowhere"), variables, &Defaults::default());
        Security::of(&config.unwrap().security).unwrap()
    }

    #[test]
    fn https_is_asked_for_where_it_is_had() {
        let told = |security: &Security| {
            let mut headers = HeaderMap::new();
            security.add_to(&mut headers, security.hsts.as_ref());
            headers.get(STRICT_TRANSPORT_SECURITY).map(|value| value.to_str().unwrap().to_owned())
        };
        assert_eq!(told(&of(&[])).as_deref(), Some("max-age=31536000"));
        assert_eq!(told(&of(&[("ORDAIN_SECURITY__HSTS", "1h")])).as_deref(), Some("max-age=3600"));
        assert_eq!(told(&of(&[("ORDAIN_SECURITY__HSTS", "off")])), None);
    }

    #[test]
    fn what_needs_no_escape_is_not_copied() {
        assert!(matches!(escape("plain äöü"), Cow::Borrowed("plain äöü")));
    }
}
