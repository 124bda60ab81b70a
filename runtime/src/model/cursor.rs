//! Lists that are read from where the last page ended, however long they are.
//!
//! A page that is asked for by its number costs all rows before it, and shifts when rows come and go; one
//! that is asked for by a cursor does neither.

use std::fmt::Write;

use diesel::dsl;
use diesel::query_builder::AsQuery;
use diesel::query_dsl::methods::{FilterDsl, LimitDsl, OrderDsl};
use serde::{Deserialize, Serialize};
use utoipa::openapi::Schema;

use super::filter::{After, Order, Sort, Sortable, slot};
use crate::db::expansion::part;
use crate::db::{CountOf, Executor, Fragment, Load, Part, RunQuery, ServerLoad, SqliteLoad};
use crate::error::{Error, Result, Violation};
use crate::schema::{JsonSchema, Name, ObjectSchema, Property, Schemas, generic, label};
use crate::validate::{Fault, Validate, Violations};

/// From where on a list is wanted, and how much of it: an argument of a route.
///
/// The first page is asked for without `after`; each answer says what `after` is for the next one.
///
/// # Examples
///
/// ```
/// use ordain::prelude::*;
///
/// #[model]
/// pub struct Event {
///     #[key]
///     #[column(sort)]
///     pub id: i64,
///     #[column(sort)]
///     pub name: String,
/// }
///
/// #[route(get, "/events", policy = public)]
/// async fn list_events(cursor: Cursor, sort: Sort<Event>, db: Db) -> Result<CursorPage<Event>> {
///     cursor.page(Event::query(), sort, &db).await
/// }
/// # fn main() {}
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Cursor {
    after: Option<String>,
    limit: u32,
    total: bool,
}

/// Some rows of a longer list, and where the next ones begin.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CursorPage<T> {
    /// The rows.
    pub items: Vec<T>,
    /// What `after` is for the next rows; none if these are the last.
    pub next: Option<String>,
    /// The rows of the whole list, if they were to be counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<u64>,
}

impl<T> CursorPage<T> {
    /// The same page with each row turned into something else.
    #[must_use]
    pub fn map<U>(self, turn: impl FnMut(T) -> U) -> CursorPage<U> {
        let Self { items, next, total } = self;
        CursorPage { items: items.into_iter().map(turn).collect(), next, total }
    }
}

impl Default for Cursor {
    fn default() -> Self {
        Self { after: None, limit: Self::DEFAULT_LIMIT, total: false }
    }
}

impl Cursor {
    /// The rows of a page when nobody says how many.
    pub const DEFAULT_LIMIT: u32 = 20;
    /// The most rows that a page may have.
    pub const MAX_LIMIT: u32 = 100;

    /// From the beginning, or from where a page ended; `limit` rows at most.
    #[must_use]
    pub fn new(after: Option<String>, limit: u32) -> Self {
        Self { after, limit, total: false }
    }

    /// The same page with the number of rows of the whole list, which takes a query of its own to
    /// count.
    #[must_use]
    pub fn with_total(self) -> Self {
        Self { total: true, ..self }
    }

    /// The rows of the page in a complete order.
    ///
    /// # Errors
    /// - `bad_request` if the cursor is none of this list in this order
    /// - those of a query
    pub async fn page<M, Q>(
        self,
        query: Q,
        sort: Sort<M>,
        x: impl Executor,
    ) -> Result<CursorPage<M>>
    where
        M: Sortable,
        Q: FilterDsl<After<M>, Output: OrderDsl<Sort<M>>>
            + AsQuery<Query: Fragment>
            + Clone
            + RunQuery,
        CountOf<Q::Query>: Load<i64>,
        Listed<Q, M>: AsQuery<Query: LimitDsl + Fragment>,
        Part<ListedQuery<Q, M>>: SqliteLoad<M>,
        dsl::Limit<ListedQuery<Q, M>>: ServerLoad<M>,
    {
        let order = sort.order();
        let after = match &self.after {
            None => After::nothing(),
            Some(text) => read::<M>(&order, text).ok_or_else(no_cursor)?,
        };
        let limit = self.limit.clamp(1, Self::MAX_LIMIT);
        let total = if self.total { Some(query.clone().total(x).await?) } else { None };
        let mut items: Vec<M> = part(query.filter(after).order(sort), limit + 1, x).await?;
        let has_more = items.len() > limit as usize;
        items.truncate(limit as usize);
        let next = items.last().filter(|_| has_more).map(|last| write(&order, last));
        Ok(CursorPage { items, next, total })
    }
}

/// The rows behind a place, in an order.
type Listed<Q, M> = dsl::Order<dsl::Filter<Q, After<M>>, Sort<M>>;
type ListedQuery<Q, M> = <Listed<Q, M> as AsQuery>::Query;

#[derive(Serialize, Deserialize)]
struct Position {
    /// The order that the values are of.
    by: Vec<String>,
    values: Vec<Option<String>>,
}

fn names(order: &[Order]) -> Vec<String> {
    let name =
        |place: &Order| format!("{}{}", if place.descending { "-" } else { "" }, place.column.wire);
    order.iter().map(name).collect()
}

fn write<M: Sortable>(order: &[Order], row: &M) -> String {
    let value = |place: &Order| row.sort_text(slot::<M>(place.column)?);
    let position = Position { by: names(order), values: order.iter().map(value).collect() };
    let text = serde_json::to_string(&position).unwrap_or_default();
    text.bytes().fold(String::with_capacity(2 * text.len()), |mut digits, byte| {
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}

fn read<M: Sortable>(order: &[Order], text: &str) -> Option<After<M>> {
    let digits = text.as_bytes().chunks(2);
    let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
    let bytes: Vec<u8> = digits.map(byte).collect::<Option<_>>()?;
    let position: Position = serde_json::from_slice(&bytes).ok()?;
    let is_same = position.by == names(order);
    is_same.then(|| After::row(order.to_vec(), &position.values)).flatten()
}

fn no_cursor() -> Error {
    let violation = Violation {
        pointer: "/after".to_owned(),
        code: "cursor".into(),
        message: "is no cursor of this list in this order: take it from the last answer".to_owned(),
    };
    Error::bad_request("a parameter is malformed").with_violations(vec![violation])
}

/// The value of a column as a cursor has it.
pub fn sort_text(value: &impl Serialize) -> Option<String> {
    match serde_json::to_value(value).ok()? {
        serde_json::Value::Null => None,
        serde_json::Value::String(text) => Some(text),
        other => Some(other.to_string()),
    }
}

impl<T: JsonSchema> JsonSchema for CursorPage<T> {
    fn name() -> Name {
        generic("CursorPage", &[label::<T>()])
    }

    fn schema(schemas: &mut Schemas) -> Schema {
        let next = Property::of::<Option<String>>(schemas)
            .required()
            .describe("What `after` is for the next rows; `null` if these are the last.");
        ObjectSchema::new()
            .property("items", Property::of::<Vec<T>>(schemas).describe("The rows."))
            .property("next", next)
            .property(
                "total",
                Property::of::<u64>(schemas).optional().describe(
                    "The number of rows of the whole list, if `total=true` was asked for.",
                ),
            )
            .into_schema()
    }
}

impl JsonSchema for Cursor {
    fn schema(schemas: &mut Schemas) -> Schema {
        let after = Property::of::<Option<String>>(schemas).describe(
            "Where the last page ended: its `next`. The first page is asked for without.",
        );
        let limit = Property::of::<u32>(schemas)
            .minimum(1)
            .maximum(Self::MAX_LIMIT)
            .default(Some(Self::DEFAULT_LIMIT.into()))
            .describe("The rows of a page.");
        let total = Property::of::<bool>(schemas).default(Some(false.into())).describe(
            "Whether the rows of the whole list are counted, which takes a query of its own.",
        );
        ObjectSchema::new()
            .property("after", after)
            .property("limit", limit)
            .property("total", total)
            .into_schema()
    }
}

impl Validate for Cursor {
    fn validate(&self, found: &mut Violations) {
        if !(1..=Self::MAX_LIMIT).contains(&self.limit) {
            let message = format!("must be from 1 to {}", Self::MAX_LIMIT);
            found.check("limit", Some(Fault::new("range", message)));
        }
    }
}
