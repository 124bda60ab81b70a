//! Models: Rust structs that are rows of tables.
//!
//! `#[model]` writes what is here for a struct: its table, what a client may create and change, and
//! the methods that find, create, change and delete rows. Nothing here knows HTTP.

pub(crate) mod column;
mod crud;
mod dsl;
mod given;
mod lookup;
mod paging;
mod relation;
mod spec;
mod table;
mod text;
mod timestamp;

pub use crate::db::{Page, Paging};
pub use column::{ColumnKind, ColumnType, KeyType, bind, bind_nullable};
pub use given::{Given, Missing, Set};
pub use lookup::Lookup;
pub use spec::{
    Bounds, ColumnSpec, DefaultValue, IdentitySpec, Index, Model, ModelSpec, Number, OnDelete,
    Reader, Reference, Writer, models,
};
pub use table::{create_tables, create_tables_of};
pub use timestamp::UtcTimestamp;

/// What generated code calls.
pub(crate) mod expansion {
    pub use super::column::check_default;
    pub use super::crud::{delete, found, insert, now, present, update};
    pub use super::lookup::{by_column, parse};
    pub use super::relation::{optional_parent, optional_parents, parent, parents};
    pub use super::spec::Registered;
    pub use super::text::{Owned, read_secret, read_text, write_text};
    pub use crate::db::expansion::load;
}
