//! Routes whose every answer is written into the audit log: what is known of the request, and what the
//! function adds.
//!
//! No header but `User-Agent`, no query string and no body is ever written.

use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use actix_web::http::StatusCode;
use actix_web::http::header::USER_AGENT;
use actix_web::{HttpMessage, HttpRequest};
use futures_util::FutureExt;
use percent_encoding::percent_decode_str;
use serde::Serialize;
use serde_json::{Map, Value};

use super::argument::{Argument, source};
use super::call::{Answer, Call, Handling, panicked, too_slow};
use super::client;
use super::request_id::{request_id, text};
use super::services::Services;
use super::spec::RouteSpec;
use crate::audit::{Entry, record};
use crate::db::{Db, Tx};
use crate::error::{Error, Result};
use crate::policy::{Actor, view};

/// The row that a request becomes in the audit log: an argument of routes with the option `audit`.
///
/// It is written when the function has returned; until then details can be added. Copies are of the
/// same row.
///
/// # Examples
///
/// ```
/// use ordain::prelude::*;
///
/// /// Change the price of a thing.
/// #[route(put, "/things/{id}/price", policy = authenticated, audit = "thing.price")]
/// async fn change_price(id: i64, price: Json<u32>, audit: Audit) -> NoContent {
///     let before = 12;
///     audit.detail("before", &before);
///     audit.detail("after", &price.0);
///     NoContent
/// }
/// ```
#[derive(Debug, Clone)]
pub struct Audit(Arc<Mutex<Trail>>);

#[derive(Debug)]
struct Trail {
    entry: Entry,
    /// Why a detail could not be added.
    fault: Option<Error>,
    /// Whether the row is written already, in the transaction of the route.
    written: bool,
}

impl Audit {
    /// A row that nobody writes: for the test of a function that takes one.
    #[must_use]
    pub fn new(action: &str) -> Self {
        Self::of(Entry::new(action))
    }

    fn of(entry: Entry) -> Self {
        Self(Arc::new(Mutex::new(Trail { entry, fault: None, written: false })))
    }

    /// Adds a detail, under a name. What is called a password, a token or another secret is left out; a
    /// value that cannot be written as JSON makes the request fail.
    pub fn detail(&self, name: &str, value: &(impl Serialize + ?Sized)) {
        let mut trail = self.trail();
        if let Err(error) = trail.entry.add_detail(name, value) {
            trail.fault = Some(error);
        }
    }

    /// Adds what a value was before and what it is after: `before` and `after`, and of objects only the
    /// members that differ.
    pub fn change(&self, before: &(impl Serialize + ?Sized), after: &(impl Serialize + ?Sized)) {
        // The log is read by those who run the application: rules for single fields leave nothing out.
        let write =
            || serde_json::to_value(before).and_then(|one| Ok((one, serde_json::to_value(after)?)));
        match view::as_application(write) {
            Ok((before, after)) => {
                let (before, after) = differing(before, after);
                self.detail("before", &before);
                self.detail("after", &after);
            }
            Err(error) => self.trail().fault = Some(error.into()),
        }
    }

    /// Says who acts, where the route does not know: somebody who is signing in.
    pub fn by(&self, actor: impl std::fmt::Display) {
        self.trail().entry.actor = Some(actor.to_string());
    }

    /// What is known by now.
    #[must_use]
    pub fn entry(&self) -> Entry {
        self.trail().entry.clone()
    }

    fn trail(&self) -> MutexGuard<'_, Trail> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The entry as it is written.
    fn finish(&self, status: StatusCode) -> Result<Entry> {
        let mut trail = self.trail();
        if let Some(fault) = trail.fault.take() {
            return Err(fault);
        }
        trail.entry.status = Some(status.as_u16());
        Ok(trail.entry.clone())
    }

    /// Writes the row as part of the route's transaction.
    pub(super) async fn write(&self, tx: &Tx, status: StatusCode) -> Result<()> {
        record(tx, &self.finish(status)?).await?;
        self.trail().written = true;
        Ok(())
    }

    /// The transaction that the row was a part of is not kept.
    pub(super) fn taken_back(&self) {
        self.trail().written = false;
    }
}

/// Without the members that are the same in both.
fn differing(before: Value, after: Value) -> (Value, Value) {
    let (Value::Object(mut before), Value::Object(mut after)) = (before.clone(), after.clone())
    else {
        return (before, after);
    };
    let same: Vec<String> = before
        .iter()
        .filter(|(name, value)| after.get(*name) == Some(*value))
        .map(|(name, _)| name.clone())
        .collect();
    let remove = |members: &mut Map<String, Value>| {
        members.retain(|name, _| !same.contains(name));
    };
    remove(&mut before);
    remove(&mut after);
    (Value::Object(before), Value::Object(after))
}

impl<R> Argument<R, source::Own> for Audit {
    const AUDIT: bool = true;

    async fn take(call: &mut Call) -> Result<Self> {
        of(&call.request).ok_or_else(|| Error::internal("the route is not audited"))
    }
}

/// The row of a request.
pub(super) fn of(request: &HttpRequest) -> Option<Audit> {
    request.extensions().get::<Audit>().cloned()
}

/// Begins the row of a request.
pub(super) fn begin(spec: &RouteSpec, action: &str, request: &HttpRequest) -> Audit {
    let mut entry = Entry::new(action);
    entry.method = Some(request.method().to_string());
    entry.route = Some(spec.path.to_owned());
    entry.address = client::address(request).map(|address| address.to_string());
    let agent = request.headers().get(USER_AGENT);
    entry.agent = agent.map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
    entry.request_id = Some(text(&request_id(request)).to_owned());
    for name in spec.segment_names() {
        let raw = request.match_info().get(name).unwrap_or_default();
        entry.add_segment(name, percent_decode_str(raw).decode_utf8_lossy().into_owned());
    }
    let audit = Audit::of(entry);
    request.extensions_mut().insert(audit.clone());
    audit
}

/// Notes who calls, as soon as it is known.
pub(super) fn acts(spec: &RouteSpec, request: &HttpRequest, actor: Option<&Actor>) {
    if spec.audit.is_some()
        && let (Some(audit), Some(actor)) = (of(request), actor)
    {
        let mut trail = audit.trail();
        trail.entry.actor = Some(actor.id.to_string());
        trail.entry.means = Some(actor.means().to_string());
    }
}

/// Whether somebody was refused who calls too often: nobody may fill the audit log with such calls.
pub(super) fn is_over_the_rate<T>(entered: &Result<T>) -> bool {
    let refused = entered.as_ref().err();
    refused.is_some_and(|error| error.status() == StatusCode::TOO_MANY_REQUESTS)
}

/// Runs a request to its end, even if the client is gone by then, and writes its row before it is
/// answered.
pub(super) fn kept(
    audit: Audit,
    services: Arc<Services>,
    timeout: Option<Duration>,
    entered: Result<Handling>,
) -> Handling {
    let running = actix_web::rt::spawn(async move {
        let answer = match entered {
            Ok(handling) => finish(handling, timeout, &audit).await,
            Err(refused) => Err(refused),
        };
        if is_over_the_rate(&answer) {
            return answer;
        }
        write(&audit, &services, answer).await
    });
    Box::pin(async move { running.await.unwrap_or_else(|error| Err(Error::internal(error))) })
}

/// What becomes of the route, whatever it does.
async fn finish(handling: Handling, timeout: Option<Duration>, audit: &Audit) -> Answer {
    let handling = AssertUnwindSafe(handling).catch_unwind();
    let ended = match timeout {
        None => handling.await,
        Some(limit) => {
            tokio::time::timeout(limit, handling).await.unwrap_or_else(|_| Ok(Err(too_slow())))
        }
    };
    let answer = ended.unwrap_or_else(|panic| Err(panicked(&*panic)));
    if answer.is_err() {
        audit.taken_back();
    }
    answer
}

/// Writes the row. What succeeded and cannot be told of has not succeeded.
async fn write(audit: &Audit, services: &Services, answer: Answer) -> Answer {
    if audit.trail().written {
        return answer;
    }
    let status = match &answer {
        Ok(response) => response.status(),
        Err(error) => error.status(),
    };
    let written = async {
        let db = services.get::<Db>().ok_or_else(|| Error::internal("there is no database"))?;
        record(db, &audit.finish(status)?).await
    };
    let Err(error) = written.await else { return answer };
    tracing::error!(%error, "a request is not in the audit log");
    if status.is_client_error() || status.is_server_error() {
        return answer;
    }
    Err(Error::internal("what was done could not be written into the audit log"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_change_is_what_differs() {
        let audit = Audit::new("post.edit");
        audit.change(
            &json!({"id": 1, "title": "a", "gone": true}),
            &json!({"id": 1, "title": "b", "new": 2}),
        );
        let details = Value::Object(audit.entry().details);
        let expected =
            json!({"before": {"title": "a", "gone": true}, "after": {"title": "b", "new": 2}});
        assert_eq!(details, expected);
        audit.change(&1, &2);
        assert_eq!(audit.entry().details["after"], 2);
    }
}
