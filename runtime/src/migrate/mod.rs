//! Migrations: what makes the tables of a database as the models want them.
//!
//! `migrate make` compares the models with `migrations/schema.json` and writes SQL; the files are
//! built into the program, which applies them. Nothing here changes a table that no migration names.

#[cfg(feature = "__database")]
mod checksum;
#[cfg(feature = "__database")]
mod create;
#[cfg(feature = "__database")]
mod danger;
#[cfg(feature = "__database")]
mod describe;
#[cfg(feature = "__database")]
pub mod diff;
#[cfg(feature = "__database")]
mod done;
#[cfg(feature = "__database")]
mod draft;
mod embedded;
#[cfg(feature = "__database")]
mod history;
#[cfg(feature = "__database")]
mod introspect;
#[cfg(feature = "__database")]
mod keep;
#[cfg(feature = "__database")]
mod live;
#[cfg(feature = "__database")]
mod lock;
#[cfg(feature = "__database")]
mod make;
#[cfg(feature = "__database")]
mod models;
#[cfg(feature = "__database")]
mod name;
#[cfg(feature = "__database")]
mod phase;
#[cfg(feature = "__database")]
mod rename;
#[cfg(feature = "__database")]
mod run;
#[cfg(feature = "__database")]
pub mod schema;
#[cfg(feature = "__database")]
mod set;
#[cfg(feature = "__database")]
mod snapshot;
#[cfg(feature = "__database")]
mod split;
#[cfg(feature = "__database")]
mod sql;
#[cfg(feature = "__database")]
mod state;

pub use embedded::{Embedded, Migrations};
#[cfg(feature = "__database")]
pub(crate) use {introspect::is_there, lock::alone, run::words};

#[cfg(feature = "__database")]
pub use {
    create::{create_tables, create_tables_of},
    danger::{Danger, dangers},
    diff::{Change, Plan},
    history::{Direction, Entry, History, Interrupted},
    introspect::live,
    live::{Live, LiveTable},
    make::{Made, Order, make},
    models::schema as schema_of,
    rename::Renames,
    run::{Resume, adopt, down, up},
    schema::Schema,
    set::{Migration, Set},
    snapshot::Snapshot,
    sql::{Backend, Mode, Script},
    state::{Standing, State, at_start, faults, refuse_foreign_tables, status},
};
