//! What is not believed, and who is not let in.

use codegen_tests::client::Answer;
use serde_json::{Value, json};

use super::fake::{Fake, Signing};
use super::{Browser, Shop, assert_problem, parameter};

#[track_caller]
fn assert_refused(answer: &Answer, fault: &str) {
    assert_problem(answer, 401, "id_token_refused");
    assert_eq!(answer.member("/fault"), fault);
    assert_eq!(answer.header("set-cookie"), None);
}

#[test]
fn a_token_that_says_something_else_is_refused() {
    let fake = Fake::start();
    let shop = Shop::open(&fake);
    type Change = fn(&mut Value);
    let cases: [(Change, &str); 9] = [
        (|it| it["nonce"] = json!("another"), "its nonce is not that of this sign-in"),
        (|it| it["nonce"] = Value::Null, "its nonce is not that of this sign-in"),
        (|it| it["aud"] = json!("another"), "it is for another application"),
        (|it| it["aud"] = json!(["shop", "another"]), "it is for another application"),
        (|it| it["iss"] = json!("https://evil.example"), "it is from another issuer"),
        (|it| it["exp"] = json!(1_700_000_000), "its time is over"),
        (|it| it["at_hash"] = json!("AAAAAAAAAAAAAAAAAAAAAA"), "it is not as it has to be"),
        (|it| it["sub"] = json!(""), "its subject is empty or too long"),
        (|it| it["sub"] = json!("x".repeat(256)), "its subject is empty or too long"),
    ];
    for (change, fault) in cases {
        fake.script().change = Some(Box::new(change));
        let mut browser = Browser::new(&shop);
        assert_refused(&browser.sign_in(&fake, "fake"), fault);
        assert!(!browser.is_signed_in());
    }
    fake.script().change = None;
    Browser::new(&shop).signed_in(&fake, "fake");
}

#[test]
fn a_token_that_the_provider_did_not_sign_is_refused() {
    let fake = Fake::start();
    let shop = Shop::open(&fake);
    for signing in [Signing::ByAnotherKey, Signing::ByUnknownKey, Signing::Not, Signing::BySecret] {
        fake.script().signing = signing;
        let answer = Browser::new(&shop).sign_in(&fake, "fake");
        assert_refused(&answer, "its signature is not the provider's");
    }
    assert_eq!(fake.script().described, 1, "an unknown key does not let anybody flood it");
}

#[test]
fn nobody_comes_back_who_did_not_leave_from_this_browser() {
    let fake = Fake::start();
    let shop = Shop::open(&fake);
    let mut ada = Browser::new(&shop);
    let back = fake.sign_in(&ada.leave("fake"));
    // Another browser: with nothing, with what it kept itself, with something made up.
    assert_problem(&Browser::new(&shop).come_back("fake", &back), 400, "not_begun");
    let mut eve = Browser::new(&shop);
    eve.leave("fake");
    assert_problem(&eve.come_back("fake", &back), 400, "state_mismatch");
    let mut changed = Browser::new(&shop);
    let kept: String = ada.cookies["oauth"].chars().rev().collect();
    changed.cookies.insert("oauth".to_owned(), kept);
    assert_problem(&changed.come_back("fake", &back), 400, "not_begun");
    // What was kept for one thing is not good for another.
    let mut session = Browser::new(&shop);
    session.cookies.insert("session".to_owned(), ada.cookies["oauth"].clone());
    assert_eq!(session.get("/auth/me").status, 401);
    assert_eq!(ada.come_back("fake", &back).status, 303);
}

#[test]
fn what_a_browser_kept_is_good_once() {
    let fake = Fake::start();
    let shop = Shop::open(&fake);
    let mut browser = Browser::new(&shop);
    let url = browser.leave("fake");
    let kept = browser.cookies["oauth"].clone();
    assert_eq!(browser.come_back("fake", &fake.sign_in(&url)).status, 303);
    let mut again = Browser::new(&shop);
    again.cookies.insert("oauth".to_owned(), kept.clone());
    let another = fake.sign_in(&url);
    assert_problem(&again.come_back("fake", &another), 400, "not_begun");
    // There is one guess at the state, too.
    let mut guess = Browser::new(&shop);
    let back = fake.sign_in(&guess.leave("fake"));
    assert_problem(&guess.come_back("fake", "code=a&state=b"), 400, "state_mismatch");
    assert_problem(&guess.come_back("fake", &back), 400, "not_begun");
}

#[test]
fn a_state_that_is_missing_or_changed_is_refused() {
    let fake = Fake::start();
    let shop = Shop::open(&fake);
    for change in ["", "&state=", "&state=another"] {
        let mut browser = Browser::new(&shop);
        let code = fake.code(&browser.leave("fake"));
        let answer = browser.come_back("fake", &format!("code={code}{change}"));
        assert_problem(&answer, 400, "state_mismatch");
        assert!(!browser.is_signed_in());
    }
    let mut browser = Browser::new(&shop);
    let state = parameter(&browser.leave("fake"), "state").unwrap();
    let answer = browser.come_back("fake", &format!("state={state}"));
    assert_problem(&answer, 400, "code_missing");
    let twice = browser.come_back("fake", "code=a&code=b&state=c");
    assert_eq!(twice.status, 400, "{}", twice.text());
}

#[test]
fn a_code_of_somebody_else_is_of_no_use() {
    let fake = Fake::start();
    let shop = Shop::open(&fake);
    let stolen = fake.code(&Browser::new(&shop).leave("fake"));
    // The provider finds that the verifier is not that of who asked for the code.
    let mut eve = Browser::new(&shop);
    let state = parameter(&eve.leave("fake"), "state").unwrap();
    let answer = eve.come_back("fake", &format!("code={stolen}&state={state}"));
    assert_problem(&answer, 400, "code_refused");
    let mut made_up = Browser::new(&shop);
    let state = parameter(&made_up.leave("fake"), "state").unwrap();
    let answer = made_up.come_back("fake", &format!("code=made-up&state={state}"));
    assert_problem(&answer, 400, "code_refused");
}

#[test]
fn an_answer_of_another_provider_is_refused() {
    let fake = Fake::start();
    let shop = Shop::open(&fake);
    let mut browser = Browser::new(&shop);
    let back = fake.sign_in(&browser.leave("fake"));
    let answer = browser.come_back("fake", &format!("{back}&iss=https://evil.example"));
    assert_problem(&answer, 400, "issuer_mismatch");
    let back = fake.sign_in(&browser.leave("fake"));
    let answer = browser.come_back("fake", &format!("{back}&iss={}", fake.issuer()));
    assert_eq!(answer.status, 303, "{}", answer.text());
}

#[test]
fn a_provider_may_say_no() {
    let fake = Fake::start();
    let shop = Shop::open(&fake);
    for (error, reason) in
        [("access_denied", "access_denied"), ("%3Cb%3Ecall+555%3C/b%3E", "unknown")]
    {
        let mut browser = Browser::new(&shop);
        let state = parameter(&browser.leave("fake"), "state").unwrap();
        let answer = browser.come_back("fake", &format!("error={error}&state={state}"));
        assert_problem(&answer, 403, "denied");
        assert_eq!(answer.member("/reason"), reason);
    }
    let forged = Browser::new(&shop).come_back("fake", "error=access_denied&state=x");
    assert_problem(&forged, 400, "not_begun");
}

#[test]
fn one_provider_is_not_taken_for_another() {
    let (fake, other) = (Fake::start(), Fake::start());
    let issuer = other.issuer();
    let shop = Shop::open_with(
        &fake,
        &[
            ("ORDAIN_AUTH__PROVIDERS__OTHER__KIND", "oidc"),
            ("ORDAIN_AUTH__PROVIDERS__OTHER__ISSUER", &issuer),
            ("ORDAIN_AUTH__PROVIDERS__OTHER__CLIENT_ID", "shop"),
        ],
    );
    let mut browser = Browser::new(&shop);
    let back = fake.sign_in(&browser.leave("fake"));
    assert_problem(&browser.come_back("other", &back), 400, "not_begun");
    for (path, status) in [("/auth/oauth/none", 404), ("/auth/oauth/none/callback", 404)] {
        let answer = shop.server.get(path);
        assert_problem(&answer, status, "unknown_provider");
    }
}

#[test]
fn a_provider_that_does_not_answer_well_is_told_so() {
    let fake = Fake::start();
    let shop = Shop::open(&fake);
    let mut browser = Browser::new(&shop);
    fake.script().is_down = true;
    assert_problem(&browser.get("/auth/oauth/fake"), 502, "provider_failed");
    fake.script().is_down = false;
    fake.script().issuer = Some("https://evil.example".to_owned());
    assert_problem(&browser.get("/auth/oauth/fake"), 502, "provider_failed");
    fake.script().issuer = None;
    browser.signed_in(&fake, "fake");
}

#[test]
fn a_provider_that_does_not_know_the_application_is_no_fault_of_the_person() {
    let fake = Fake::start();
    let shop =
        Shop::open_with(&fake, &[("ORDAIN_AUTH__PROVIDERS__FAKE__CLIENT_SECRET", "another")]);
    assert_problem(&Browser::new(&shop).sign_in(&fake, "fake"), 502, "provider_failed");
}

#[test]
fn nobody_is_sent_to_another_site() {
    let fake = Fake::start();
    let shop = Shop::open(&fake);
    for next in [
        "https://evil.example",
        "//evil.example",
        "/%5Cevil.example",
        "/%09/evil.example",
        "%20//evil.example",
        "home",
    ] {
        let answer = shop.server.get(&format!("/auth/oauth/fake?next={next}"));
        assert_eq!(answer.status, 422, "{next}: {}", answer.text());
        assert_eq!(answer.member("/errors/0/pointer"), "/next");
    }
    let mut browser = Browser::new(&shop);
    let answer = browser.get("/auth/oauth/fake?next=/a%3Fb%3Dc%23d");
    let back = fake.sign_in(answer.header("location").unwrap());
    assert_eq!(browser.come_back("fake", &back).header("location"), Some("/a?b=c#d"));
}

#[test]
fn an_application_that_cannot_use_a_provider_does_not_start() {
    let fake = Fake::start();
    let issuer = fake.issuer();
    let started = Shop::with(&[
        ("ORDAIN_AUTH__PROVIDERS__FAKE__KIND", "oidc"),
        ("ORDAIN_AUTH__PROVIDERS__FAKE__ISSUER", &issuer),
        ("ORDAIN_AUTH__PROVIDERS__FAKE__CLIENT_ID", "shop"),
        ("ORDAIN_ACCOUNTS__COOKIES", "false"),
        ("ORDAIN_ACCOUNTS__TOKENS", "false"),
    ]);
    let error = started.err().unwrap();
    let text = error.source_chain();
    assert!(text.contains("`[auth.providers.fake]` is set, and nothing holds a session"), "{text}");
}
