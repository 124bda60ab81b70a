//! Why a rule denies, in a sentence for the developer.
//!
//! It never decides: it asks the rule and puts the answer into words.

use std::any::Any;

use super::Actor;
use super::rule::{Decision, Rule};
use super::spec::{PermissionSpec, RoleSpec, roles};

impl Rule {
    /// Says why the actor (`None`: not signed in) is denied: which rule failed, what the actor has
    /// and what would pass. It takes what [`Rule::decide`] was given.
    ///
    /// It names roles and permissions, so it is for the log and for development, not for clients
    /// in production.
    #[must_use]
    pub fn explain(&self, actor: Option<&Actor>, resource: Option<&dyn Any>) -> String {
        let case = Case { actor, resource };
        let mut reasons = Vec::new();
        case.collect(self, true, &mut reasons);
        let who = describe(actor);
        if reasons.is_empty() {
            return format!("`{self}` accepts {who}");
        }
        format!("`{self}` does not accept {who}: {}", reasons.join("; "))
    }
}

/// What the rule was asked about.
struct Case<'a> {
    actor: Option<&'a Actor>,
    resource: Option<&'a dyn Any>,
}

impl Case<'_> {
    /// The leaves on which it depends that `rule` is not as it is wanted.
    fn collect(&self, rule: &Rule, wanted: bool, reasons: &mut Vec<String>) {
        if self.says(rule, wanted) {
            return;
        }
        match rule {
            Rule::Any(rules) if wanted => self.collect_each(rules, wanted, reasons),
            Rule::All(rules) if !wanted => self.collect_each(rules, wanted, reasons),
            Rule::Any(rules) | Rule::All(rules) => {
                // What is against it is the reason; what is open is one only when nothing is.
                let before = reasons.len();
                for rule in rules.iter().filter(|rule| self.says(rule, !wanted)) {
                    self.collect(rule, wanted, reasons);
                }
                if reasons.len() == before {
                    self.collect_each(rules, wanted, reasons);
                }
            }
            Rule::Not(rule) => self.collect(rule, !wanted, reasons),
            leaf => reasons.push(self.reason(leaf, wanted)),
        }
    }

    fn collect_each(&self, rules: &[Rule], wanted: bool, reasons: &mut Vec<String>) {
        for rule in rules {
            self.collect(rule, wanted, reasons);
        }
    }

    fn says(&self, rule: &Rule, wanted: bool) -> bool {
        let decision = rule.evaluate(self.actor, self.resource);
        decision == if wanted { Decision::Allow } else { Decision::Deny }
    }

    fn is_limited(&self) -> bool {
        self.actor.is_some_and(|actor| actor.scopes().is_some())
    }

    /// Whether a role grants it, and the credential takes it away.
    fn is_out_of_scope(&self, permission: &PermissionSpec) -> bool {
        let grants = |actor: &Actor| actor.roles().any(|role| role.grants(permission));
        self.is_limited() && self.actor.is_some_and(grants)
    }

    fn reason(&self, leaf: &Rule, wanted: bool) -> String {
        match (leaf, wanted) {
            (Rule::Permission(permission), true) if self.is_out_of_scope(permission) => {
                format!("`{permission}` is none of the scopes of the credential")
            }
            (Rule::Permission(permission), true) => {
                format!("`{permission}` is missing{}", granted_by(permission))
            }
            (Rule::Role(role), true) if self.is_limited() => {
                format!("`{role}` is missing: a credential with scopes holds no role")
            }
            (Rule::Role(role), true) => format!("`{role}` is missing{}", included_by(role)),
            (Rule::Permission(_) | Rule::Role(_), false) => format!("`{leaf}` must not be held"),
            (Rule::SecondFactor | Rule::Verified, true) if self.actor.is_none() => {
                "signing in is needed".to_owned()
            }
            (Rule::SecondFactor, true) => {
                "a second factor is needed, and none was given in this session".to_owned()
            }
            (Rule::Verified, true) => "the address of the account is not verified".to_owned(),
            (Rule::SecondFactor | Rule::Verified, false) => format!("`{leaf}` must not hold"),
            (Rule::Object(object), _) if self.actor.is_none() => {
                format!("`{object}` needs a signed-in actor")
            }
            (Rule::Object(object), _) => {
                let must = if wanted { "must" } else { "must not" };
                format!("`{object}` {must} hold for the `{}`", object.resource)
            }
            (_, true) => "signing in is needed".to_owned(),
            (_, false) => "signing in rules it out".to_owned(),
        }
    }
}

fn describe(actor: Option<&Actor>) -> String {
    let Some(actor) = actor else { return "a caller who is not signed in".to_owned() };
    let roles: Vec<String> = actor.roles().map(|role| format!("`{role}`")).collect();
    match roles.as_slice() {
        [] => format!("actor {} without a role", actor.id),
        _ => format!("actor {} with {}", actor.id, roles.join(", ")),
    }
}

fn granted_by(permission: &PermissionSpec) -> String {
    list("granted by", roles().iter().filter(|role| role.grants(permission)))
}

fn included_by(wanted: &RoleSpec) -> String {
    let others = roles().iter().filter(|role| role.includes(wanted) && role.bit != wanted.bit);
    list("included in", others)
}

fn list<'a>(before: &str, roles: impl Iterator<Item = &'a &'static RoleSpec>) -> String {
    let names: Vec<String> = roles.map(|role| format!("`{role}`")).collect();
    if names.is_empty() { String::new() } else { format!(" ({before} {})", names.join(", ")) }
}
