//! What ends up in headers for browsers is read, or refused.

use super::super::Listed;
use super::{load, message};

fn these(names: &[&str]) -> Listed {
    Listed::These(names.iter().map(|name| (*name).to_owned()).collect())
}

#[test]
fn lists_are_read() {
    let of = |value| load(&[], &[("ORDAIN_CORS__ORIGINS", value)]).unwrap().cors.origins;
    assert_eq!((of("none"), of("*")), (Listed::Nothing, Listed::All));
    let origins =
        ["https://a.example", "http://localhost:3000", "http://[::1]:80", "tauri://localhost"];
    assert_eq!(of("https://a.example"), these(&origins[..1]));
    assert_eq!(of("https://a.example,http://localhost:3000"), these(&origins[..2]));
    let file = "[cors]\norigins = [\"https://a.example\", \"tauri://localhost\"]\nexpose = [\"*\"]";
    let config = load(&[("ordain.toml", file)], &[]).unwrap();
    assert_eq!(config.cors.origins, these(&["https://a.example", "tauri://localhost"]));
    assert_eq!(config.cors.expose, Listed::All);
    let of = |value| load(&[], &[("ORDAIN_CORS__HEADERS", value)]).unwrap().cors.headers;
    assert_eq!(of("Content-Type, x-own"), these(&["content-type", "x-own"]));
}

#[test]
fn what_no_browser_sends_as_an_origin_is_refused() {
    for origin in [
        "",
        "null",
        "a.example",
        "https://",
        "https://a.example/",
        "https://a.example/path",
        "https://a.example?x",
        "https://A.example",
        "https://me@a.example",
        "https://*.example",
        "https://a.example:443",
        "http://a.example:80",
        "https://a.example:",
        "https://a.example:x",
        "https://a.example, *",
        "https://a.example https://b.example",
    ] {
        let message = message(&[], &[("ORDAIN_CORS__ORIGINS", origin)]);
        assert!(
            message.contains("must be `none`, `*`, or a list of origins such as"),
            "{origin}: {message}"
        );
    }
}

#[test]
fn what_fits_into_no_header_is_refused() {
    for (name, value, rule) in [
        ("ORDAIN_CORS__HEADERS", "content type", "a list of names"),
        ("ORDAIN_CORS__EXPOSE", "a, none:", "a list of names"),
        ("ORDAIN_SECURITY__CSP", "", "a content security policy"),
        ("ORDAIN_SECURITY__CSP", "default-scr 'self'", "a content security policy"),
        ("ORDAIN_SECURITY__CSP", "default-src 'self'\nimg-src *", "a content security policy"),
        ("ORDAIN_SECURITY__CSP", "default-src 'self', img-src *", "a content security policy"),
        ("ORDAIN_SECURITY__REFERRER_POLICY", "never", "`no-referrer`"),
        ("ORDAIN_SECURITY__OPENER_POLICY", "same-site", "`same-origin`"),
        ("ORDAIN_SECURITY__HSTS", "0s", "or `off`, from 1s to 3650d"),
    ] {
        let message = message(&[], &[(name, value)]);
        assert!(message.contains(rule), "{value}: {message}");
    }
}
