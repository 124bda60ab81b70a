//! `verified` and `second_factor` are policies like others.
#![deny(warnings)]

use ordain::http::{Route, RouteSpec};
use ordain::policy::{Actor, Decision, Rule};
use ordain::prelude::*;

#[route(post, "/known", policy = verified)]
async fn known() {}

#[route(post, "/careful", policy = all(verified, second_factor))]
async fn careful() {}

#[route(post, "/careless", policy = not(second_factor))]
async fn careless() {}

fn spec<R: Route>() -> &'static RouteSpec {
    R::SPEC
}

fn main() {
    let plain = Actor::new(7, ());
    let known_only = plain.clone().with_verified(true);
    let both = known_only.clone().with_second_factor(true);
    let decide = |rule: &Rule, actor: &Actor| rule.decide(Some(actor), None) == Decision::Allow;
    let of = |rule: &Rule| [&plain, &known_only, &both].map(|actor| decide(rule, actor));
    assert_eq!(of(&spec::<known>().policy), [false, true, true]);
    assert_eq!(of(&spec::<careful>().policy), [false, false, true]);
    assert_eq!(of(&spec::<careless>().policy), [true, true, false]);
    assert_eq!(spec::<careful>().policy.to_string(), "all(verified, second_factor)");
    assert_eq!(spec::<known>().policy.decide(None, None), Decision::Deny);
}
