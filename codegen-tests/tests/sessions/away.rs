//! Redis that is not there: nobody gets in by that, and nobody is told that they were signed out.

use std::time::{Duration, Instant};

use codegen_tests::client::{Answer, Request};
use codegen_tests::process::until;
use codegen_tests::redis::Redis;

use super::{ADA, PASSWORD, Place, SECRET, Shop, log_in, open_session, renew, start};
use serde_json::json;

#[track_caller]
fn assert_away(answer: &Answer) {
    assert_eq!((answer.status, &*answer.member("/code")), (503, "unavailable"));
    assert_eq!(answer.header("content-type"), Some("application/problem+json"));
    assert_eq!(answer.header("retry-after"), Some("1"));
    assert!(!answer.text().to_lowercase().contains("redis"), "{}", answer.text());
}

fn shop(settings: &[(&str, &str)]) -> Option<Shop> {
    Some(Shop::open(Place::in_file(), Some(Redis::start()?), settings))
}

#[test]
fn while_redis_is_away_nobody_is_let_in_and_nobody_is_signed_out() {
    let Some(mut shop) = shop(&[]) else { return };
    let (cookie, tokens) = (shop.open_session(ADA), shop.log_in(ADA));
    shop.redis.as_mut().unwrap().kill();
    for server in shop.both() {
        for request in [
            cookie.request("GET", "/auth/me"),
            tokens.request("GET", "/auth/me"),
            cookie.request("POST", "/auth/logout"),
            tokens.request("GET", "/auth/sessions"),
            tokens.request("DELETE", "/auth/sessions"),
            // Also where strangers may come: it is not known whether this is one.
            cookie.request("GET", "/who"),
        ] {
            assert_away(&server.send(&request));
        }
        assert_away(&renew(server, &tokens.refresh));
        assert_away(&log_in(server, ADA));
        assert_away(&open_session(server, ADA));
        // Who shows nothing, or what this application never made, is a stranger as always.
        assert_eq!(server.send(&Request::new("GET", "/free")).status, 204);
        assert_eq!(server.send(&Request::new("GET", "/who")).text(), "nobody");
        let made_up = Request::new("GET", "/auth/me").header("Cookie", "session=made-up");
        assert_eq!(server.send(&made_up).status, 401);
        let wrong = json!({ "login": ADA, "password": "another horse" });
        let wrong = server.send(&Request::new("POST", "/auth/login").json(&wrong));
        assert_eq!(wrong.status, 401, "{}", wrong.text());
    }
    shop.redis.as_mut().unwrap().start_again();
    until("sessions are known again", || {
        shop.both().iter().all(|server| cookie.status(server) == 200)
    });
    // The one that could not be renewed can be now.
    assert_eq!(renew(&shop.one, &tokens.refresh).status, 200);
    assert_eq!(log_in(&shop.other, ADA).status, 200);
}

#[test]
fn a_password_is_not_changed_while_sessions_cannot_be_ended() {
    let Some(mut shop) = shop(&[]) else { return };
    let (here, there) = (shop.log_in(ADA), shop.log_in(ADA));
    let forgot = json!({ "login": ADA });
    let asked = shop.one.send(&Request::new("POST", "/auth/forgot").json(&forgot));
    assert_eq!(asked.status, 202);
    let reset = json!({ "token": shop.sink.next().unwrap().token(), "password": "another horse" });
    let reset = Request::new("POST", "/auth/reset").json(&reset);
    shop.redis.as_mut().unwrap().kill();
    assert_away(&shop.one.send(&reset));
    shop.redis.as_mut().unwrap().start_again();
    until("sessions are known again", || here.status(&shop.one) == 200);
    // Nothing of it was done, and the link can be used yet.
    assert_eq!(log_in(&shop.one, ADA).status, 200);
    let changed = shop.one.send(&reset);
    assert_eq!(changed.status, 204, "{}", changed.text());
    assert_eq!((here.status(&shop.other), there.status(&shop.other)), (401, 401));
    let old = json!({ "login": ADA, "password": PASSWORD });
    assert_eq!(shop.one.send(&Request::new("POST", "/auth/login").json(&old)).status, 401);
}

#[test]
fn a_redis_that_does_not_answer_is_not_waited_for_long() {
    let Some(shop) = shop(&[]) else { return };
    let cookie = shop.open_session(ADA);
    let redis = shop.redis.as_ref().unwrap();
    redis.stop(true);
    let began = Instant::now();
    assert_away(&shop.one.send(&cookie.request("GET", "/auth/me")));
    assert!(began.elapsed() < Duration::from_secs(3), "{:?}", began.elapsed());
    let free = Instant::now();
    assert_eq!(shop.one.send(&Request::new("GET", "/free")).status, 204);
    assert!(free.elapsed() < Duration::from_secs(1), "{:?}", free.elapsed());
    redis.stop(false);
    until("sessions are known again", || cookie.status(&shop.one) == 200);
}

#[test]
fn a_server_starts_without_its_redis() {
    let Some(mut shop) = shop(&[]) else { return };
    let cookie = shop.open_session(ADA);
    shop.redis.as_mut().unwrap().kill();
    let late = shop.further(&[]);
    assert_away(&late.send(&cookie.request("GET", "/auth/me")));
    assert_eq!(late.logged("Redis does not answer: nobody is signed in until it does"), 1);
    shop.redis.as_mut().unwrap().start_again();
    until("sessions are known", || cookie.status(&late) == 200);
}

#[test]
fn redis_without_an_address_and_a_store_that_is_none_refuse_the_start() {
    let place = Place::in_file();
    let refused = |variables: &[(&str, &str)]| {
        let own = [("DATABASE_URL", place.url()), ("ORDAIN_AUTH__SECRET", SECRET)];
        let variables: Vec<_> = own.iter().chain(variables).copied().collect();
        let error = start(&variables).err().unwrap();
        format!("{error}")
    };
    let text = refused(&[("ORDAIN_SESSIONS__STORE", "redis")]);
    assert!(
        text.contains("`sessions.store` is `redis`, and `redis.url` is not configured"),
        "{text}"
    );
    let text = refused(&[("ORDAIN_SESSIONS__STORE", "memory")]);
    assert!(text.contains("must be `database` or `redis`"), "{text}");
    let text = refused(&[("ORDAIN_SESSIONS__STORE", "redis"), ("REDIS_URL", "redis://a:b:c")]);
    assert!(text.contains("`redis.url` is no address"), "{text}");
}
