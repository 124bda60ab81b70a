//! Who calls, and what the application provides.
//!
//! An actor is never made here: the authenticator does that.

use actix_web::http::StatusCode;

use crate::error::{Error, Result};
use crate::http::argument::{Argument, source};
use crate::http::call::{Call, denied};
use crate::http::operation::Operation;
use crate::http::services::Services;
use crate::policy::Actor;
#[cfg(feature = "__database")]
use crate::work::{Context, Resource};

/// A value that the application provides with `App::state`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct State<T>(pub T);

#[diagnostic::do_not_recommend]
impl<R> Argument<R, source::Own> for Actor {
    const ACTOR: bool = true;

    async fn take(call: &mut Call) -> Result<Self> {
        match call.actor().await? {
            Some(actor) => Ok(actor.clone()),
            None => Err(denied(call.spec, None, None, &call.services)),
        }
    }

    fn describe(operation: &mut Operation<'_>) {
        operation.problem(StatusCode::UNAUTHORIZED, "Nobody is signed in.");
    }
}

#[diagnostic::do_not_recommend]
impl<R> Argument<R, source::Own> for Option<Actor> {
    async fn take(call: &mut Call) -> Result<Self> {
        call.actor().await.map(Option::<&Actor>::cloned)
    }

    fn describe(operation: &mut Operation<'_>) {
        operation.actor();
    }
}

/// A value that all threads of a server can have.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be shared by the threads of a server",
    label = "not `Clone + Send + Sync`",
    note = "derive `Clone` for it, or put it into an `Arc`: `State<Arc<{Self}>>`"
)]
pub trait Shared: Clone + Send + Sync + 'static {}

#[diagnostic::do_not_recommend]
impl<T: Clone + Send + Sync + 'static> Shared for T {}

impl<R, T: Shared> Argument<R, source::Own> for State<T> {
    async fn take(call: &mut Call) -> Result<Self> {
        provided(call).map(Self)
    }

    fn missing(services: &Services) -> Option<&'static str> {
        absent::<T>(services)
    }
}

/// Jobs and seeders take what routes take.
#[cfg(feature = "__database")]
impl<C: Context, T: Clone + Send + Sync + 'static> Resource<C> for State<T> {
    fn resource(cx: &C) -> Result<Self> {
        <std::sync::Arc<T> as Resource<C>>::resource(cx).map(|value| Self(T::clone(&value)))
    }
}

#[cfg(feature = "auth")]
#[diagnostic::do_not_recommend]
impl<R> Argument<R, source::Own> for crate::auth::Tokens {
    async fn take(call: &mut Call) -> Result<Self> {
        provided(call)
    }

    fn missing(services: &Services) -> Option<&'static str> {
        absent::<Self>(services)
    }
}

#[cfg(feature = "__database")]
#[diagnostic::do_not_recommend]
impl<R> Argument<R, source::Own> for crate::db::Db {
    async fn take(call: &mut Call) -> Result<Self> {
        provided(call)
    }

    fn missing(services: &Services) -> Option<&'static str> {
        absent::<Self>(services)
    }
}

pub(super) fn provided<T: Clone + 'static>(call: &Call) -> Result<T> {
    let value = call.services.get::<T>().cloned();
    // Start-up has checked it; a call that gets here all the same must not panic.
    value
        .ok_or_else(|| Error::internal(format!("`{}` is not provided", std::any::type_name::<T>())))
}

pub(super) fn absent<T: 'static>(services: &Services) -> Option<&'static str> {
    services.get::<T>().is_none().then(std::any::type_name::<T>)
}
