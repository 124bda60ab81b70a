//! The tree of rules: what is enforced, what the document says and what `policies` prints.
//!
//! Deciding never allocates and never fails open: what cannot be known is no permission.

use std::any::Any;
use std::fmt;

use super::Actor;
use super::actor::Known;
use super::spec::{ObjectSpec, PermissionSpec, RoleSpec};

/// Who may do something.
///
/// It is written as `policy = …` on a route, and can be built in a `const`.
#[derive(Debug, Clone, Copy)]
pub enum Rule {
    /// Everybody, signed in or not.
    Public,
    /// Everybody who is signed in.
    Authenticated,
    /// Whoever is signed in and has given a second factor in this session.
    SecondFactor,
    /// Whoever is signed in and has a verified address.
    Verified,
    /// Whoever has the permission by a role.
    Permission(&'static PermissionSpec),
    /// Whoever has the role, or one that includes it.
    Role(&'static RoleSpec),
    /// Whoever the policy function accepts for the resource; never somebody who is not signed in.
    Object(&'static ObjectSpec),
    /// Whoever one of the rules accepts.
    Any(&'static [Rule]),
    /// Whoever all of the rules accept; without a rule, nobody.
    All(&'static [Rule]),
    /// Whoever the rule does not accept. Somebody who is not signed in holds no role, so
    /// `not(Role::Guest)` accepts them; `not` of a policy function never does.
    Not(&'static Rule),
}

/// A rule that a function asks by `scope!`.
pub struct RuleInCode(pub Rule);

inventory::collect!(RuleInCode);

/// Every rule that is asked by `scope!`, in no order.
pub fn rules_in_code() -> impl Iterator<Item = &'static Rule> {
    inventory::iter::<RuleInCode>().map(|entry| &entry.0)
}

/// What a rule says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// Yes.
    Allow,
    /// No.
    Deny,
    /// It depends on a resource that was not given, or that is not of the type the rule is about; in
    /// a table of who may do what, also on who acts.
    ///
    /// When the resource has been given, this is a no.
    NeedsResource,
}

impl Decision {
    /// Whether it is a plain yes.
    #[inline]
    #[must_use]
    pub const fn is_allowed(self) -> bool {
        matches!(self, Self::Allow)
    }

    #[inline]
    const fn of(allowed: bool) -> Self {
        if allowed { Self::Allow } else { Self::Deny }
    }

    #[inline]
    const fn negated(self) -> Self {
        match self {
            Self::Allow => Self::Deny,
            Self::Deny => Self::Allow,
            Self::NeedsResource => Self::NeedsResource,
        }
    }
}

impl Rule {
    /// Decides for an actor (`None`: not signed in), with the resource if it is loaded already.
    #[inline]
    #[must_use]
    pub fn decide(&self, actor: Option<&Actor>, resource: Option<&dyn Any>) -> Decision {
        match self.evaluate(actor, resource) {
            // No resource can help somebody whom no policy function can be asked about.
            Decision::NeedsResource if actor.is_none() => Decision::Deny,
            decision => decision,
        }
    }

    /// Kleene's logic: what a policy function cannot be asked stays open through `not`, too.
    #[inline]
    pub(super) fn evaluate(&self, actor: Option<&Actor>, resource: Option<&dyn Any>) -> Decision {
        match self {
            Self::Public => Decision::Allow,
            Self::Authenticated => Decision::of(actor.is_some()),
            Self::SecondFactor => proved(actor.map(|actor| actor.proof.second_factor)),
            Self::Verified => proved(actor.map(|actor| actor.proof.verified)),
            Self::Permission(wanted) => {
                Decision::of(actor.is_some_and(|actor| actor.has_permission(wanted)))
            }
            Self::Role(wanted) => Decision::of(actor.is_some_and(|actor| actor.has_role(wanted))),
            Self::Object(object) => actor
                .zip(resource)
                .and_then(|(actor, resource)| (object.check)(actor, resource))
                .map_or(Decision::NeedsResource, Decision::of),
            Self::Any(rules) => first_or(rules, Decision::Allow, actor, resource),
            Self::All([]) => Decision::Deny,
            Self::All(rules) => first_or(rules, Decision::Deny, actor, resource),
            Self::Not(rule) => rule.evaluate(actor, resource).negated(),
        }
    }

    /// The rules in it that have no rules inside, from left to right.
    #[must_use]
    pub fn leaves(&self) -> Vec<Self> {
        match self {
            Self::Any(rules) | Self::All(rules) => rules.iter().flat_map(Self::leaves).collect(),
            Self::Not(rule) => rule.leaves(),
            leaf => vec![*leaf],
        }
    }

    /// The policy functions in it, from left to right.
    #[must_use]
    pub fn objects(&self) -> Vec<&'static ObjectSpec> {
        let object = |leaf| if let Self::Object(object) = leaf { Some(object) } else { None };
        self.leaves().into_iter().filter_map(object).collect()
    }
}

fn proved(known: Option<Known>) -> Decision {
    match known {
        Some(Known::Yes) => Decision::Allow,
        Some(Known::No) | None => Decision::Deny,
        Some(Known::Depends) => Decision::NeedsResource,
    }
}

/// `decisive` as soon as one of the rules says so; else open if one of them is; else the opposite.
fn first_or(
    rules: &[Rule],
    decisive: Decision,
    actor: Option<&Actor>,
    resource: Option<&dyn Any>,
) -> Decision {
    let mut result = decisive.negated();
    for rule in rules {
        let decision = rule.evaluate(actor, resource);
        if decision == decisive {
            return decisive;
        }
        if decision == Decision::NeedsResource {
            result = decision;
        }
    }
    result
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Public => f.write_str("public"),
            Self::Authenticated => f.write_str("authenticated"),
            Self::SecondFactor => f.write_str("second_factor"),
            Self::Verified => f.write_str("verified"),
            Self::Permission(permission) => permission.fmt(f),
            Self::Role(role) => role.fmt(f),
            Self::Object(object) => object.fmt(f),
            Self::Any(rules) => call(f, "any", rules),
            Self::All(rules) => call(f, "all", rules),
            Self::Not(rule) => write!(f, "not({rule})"),
        }
    }
}

fn call(f: &mut fmt::Formatter<'_>, name: &str, rules: &[Rule]) -> fmt::Result {
    write!(f, "{name}(")?;
    for (index, rule) in rules.iter().enumerate() {
        let comma = if index == 0 { "" } else { ", " };
        write!(f, "{comma}{rule}")?;
    }
    f.write_str(")")
}
