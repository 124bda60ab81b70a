//! Models: Rust structs that are rows of tables.
//!
//! `#[model]` writes what is here for a struct: its table, what a client may create and change, and
//! the methods that find, create, change and delete rows. Nothing here knows HTTP.

mod bulk;
mod children;
pub(crate) mod column;
mod crud;
mod cursor;
mod decimal;
mod dsl;
mod exists;
mod filter;
mod given;
mod guarded;
mod json;
mod key;
mod lookup;
mod newtype;
mod paging;
mod relation;
mod row;
mod scope;
mod spec;
mod statement;
mod text;
mod timestamp;
mod uuid;
mod value;

pub use crate::db::{Page, Paging};
pub use children::{BelongsTo, References};
pub use column::{ColumnKind, ColumnType, Kept, Operand, bind, bind_all, bind_nullable};
pub use cursor::{Cursor, CursorPage};
pub use decimal::DecimalType;
pub use exists::{CountChildren, HasChild, HasParent};
pub use filter::{
    After, Conditions, ConditionsFragment, Filter, Filterable, On, Operator, Slot, Slots,
    SlotsFragment, Sort, Sortable,
};
pub use given::{Given, Missing, Set};
pub use json::JsonType;
pub use key::{GeneratedKey, RowKey, VersionType, etag};
pub use lookup::Lookup;
pub use scope::{Asker, Scope, Scoped};
pub use spec::{
    Bounds, ColumnSpec, DefaultValue, IdentitySpec, Index, IndexSpec, Model, ModelSpec, Number,
    OnDelete, Reader, Reference, Writer, models,
};
pub use timestamp::{ClockType, UtcTimestamp};
pub use uuid::UuidType;

/// What generated code calls.
pub(crate) mod expansion {
    pub use super::bulk::{
        create_many, default_value, delete_many, mark_many, put, put_many, update_many, upsert,
        upsert_many,
    };
    pub use super::children::{check_reference, child, children, linked, only};
    pub use super::column::check_default;
    pub use super::crud::{
        Moment, count, create, delete, exists, find, find_by, find_optional, find_optional_by,
        mark, now, present, restore, update,
    };
    pub use super::cursor::sort_text;
    pub use super::exists::{count_children, has_child, has_parent};
    pub use super::guarded::{guarded, guarded_value};
    pub use super::key::{GeneratedKey, VersionType, etag};
    pub use super::lookup::{by_column, parse};
    pub use super::relation::{JoinedOn, optional_parent, optional_parents, parent, parents};
    pub use super::row::{ReadRow, key_text, read};
    pub use super::spec::Registered;
    pub use super::statement::{Changes, Key, Keys, NewRow};
    #[cfg(feature = "__remote")]
    pub use super::text::send_text;
    pub use super::text::{Owned, read_secret, read_text, write_text};
    pub use super::timestamp::ClockType;
    pub use super::value::{Value, list, optional, value};
}

/// What the scope of a policy calls.
pub(crate) mod scopes {
    pub use super::scope::expansion::*;
}
