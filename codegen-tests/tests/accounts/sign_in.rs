//! Registration, bearer tokens and what ends them.

use codegen_tests::client::Request;
use serde_json::json;

use super::{PASSWORD, Rank, Shop, Tokens, assert_problem};

#[test]
fn somebody_registers_signs_in_and_sees_their_account() {
    let shop = Shop::open();
    let tokens = shop.registered("ada@example.com");
    let me = shop.as_bearer(&tokens.access, "GET", "/auth/me");
    assert_eq!(me.status, 200, "{}", me.text());
    assert_eq!(
        me.json(),
        json!({ "id": 1, "email": "ada@example.com", "name": "Somebody", "rank": "Reader" })
    );
}

#[test]
fn a_registration_is_checked_as_a_whole() {
    let shop = Shop::open();
    let answer = shop
        .post("/auth/register", &json!({ "email": "nobody", "name": "", "password": "12345678" }));
    assert_eq!(answer.status, 422);
    let mut pointers: Vec<String> = answer.json()["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| format!("{} {}", error["pointer"], error["code"]).replace('"', ""))
        .collect();
    pointers.sort();
    assert_eq!(pointers, ["/email email", "/name length", "/password common"]);
    // Nobody gives themselves a rank, or a hash.
    for extra in ["rank", "hash", "id"] {
        let mut new = json!({ "email": "a@b.example", "name": "A", "password": PASSWORD });
        new[extra] = json!("Chief");
        let answer = shop.post("/auth/register", &new);
        assert_eq!((answer.status, answer.member("/errors/0/pointer")), (422, format!("/{extra}")));
    }
    let missing = shop.post("/auth/register", &json!({ "email": "a@b.example", "name": "A" }));
    assert_eq!(missing.status, 422, "{}", missing.text());
    assert!(missing.text().contains("password"), "{}", missing.text());
}

#[test]
fn who_has_an_account_is_not_found_out_by_asking() {
    let shop = Shop::open();
    shop.register("ada@example.com");
    let new = json!({ "email": "ada@example.com", "name": "Eve", "password": "another horse" });
    let taken = shop.post("/auth/register", &new);
    let free = json!({ "email": "eve@example.com", "name": "Eve", "password": "another horse" });
    let free = shop.post("/auth/register", &free);
    assert_eq!((taken.status, taken.text()), (free.status, free.text()));
    let first = shop.sink.next().unwrap();
    let second = shop.sink.next().unwrap();
    let letters = [&first, &second];
    let to = |email: &str| *letters.iter().find(|letter| letter.to == email).unwrap();
    assert!(to("ada@example.com").data.contains("have an account already"));
    assert!(to("eve@example.com").data.contains("Confirm"));
    // The password is still the first one.
    shop.log_in("ada@example.com");

    let wrong = shop.post("/auth/login", &json!({ "login": "ada@example.com", "password": "x" }));
    let unknown = shop.post("/auth/login", &json!({ "login": "bob@example.com", "password": "x" }));
    assert_problem(&wrong, 401, "wrong_credentials");
    let without_id = |text: String| text.split("\"request_id\"").next().unwrap().to_owned();
    assert_eq!(without_id(wrong.text()), without_id(unknown.text()));
    let odd = shop.post("/auth/login", &json!({ "login": "a\u{0}b", "password": "x" }));
    assert_problem(&odd, 401, "wrong_credentials");
}

#[test]
fn a_refresh_token_is_good_once_and_a_second_use_ends_the_session() {
    let shop = Shop::open();
    let first = shop.registered("ada@example.com");
    let renew = |token: &str| shop.post("/auth/refresh", &json!({ "refresh_token": token }));
    let second = Tokens::of(&renew(&first.refresh));
    assert_eq!(shop.as_bearer(&second.access, "GET", "/auth/me").status, 200);
    assert_eq!(renew(&first.refresh).status, 401, "it was used");
    assert_eq!(renew(&second.refresh).status, 401, "the session has ended");
    for access in [&first.access, &second.access] {
        assert_eq!(shop.as_bearer(access, "GET", "/auth/me").status, 401);
    }
    for rubbish in ["", "x", &first.access[..107], &"A".repeat(107)] {
        assert_eq!(renew(rubbish).status, 401, "{rubbish}");
    }
}

#[test]
fn signing_out_ends_the_session_at_once_in_every_process() {
    let shop = Shop::open();
    let tokens = shop.registered("ada@example.com");
    let other = shop.log_in("ada@example.com");
    let second = shop.second(&[]);
    let me = Request::new("GET", "/auth/me").bearer(&tokens.access);
    assert_eq!(second.send(&me).status, 200);
    assert_eq!(shop.as_bearer(&tokens.access, "POST", "/auth/logout").status, 204);
    assert_eq!((shop.send(&me).status, second.send(&me).status), (401, 401));
    let renewed = shop.post("/auth/refresh", &json!({ "refresh_token": tokens.refresh }));
    assert_eq!(renewed.status, 401);
    assert_eq!(shop.as_bearer(&other.access, "GET", "/auth/me").status, 200);
}

#[test]
fn a_change_of_rank_holds_from_the_next_request() {
    let shop = Shop::open();
    let tokens = shop.registered("ada@example.com");
    assert_eq!(shop.as_bearer(&tokens.access, "POST", "/write").status, 403);
    shop.promote("ada@example.com", Rank::Author);
    assert_eq!(shop.as_bearer(&tokens.access, "POST", "/write").status, 204);
    shop.promote("ada@example.com", Rank::Reader);
    assert_eq!(shop.as_bearer(&tokens.access, "POST", "/write").status, 403);
}

#[test]
fn sessions_are_listed_and_ended_by_their_owner_alone() {
    let shop = Shop::open();
    let here = shop.registered("ada@example.com");
    let there = shop.log_in("ada@example.com");
    let eve = shop.registered("eve@example.com");
    let list = shop.as_bearer(&here.access, "GET", "/auth/sessions").json();
    let list = list.as_array().unwrap();
    assert_eq!(list.len(), 2);
    assert_eq!(list[0]["current"], true);
    assert_eq!((&list[1]["current"], &list[1]["address"]), (&json!(false), &json!("127.0.0.1")));
    let path = format!("/auth/sessions/{}", list[1]["id"].as_str().unwrap());
    assert_eq!(shop.as_bearer(&eve.access, "DELETE", &path).status, 404);
    assert_eq!(shop.as_bearer(&there.access, "GET", "/auth/me").status, 200);
    assert_eq!(shop.as_bearer(&here.access, "DELETE", &path).status, 204);
    assert_eq!(shop.as_bearer(&there.access, "GET", "/auth/me").status, 401);
    let third = shop.log_in("ada@example.com");
    assert_eq!(shop.as_bearer(&here.access, "DELETE", "/auth/sessions").status, 204);
    assert_eq!(shop.as_bearer(&third.access, "GET", "/auth/me").status, 401);
    assert_eq!(shop.as_bearer(&here.access, "GET", "/auth/me").status, 200);
    assert_eq!(shop.as_bearer(&eve.access, "GET", "/auth/me").status, 200);
}

#[test]
fn one_session_too_many_ends_the_oldest() {
    let shop = Shop::open_with(&[("ORDAIN_SESSIONS__LIMIT", "2")]);
    let first = shop.registered("ada@example.com");
    let second = shop.log_in("ada@example.com");
    let third = shop.log_in("ada@example.com");
    let statuses = [&first, &second, &third]
        .map(|tokens| shop.as_bearer(&tokens.access, "GET", "/auth/me").status);
    assert_eq!(statuses, [401, 200, 200]);
}

#[test]
fn a_session_is_over_when_it_is_idle_and_when_it_is_old() {
    for setting in ["ORDAIN_SESSIONS__IDLE_TIMEOUT", "ORDAIN_SESSIONS__LIFETIME"] {
        let shop = Shop::open_with(&[(setting, "1s")]);
        let tokens = shop.registered("ada@example.com");
        std::thread::sleep(std::time::Duration::from_millis(1100));
        assert_eq!(shop.as_bearer(&tokens.access, "GET", "/auth/me").status, 401, "{setting}");
        let renewed = shop.post("/auth/refresh", &json!({ "refresh_token": tokens.refresh }));
        assert_eq!(renewed.status, 401, "{setting}");
    }
}

#[test]
fn sessions_survive_a_restart_and_a_token_of_another_secret_is_refused() {
    let shop = Shop::open();
    let tokens = shop.registered("ada@example.com");
    let again = shop.second(&[]);
    let me = Request::new("GET", "/auth/me").bearer(&tokens.access);
    assert_eq!(again.send(&me).status, 200);
    let stranger =
        shop.second(&[("ORDAIN_AUTH__SECRET", "another secret, as long as the first one")]);
    assert_eq!(stranger.send(&me).status, 401);
}

#[test]
fn a_password_is_changed_by_who_knows_it_and_ends_the_other_sessions() {
    let shop = Shop::open();
    let here = shop.registered("ada@example.com");
    let there = shop.log_in("ada@example.com");
    let change = |current: &str, new: &str| {
        let body = json!({ "current": current, "new": new });
        shop.send(&Request::new("PUT", "/auth/password").bearer(&here.access).json(&body))
    };
    let wrong = change("guessed", "battery staple");
    assert_eq!((wrong.status, wrong.member("/errors/0/pointer")), (422, "/current".to_owned()));
    assert_eq!(change(PASSWORD, "short").member("/errors/0/pointer"), "/new");
    assert_eq!(change(PASSWORD, "battery staple").status, 204);
    assert_eq!(shop.as_bearer(&here.access, "GET", "/auth/me").status, 200);
    assert_eq!(shop.as_bearer(&there.access, "GET", "/auth/me").status, 401);
    let old =
        shop.post("/auth/login", &json!({ "login": "ada@example.com", "password": PASSWORD }));
    assert_problem(&old, 401, "wrong_credentials");
    let new = json!({ "login": "ada@example.com", "password": "battery staple" });
    assert_eq!(shop.post("/auth/login", &new).status, 200);
}

#[test]
fn who_fails_again_and_again_waits_whether_there_is_such_an_account_or_not() {
    let shop = Shop::open();
    shop.register("ada@example.com");
    for login in ["ada@example.com", "nobody@example.com"] {
        let guess = || shop.post("/auth/login", &json!({ "login": login, "password": "guessed" }));
        for _ in 0..5 {
            assert_problem(&guess(), 401, "wrong_credentials");
        }
        let refused = guess();
        assert_problem(&refused, 429, "too_many_requests");
        assert!(refused.header("retry-after").is_some());
    }
    // Another login from the same place is not in the way, and the right password is let in in time.
    shop.register("eve@example.com");
    shop.log_in("eve@example.com");
    let right = json!({ "login": "ada@example.com", "password": PASSWORD });
    assert_eq!(shop.post("/auth/login", &right).status, 429);
    std::thread::sleep(std::time::Duration::from_millis(1100));
    assert_eq!(shop.post("/auth/login", &right).status, 200);
}

#[test]
fn a_hash_that_costs_too_little_is_replaced_when_its_owner_signs_in() {
    let shop = Shop::open();
    shop.register("ada@example.com");
    // Of the same password, by one pass over 8 KiB.
    let cheap = "$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHRzYWx0c2FsdA$t5QLzMlfSPLMezb1X/hRw1bKTTpryM1JhqBpLyqseOw";
    shop.set_hash("ada@example.com", cheap);
    shop.log_in("ada@example.com");
    let hash = shop.hash("ada@example.com");
    assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
    shop.log_in("ada@example.com");
}
