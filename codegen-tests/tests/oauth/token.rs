//! Tokens for a page that keeps them itself.

use codegen_tests::client::{Answer, Request};

use super::fake::Fake;
use super::{Browser, Shop, assert_problem};

fn shop(fake: &Fake) -> Shop {
    Shop::open_with(fake, &[("ORDAIN_ACCOUNTS__COOKIES", "false")])
}

fn take(browser: &mut Browser<'_>, provider: &str) -> Answer {
    browser.send(Request::new("POST", &format!("/auth/oauth/{provider}/tokens")))
}

#[test]
fn a_page_gets_the_tokens_of_who_is_back_once() {
    let fake = Fake::start();
    let shop = shop(&fake);
    let mut browser = Browser::new(&shop);
    let answer = browser.sign_in(&fake, "fake");
    assert_eq!((answer.status, answer.header("location")), (303, Some("/home")));
    assert!(!browser.is_signed_in(), "sessions are not held by cookies");
    let cookie = answer.header("set-cookie").unwrap();
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
    let kept = browser.cookies["oauth"].clone();

    let tokens = take(&mut browser, "fake");
    assert_eq!(tokens.status, 200, "{}", tokens.text());
    assert_eq!(tokens.member("/token_type"), "Bearer");
    let me = Request::new("GET", "/auth/me").bearer(&tokens.member("/access_token"));
    assert_eq!(shop.send(&me).member("/email"), "ada@example.com");
    let refresh = serde_json::json!({ "refresh_token": tokens.member("/refresh_token") });
    assert_eq!(shop.post("/auth/refresh", &refresh).status, 200);

    assert!(!browser.cookies.contains_key("oauth"));
    assert_problem(&take(&mut browser, "fake"), 400, "not_begun");
    browser.cookies.insert("oauth".to_owned(), kept);
    assert_problem(&take(&mut browser, "fake"), 400, "not_begun");
}

#[test]
fn tokens_are_for_who_is_back_and_for_nobody_else() {
    let fake = Fake::start();
    let shop = shop(&fake);
    assert_problem(&take(&mut Browser::new(&shop), "fake"), 400, "not_begun");
    // Who has left is not back.
    let mut browser = Browser::new(&shop);
    browser.leave("fake");
    assert_problem(&take(&mut browser, "fake"), 400, "not_begun");
    // Nor does who is back leave by it.
    let mut browser = Browser::new(&shop);
    browser.sign_in(&fake, "fake");
    assert_problem(&browser.come_back("fake", "code=a&state=b"), 400, "not_begun");
    assert_problem(&take(&mut browser, "other"), 400, "not_begun");
    assert_eq!(take(&mut browser, "fake").status, 200);
}
