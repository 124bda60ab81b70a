//! The one way into the code of an application: whoever starts a part of it asks here first, with the rule
//! that was declared and the one on whose behalf it runs.
//!
//! What it gives is needed to call a route, a job or a seeder, and nothing else can make one. So a way in that
//! forgets to ask does not compile.

use std::fmt::{self, Display};

use super::Actor;
use super::acting::Acting;
use super::rule::{Decision, Rule};
use crate::error::Error;

/// A kind of way into the code of an application.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// A route.
    Route,
    /// A job.
    Job,
    /// A seeder.
    Seeder,
    /// A command of the binary.
    Command,
    /// What runs at the start.
    Hook,
}

impl Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Route => "route",
            Self::Job => "job",
            Self::Seeder => "seeder",
            Self::Command => "command",
            Self::Hook => "hook",
        })
    }
}

/// One way in.
#[derive(Clone, Copy)]
pub(crate) struct Entry<'a> {
    pub(crate) kind: Kind,
    pub(crate) name: &'a dyn Display,
    pub(crate) rule: &'a Rule,
}

/// On whose behalf, as it is asked for.
#[derive(Clone, Copy)]
pub(crate) enum By<'a> {
    Caller(Option<&'a Actor>),
    Application,
}

/// That it was asked whether something may run.
#[derive(Debug)]
pub struct Pass(());

/// That it may not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Refused;

impl From<Refused> for Error {
    fn from(_: Refused) -> Self {
        Self::forbidden("the policy does not let it run")
    }
}

impl<'a> From<&'a Acting> for By<'a> {
    fn from(acting: &'a Acting) -> Self {
        match acting {
            Acting::Application => Self::Application,
            other => Self::Caller(other.actor()),
        }
    }
}

/// Asks whether a part of the application may run.
///
/// A rule over a resource is open until a route has loaded it, and asked again then; nothing else has one.
pub(crate) fn enter(entry: Entry<'_>, by: By<'_>) -> Result<Pass, Refused> {
    let Entry { kind, name, rule } = entry;
    let (decision, actor) = match by {
        By::Application => (Decision::Allow, None),
        By::Caller(actor) => (rule.decide(actor, None), actor),
    };
    let is_let_in = match decision {
        Decision::Allow => true,
        Decision::NeedsResource => kind == Kind::Route,
        Decision::Deny => false,
    };
    tracing::trace!(
        target: "ordain::entry",
        %kind,
        %name,
        by = match by {
            By::Application => "application",
            By::Caller(None) => "nobody",
            By::Caller(Some(_)) => "actor",
        },
        actor = actor.map(|actor| actor.id),
        let_in = is_let_in,
        "enters",
    );
    if is_let_in { Ok(Pass(())) } else { Err(Refused) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(kind: Kind, rule: &Rule, by: By<'_>) -> bool {
        enter(Entry { kind, name: &"it", rule }, by).is_ok()
    }

    #[test]
    fn the_rule_decides_and_the_application_is_let_in() {
        let actor = Actor::new(7, ());
        for kind in [Kind::Route, Kind::Job] {
            assert!(asked(kind, &Rule::Public, By::Caller(None)));
            assert!(!asked(kind, &Rule::Authenticated, By::Caller(None)));
            assert!(asked(kind, &Rule::Authenticated, By::Caller(Some(&actor))));
            assert!(asked(kind, &Rule::Authenticated, By::Application));
            assert!(!asked(kind, &Rule::All(&[]), By::Caller(Some(&actor))));
        }
    }
}
