//! Ordain is a declarative web framework: you write plain structs and functions and put an attribute on
//! each, and routing, database access, validation, access checks, background jobs and the OpenAPI
//! document are generated while the program is compiled.
//!
//! What is declared is what runs, what is documented and what is checked. What was forgotten does not
//! compile: a route without a policy, a path segment without an argument, a misspelt permission, a
//! reference that nobody gives.
//!
//! # A small application
//!
//! ```no_run
//! use ordain::prelude::*;
//!
//! /// A thing to do.
//! #[model]
//! pub struct Task {
//!     #[key]
//!     pub id: i64,
//!     #[validate(length(min = 1, max = 200))]
//!     pub title: String,
//!     #[column(default = false)]
//!     pub done: bool,
//! }
//!
//! /// List what is to be done.
//! #[route(get, "/tasks", policy = public)]
//! async fn list_tasks(page: Paging, db: Db) -> Result<Page<Task>> {
//!     Task::query().filter(tasks::done.eq(false)).order(tasks::id.asc()).page(page, &db).await
//! }
//!
//! /// Write down a task.
//! #[route(post, "/tasks", policy = public, rate_limit = "30/min per ip")]
//! async fn add_task(new: TaskCreate, db: Db) -> Result<Created<Task>> {
//!     let task = Task::create(&db, new).await?;
//!     Ok(Created::at(change_task::url(task.id), task))
//! }
//!
//! /// Change a task, or tick it off.
//! #[route(patch, "/tasks/{id}", policy = public)]
//! async fn change_task(task: Found<Task>, change: TaskUpdate, db: Db) -> Result<Task> {
//!     task.update(&db, change).await
//! }
//!
//! #[ordain::main]
//! async fn main() -> Result<()> {
//!     App::new().title("Tasks").run().await
//! }
//! ```
//!
//! `cargo run` serves it on `http://127.0.0.1:8080`, with a page that shows the API at `/docs`, the
//! document at `/openapi.json`, `/health/live` and `/health/ready`. In development the database is the
//! file `ordain.db`. The same binary has the commands `routes`, `policies`, `openapi`,
//! `check`, `audit`, `migrate` and `seed`.
//!
//! # Attributes
//!
//! | attribute | stands on | makes it |
//! |---|---|---|
//! | [`route`](macro@route) | a function | an endpoint |
//! | [`routes`](macro@routes) | a module | a group of routes with a prefix |
//! | [`dto`](macro@dto) | a struct or an enum | a request or a response |
//! | [`model`](macro@model) | a struct | a row of a table |
//! | [`policy`](macro@policy) | an enum or a function | permissions, roles, or a rule over a resource |
//! | [`job`](macro@job) | an async function | work that is queued and retried |
//! | [`seeder`](macro@seeder) | an async function | rows that the application begins with |
//! | [`ApiError`](derive@ApiError) | an enum | the errors of a route |
//! | [`main`](macro@main) | the main function | the beginning of the program |
//!
//! # Features
//!
//! | feature | default | what it adds |
//! |---|---|---|
//! | `sqlite` | yes | models and queries on SQLite, whose library is built in; needs a C compiler |
//! | `jobs` | yes | background jobs, kept in the database; implies `sqlite` |
//! | `auth` | yes | bearer tokens and password hashes |
//! | `accounts` | no | the routes of accounts, sessions, second factors, API keys; implies `auth`, `jobs`, `mail` |
//! | `oauth` | no | signing in with an account elsewhere, by OpenID Connect and OAuth 2; implies `accounts` |
//! | `mail` | no | mail by SMTP |
//! | `docs` | yes | the page at `/docs`, with its files inside the binary |
//! | `testing` | no | a server for tests, and a test of the access matrix |
//! | `metrics` | yes | figures for Prometheus at `/metrics` |
//! | `redis` | no | rate limits and sessions that several instances share through Redis |
//!
//! Without any feature there are routes, messages, policies, configuration, logs and the document.
//!
//! # Beneath
//!
//! It runs on actix-web, and plain actix stays within reach: an argument of a route may be any
//! `FromRequest`, a reply any `Responder`, and [`App::configure`](app::App::configure) takes services of
//! your own. Queries are diesel's, schemas utoipa's, rules `validator`'s, workers apalis'.

extern crate self as ordain;

#[cfg(all(
    feature = "__database",
    not(any(feature = "sqlite", feature = "postgres", feature = "mysql"))
))]
compile_error!(
    "no database is turned on\nhelp: add one of the features `sqlite`, `postgres` and `mysql` to `ordain`"
);

#[doc(hidden)]
pub mod __private;
#[cfg(feature = "accounts")]
pub mod account;
pub mod app;
#[cfg(feature = "__database")]
pub mod audit;
pub mod auth;
pub mod config;
#[cfg(feature = "__database")]
pub mod db;
mod error;
pub mod http;
#[cfg(feature = "jobs")]
pub mod job;
mod json;
pub mod limit;
#[cfg(feature = "mail")]
pub mod mail;
#[cfg(feature = "metrics")]
pub mod metrics;
pub mod migrate;
#[cfg(feature = "__database")]
pub mod model;
pub mod openapi;
pub mod policy;
#[cfg(feature = "redis")]
mod redis;
pub mod schema;
#[cfg(feature = "__database")]
pub mod seed;
pub mod telemetry;
#[cfg(feature = "testing")]
pub mod testing;
pub mod validate;
#[cfg(feature = "__database")]
pub mod work;

pub use error::{ApiError, Error, ErrorResponse, Result, Violation};
#[doc(inline)]
#[doc = include_str!("../docs/api_error.md")]
pub use ordain_macros::ApiError;
#[doc(inline)]
#[doc = include_str!("../docs/dto.md")]
pub use ordain_macros::dto;
#[cfg(feature = "jobs")]
#[doc(inline)]
#[doc = include_str!("../docs/job.md")]
pub use ordain_macros::job;
#[doc(inline)]
#[doc = include_str!("../docs/main.md")]
pub use ordain_macros::main;
#[cfg(feature = "__database")]
#[doc(inline)]
#[doc = include_str!("../docs/model.md")]
pub use ordain_macros::model;
#[doc(inline)]
#[doc = include_str!("../docs/policy.md")]
pub use ordain_macros::policy;
#[doc(inline)]
#[doc = include_str!("../docs/route.md")]
pub use ordain_macros::route;
#[doc(inline)]
#[doc = include_str!("../docs/routes.md")]
pub use ordain_macros::routes;
#[cfg(feature = "__database")]
#[doc(inline)]
#[doc = include_str!("../docs/seeder.md")]
pub use ordain_macros::seeder;
pub use schema::JsonSchema;

/// What most files of an application need: `use ordain::prelude::*;`.
///
/// The attributes but for `main`; [`App`](crate::app::App); what routes take and give; [`Actor`](crate::policy::Actor);
/// [`Error`], [`Result`]; and, with a database, [`Db`](crate::db::Db), [`scope!`], the methods of diesel's query
/// language, those of [`RunQuery`](crate::db::RunQuery) that run a query, and the types
/// of columns that other crates have: `DateTime`, `Utc`, `NaiveDate`, `NaiveTime`, `Uuid`, `Decimal`.
///
/// `Result` has one parameter that must be given, the value; the error is [`Error`] unless a second one says
/// otherwise.
pub mod prelude {
    pub use crate::app::{App, Started};
    #[cfg(feature = "accounts")]
    pub use crate::auth::{Accounts, NewPassword};
    #[cfg(feature = "auth")]
    pub use crate::auth::{PasswordHash, Token, Tokens};
    pub use crate::http::{
        Accepted, Attachment, Change, ClientAddress, Cookie, Created, Event, Events, Form, Header,
        Html, Json, Lines, Millis, NoContent, Query, Redirect, RequestId, State, Streamed,
    };
    #[cfg(feature = "jobs")]
    pub use crate::job;
    #[cfg(feature = "__database")]
    pub use crate::model;
    pub use crate::policy::Actor;
    #[cfg(feature = "__database")]
    pub use crate::seeder;
    pub use crate::{ApiError, Error, JsonSchema, Result, dto, policy, route, routes};
    #[cfg(feature = "__database")]
    pub use crate::{
        db::prelude::*,
        http::{Audit, Authorized, Found},
        model::{Cursor, CursorPage, Filter, Missing, Page, Paging, Scope, Set, Sort, bind},
        scope,
    };
    pub use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
    #[cfg(feature = "__database")]
    pub use rust_decimal::Decimal;
    #[cfg(feature = "__database")]
    pub use uuid::Uuid;
}
