//! What is kept of a session, for how long, and who can read it.

use std::thread::{scope, sleep};
use std::time::{Duration, Instant};

use codegen_tests::client::Request;
use ordain::db::{Db, Options};
use serde_json::json;

use super::{
    ADA, Cookie, EVE, Shop, Tokens, everywhere, in_redis, listed, log_in, open_session, renew,
};

#[test]
fn a_session_is_known_to_all_processes_and_outlives_them() {
    everywhere(&[], |shop| {
        let (cookie, tokens) = (shop.open_session(ADA), shop.log_in(ADA));
        for server in shop.both() {
            assert_eq!((cookie.status(server), tokens.status(server)), (200, 200));
        }
        let later = shop.further(&[]);
        assert_eq!((cookie.status(&later), tokens.status(&later)), (200, 200));
        let renewed = Tokens::of(&renew(&later, &tokens.refresh));
        assert_eq!(renewed.status(&shop.one), 200);
    });
}

#[test]
fn an_owner_sees_their_sessions_wherever_they_were_begun() {
    everywhere(&[], |shop| {
        let here = shop.open_session(ADA);
        Cookie::of(&open_session(&shop.other, EVE));
        let there = Tokens::of(&log_in(&shop.other, ADA));
        let list = listed(&shop.one, &here.request("GET", "/auth/sessions"));
        let kinds: Vec<_> =
            list.iter().map(|it| (it["kind"].clone(), it["current"].clone())).collect();
        assert_eq!(kinds, [(json!("cookie"), json!(true)), (json!("token"), json!(false))]);
        assert!(list.iter().all(|it| it["agent"] == "Browser/7" && it["address"] == "127.0.0.1"));
        let list = listed(&shop.other, &there.request("GET", "/auth/sessions"));
        assert_eq!((&list[0]["current"], &list[1]["current"]), (&json!(false), &json!(true)));
    });
}

#[test]
fn one_session_more_ends_the_oldest() {
    everywhere(&[("ORDAIN_SESSIONS__LIMIT", "3")], |shop| {
        let eve = shop.log_in(EVE);
        let begun: Vec<Tokens> = (0..5)
            .map(|at| {
                // The clock counts milliseconds.
                sleep(Duration::from_millis(5));
                Tokens::of(&log_in(shop.both()[at % 2], ADA))
            })
            .collect();
        let statuses: Vec<u16> = begun.iter().map(|tokens| tokens.status(&shop.one)).collect();
        assert_eq!(statuses, [401, 401, 200, 200, 200]);
        assert_eq!(eve.status(&shop.one), 200);
    });
}

#[test]
fn in_redis_the_limit_holds_also_for_those_who_come_at_once() {
    in_redis(&[("ORDAIN_SESSIONS__LIMIT", "3")], |shop| {
        let begun: Vec<Tokens> = scope(|scope| {
            let comers: Vec<_> = (0..8)
                .map(|at| scope.spawn(move || Tokens::of(&log_in(shop.both()[at % 2], ADA))))
                .collect();
            comers.into_iter().map(|comer| comer.join().unwrap()).collect()
        });
        let live = begun.iter().filter(|tokens| tokens.status(&shop.one) == 200).count();
        assert_eq!(live, 3);
    });
}

#[test]
fn a_session_that_is_used_goes_on_and_one_that_is_not_is_over() {
    everywhere(&[("ORDAIN_SESSIONS__IDLE_TIMEOUT", "3s")], |shop| {
        let (used, unused) = (shop.open_session(ADA), shop.log_in(ADA));
        let began = Instant::now();
        while began.elapsed() < Duration::from_millis(4500) {
            sleep(Duration::from_millis(500));
            assert_eq!(used.status(&shop.other), 200, "after {:?}", began.elapsed());
        }
        assert_eq!(unused.status(&shop.one), 401);
        assert_eq!(renew(&shop.one, &unused.refresh).status, 401);
        assert_eq!(listed(&shop.one, &used.request("GET", "/auth/sessions")).len(), 1);
        sleep(Duration::from_millis(3200));
        assert_eq!((used.status(&shop.one), used.status(&shop.other)), (401, 401));
    });
}

#[test]
fn however_it_is_used_a_session_is_over_after_its_lifetime() {
    everywhere(&[("ORDAIN_SESSIONS__LIFETIME", "3s")], |shop| {
        let (cookie, began) = (shop.open_session(ADA), Instant::now());
        let mut tokens = shop.log_in(ADA);
        while began.elapsed() < Duration::from_secs(2) {
            assert_eq!(cookie.status(&shop.other), 200);
            tokens = Tokens::of(&renew(&shop.other, &tokens.refresh));
            sleep(Duration::from_millis(200));
        }
        sleep(Duration::from_millis(1500));
        assert_eq!((cookie.status(&shop.one), tokens.status(&shop.one)), (401, 401));
        assert_eq!(renew(&shop.one, &tokens.refresh).status, 401);
    });
}

#[test]
fn redis_forgets_what_is_over() {
    let settings = [("ORDAIN_SESSIONS__IDLE_TIMEOUT", "1s"), ("ORDAIN_SESSIONS__LIFETIME", "2s")];
    in_redis(&settings, |shop| {
        shop.log_in(ADA);
        shop.open_session(EVE);
        let redis = shop.redis.as_ref().unwrap();
        assert_eq!(redis.ask("DBSIZE").trim(), ":4", "two sessions, and two accounts");
        sleep(Duration::from_millis(1200));
        assert_eq!(redis.ask("DBSIZE").trim(), ":2", "the sessions were not used");
        sleep(Duration::from_millis(1200));
        assert_eq!(redis.ask("DBSIZE").trim(), ":0");
    });
}

/// Everything that is kept of sessions, as somebody reads it who has no key.
fn seen(shop: &Shop) -> String {
    if let Some(redis) = &shop.redis {
        let keys = redis.ask("KEYS *");
        let keys = keys.lines().filter(|line| line.starts_with("ordain:"));
        let values = keys.map(|key| {
            let command = if key.starts_with("ordain:sessions:") { "HGETALL" } else { "GET" };
            format!("{key} {}", redis.ask(&format!("{command} {key}")))
        });
        return values.collect();
    }
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        use diesel::sql_types::Text;
        use ordain::db::RunQuery;
        #[derive(diesel::QueryableByName)]
        struct Seen {
            #[diesel(sql_type = Text)]
            id: String,
            #[diesel(sql_type = Text)]
            secret: String,
            #[diesel(sql_type = Text)]
            client: String,
        }
        let db = Db::connect(shop.place.url(), &Options::default()).await.unwrap();
        let query = diesel::sql_query("SELECT id, secret, client FROM ordain_sessions");
        let rows: Vec<Seen> = query.load(&db).await.unwrap();
        db.close().await;
        rows.iter().map(|row| format!("{} {} {}\n", row.id, row.secret, row.client)).collect()
    })
}

#[test]
fn what_is_kept_is_of_no_use_without_the_key() {
    everywhere(&[], |shop| {
        let (cookie, tokens) = (shop.open_session(ADA), shop.log_in(ADA));
        let seen = seen(shop);
        assert!(seen.lines().count() >= 2, "{seen}");
        let value = cookie.value.split_once('=').unwrap().1;
        for secret in [value, &*tokens.refresh, &*tokens.access, "Browser", "127.0.0.1", ADA] {
            assert!(!seen.contains(secret), "{secret}: {seen}");
        }
        // In Redis not even what a row says of itself.
        for name in ["second_factor", "cookie", "secret"] {
            assert!(shop.redis.is_none() || !seen.contains(name), "{name}: {seen}");
        }
        let stranger =
            shop.further(&[("ORDAIN_AUTH__SECRET", "another secret that is as long as the first")]);
        assert_eq!((cookie.status(&stranger), tokens.status(&stranger)), (401, 401));
        assert_eq!(renew(&stranger, &tokens.refresh).status, 401);
        assert_eq!((cookie.status(&shop.one), tokens.status(&shop.one)), (200, 200));
    });
}

#[test]
fn a_text_in_redis_is_good_in_its_own_place_only() {
    in_redis(&[], |shop| {
        let (ada, eve) = (shop.log_in(ADA), shop.log_in(EVE));
        let redis = shop.redis.as_ref().unwrap();
        let field = |account: i64| {
            let answer = redis.ask(&format!("HGETALL ordain:sessions:{account}"));
            let lines: Vec<String> = answer.lines().map(str::to_owned).collect();
            (lines[2].trim().to_owned(), lines[4].trim().to_owned())
        };
        let ((of_ada, _), (of_eve, text)) = (field(1), field(2));
        // What is of one is put in the place of the other; there, too, under the account of the other.
        let _ = redis.ask(&format!("HSET ordain:sessions:1 {of_ada} \"{text}\""));
        assert_eq!((ada.status(&shop.one), eve.status(&shop.one)), (401, 200));
        let _ = redis.ask(&format!("HSET ordain:sessions:1 {of_eve} \"{text}\""));
        let _ = redis.ask(&format!("SET ordain:session:{of_eve} 1"));
        assert_eq!(eve.status(&shop.one), 401);
        let who = shop.one.send(&Request::new("GET", "/who").bearer(&eve.access));
        assert_eq!(who.status, 401);
    });
}

#[test]
fn a_session_whose_account_redis_lost_is_over() {
    in_redis(&[], |shop| {
        let (cookie, tokens) = (shop.open_session(ADA), shop.log_in(EVE));
        let redis = shop.redis.as_ref().unwrap();
        assert_eq!(redis.ask("DEL ordain:sessions:1").trim(), ":1");
        assert_eq!((cookie.status(&shop.one), tokens.status(&shop.one)), (401, 200));
    });
}
