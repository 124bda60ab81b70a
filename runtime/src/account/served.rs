//! Which of the routes an application serves, and where.

use std::sync::OnceLock;

use super::entry::{AccountEntry, entry};
use crate::config::Config;
use crate::http::spec::RouteSpec;

/// Where the routes are declared; an application has them where it says.
const DECLARED: &str = "/auth";
const MODULE: &str = "ordain::account::";

/// The routes of the program with those of accounts at their place: none without a model of accounts that has routes,
/// and none whose method and path a route of the application has.
#[must_use]
pub fn placed(declared: Vec<&'static RouteSpec>) -> Vec<&'static RouteSpec> {
    static PLACED: OnceLock<Vec<&'static RouteSpec>> = OnceLock::new();
    let (own, mut others): (Vec<_>, Vec<_>) = declared.into_iter().partition(|spec| is_own(spec));
    let placed = PLACED.get_or_init(|| match entry() {
        None => Vec::new(),
        Some(entry) => own.into_iter().filter_map(|spec| place(spec, entry)).collect(),
    });
    let is_free = |spec: &&&'static RouteSpec| {
        !others.iter().any(|other| other.method == spec.method && is_same(other.path, spec.path))
    };
    let free: Vec<&'static RouteSpec> = placed.iter().filter(is_free).copied().collect();
    others.extend(free);
    others.sort_by_key(|spec| (spec.path, spec.method, spec.module, spec.name));
    others
}

/// Those of the routes that this configuration switches on.
#[must_use]
pub fn is_on(spec: &RouteSpec, config: &Config) -> bool {
    let accounts = &config.accounts;
    match spec.module.strip_prefix(MODULE) {
        Some("key") => accounts.api_keys,
        Some("sign_in::token") => accounts.tokens,
        Some("sign_in::cookie") => accounts.cookies,
        #[cfg(feature = "oauth")]
        Some("oauth") => !config.providers.is_empty(),
        #[cfg(feature = "oauth")]
        Some("oauth::token") => !config.providers.is_empty() && !accounts.cookies,
        _ => true,
    }
}

/// Whether it is a route of accounts that Ordain declares.
fn is_own(spec: &RouteSpec) -> bool {
    spec.module.starts_with(MODULE)
}

fn place(spec: &'static RouteSpec, entry: &AccountEntry) -> Option<&'static RouteSpec> {
    let policy = if spec.module == "ordain::account::manage" { entry.manage? } else { spec.policy };
    let rest = spec.path.strip_prefix(DECLARED).unwrap_or(spec.path);
    let path = format!("{}{rest}", entry.prefix);
    // It lives as long as the program, as every declaration does.
    let path: &'static str = Box::leak(path.into_boxed_str());
    Some(Box::leak(Box::new(RouteSpec { path, policy, ..*spec })))
}

/// Whether two paths are one, however their segments are called.
fn is_same(one: &str, other: &str) -> bool {
    let same = |(one, other): (&str, &str)| {
        one == other || (one.starts_with('{') && other.starts_with('{'))
    };
    let (one, other): (Vec<&str>, Vec<&str>) =
        (one.split('/').collect(), other.split('/').collect());
    one.len() == other.len() && one.into_iter().zip(other).all(same)
}
