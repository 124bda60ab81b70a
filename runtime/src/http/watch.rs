//! Requests that ask the database the same again and again.
//!
//! They are logged and answered like others.

use super::call::{Answer, Handling};
use super::spec::RouteSpec;
use crate::db::repeated;

/// A statement that runs so often in one request is logged.
const MANY: u32 = 10;

/// Runs a request and logs what it asked too often.
pub(super) async fn watched(spec: &'static RouteSpec, handling: Handling) -> Answer {
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
