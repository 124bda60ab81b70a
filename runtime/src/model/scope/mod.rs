//! Which rows somebody may see: a policy as a condition of a query.
//!
//! Nothing here is decided: what the condition is, `#[policy]` reads off the function.

mod condition;
mod field;
mod null;
mod recast;

use std::fmt;
use std::marker::PhantomData;
use std::ops::{BitAnd, BitAndAssign, BitOr, BitOrAssign, Not};
use std::sync::Arc;

use diesel::expression::{
    AppearsOnTable, Expression, NonAggregate, SelectableExpression, ValidGrouping, is_aggregate,
};
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::query_source::{AppearsInFromClause, Once};
use diesel::result::QueryResult;
use diesel::sql_types::Bool;

use super::spec::Model;
use super::value::{Database, Expressed, Value};
use crate::policy::{Actor, ObjectPolicy};
use condition::Condition;

/// What generated code calls.
pub(super) mod expansion {
    pub use super::field::field;
    pub use super::recast::Recast;
    pub use super::{Asker, Asks, constant};

    /// What is called of values that have no form in SQL.
    pub mod traits {
        pub use super::super::field::{NoField as _, NoPair as _};
        pub use super::super::recast::NoActor as _;
    }
}

/// The rows of `M` that somebody may see: a condition of any query over its table.
///
/// `own_post::scope(&actor)` makes it of a policy function, `scope!(…)` of whole rules, and [`Scope::of`] of any condition of
/// diesel's query language, for those that a query has only sometimes. Several of them are joined by `&` and `|`, and turned round by `!`; with other conditions, by diesel's `and` and `or`.
///
/// What concerns the actor alone is decided when it is made: somebody who may see everything costs the database no
/// condition.
///
/// # Examples
///
/// ```
/// use ordain::model::Scope;
/// use ordain::prelude::*;
///
/// #[model]
/// pub struct Note {
///     #[key]
///     pub id: i64,
///     pub author_id: i64,
///     #[column(default = false)]
///     pub shared: bool,
/// }
///
/// /// People read what is shared, and their own notes.
/// #[policy]
/// fn readable(actor: &Actor, note: &Note) -> bool {
///     note.shared || note.author_id == actor.id
/// }
///
/// async fn notes_for(actor: &Actor, db: &Db) -> Result<Vec<Note>> {
///     let mine: Scope<Note> = readable::scope(actor);
///     Note::query().filter(mine).order(notes::id.desc()).load(db).await
/// }
/// # fn main() {}
/// ```
pub struct Scope<M> {
    condition: Condition,
    of: PhantomData<fn() -> M>,
}

impl<M> Scope<M> {
    fn new(condition: Condition) -> Self {
        Self { condition, of: PhantomData }
    }

    /// The rows for which a condition of diesel's query language holds.
    ///
    /// Each condition is of a type of its own; scopes are of one, so that a list is narrowed by what a client asks for.
    ///
    /// # Examples
    ///
    /// ```
    /// use ordain::prelude::*;
    ///
    /// #[model]
    /// pub struct Boat {
    ///     #[key]
    ///     pub id: i64,
    ///     pub name: String,
    ///     pub metres: i32,
    /// }
    ///
    /// async fn boats(name: Option<String>, longer: Option<i32>, db: &Db) -> Result<Vec<Boat>> {
    ///     let mut wanted = Scope::<Boat>::from(true);
    ///     if let Some(name) = name {
    ///         wanted &= Scope::of(boats::name.eq(name));
    ///     }
    ///     if let Some(metres) = longer {
    ///         wanted &= Scope::of(boats::metres.gt(metres));
    ///     }
    ///     Boat::query().filter(wanted).load(db).await
    /// }
    /// # fn main() {}
    /// ```
    pub fn of<E>(condition: E) -> Self
    where
        M: Model,
        E: Expression<SqlType = Bool> + AppearsOnTable<M::Table> + NonAggregate,
        Expressed<E>: Value + 'static,
    {
        Self::new(Condition::Expressed(Arc::new(Expressed(condition))))
    }

    /// Whether it is every row, whatever is in it.
    #[must_use]
    pub fn is_always(&self) -> bool {
        matches!(self.condition, Condition::Constant(true))
    }

    /// Whether it is no row, whatever is in it.
    #[must_use]
    pub fn is_never(&self) -> bool {
        matches!(self.condition, Condition::Constant(false))
    }
}

/// Every row, or none.
impl<M> From<bool> for Scope<M> {
    fn from(always: bool) -> Self {
        Self::new(Condition::Constant(always))
    }
}

/// Every row, or none.
#[must_use]
pub fn constant<M>(always: bool) -> Scope<M> {
    always.into()
}

impl<M> Clone for Scope<M> {
    fn clone(&self) -> Self {
        Self::new(self.condition.clone())
    }
}

impl<M> fmt::Debug for Scope<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // What it is compared with may be no business of a log.
        f.debug_struct("Scope").field("of", &std::any::type_name::<M>()).finish_non_exhaustive()
    }
}

/// The rows of both.
impl<M> BitAnd for Scope<M> {
    type Output = Self;

    fn bitand(self, other: Self) -> Self {
        Self::new(self.condition.and(other.condition))
    }
}

impl<M> BitAndAssign for Scope<M> {
    fn bitand_assign(&mut self, other: Self) {
        *self = self.clone() & other;
    }
}

/// The rows of either.
impl<M> BitOr for Scope<M> {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self::new(self.condition.or(other.condition))
    }
}

impl<M> BitOrAssign for Scope<M> {
    fn bitor_assign(&mut self, other: Self) {
        *self = self.clone() | other;
    }
}

/// The other rows.
impl<M> Not for Scope<M> {
    type Output = Self;

    fn not(self) -> Self {
        Self::new(self.condition.negated())
    }
}

/// The rows that a rule accepts for who asks: a [`Scope`](crate::model::Scope).
///
/// The rule is written as after `policy =` on a route, and means the same; every policy function in it must be one that
/// filters rows. Who asks is an `Actor` or an `Option<Actor>`, borrowed.
///
/// # Examples
///
/// ```
/// use ordain::prelude::*;
/// # #[policy] pub enum Right { EditAnyNote }
/// # #[policy(permissions = Right)] pub enum Rank { #[grants(all)] Head }
///
/// #[model]
/// pub struct Note {
///     #[key]
///     pub id: i64,
///     pub author_id: i64,
/// }
///
/// #[policy]
/// fn own_note(actor: &Actor, note: &Note) -> bool {
///     note.author_id == actor.id
/// }
///
/// /// List the notes that the caller may change.
/// #[route(get, "/notes/mine", policy = authenticated)]
/// async fn list_notes(actor: Actor, page: Paging, db: Db) -> Result<Page<Note>> {
///     let mine = scope!(any(own_note, Right::EditAnyNote), &actor);
///     Note::query().filter(mine).order(notes::id.desc()).page(page, &db).await
/// }
/// # fn main() {}
/// ```
#[macro_export]
macro_rules! scope {
    ($($rule:tt)*) => {
        $crate::__private::scope::of!($crate $($rule)*)
    };
}

/// A policy function that filters rows in SQL; the type that has the function's name implements it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no policy that can filter rows",
    label = "not a function with `#[policy]`",
    note = "write `#[policy]` on `fn own_post(actor: &Actor, post: &Post) -> bool`, and name `own_post` here"
)]
pub trait Scoped<A: ?Sized>: ObjectPolicy {
    /// The rows that the function accepts for who asks.
    fn scope(asker: &A) -> Scope<Self::Resource>;
}

/// Who asks: an `Actor`, or an `Option<Actor>` of a route that everybody may call. No policy accepts
/// somebody who is not signed in.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is nobody who asks",
    label = "expected `&Actor` or `&Option<Actor>`",
    note = "take `actor: Actor` as an argument of the route, and pass `&actor`"
)]
pub trait Asker {
    /// The actor, if somebody is signed in.
    fn actor(&self) -> Option<&Actor>;
}

impl Asker for Actor {
    fn actor(&self) -> Option<&Actor> {
        Some(self)
    }
}

impl Asker for Option<Actor> {
    fn actor(&self) -> Option<&Actor> {
        self.as_ref()
    }
}

impl Asker for Option<&Actor> {
    fn actor(&self) -> Option<&Actor> {
        *self
    }
}

impl<A: Asker + ?Sized> Asker for &A {
    fn actor(&self) -> Option<&Actor> {
        (**self).actor()
    }
}

/// Somebody who asks for rows of `M`, which is a model.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is nobody who asks for rows",
    label = "expected `&Actor` or `&Option<Actor>`",
    note = "take `actor: Actor` as an argument of the route, and pass `&actor`"
)]
pub trait Asks<M>: Asker {}

impl<A: Asker, M: Model> Asks<M> for A {}

impl<M: Model> Expression for Scope<M> {
    type SqlType = Bool;
}

impl<M: Model> QueryId for Scope<M> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<M: Model, DB: Database> QueryFragment<DB> for Scope<M> {
    fn walk_ast<'b>(&'b self, out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        self.condition.walk(M::SPEC, out)
    }
}

impl<M: Model, QS> AppearsOnTable<QS> for Scope<M> where
    QS: AppearsInFromClause<M::Table, Count = Once>
{
}

impl<M: Model, QS> SelectableExpression<QS> for Scope<M> where Self: AppearsOnTable<QS> {}

impl<M: Model, G> ValidGrouping<G> for Scope<M> {
    type IsAggregate = is_aggregate::No;
}
