//! Every option of `#[route]`, each on a route of its own, and all of them on one.
#![deny(warnings)]

use ordain::http::spec::{Cors, LimitKey, Priority, RateLimit};
use ordain::http::{Route, RouteSpec};
use ordain::policy::Rule;
use ordain::prelude::*;
use std::time::Duration;

/// List posts.
///
/// The newest first.
#[route(get, "/policy", policy = authenticated)]
async fn policy() {}

#[route(put, "/status", policy = public, status = 202)]
async fn status() -> Json<u8> {
    Json(1)
}

#[route(patch, "/tag", policy = public, tag = "posts")]
async fn tag() {}

/// Said here.
#[route(delete, "/summary", policy = public, summary = "Said there")]
async fn summary() {}

#[route(head, "/deprecated", policy = public, deprecated(since = "2026-01-31"))]
async fn deprecated() {}

#[route(options, "/hidden", policy = public, hidden)]
async fn hidden() {}

#[route(post, "/body-limit", policy = public, body_limit = "64KB")]
async fn body_limit() {}

#[route(get, "/timeout", policy = public, timeout = "250ms")]
async fn timeout() {}

#[route(get, "/rate-limit", policy = public, rate_limit = "100/s per ip")]
async fn rate_limit() {}

#[route(
    get,
    "/rate-limits",
    policy = authenticated,
    rate_limit = ["100/min burst 20 per key", "1/day per header X-Tenant"]
)]
async fn rate_limits() {}
#[route(delete, "/audit", policy = public, audit = "thing.delete")]
async fn audit(audit: Audit) {
    audit.detail("before", &1);
}

#[route(get, "/priority", policy = public, priority = background)]
async fn priority() {}

#[route(get, "/cors", policy = public, cors = "https://a.example")]
async fn cors() {}

#[route(get, "/cors-of-two", policy = public, cors = ["https://a.example", "http://localhost:3000"])]
async fn cors_of_two() {}

#[route(get, "/cors-of-all", policy = public, cors = any)]
async fn cors_of_all() {}

#[route(get, "/cors-of-none", policy = public, cors = none)]
async fn cors_of_none() {}

#[route(get, "/csp", policy = public, csp = "default-src 'self'; img-src *")]
async fn csp() -> Html {
    Html::new("")
}

/// Everything.
#[route(
    post,
    "/all",
    policy = authenticated,
    status = 201,
    tag = "posts",
    summary = "All options",
    deprecated(since = "2026-01-31", sunset = "2027-01-31"),
    hidden,
    body_limit = "1MB",
    timeout = "2s",
    rate_limit = "10/min per actor",
    audit = "thing.all",
    priority = critical,
    cors = none,
    csp = "default-src 'none'",
    crate = ::ordain,
)]
async fn all() -> Json<u8> {
    Json(1)
}

fn spec<R: Route>() -> &'static RouteSpec {
    R::SPEC
}

fn main() {
    let plain = spec::<policy>();
    assert!(matches!(plain.policy, Rule::Authenticated));
    assert_eq!((plain.name, plain.path, plain.method.name()), ("policy", "/policy", "GET"));
    assert_eq!(plain.summary, "List posts");
    assert_eq!(plain.description, "List posts.\n\nThe newest first.");
    assert_eq!((plain.status, plain.tag, plain.hidden), (None, None, false));
    assert_eq!(spec::<status>().status, Some(202));
    assert_eq!(spec::<tag>().tag, Some("posts"));
    assert_eq!(spec::<summary>().summary, "Said there");
    assert_eq!(spec::<deprecated>().deprecated.map(|it| it.since), Some(1_769_817_600));
    assert!(spec::<hidden>().hidden);
    assert_eq!(spec::<body_limit>().limits.body, Some(64 * 1024));
    assert_eq!(spec::<timeout>().limits.timeout, Some(Duration::from_millis(250)));
    let (key, second) = (LimitKey::Ip, Duration::from_secs(1));
    let one = RateLimit { count: 100, per: second, burst: None, key };
    assert_eq!(spec::<rate_limit>().limits.rates, [one]);
    let (key, minute) = (LimitKey::Key, Duration::from_mins(1));
    let one = RateLimit { count: 100, per: minute, burst: Some(20), key };
    let (key, day) = (LimitKey::Header("x-tenant"), Duration::from_hours(24));
    let other = RateLimit { count: 1, per: day, burst: None, key };
    assert_eq!(spec::<rate_limits>().limits.rates, [one, other]);
    assert_eq!(spec::<audit>().audit, Some("thing.delete"));
    assert_eq!(plain.audit, None);
    assert_eq!(spec::<priority>().limits.priority, Some(Priority::Background));
    assert_eq!(spec::<cors>().cors, Some(Cors::Origins(&["https://a.example"])));
    let two = Cors::Origins(&["https://a.example", "http://localhost:3000"]);
    assert_eq!(spec::<cors_of_two>().cors, Some(two));
    assert_eq!(spec::<cors_of_all>().cors, Some(Cors::Everybody));
    assert_eq!(spec::<cors_of_none>().cors, Some(Cors::Nobody));
    assert_eq!(spec::<csp>().csp, Some("default-src 'self'; img-src *"));
    assert_eq!((plain.limits.priority, plain.cors, plain.csp), (None, None, None));
    let all = spec::<all>();
    assert_eq!((all.status, all.tag, all.summary), (Some(201), Some("posts"), "All options"));
    let sunset = all.deprecated.and_then(|it| it.sunset);
    assert_eq!(sunset, Some("Sun, 31 Jan 2027 00:00:00 GMT"));
    assert_eq!(all.limits.rates.first().map(|rate| rate.key), Some(LimitKey::Actor));
    assert_eq!(all.limits.priority, Some(Priority::Critical));
    assert_eq!((all.cors, all.csp), (Some(Cors::Nobody), Some("default-src 'none'")));
    assert!(all.hidden && all.limits.body.is_some() && all.limits.timeout.is_some());
}
