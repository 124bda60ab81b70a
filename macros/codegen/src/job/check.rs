//! From arguments and function to a [`Job`], with every mistake reported.
//!
//! What a type can do is not asked here: the compiler answers that in the generated code.

use proc_macro2::TokenStream;
use syn::{LitInt, LitStr};

use super::ir::Job;
use super::parse::{Input, RETRIES};
use crate::errors::Errors;
use crate::item::function::Function;
use crate::item::work::{self, Kind};
use crate::names::bare;
use crate::rule::backoff::Backoff;
use crate::rule::duration;
use crate::rule::policy_expr::PolicyExpr;

const KIND: Kind = Kind {
    name: "job",
    caller: "a worker",
    why_one_type: "a queued job is found by its name alone",
};
const MOST_RETRIES: u16 = 1000;
const LONGEST_QUEUE: usize = 64;

pub(super) fn check_job(input: Input, item: &Function, errors: &mut Errors) -> Option<Job> {
    work::check_signature(item, KIND, errors);
    check_payload(item, errors);
    let mut types = work::check_arguments(item, KIND, errors);
    let queue = input.queue.and_then(|text| check_queue(&text, errors));
    let retries = input.retries.as_ref().and_then(|number| check_retries(number, errors));
    let backoff = input.backoff.as_ref().and_then(|text| {
        check_use(retries, text, errors);
        Backoff::read(text, errors)
    });
    let timeout = input.timeout.and_then(|text| duration::read(&text, errors));
    let policy = input.policy.and_then(|tokens| check_policy(tokens, errors));
    if types.is_empty() {
        return None;
    }
    Some(Job {
        root: input.root,
        cfg: item.attrs.iter().filter(|attr| attr.path().is_ident("cfg")).cloned().collect(),
        vis: item.vis.clone(),
        ident: item.sig.ident.clone(),
        payload: types.remove(0),
        resources: types,
        output: item.output().cloned(),
        queue,
        retries,
        backoff,
        timeout,
        policy,
    })
}

fn check_payload(item: &Function, errors: &mut Errors) {
    if item.sig.inputs.is_empty() {
        let name = bare(&item.sig.ident);
        errors
            .at(&item.sig.ident, format!("job `{name}` has no payload"))
            .help(format!("the first argument is what is queued: `async fn {name}(id: i64)`"))
            .help(format!("a job that needs to know nothing says so: `async fn {name}(_: ())`"));
    }
}

fn check_queue(text: &LitStr, errors: &mut Errors) -> Option<String> {
    let name = text.value();
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_');
    if name.is_empty() || name.len() > LONGEST_QUEUE || !name.chars().all(fits) {
        errors.at(text, format!("queue `{name}` has a name that no queue can have")).help(format!(
            "write 1 to {LONGEST_QUEUE} lower-case letters, digits, `-` and `_`, such as `mail`"
        ));
        return None;
    }
    Some(name)
}

fn check_retries(number: &LitInt, errors: &mut Errors) -> Option<u16> {
    let retries = number.base10_parse().ok().filter(|retries| *retries <= MOST_RETRIES);
    if retries.is_none() || !number.suffix().is_empty() {
        errors
            .at(number, format!("`{number}` is no number of retries"))
            .help(format!("write a whole number from 0 to {MOST_RETRIES}: `{}`", RETRIES.form));
        return None;
    }
    retries
}

/// A policy of a job is asked before it runs, when there is no row yet.
fn check_policy(tokens: TokenStream, errors: &mut Errors) -> Option<PolicyExpr> {
    let policy = PolicyExpr::parse(tokens.clone(), errors)?;
    if matches!(policy, PolicyExpr::Public) {
        errors
            .at(tokens, "policy `public` says nothing of a job")
            .help("leave `policy` out: the job runs for whoever queues it");
        return None;
    }
    let objects = policy.objects();
    for object in &objects {
        let name = object.segments.last().map(|segment| bare(&segment.ident)).unwrap_or_default();
        errors
            .at(object, format!("policy `{name}` decides over a resource, and a job has none"))
            .help(format!(
                "take an `Actor` as an argument, load the row in the job, and ask `{name}(&actor, &row)`"
            ));
    }
    if objects.is_empty() { Some(policy) } else { None }
}

fn check_use(retries: Option<u16>, backoff: &LitStr, errors: &mut Errors) {
    if retries == Some(0) {
        errors
            .at(backoff, "there is nothing to back off from: `retries` is 0")
            .help("leave `backoff` out, or allow at least one retry");
    }
}
