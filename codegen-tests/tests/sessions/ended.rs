//! What ends a session, at once and in every process.

use std::thread::scope;

use codegen_tests::client::Request;
use serde_json::json;

use super::{ADA, EVE, PASSWORD, Shop, Tokens, everywhere, in_redis, listed, renew};

#[test]
fn signing_out_holds_at_once_in_the_other_process() {
    everywhere(&[], |shop| {
        let (cookie, tokens, stays) = (shop.open_session(ADA), shop.log_in(ADA), shop.log_in(ADA));
        assert_eq!((cookie.status(&shop.other), tokens.status(&shop.other)), (200, 200));
        for request in
            [cookie.request("POST", "/auth/logout"), tokens.request("POST", "/auth/logout")]
        {
            assert_eq!(shop.one.send(&request).status, 204);
        }
        for server in shop.both() {
            assert_eq!((cookie.status(server), tokens.status(server)), (401, 401));
            assert_eq!(stays.status(server), 200);
        }
        assert_eq!(renew(&shop.other, &tokens.refresh).status, 401);
        let who = shop.other.send(&cookie.request("GET", "/who"));
        assert_eq!((who.status, who.text()), (200, "nobody".to_owned()));
    });
}

#[test]
fn an_owner_ends_one_session_or_all_others_and_nobody_else_does() {
    everywhere(&[], |shop| {
        let (here, there, third) = (shop.open_session(ADA), shop.log_in(ADA), shop.log_in(ADA));
        let eve = shop.log_in(EVE);
        let list = listed(&shop.one, &there.request("GET", "/auth/sessions"));
        let id = list.iter().find(|it| it["current"] == true).unwrap()["id"].as_str().unwrap();
        let path = format!("/auth/sessions/{id}");
        assert_eq!(shop.other.send(&eve.request("DELETE", &path)).status, 404);
        assert_eq!(there.status(&shop.one), 200);
        assert_eq!(shop.other.send(&here.request("DELETE", &path)).status, 204);
        assert_eq!((there.status(&shop.one), third.status(&shop.one)), (401, 200));
        assert_eq!(shop.other.send(&here.request("DELETE", &path)).status, 404);
        assert_eq!(shop.other.send(&here.request("DELETE", "/auth/sessions")).status, 204);
        assert_eq!((here.status(&shop.one), third.status(&shop.one)), (200, 401));
        assert_eq!(eve.status(&shop.one), 200);
    });
}

#[test]
fn a_refresh_token_that_comes_back_ends_its_family_everywhere() {
    everywhere(&[], |shop| {
        let first = shop.log_in(ADA);
        let second = Tokens::of(&renew(&shop.other, &first.refresh));
        let third = Tokens::of(&renew(&shop.one, &second.refresh));
        assert_eq!(third.status(&shop.other), 200);
        assert_eq!(renew(&shop.other, &first.refresh).status, 401, "it was used");
        for tokens in [&first, &second, &third] {
            assert_eq!(tokens.status(&shop.one), 401);
            assert_eq!(renew(&shop.one, &tokens.refresh).status, 401);
        }
    });
}

#[test]
fn of_two_that_renew_at_the_same_time_one_does_and_the_session_ends() {
    everywhere(&[], |shop| {
        let tokens = shop.log_in(ADA);
        let mut statuses = scope(|scope| {
            let renewing: Vec<_> = (0..6)
                .map(|at| {
                    scope.spawn({
                        let refresh = &tokens.refresh;
                        move || renew(shop.both()[at % 2], refresh).status
                    })
                })
                .collect();
            renewing.into_iter().map(|it| it.join().unwrap()).collect::<Vec<_>>()
        });
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 401, 401, 401, 401, 401]);
        assert_eq!(tokens.status(&shop.one), 401);
    });
}

#[test]
fn another_password_ends_all_other_sessions() {
    everywhere(&[], |shop| {
        let (here, there) = (shop.open_session(ADA), shop.log_in(ADA));
        let change = json!({ "current": PASSWORD, "new": "another horse" });
        let change = here.request("PUT", "/auth/password").json(&change);
        assert_eq!(shop.other.send(&change).status, 204);
        assert_eq!((here.status(&shop.one), there.status(&shop.one)), (200, 401));
    });
}

#[test]
fn a_second_factor_that_is_given_in_one_process_counts_in_the_other() {
    everywhere(&[], |shop| {
        let tokens = shop.log_in(ADA);
        let careful = tokens.request("GET", "/careful");
        assert_eq!(shop.one.send(&careful).status, 403);
        let enrolment = shop.one.send(&tokens.request("POST", "/auth/second-factor"));
        let secret = totp_rs::Secret::try_from_base32(enrolment.member("/secret")).unwrap();
        let totp = totp_rs::Builder::new().with_secret(secret).build().unwrap();
        let code = json!({ "code": totp.generate_current().to_string() });
        let confirm = tokens.request("PUT", "/auth/second-factor").json(&code);
        let confirmed = shop.one.send(&confirm);
        assert_eq!(confirmed.status, 200, "{}", confirmed.text());
        assert_eq!(shop.other.send(&careful).status, 204);
    });
}

#[test]
fn rubbish_is_nobody() {
    everywhere(&[], |shop| {
        for value in ["", "x", &"A".repeat(107)] {
            let me = Request::new("GET", "/auth/me").header("Cookie", &format!("session={value}"));
            assert_eq!(shop.one.send(&me).status, 401);
            assert_eq!(renew(&shop.one, value).status, 401);
        }
    });
}

#[test]
fn an_api_key_that_is_revoked_in_one_process_is_of_no_use_in_the_other() {
    everywhere(&[], |shop| {
        let tokens = shop.log_in(ADA);
        let new = tokens.request("POST", "/auth/keys").json(&json!({ "name": "robot" }));
        let made = shop.one.send(&new);
        assert_eq!(made.status, 201, "{}", made.text());
        let me = Request::new("GET", "/auth/me").header("X-API-Key", &made.member("/key"));
        assert_eq!(shop.other.send(&me).status, 200);
        let revoke = tokens.request("DELETE", &format!("/auth/keys/{}", made.member("/info/id")));
        assert_eq!(shop.one.send(&revoke).status, 204);
        assert_eq!(shop.other.send(&me).status, 401);
    });
}

/// Eight failures in turn: alone, a process lets five through, and each has had four.
fn fail_together(shop: &Shop) {
    let wrong = json!({ "login": ADA, "password": "another horse" });
    let wrong = Request::new("POST", "/auth/login").json(&wrong);
    let answers: Vec<_> = (0..8).map(|at| shop.both()[at % 2].send(&wrong)).collect();
    let statuses: Vec<u16> = answers.iter().map(|answer| answer.status).collect();
    assert_eq!(statuses[..5], [401; 5]);
    let refused = answers.iter().find(|answer| answer.status == 429);
    assert!(refused.is_some_and(|it| it.header("retry-after").is_some()), "{statuses:?}");
    shop.log_in(EVE);
}

#[test]
fn failed_attempts_in_one_process_count_in_the_other() {
    everywhere(&[("ORDAIN_LIMITS__STORE", "database")], fail_together);
    in_redis(&[("ORDAIN_LIMITS__STORE", "redis")], fail_together);
}
