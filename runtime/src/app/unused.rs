//! Permissions, roles and policy functions that make no difference to anybody.
//!
//! Rules of routes and of `scope!` are known; what a function asks, `actor.has(..)`, is not: it is
//! marked with `in_code`.

use crate::http::RouteSpec;
#[cfg(feature = "jobs")]
use crate::job::JobSpec;
#[cfg(feature = "__database")]
use crate::model::{DefaultValue, models};
use crate::policy::{
    ObjectSpec, PermissionSpec, Place, RoleSpec, Rule, objects, permissions, roles, rules_in_code,
};

/// A warning for each.
pub(super) fn find(routes: &[&'static RouteSpec]) -> Vec<String> {
    let rules = routes.iter().map(|spec| &spec.policy).chain(rules_in_code());
    #[cfg(feature = "__database")]
    let rules = rules.chain(rules_of_fields());
    #[cfg(feature = "jobs")]
    let rules = rules.chain(crate::job::specs().into_iter().filter_map(JobSpec::policy));
    let used = Used { leaves: rules.flat_map(Rule::leaves).collect() };
    let mut warnings = Vec::new();
    for spec in permissions().iter().filter(|spec| !used.has_permission(spec)) {
        let what = format!("permission `{spec}` is used by no route and no `scope!`");
        let help =
            format!("remove it, or mark it with `#[in_code]` if `actor.has({spec})` asks for it");
        warnings.push(warning(&what, spec.place, &help));
    }
    for spec in roles().iter().filter(|spec| !used.has_role(spec)) {
        let what = format!("role `{spec}` makes no difference");
        let help = "nothing that is used is granted by it, no policy names it, no role includes it and \
             no column has it as its default: remove it, or mark it with `#[in_code]` if a function \
             asks for it";
        warnings.push(warning(&what, spec.place, help));
    }
    for spec in objects().iter().filter(|spec| !used.has_object(spec)) {
        let what = format!("policy `{spec}` is used by no route and no `scope!`");
        let help =
            "remove it, or write `#[policy(in_code)]` if `visible_to` or another function asks it";
        warnings.push(warning(&what, spec.place, help));
    }
    warnings
}

/// The rules of columns, which routes do not name.
#[cfg(feature = "__database")]
fn rules_of_fields() -> impl Iterator<Item = &'static Rule> {
    let columns = models().into_iter().flat_map(|model| model.columns);
    columns.flat_map(|column| column.read.iter().chain(&column.write))
}

fn warning(what: &str, place: Place, help: &str) -> String {
    format!("{what} ({}:{})\n  help: {help}", place.file, place.line)
}

/// What rules mention.
struct Used {
    leaves: Vec<Rule>,
}

impl Used {
    fn has_permission(&self, wanted: &PermissionSpec) -> bool {
        let is_it = |rule: &Rule| matches!(rule, Rule::Permission(spec) if is_same(spec, wanted));
        wanted.in_code || self.leaves.iter().any(is_it)
    }

    /// Whether it matters that somebody has the role.
    fn has_role(&self, wanted: &RoleSpec) -> bool {
        let is_it = |role: &RoleSpec| role.set == wanted.set && role.bit == wanted.bit;
        let is_named = |rule: &Rule| matches!(rule, Rule::Role(spec) if is_it(spec));
        let grants = |spec: &&PermissionSpec| wanted.grants(spec) && self.has_permission(spec);
        wanted.in_code
            || self.leaves.iter().any(is_named)
            || permissions().iter().copied().any(|spec| grants(&spec))
            || roles().iter().any(|role| !is_it(role) && role.includes(wanted))
            || is_default(wanted)
    }

    fn has_object(&self, wanted: &ObjectSpec) -> bool {
        let is_it = |rule: &Rule| matches!(rule, Rule::Object(spec) if std::ptr::eq(*spec, wanted));
        wanted.in_code || self.leaves.iter().any(is_it)
    }
}

fn is_same(one: &PermissionSpec, other: &PermissionSpec) -> bool {
    one.set == other.set && one.bit == other.bit
}

/// Whether a column of roles begins with this one.
#[cfg(feature = "__database")]
fn is_default(role: &RoleSpec) -> bool {
    let namesakes = || roles().iter().filter(|other| other.set == role.set);
    models().iter().flat_map(|model| model.columns).any(|column| {
        matches!(column.default, Some(DefaultValue::Text(name)) if name == role.name)
            && !(column.accepts)("")
            && namesakes().all(|other| (column.accepts)(other.name))
    })
}

#[cfg(not(feature = "__database"))]
fn is_default(_: &RoleSpec) -> bool {
    false
}
