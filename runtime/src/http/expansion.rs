//! What the expansion of `#[route]` calls, so that it can stay thin.
//!
//! Only `__private` names it, for generated code. Nothing here is called by hand.

use std::future::Future;
use std::marker::PhantomData;

use super::argument::{Argument, Parsed, source};
use super::call::Call;
#[cfg(feature = "__database")]
use super::extract::{Authorized, DecidesOver, Found};
use super::extract::{Cookie, Form, Header, Query, Shared, State};
use super::spec::ArgumentSpec;
use crate::error::Result;
use crate::json::Json;
#[cfg(feature = "__database")]
use crate::model::{Filter, Filterable, Lookup, Model, Sort, Sortable};

/// A type that is `T`. As a bound, it says what a type parameter will be.
pub trait Same<T> {
    /// The value as it is.
    fn same(self) -> T;
}

impl<T> Same<T> for T {
    fn same(self) -> T {
        self
    }
}

/// An argument's type, which is asked where it `comes_from`: types around another have one of their own, so
/// that the compiler says what is wrong with the other.
pub struct Asked<R, T>(PhantomData<(R, T)>);

/// Where an argument of the type `T` of the route `R` comes from. `M` is as for [`Argument`].
pub struct Source<R, T, M>(PhantomData<(R, T, M)>);

/// Where a `T` comes from, when it is known.
pub trait Takes<T> {
    /// The argument, for the route's declaration.
    const ARGUMENT: ArgumentSpec;

    /// Takes the value from the request.
    fn take(call: &mut Call) -> impl Future<Output = Result<T>>;
}

impl<R, T: Argument<R, M>, M> Takes<T> for Source<R, T, M> {
    const ARGUMENT: ArgumentSpec = ArgumentSpec::of::<R, T, M>();

    fn take(call: &mut Call) -> impl Future<Output = Result<T>> {
        T::take(call)
    }
}

/// The argument, for the route's declaration; the function is not called.
pub const fn argument_spec<S: Takes<T>, T, F: Fn() -> S>(_: &F) -> ArgumentSpec {
    S::ARGUMENT
}

/// What all types but those below are asked.
pub trait Elsewhere<R, T> {
    /// Where an argument of the type comes from.
    #[must_use]
    fn comes_from<M>() -> Source<R, T, M>
    where
        T: Argument<R, M>,
    {
        Source(PhantomData)
    }
}

impl<R, T> Elsewhere<R, T> for Asked<R, T> {}

impl<R, T> Asked<R, Json<T>> {
    /// Where an argument of the type comes from.
    #[must_use]
    pub fn comes_from() -> Source<R, Json<T>, source::Own>
    where
        T: Parsed,
    {
        Source(PhantomData)
    }
}

impl<R, T> Asked<R, Form<T>> {
    /// Where an argument of the type comes from.
    #[must_use]
    pub fn comes_from() -> Source<R, Form<T>, source::Own>
    where
        T: Parsed,
    {
        Source(PhantomData)
    }
}

impl<R, T> Asked<R, Query<T>> {
    /// Where an argument of the type comes from.
    #[must_use]
    pub fn comes_from() -> Source<R, Query<T>, source::Own>
    where
        T: Parsed,
    {
        Source(PhantomData)
    }
}

impl<R, T> Asked<R, Header<T>> {
    /// Where an argument of the type comes from.
    #[must_use]
    pub fn comes_from() -> Source<R, Header<T>, source::Own>
    where
        T: Parsed,
    {
        Source(PhantomData)
    }
}

impl<R, T> Asked<R, Cookie<T>> {
    /// Where an argument of the type comes from.
    #[must_use]
    pub fn comes_from() -> Source<R, Cookie<T>, source::Own>
    where
        T: Parsed,
    {
        Source(PhantomData)
    }
}

impl<R, T> Asked<R, State<T>> {
    /// Where an argument of the type comes from.
    #[must_use]
    pub fn comes_from() -> Source<R, State<T>, source::Own>
    where
        T: Shared,
    {
        Source(PhantomData)
    }
}

#[cfg(feature = "__database")]
impl<R, T> Asked<R, Found<T>> {
    /// Where an argument of the type comes from.
    #[must_use]
    pub fn comes_from() -> Source<R, Found<T>, source::Own>
    where
        T: Lookup,
    {
        Source(PhantomData)
    }
}

#[cfg(feature = "__database")]
impl<R, T> Asked<R, Authorized<T>> {
    /// Where an argument of the type comes from.
    #[must_use]
    pub fn comes_from() -> Source<R, Authorized<T>, source::Own>
    where
        T: Lookup,
        R: DecidesOver<T>,
    {
        Source(PhantomData)
    }
}

#[cfg(feature = "__database")]
impl<R, T: Model> Asked<R, Filter<T>> {
    /// Where an argument of the type comes from.
    #[must_use]
    pub fn comes_from() -> Source<R, Filter<T>, source::Own>
    where
        T: Filterable,
    {
        Source(PhantomData)
    }
}

#[cfg(feature = "__database")]
impl<R, T> Asked<R, Sort<T>> {
    /// Where an argument of the type comes from.
    #[must_use]
    pub fn comes_from() -> Source<R, Sort<T>, source::Own>
    where
        T: Sortable,
    {
        Source(PhantomData)
    }
}

/// Tells `String` from all other types.
pub struct Plain<T>(PhantomData<T>);

impl Plain<String> {
    /// It is `String`, which actix would take as the whole body.
    pub const IS_TEXT: bool = true;
}

impl Plain<Option<String>> {
    /// It is `Option<String>`, which actix would take as the whole body.
    pub const IS_TEXT: bool = true;
}

/// What is said of all other types.
pub trait NoText {
    /// It is not `String`.
    const IS_TEXT: bool = false;
}

impl<T> NoText for Plain<T> {}
