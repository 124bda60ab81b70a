//! Rate limits and the addresses that they count, over a socket: in one process, and in several that
//! share a store.
//!
//! A program of its own, because it starts itself again as another process.

mod address;
mod process;
mod rule;
mod shared;

use actix_web::HttpRequest;
use codegen_tests::client::{Answer, Request};
use codegen_tests::server::Server;
use ordain::http::client;
use ordain::prelude::*;
use serde_json::{Value, json};

const SECRET: &str = "a secret of the tests, long enough for all";

#[policy]
enum Right {
    Nothing,
}

#[policy(permissions = Right)]
enum Post {
    #[grants(all)]
    Guest,
}

#[route(get, "/five", policy = public, rate_limit = "5/hour per ip")]
async fn five() {}

#[route(get, "/edge", policy = public, rate_limit = "5/s per ip")]
async fn edge() {}

#[route(get, "/burst", policy = public, rate_limit = "100/min burst 2 per ip")]
async fn burst() {}

#[route(get, "/tenant", policy = public, rate_limit = "2/hour per header X-Tenant")]
async fn tenant() {}

#[route(get, "/key", policy = authenticated, rate_limit = "2/hour per key")]
async fn key() {}

#[route(
    get,
    "/several/{id}",
    policy = authenticated,
    rate_limit = ["4/hour per ip", "2/hour per actor"]
)]
async fn several(id: u8) -> Result<()> {
    if id == 0 { Err(Error::not_found("there is no such thing")) } else { Ok(()) }
}

#[route(get, "/free", policy = public)]
async fn free() {}

/// Where the request comes from, as each of the ways to ask has it.
#[route(get, "/way", policy = public)]
async fn way(from: ClientAddress, request: HttpRequest) -> Json<Value> {
    assert_eq!(client::address(&request), Some(from.0));
    Json(json!({
        "address": from.0.to_string(),
        "secure": client::is_secure(&request),
        "host": client::host(&request),
    }))
}

fn start(variables: &[(&str, &str)]) -> Server {
    let own = [
        ("ORDAIN_ENV", "test"),
        ("ORDAIN_AUTH__SECRET", SECRET),
        ("ORDAIN_DATABASE__MIGRATE", "off"),
    ];
    let variables: Vec<_> = own.iter().chain(variables).copied().collect();
    Server::start(App::new(), &variables).unwrap()
}

fn request(path: &str) -> Request {
    Request::new("GET", path)
}

/// A request that a trusted proxy says is of this address.
fn from(path: &str, address: &str) -> Request {
    request(path).header("X-Forwarded-For", address)
}

/// The whole number in a header.
#[track_caller]
fn number(answer: &Answer, name: &str) -> u64 {
    let value = answer.header(name).unwrap_or_else(|| panic!("no `{name}`: {answer:?}"));
    value.parse().unwrap()
}

#[track_caller]
fn assert_refused(answer: &Answer) {
    assert_eq!((answer.status, &*answer.member("/code")), (429, "too_many_requests"));
    assert!(number(answer, "retry-after") > 0);
    assert_eq!(number(answer, "ratelimit-remaining"), 0);
}
