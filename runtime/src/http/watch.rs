//! What requests ask of the database: statements that take long, and the same again and again.
//!
//! They are logged and answered like others.

use std::time::Duration;

use super::call::{Answer, Handling};
use super::spec::RouteSpec;
use crate::db::{repeated, slow_logged};

/// A statement that runs so often in one request is logged.
const MANY: u32 = 10;

/// What is looked for.
#[derive(Debug, Clone, Copy, Default)]
pub struct Watch {
    /// Whether a statement that runs many times in one request is logged.
    pub repeated: bool,
    /// How long a statement takes that is logged.
    pub slow: Option<Duration>,
}

impl Watch {
    /// Runs a request and logs what it asked too often, and what took too long.
    pub(super) fn over(self, spec: &'static RouteSpec, handling: Handling) -> Handling {
        let handling = match self.slow {
            None => handling,
            Some(limit) => Box::pin(slow_logged(limit, spec, handling)),
        };
        if self.repeated { Box::pin(counted(spec, handling)) } else { handling }
    }
}

async fn counted(spec: &'static RouteSpec, handling: Handling) -> Answer {
    let (answer, found) = repeated(MANY, handling).await;
    for repeated in found {
        tracing::warn!(
            target: "ordain::query",
            route = %spec,
            statement = repeated.statement,
            times = repeated.times,
            "the same statement ran many times in one request: load the rows together",
        );
    }
    answer
}
