//! Routes that run in a transaction: it is kept when the reply is good, and taken back when it is
//! not.
//!
//! What the route does is not known here.

use super::audit;
use super::call::{Answer, Call};
use super::spec::ArgumentSpec;
use crate::db::{Db, Tx};
use crate::error::Error;

/// The argument `tx: &Tx`, for the route's declaration.
pub const TRANSACTION: ArgumentSpec = ArgumentSpec {
    loads: None,
    authorized: false,
    actor: false,
    body: false,
    audit: false,
    describe: |_| {},
    missing: |services| services.get::<Db>().is_none().then_some("a transaction of a database"),
};

/// What a route with the option `transaction` borrows.
#[diagnostic::on_unimplemented(
    message = "`&{Self}` is not the transaction that the route runs in",
    label = "not a `Tx`",
    note = "write `tx: &Tx`; all other arguments are taken by value"
)]
pub trait Borrowed {
    /// The transaction, as the route takes it.
    fn of(tx: &Tx) -> &Self;
}

impl Borrowed for Tx {
    fn of(tx: &Tx) -> &Self {
        tx
    }
}

/// Why a transaction is taken back.
enum Undone {
    Failed(Error),
    /// The reply says that something is wrong.
    Refused(actix_web::HttpResponse),
}

impl From<Error> for Undone {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

/// Runs a route in a transaction, which is kept unless the answer is an error.
///
/// # Errors
/// Those of the route, and of the transaction's beginning and end.
pub async fn in_transaction(call: &Call, route: impl AsyncFnOnce(&Tx) -> Answer) -> Answer {
    let db = call.services.get::<Db>().ok_or_else(|| Error::internal("there is no database"))?;
    let ended = db.transaction(async |tx| {
        let response = route(tx).await?;
        let status = response.status();
        if status.is_client_error() || status.is_server_error() {
            return Err(Undone::Refused(response));
        }
        if call.spec.audit.is_some()
            && let Some(audit) = audit::of(&call.request)
        {
            // With what it tells of, or not at all.
            audit.write(tx, status).await?;
        }
        Ok(response)
    });
    match ended.await {
        Ok(response) | Err(Undone::Refused(response)) => Ok(response),
        Err(Undone::Failed(error)) => Err(error),
    }
}
