//! A connection in use, for one statement or several.
//!
//! However its user ends, the connection is whole afterwards or closed.

use deadpool::managed::Object;
use diesel::result::QueryResult;
use tokio::sync::MutexGuard;

use super::super::failure;
use super::Remote;
use super::pool::{Manager, Slot};
use crate::error::{Error, Result};

/// What the pool hands out.
pub(super) type Pooled<C> = Object<Manager<C>>;

/// A connection that somebody uses now.
pub(super) enum Loan<'a, C: Remote> {
    Pool(Pooled<C>),
    Lease(MutexGuard<'a, Pooled<C>>),
}

impl<C: Remote> Loan<'_, C> {
    /// The connection, for one statement; [`Loan::keep`] must be told how that went.
    ///
    /// # Errors
    /// `unavailable` if the connection is lost.
    pub(super) fn connection(&mut self) -> Result<&mut C> {
        let slot = self.slot();
        slot.end_if_busy();
        slot.busy = true;
        slot.connection.as_mut().ok_or_else(lost)
    }

    /// Notes the end of a statement.
    pub(super) fn keep<R>(&mut self, result: QueryResult<R>) -> Result<R> {
        let slot = self.slot();
        slot.busy = false;
        result.map_err(|error| {
            if failure::is_lost(&error) {
                slot.connection = None;
            }
            slot.overtaken |= failure::is_overtaken(&error);
            failure::of_diesel(error)
        })
    }

    /// Notes the end of the last statement.
    pub(super) fn give_back<R>(mut self, result: QueryResult<R>) -> Result<R> {
        self.keep(result)
    }

    fn slot(&mut self) -> &mut Slot<C> {
        match self {
            Loan::Pool(pooled) => pooled,
            Loan::Lease(pooled) => pooled,
        }
    }
}

impl<C: Remote> Drop for Loan<'_, C> {
    fn drop(&mut self) {
        self.slot().end_if_busy();
    }
}

fn lost() -> Error {
    Error::unavailable("the database cannot be reached").with_source(
        "the connection of this transaction is lost: the server closed it, or a statement was \
         dropped before its end",
    )
}
