//! Accounts that are guessed, found out about, or taken over.

use std::time::{Duration, Instant};

use codegen_tests::client::{Answer, Request};
use serde_json::{Value, json};

use super::{PASSWORD, Target};

fn post(target: &Target, path: &str, body: &Value) -> Answer {
    target.send(&Request::new("POST", path).json(body))
}

/// The answer without what differs in each.
fn told(answer: &Answer) -> (u16, String) {
    let text = answer.text();
    (answer.status, text.split("\"request_id\"").next().unwrap_or_default().to_owned())
}

#[test]
fn who_has_an_account_by_the_answers() {
    let target = Target::start();
    let log_in = |login: &str| {
        told(&post(&target, "/auth/login", &json!({ "login": login, "password": "guessed" })))
    };
    assert_eq!(log_in("admin@blog.example"), log_in("nobody@blog.example"));
    let forgot = |login: &str| told(&post(&target, "/auth/forgot", &json!({ "login": login })));
    assert_eq!(forgot("admin@blog.example"), forgot("nobody@blog.example"));
    let register = |email: &str| {
        let new = json!({ "email": email, "name": "N", "password": "long enough" });
        told(&post(&target, "/auth/register", &new))
    };
    assert_eq!(register("admin@blog.example"), register("new@blog.example"));
}

#[test]
fn who_has_an_account_by_the_time() {
    let target = Target::start();
    // Without what makes both cost the same, one costs hundreds of times the other.
    let time = |login: &dyn Fn(usize) -> String| {
        let mut times: Vec<Duration> = (0..5)
            .map(|at| {
                let body = json!({ "login": login(at), "password": "guessed" });
                let begun = Instant::now();
                assert_eq!(post(&target, "/auth/login", &body).status, 401);
                begun.elapsed()
            })
            .collect();
        times.sort();
        times[2].as_secs_f64()
    };
    let known = time(&|_| "admin@blog.example".to_owned());
    let unknown = time(&|at| format!("nobody{at}@blog.example"));
    let ratio = known / unknown;
    assert!((0.2..5.0).contains(&ratio), "{known} s and {unknown} s");
}

#[test]
fn a_password_by_trying() {
    let target = Target::start();
    let guess = |address: &str| {
        let body = json!({ "login": "admin@blog.example", "password": "guessed" });
        let request = Request::new("POST", "/auth/login").header("X-Forwarded-For", address);
        target.send(&request.json(&body)).status
    };
    let statuses: Vec<u16> = (0..8).map(|at| guess(&format!("198.51.100.{at}"))).collect();
    assert_eq!(statuses[..5], [401; 5]);
    assert!(statuses[5..].contains(&429), "{statuses:?}");
    // The owner of another account is not in the way.
    assert_eq!(target.log_in("editor", PASSWORD).status, 200);
}

#[test]
fn a_password_by_a_link_to_another_host() {
    let target = Target::start();
    let body = json!({ "login": "admin@blog.example" });
    for name in ["X-Forwarded-Host", "X-Host", "Forwarded", "Referer"] {
        let request = Request::new("POST", "/auth/forgot").header(name, "https://evil.example");
        assert_eq!(target.send(&request.json(&body)).status, 202);
        let letter = target.mail.next().expect("a mail");
        assert!(letter.data.contains("https://blog.example/reset?token"), "{}", letter.data);
        assert!(!letter.data.contains("evil"), "{name}");
    }
}

#[test]
fn a_link_a_second_time_and_sessions_after_it() {
    let target = Target::start();
    let stolen = target.token("admin");
    post(&target, "/auth/forgot", &json!({ "login": "admin@blog.example" }));
    let token = target.mail.next().expect("a mail").token();
    let reset = |password: &str| {
        post(&target, "/auth/reset", &json!({ "token": token, "password": password })).status
    };
    assert_eq!(reset("another horse"), 204);
    assert_eq!(reset("a third horse"), 422);
    assert_eq!(target.as_bearer(&stolen, "GET", "/auth/me").status, 401);
    assert_eq!(target.log_in("admin", PASSWORD).status, 401);
    assert_eq!(target.log_in("admin", "another horse").status, 200);
}

#[test]
fn a_role_by_asking_for_it() {
    let target = Target::start();
    for extra in ["role", "id", "created_at", "password_hash"] {
        let mut new = json!({ "email": "n@blog.example", "name": "N", "password": "long enough" });
        new[extra] = json!("Admin");
        assert_eq!(post(&target, "/auth/register", &new).status, 422, "{extra}");
    }
    let reader = target.token("reader");
    let change = json!({ "role": "Admin" });
    let own = Request::new("PUT", "/users/1/role").bearer(&reader).json(&change);
    assert_eq!(target.send(&own).status, 403);
    for path in ["/auth/accounts/1/roles/Admin", "/auth/accounts/1/disabled"] {
        assert_eq!(target.as_bearer(&reader, "PUT", path).status, 403, "{path}");
    }
    assert_eq!(target.as_bearer(&reader, "GET", "/auth/me").member("/role"), "Reader");
}

#[test]
fn a_key_with_more_than_its_owner_has() {
    let target = Target::start();
    let reader = target.token("reader");
    let body = json!({ "name": "k", "scopes": ["ManageUsers"] });
    let made = target.send(&Request::new("POST", "/auth/keys").bearer(&reader).json(&body));
    assert_eq!(made.status, 422, "{}", made.text());
    let plain = json!({ "name": "k" });
    let made = target.send(&Request::new("POST", "/auth/keys").bearer(&reader).json(&plain));
    let key = made.member("/key");
    let users = Request::new("GET", "/users").header("X-API-Key", &key);
    assert_eq!(target.send(&users).status, 403);
    let last = if key.ends_with('A') { 'Q' } else { 'A' };
    let changed = format!("{}{last}", &key[..key.len() - 1]);
    let me = Request::new("GET", "/auth/me").header("X-API-Key", &changed);
    assert_eq!(target.send(&me).status, 401);
}
