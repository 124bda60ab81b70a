//! The option `rate_limit`: each limit by itself, and all of them together.
//!
//! What a rate is, is said where rates are read.

use crate::errors::Errors;
use crate::route::parse::{RATE_LIMIT, Rates};
use crate::rule::policy_expr::PolicyExpr;
use crate::rule::rate::{self, Rate};

/// The limits of a route; each mistake is reported.
pub(super) fn check_rates(
    rates: &Rates,
    policy: Option<&PolicyExpr>,
    errors: &mut Errors,
) -> Option<Vec<Rate>> {
    if rates.texts.is_empty() {
        errors
            .at(&rates.list, "the list of limits is empty")
            .help(format!("write `{}`, or leave it out", RATE_LIMIT.form));
        return None;
    }
    let mut known: Vec<Rate> = Vec::new();
    let mut well = true;
    for text in &rates.texts {
        let Some(rate) = rate::read(text, errors) else {
            well = false;
            continue;
        };
        if rate.key.needs_actor() && matches!(policy, Some(PolicyExpr::Public)) {
            errors
                .at(text, "the callers of a public route are not known, so they cannot be counted")
                .help("count addresses: `per ip`");
            well = false;
        }
        if known.iter().any(|other| (&other.key, other.per) == (&rate.key, rate.per)) {
            errors
                .at(text, "another limit counts the same calls in the same time")
                .help("keep the smaller one");
            well = false;
        }
        known.push(rate);
    }
    well.then_some(known)
}
