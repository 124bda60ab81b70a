//! What such work takes.
//!
//! Everything is found by type; nothing is made here.

use std::any::type_name;
use std::sync::Arc;

use actix_web::web::Data;

use super::state::State;
use crate::db::Db;
use crate::error::{Error, Result};

/// What a function runs in: [`JobContext`](crate::job::JobContext) for a job,
/// [`SeedContext`](crate::seed::SeedContext) for a seeder.
pub trait Context {
    /// The database that it works on.
    fn db(&self) -> &Db;

    /// The values that the application provides.
    fn values(&self) -> &State;

    /// Who asks, in the words of a message: ``job `shop::announce` ``.
    fn asker(&self) -> String;
}

/// An argument that is found where the function runs.
///
/// `Db` and, for a value that was given to the application, `Arc<T>`, `State<T>` or actix' `Data<T>` are
/// resources of jobs and of seeders; `Attempt`, `JobContext`, `Actor` and `Option<Actor>` are resources of jobs
/// alone. Implement it
/// for a type of your own to make it one too, for every `C: Context` or for one of them.
///
/// Every resource is asked for once before anything runs, so that a missing one is found then.
///
/// # Examples
///
/// ```
/// use ordain::prelude::*;
/// use ordain::work::{Context, Resource};
///
/// /// The folder that files are read from.
/// struct Folder(std::path::PathBuf);
///
/// impl<C: Context> Resource<C> for Folder {
///     fn resource(_: &C) -> Result<Self> {
///         Ok(Self(std::env::current_dir()?))
///     }
/// }
///
/// #[seeder]
/// async fn countries(folder: Folder) -> Result<()> {
///     println!("{} is read", folder.0.join("countries.csv").display());
///     Ok(())
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be an argument of this function",
    label = "not a resource",
    note = "the arguments of a seeder, and those of a job but for the first, are resources: `Db`, or `State<T>` for a value given to the application",
    note = "jobs have an `Attempt` and an `Actor`, too; what else one needs to know goes into its payload, the first argument"
)]
pub trait Resource<C: Context>: Sized + Send + 'static {
    /// Finds the value.
    ///
    /// # Errors
    ///
    /// When the application has none.
    fn resource(cx: &C) -> Result<Self>;
}

impl<C: Context> Resource<C> for Db {
    fn resource(cx: &C) -> Result<Self> {
        Ok(cx.db().clone())
    }
}

impl<C: Context, T: Send + Sync + 'static> Resource<C> for Arc<T> {
    fn resource(cx: &C) -> Result<Self> {
        cx.values().get().ok_or_else(|| {
            let (asker, ty) = (cx.asker(), type_name::<T>());
            Error::internal(format!("{asker} needs a `{ty}`, and the application has none"))
        })
    }
}

impl<C: Context, T: Send + Sync + 'static> Resource<C> for Data<T> {
    fn resource(cx: &C) -> Result<Self> {
        <Arc<T> as Resource<C>>::resource(cx).map(Data::from)
    }
}
