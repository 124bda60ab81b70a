//! Sessions that a cookie holds, and requests that somebody else makes a browser send.

use codegen_tests::client::{Answer, Request};
use serde_json::json;

use super::{PASSWORD, Shop, assert_problem};

struct Browser<'a> {
    shop: &'a Shop,
    cookie: String,
    csrf: String,
}

impl<'a> Browser<'a> {
    fn sign_in(shop: &'a Shop, email: &str, before: Option<&str>) -> Self {
        let body = json!({ "login": email, "password": PASSWORD });
        let mut request = Request::new("POST", "/auth/session");
        if let Some(before) = before {
            request = request.header("Cookie", before);
        }
        let answer = shop.send(&request.json(&body));
        assert_eq!(answer.status, 200, "{}", answer.text());
        let cookie = answer.header("set-cookie").unwrap();
        let cookie = cookie.split(';').next().unwrap().to_owned();
        Self { shop, cookie, csrf: answer.member("/csrf_token") }
    }

    fn request(&self, method: &str, path: &str) -> Request {
        Request::new(method, path).header("Cookie", &self.cookie)
    }

    fn get(&self, path: &str) -> Answer {
        self.shop.send(&self.request("GET", path))
    }

    /// A request with the token.
    fn good(&self, method: &str, path: &str) -> Request {
        self.request(method, path).header("X-CSRF-Token", &self.csrf)
    }
}

#[test]
fn a_cookie_is_hidden_from_scripts_and_holds_the_session() {
    let shop = Shop::open();
    shop.register("ada@example.com");
    let body = json!({ "login": "ada@example.com", "password": PASSWORD });
    let answer = shop.post("/auth/session", &body);
    let cookie = answer.header("set-cookie").unwrap().to_owned();
    assert!(cookie.starts_with("session="), "{cookie}");
    for part in ["HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=7776000"] {
        assert!(cookie.contains(part), "{part}: {cookie}");
    }
    assert!(!cookie.contains("Secure") && !cookie.contains("Domain"), "{cookie}");
    let secure = shop
        .second(&[("ORDAIN_SESSIONS__SECURE", "true"), ("ORDAIN_SESSIONS__SAME_SITE", "strict")]);
    let answer = secure.send(&Request::new("POST", "/auth/session").json(&body));
    let cookie = answer.header("set-cookie").unwrap().to_owned();
    assert!(cookie.starts_with("__Host-session="), "{cookie}");
    assert!(cookie.contains("Secure") && cookie.contains("SameSite=Strict"), "{cookie}");
}

#[test]
fn a_session_lives_through_a_restart_and_ends_when_its_owner_signs_out() {
    let shop = Shop::open();
    shop.register("ada@example.com");
    let browser = Browser::sign_in(&shop, "ada@example.com", None);
    assert_eq!(browser.get("/auth/me").status, 200);
    let second = shop.second(&[]);
    assert_eq!(second.send(&browser.request("GET", "/auth/me")).status, 200);
    let out = shop.send(&browser.good("POST", "/auth/logout"));
    assert_eq!(out.status, 204, "{}", out.text());
    assert!(out.header("set-cookie").unwrap().contains("Max-Age=0"));
    assert_eq!(browser.get("/auth/me").status, 401);
    assert_eq!(second.send(&browser.request("GET", "/auth/me")).status, 401);
    // A browser goes on sending a cookie whose session is over: it is a stranger then, and no fault.
    let who = shop.send(&browser.request("POST", "/who"));
    assert_eq!((who.status, who.text()), (200, "nobody".to_owned()));
}

#[test]
fn nobody_chooses_the_session_of_somebody_else() {
    let shop = Shop::open();
    shop.register("ada@example.com");
    let planted = Browser::sign_in(&shop, "ada@example.com", None);
    let own = Browser::sign_in(&shop, "ada@example.com", Some(&planted.cookie));
    assert_ne!(planted.cookie, own.cookie);
    assert_eq!((planted.get("/auth/me").status, own.get("/auth/me").status), (401, 200));
    let made_up = Browser::sign_in(&shop, "ada@example.com", Some("session=chosen"));
    assert!(!made_up.cookie.contains("chosen"));
    for value in ["", "chosen", &made_up.cookie[8..20]] {
        let request = Request::new("GET", "/auth/me").header("Cookie", &format!("session={value}"));
        assert_eq!(shop.send(&request).status, 401, "{value}");
    }
}

#[test]
fn what_changes_something_needs_the_token_of_the_session() {
    let shop = Shop::open();
    shop.register("ada@example.com");
    shop.register("eve@example.com");
    let ada = Browser::sign_in(&shop, "ada@example.com", None);
    let eve = Browser::sign_in(&shop, "eve@example.com", None);
    let bare = shop.send(&ada.request("POST", "/auth/logout"));
    assert_problem(&bare, 403, "csrf");
    let foreign = ada.request("POST", "/auth/logout").header("X-CSRF-Token", &eve.csrf);
    assert_problem(&shop.send(&foreign), 403, "csrf");
    // Also where the policy lets everybody in, and the route asks who calls.
    assert_problem(&shop.send(&ada.request("POST", "/who")), 403, "csrf");
    assert_eq!(shop.send(&ada.good("POST", "/who")).text(), "Session");
    assert_eq!(ada.get("/auth/session").member("/csrf_token"), ada.csrf);
    assert_eq!(shop.send(&ada.good("POST", "/auth/logout")).status, 204);
}

#[test]
fn a_form_carries_the_token_in_a_field() {
    let shop = Shop::open();
    shop.register("ada@example.com");
    let ada = Browser::sign_in(&shop, "ada@example.com", None);
    let kind = "application/x-www-form-urlencoded";
    let send = |body: String| shop.send(&ada.request("POST", "/form").body(kind, body));
    let good = send(format!("csrf_token={}&word=h%26i", ada.csrf));
    assert_eq!((good.status, good.text()), (200, "h&i".to_owned()));
    assert_problem(&send("word=hi".to_owned()), 403, "csrf");
    assert_problem(&send("csrf_token=x&word=hi".to_owned()), 403, "csrf");
}

#[test]
fn a_page_of_another_site_is_refused_whatever_token_it_has() {
    let shop = Shop::open();
    shop.register("ada@example.com");
    let ada = Browser::sign_in(&shop, "ada@example.com", None);
    for (name, value) in [
        ("Origin", "https://evil.example"),
        ("Origin", "null"),
        ("Sec-Fetch-Site", "cross-site"),
        ("Sec-Fetch-Site", "same-site"),
    ] {
        let answer = shop.send(&ada.good("POST", "/who").header(name, value));
        assert_problem(&answer, 403, "csrf");
    }
    for (name, value) in [("Origin", "http://localhost"), ("Sec-Fetch-Site", "same-origin")] {
        assert_eq!(shop.send(&ada.good("POST", "/who").header(name, value)).status, 200);
    }
}

#[test]
fn bearer_tokens_need_no_such_token() {
    let shop = Shop::open();
    let tokens = shop.registered("ada@example.com");
    let request = Request::new("POST", "/who").bearer(&tokens.access);
    assert_eq!(shop.send(&request.header("Origin", "https://other.example")).text(), "Token");
}

#[test]
fn ways_that_are_switched_off_are_no_ways() {
    let shop = Shop::open_with(&[
        ("ORDAIN_ACCOUNTS__COOKIES", "false"),
        ("ORDAIN_ACCOUNTS__API_KEYS", "false"),
        ("ORDAIN_ACCOUNTS__TOKENS", "false"),
    ]);
    shop.register("ada@example.com");
    let body = json!({ "login": "ada@example.com", "password": PASSWORD });
    for path in ["/auth/session", "/auth/login", "/auth/refresh", "/auth/keys"] {
        assert_eq!(shop.post(path, &body).status, 404, "{path}");
    }
    let on = shop.second(&[]);
    let answer = on.send(&Request::new("POST", "/auth/session").json(&body));
    let cookie = answer.header("set-cookie").unwrap().split(';').next().unwrap().to_owned();
    let me = Request::new("GET", "/auth/me").header("Cookie", &cookie);
    assert_eq!((on.send(&me).status, shop.send(&me).status), (200, 401));
}

#[test]
fn a_token_outlives_a_change_of_the_secret_as_its_session_does() {
    let shop = Shop::open();
    shop.register("ada@example.com");
    let ada = Browser::sign_in(&shop, "ada@example.com", None);
    let new = "file:new.key,file:old.key";
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    std::fs::write(path("new.key"), "another secret, as long as the first one").unwrap();
    std::fs::write(path("old.key"), super::SECRET).unwrap();
    let keys = new.replace("new.key", &path("new.key")).replace("old.key", &path("old.key"));
    let rotated = shop.second(&[("ORDAIN_AUTH__KEYS", &keys)]);
    assert_eq!(rotated.send(&ada.request("GET", "/auth/me")).status, 200);
    assert_eq!(rotated.send(&ada.good("POST", "/who")).text(), "Session");
}
