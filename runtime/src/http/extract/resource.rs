//! Models that a path segment names: loaded, and decided over, before the function runs.
//!
//! A model is never looked up by a column that is not its key or unique.

use std::any::Any;
use std::ops::{Deref, DerefMut};

use actix_web::http::StatusCode;

use super::actor::{absent, provided};
use crate::db::Db;
use crate::error::{Error, Result};
use crate::http::argument::{Argument, source};
use crate::http::call::Call;
use crate::http::operation::Operation;
use crate::http::precondition;
use crate::http::segment::Loads;
use crate::http::services::Services;
use crate::model::Lookup;
use crate::policy::ObjectPolicy;

/// The row that a path segment names; 404 when there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found<T>(T);

/// The row that a path segment names, after the route's policy has decided over it: 404 when there
/// is none, 403 when the policy denies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Authorized<T>(T);

/// The policy of the route `Self` decides over a `T`.
#[diagnostic::on_unimplemented(
    message = "the policy of this route does not decide over `{T}`",
    label = "no policy function of the route takes a `{T}`",
    note = "name a function `#[policy] fn(actor: &Actor, resource: &{T}) -> bool` in the route's `policy`, or take `Found<{T}>` where anybody who may call may see it"
)]
pub trait DecidesOver<T> {}

/// What two policy functions of one route decide over is the same.
#[diagnostic::on_unimplemented(
    message = "the policy functions of a route decide over one type, not over `{T}` and `{Self}`",
    label = "this one decides over a `{Self}`",
    note = "a route loads one resource: let the other function take a `{T}`, too"
)]
pub trait SameResource<T> {}

impl<T> SameResource<T> for T {}

/// Does not compile unless both policy functions decide over one type.
pub const fn assert_same_resource<A, B>()
where
    A: ObjectPolicy,
    B: ObjectPolicy<Resource: SameResource<A::Resource>>,
{
}

macro_rules! wrapper {
    ($name:ident) => {
        impl<T> $name<T> {
            /// The row.
            pub fn into_inner(self) -> T {
                self.0
            }
        }

        impl<T> Deref for $name<T> {
            type Target = T;

            fn deref(&self) -> &T {
                &self.0
            }
        }

        impl<T> DerefMut for $name<T> {
            fn deref_mut(&mut self) -> &mut T {
                &mut self.0
            }
        }
    };
}

wrapper!(Found);
wrapper!(Authorized);

impl<R, T: Lookup> Argument<R, source::Own> for Found<T> {
    const LOADS: Option<Loads> = Some(loads::<T>());

    async fn take(call: &mut Call) -> Result<Self> {
        let row = row::<T>(call).await?;
        precondition::check(call, &row)?;
        Ok(Self(row))
    }

    fn describe(operation: &mut Operation<'_>) {
        describe::<T>(operation);
    }

    fn missing(services: &Services) -> Option<&'static str> {
        absent::<Db>(services)
    }
}

impl<R: DecidesOver<T>, T: Lookup> Argument<R, source::Own> for Authorized<T> {
    const LOADS: Option<Loads> = Some(loads::<T>());
    const AUTHORIZED: bool = true;

    async fn take(call: &mut Call) -> Result<Self> {
        if call.resource.is_none() {
            authorize::<T>(call).await?;
        }
        if const { T::SPEC.has_write_rules() } {
            keep::<T>(call).await?;
        }
        let resource = call.resource.take().and_then(|resource| resource.downcast::<T>().ok());
        match resource {
            Some(resource) => {
                precondition::check(call, &*resource)?;
                Ok(Self(*resource))
            }
            None => Err(Error::internal("the policy decided over another type")),
        }
    }

    fn describe(operation: &mut Operation<'_>) {
        describe::<T>(operation);
    }

    fn missing(services: &Services) -> Option<&'static str> {
        absent::<Db>(services)
    }
}

/// Loads what the policy decides over and asks it, before any other argument is looked at.
///
/// # Errors
/// 404 when there is no such row; 401 or 403 when the policy denies.
pub async fn authorize<T: Lookup>(call: &mut Call) -> Result<()> {
    load_before::<T>(call).await?;
    let row: T = load(call).await?;
    let row: Box<dyn Any> = Box::new(row);
    call.decide(row).map_err(|denied| denied.about(T::NAME))
}

/// Loads the rows that stand before a `T` in the path: where they are not, nothing is in them, whoever asks.
async fn load_before<T: Lookup>(call: &mut Call) -> Result<()> {
    let spec = call.spec;
    let place =
        |loads: &Loads| spec.segment_names().position(|segment| loads.column(segment).is_some());
    let own = place(&loads::<T>());
    let others = spec.arguments.iter().filter_map(|argument| argument.loads);
    for other in others.filter(|other| other.model != T::NAME && place(other) < own) {
        (other.load)(call).await?;
    }
    Ok(())
}

const fn loads<T: Lookup>() -> Loads {
    Loads { model: T::NAME, columns: T::COLUMNS, load: |call| Box::pin(keep::<T>(call)) }
}

/// The row that the path names, loaded once.
async fn row<T: Lookup>(call: &mut Call) -> Result<T> {
    if const { T::SPEC.has_write_rules() } {
        keep::<T>(call).await?;
    }
    match kept::<T>(call) {
        Some(row) => Ok(row.clone()),
        None => load(call).await,
    }
}

/// Keeps the row that the path names, for rules of fields that depend on it.
async fn keep<T: Lookup>(call: &mut Call) -> Result<()> {
    if kept::<T>(call).is_some() {
        return Ok(());
    }
    let decided = call.resource.as_ref().and_then(|resource| resource.downcast_ref::<T>());
    let row = match decided {
        Some(row) => row.clone(),
        None => load::<T>(call).await?,
    };
    call.rows.push(Box::new(row));
    Ok(())
}

fn kept<T: Lookup>(call: &Call) -> Option<&T> {
    call.rows.iter().find_map(|row| row.downcast_ref())
}

async fn load<T: Lookup>(call: &Call) -> Result<T> {
    let db: Db = provided(call)?;
    let loads = loads::<T>();
    let named = call.spec.segment_names().find_map(|name| Some((name, loads.column(name)?)));
    let Some((segment, column)) = named else {
        return Err(Error::internal("no path segment names the row"));
    };
    let value = call.text(segment)?;
    let gone = || Error::not_found(format!("there is no {} with this {column}", T::NAME));
    T::lookup(&db, column, &value).await?.ok_or_else(|| gone().about(T::NAME))
}

fn describe<T: Lookup>(operation: &mut Operation<'_>) {
    let loads = loads::<T>();
    for segment in operation.spec.segment_names() {
        if let Some(column) = loads.column(segment) {
            operation.segment_schema(segment, T::column_schema(column));
        }
    }
    operation.problem(StatusCode::BAD_REQUEST, "A path segment is malformed.");
    operation.problem(StatusCode::NOT_FOUND, format!("There is no such {}.", T::NAME));
    precondition::describe::<T>(operation);
}
