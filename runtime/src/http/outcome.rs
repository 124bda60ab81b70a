//! What a route's function gives back: a reply, or a `Result` of one.
//!
//! The two are told apart by their types, so that the compiler says of a reply and of an error,
//! each for itself, that it is none. Nothing here makes a response: the reply does.

use std::marker::PhantomData;

use super::call::{Answer, Call};
use super::operation::Operation;
use super::reply::{Reply, kind};
use super::spec::ReplySpec;
use crate::error::ApiError;

/// The error of a route's `Result`.
///
/// `N` tells the errors of Ordain from those of actix; the compiler finds it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the error of a route",
    label = "not an `ApiError`",
    note = "write `#[derive(Debug, ApiError)]` on it and `#[status(404)]` on each variant, or return `ordain::Error`"
)]
pub trait Failure<N>: Sized {
    /// What is sent, and logged.
    ///
    /// # Errors
    /// The error, if it is one of Ordain.
    fn answer(self) -> Answer;

    /// Adds the responses to the document.
    fn describe(operation: &mut Operation<'_>);
}

#[diagnostic::do_not_recommend]
impl<E: ApiError> Failure<kind::Own> for E {
    fn answer(self) -> Answer {
        Err(self.into_error())
    }

    fn describe(operation: &mut Operation<'_>) {
        for response in E::responses() {
            operation.error_response(response);
        }
    }
}

#[diagnostic::do_not_recommend]
impl<E: Into<actix_web::Error>> Failure<kind::Actix> for E {
    fn answer(self) -> Answer {
        Ok(actix_web::HttpResponse::from_error(self))
    }

    fn describe(_: &mut Operation<'_>) {}
}

/// A return type of which it is known how a response is made of it.
pub trait Outcome {
    /// The reply, for the route's declaration.
    const REPLY: ReplySpec;
}

/// A reply that is always there. `M` is as for [`Reply`].
pub struct Sure<T, M> {
    answer: fn(T, &Call) -> Answer,
    kind: PhantomData<M>,
}

/// A reply or an error. `M` is as for [`Reply`], `N` as for [`Failure`].
pub struct Fallible<T, E, M, N> {
    answer: fn(Result<T, E>, &Call) -> Answer,
    kind: PhantomData<(M, N)>,
}

impl<T: Reply<M>, M> Outcome for Sure<T, M> {
    const REPLY: ReplySpec = ReplySpec { own_status: T::OWN_STATUS, describe: T::describe };
}

impl<T: Reply<M>, E: Failure<N>, M, N> Outcome for Fallible<T, E, M, N> {
    const REPLY: ReplySpec = ReplySpec {
        own_status: T::OWN_STATUS,
        describe: |operation| {
            T::describe(operation);
            E::describe(operation);
        },
    };
}

impl<T, M> Sure<T, M> {
    /// Makes the response.
    ///
    /// # Errors
    /// Those of [`Reply::reply`].
    pub fn answer(self, value: T, call: &Call) -> Answer {
        call.write(|| (self.answer)(value, call))
    }
}

impl<T, E, M, N> Fallible<T, E, M, N> {
    /// Makes the response.
    ///
    /// # Errors
    /// Those of [`Reply::reply`], and the error itself.
    pub fn answer(self, value: Result<T, E>, call: &Call) -> Answer {
        call.write(|| (self.answer)(value, call))
    }
}

/// A return type, which is asked what it `becomes`: `Result` has one of its own.
pub struct Returned<T>(PhantomData<T>);

impl<T, E> Returned<Result<T, E>> {
    /// How a response is made of a `Result`.
    pub fn becomes<M, N>() -> Fallible<T, E, M, N>
    where
        T: Reply<M>,
        E: Failure<N>,
    {
        let answer = |value: Result<T, E>, call: &Call| match value {
            Ok(value) => value.reply(call),
            Err(error) => error.answer(),
        };
        Fallible { answer, kind: PhantomData }
    }
}

/// What a return type that is no `Result` is asked.
pub trait Infallible<T> {
    /// How a response is made of it.
    fn becomes<M>() -> Sure<T, M>
    where
        T: Reply<M>;
}

impl<T> Infallible<T> for Returned<T> {
    fn becomes<M>() -> Sure<T, M>
    where
        T: Reply<M>,
    {
        Sure { answer: T::reply, kind: PhantomData }
    }
}

/// The reply, for the route's declaration; the function is not called.
pub const fn reply_spec<O: Outcome, F: Fn() -> O>(_: &F) -> ReplySpec {
    O::REPLY
}
