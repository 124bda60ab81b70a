//! Many who sign in at once: some wait, others are told to come again, and nobody else notices.
//!
//! A program of its own, because all hashes of a process wait in one queue.

use std::time::{Duration, Instant};

use codegen_tests::client::{Answer, Request};
use codegen_tests::server::Server;
use ordain::prelude::*;

/// How many may wait.
const QUEUE: usize = 12;

#[route(post, "/sign-in", policy = public)]
async fn sign_in() -> Result<NoContent> {
    match PasswordHash::check(None, "a password of nobody").await? {
        true => Ok(NoContent),
        false => Err(Error::unauthorized("the name or the password is wrong")),
    }
}

#[route(get, "/alive", policy = public)]
async fn alive() -> NoContent {
    NoContent
}

#[test]
fn a_flood_of_logins_leaves_other_routes_answering() {
    let queue = QUEUE.to_string();
    let variables = [("ORDAIN_ENV", "test"), ("ORDAIN_AUTH__PASSWORD_QUEUE", &*queue)];
    let server = Server::start(App::new(), &variables).unwrap();
    let address = server.address();
    let logins: Vec<_> = (0..200)
        .map(|_| std::thread::spawn(move || Request::new("POST", "/sign-in").send(address)))
        .collect();
    for _ in 0..20 {
        let begin = Instant::now();
        assert_eq!(server.get("/alive").status, 204);
        let taken = begin.elapsed();
        assert!(taken < Duration::from_secs(2), "{taken:?}");
    }
    let answers: Vec<Answer> = logins.into_iter().map(|login| login.join().unwrap()).collect();
    let (told, checked): (Vec<_>, Vec<_>) = answers.iter().partition(|it| it.status == 503);
    assert!(checked.iter().all(|answer| answer.status == 401), "{checked:?}");
    assert!(checked.len() > QUEUE, "those in the queue are checked: {}", checked.len());
    assert!(!told.is_empty(), "not everybody may wait");
    for answer in told {
        assert_eq!(answer.header("retry-after"), Some("1"));
        assert_eq!(answer.member("/code"), "unavailable");
    }
    // The places are free again.
    assert_eq!(server.send(&Request::new("POST", "/sign-in")).status, 401);
}
