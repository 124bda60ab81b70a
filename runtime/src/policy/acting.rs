//! On whose behalf code runs: what a job that is queued takes along, and what the audit log is told where
//! nobody says it.
//!
//! Where it is not known, nobody acts: what was forgotten has no rights.

use std::fmt;
use std::future::Future;
use std::rc::Rc;
use std::sync::Arc;

use super::Actor;
use super::entry::Kind;

tokio::task_local! {
    static WORK: Arc<Work>;
    static REQUEST: Rc<dyn Requesting>;
}

/// On whose behalf something is done.
#[derive(Debug, Clone, Default)]
pub enum Acting {
    /// Nobody who is known.
    #[default]
    Nobody,
    /// Somebody who is signed in.
    Somebody(Actor),
    /// The application itself: a seeder does, a command, a job that one of them queued.
    Application,
}

/// Where something that is done comes from.
#[derive(Debug, Clone, Default)]
pub struct Origin {
    /// On whose behalf it is done.
    pub acting: Acting,
    /// The id of the request that it began with.
    pub request_id: Option<String>,
    /// The header `traceparent` of that request, as W3C Trace Context has it.
    pub trace: Option<String>,
}

/// Something outside of any request that runs.
#[derive(Debug, Clone)]
#[cfg_attr(not(feature = "__database"), expect(dead_code, reason = "the audit log reads it"))]
pub(crate) struct Work {
    pub(crate) kind: Kind,
    pub(crate) name: String,
    pub(crate) origin: Origin,
}

/// A request that runs, which knows only later who calls.
pub(crate) trait Requesting {
    /// What is known of it by now.
    fn origin(&self) -> Origin;
}

impl Work {
    /// What the application does by itself.
    pub(crate) fn of_application(kind: Kind, name: impl Into<String>) -> Self {
        let origin = Origin { acting: Acting::Application, ..Origin::default() };
        Self { kind, name: name.into(), origin }
    }
}

impl Acting {
    /// Who acts, where somebody does.
    #[must_use]
    pub fn actor(&self) -> Option<&Actor> {
        match self {
            Self::Somebody(actor) => Some(actor),
            Self::Nobody | Self::Application => None,
        }
    }
}

impl From<Option<Actor>> for Acting {
    fn from(actor: Option<Actor>) -> Self {
        actor.map_or(Self::Nobody, Self::Somebody)
    }
}

impl fmt::Display for Acting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nobody => f.write_str("nobody"),
            Self::Somebody(actor) => write!(f, "actor {}", actor.id),
            Self::Application => f.write_str("the application"),
        }
    }
}

/// Where the running code comes from. Outside of a route, a job, a seeder and a command, and in a task that
/// one of them has spawned, nobody acts.
#[must_use]
pub fn origin() -> Origin {
    if let Ok(origin) = WORK.try_with(|work| work.origin.clone()) {
        return origin;
    }
    REQUEST.try_with(|request| request.origin()).unwrap_or_default()
}

/// What runs outside of any request, where something does.
#[cfg(feature = "__database")]
pub(crate) fn work() -> Option<Arc<Work>> {
    WORK.try_with(Arc::clone).ok()
}

/// Runs work outside of any request.
pub(crate) async fn at_work<F: Future>(work: Work, run: F) -> F::Output {
    WORK.scope(Arc::new(work), run).await
}

/// Runs the code of a route.
#[cfg(feature = "jobs")]
pub(crate) async fn in_request<F: Future>(request: Rc<dyn Requesting>, run: F) -> F::Output {
    REQUEST.scope(request, run).await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn work(acting: Acting) -> Work {
        let origin = Origin { acting, ..Origin::default() };
        Work { kind: Kind::Job, name: "job".to_owned(), origin }
    }

    #[tokio::test]
    async fn nobody_acts_unless_it_is_said_who_does() {
        assert!(matches!(origin().acting, Acting::Nobody));
        let acting = Acting::Somebody(Actor::new(7, ()));
        at_work(work(acting), async {
            assert_eq!(origin().acting.actor().map(|actor| actor.id), Some(7));
            at_work(work(Acting::Application), async {
                assert!(matches!(origin().acting, Acting::Application));
            })
            .await;
            // A task of its own knows nothing of it.
            let spawned = tokio::spawn(async { matches!(origin().acting, Acting::Nobody) });
            assert!(spawned.await.unwrap_or_default());
        })
        .await;
        assert!(matches!(origin().acting, Acting::Nobody));
    }
}
