//! What a page of somebody else can make a browser do.

use codegen_tests::client::{Answer, Request};
use serde_json::json;

use super::{PASSWORD, Target};

fn open_session(target: &Target, name: &str, before: Option<&str>) -> Answer {
    let body = json!({ "login": format!("{name}@blog.example"), "password": PASSWORD });
    let request = Request::new("POST", "/auth/session");
    let request = match before {
        Some(cookie) => request.header("Cookie", cookie),
        None => request,
    };
    let answer = target.send(&request.json(&body));
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer
}

fn cookie(answer: &Answer) -> String {
    let header = answer.header("set-cookie").expect("a cookie");
    header.split(';').next().expect("a value").to_owned()
}

#[test]
fn a_session_that_was_planted() {
    let target = Target::start();
    let planted = cookie(&open_session(&target, "reader", None));
    let own = cookie(&open_session(&target, "admin", Some(&planted)));
    assert_ne!(planted, own);
    let me = |cookie: &str| target.send(&Request::new("GET", "/auth/me").header("Cookie", cookie));
    assert_eq!(me(&planted).status, 401);
    assert_eq!(me(&own).member("/email"), "admin@blog.example");
}

#[test]
fn a_cookie_for_scripts_other_sites_and_plain_http() {
    let target = Target::start_with(&[("ORDAIN_SESSIONS__SECURE", "true")]);
    let answer = open_session(&target, "admin", None);
    let cookie = answer.header("set-cookie").expect("a cookie");
    for flag in ["HttpOnly", "Secure", "SameSite=Lax", "Path=/"] {
        assert!(cookie.split("; ").any(|one| one == flag), "{flag}: {cookie}");
    }
    assert!(cookie.starts_with("__Host-") && !cookie.contains("Domain"), "{cookie}");
}

#[test]
fn a_request_that_another_page_sends() {
    let target = Target::start();
    let answer = open_session(&target, "author", None);
    let (cookie, token) = (cookie(&answer), answer.member("/csrf_token"));
    let write = |headers: &[(&str, &str)]| {
        let mut request = Request::new("POST", "/posts").header("Cookie", &cookie);
        for (name, value) in headers {
            request = request.header(name, value);
        }
        let post = json!({ "slug": "forged", "title": "Forged", "body": "" });
        target.send(&request.json(&post))
    };
    let refused =
        |answer: Answer| assert_eq!((answer.status, &*answer.member("/code")), (403, "csrf"));
    refused(write(&[]));
    refused(write(&[("X-CSRF-Token", "")]));
    refused(write(&[("X-CSRF-Token", &"0".repeat(64))]));
    refused(write(&[("X-CSRF-Token", &token), ("Origin", "https://evil.example")]));
    refused(write(&[("X-CSRF-Token", &token), ("Sec-Fetch-Site", "cross-site")]));
    assert_eq!(target.send(&Request::new("GET", "/posts/forged")).status, 404);
    assert_eq!(write(&[("X-CSRF-Token", &token)]).status, 201);
}

#[test]
fn a_page_that_reads_answers_or_shows_them_in_a_frame() {
    let target = Target::start();
    let request = Request::new("GET", "/posts").header("Origin", "https://evil.example");
    let answer = target.send(&request);
    assert_eq!(answer.header("access-control-allow-origin"), None);
    assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
    let policy = answer.header("content-security-policy").expect("a policy");
    assert!(policy.contains("frame-ancestors 'none'"), "{policy}");
}

#[test]
fn a_script_in_a_post_is_sent_as_data() {
    let target = Target::start();
    let token = target.token("author");
    let post = json!({ "slug": "script", "title": "<script>alert(1)</script>", "body": "" });
    let written = target.send(&Request::new("POST", "/posts").bearer(&token).json(&post));
    assert_eq!(written.status, 201);
    let answer = target.send(&Request::new("GET", "/posts/script"));
    assert_eq!(answer.header("content-type"), Some("application/json"));
    assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
}
