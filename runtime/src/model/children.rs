//! Rows that refer to other rows: the relations seen from their other end.
//!
//! However many rows ask, their children are loaded by one query, and what is linked by a join model by
//! two.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use diesel::query_source::Column;

use super::key::RowKey;
use super::relation::MOST_KEYS;
use super::spec::Model;
use super::statement::{self, Rows, Select};
use super::value::Value;
use crate::db::Executor;
use crate::error::Result;

/// A column that holds the key of a `P`. `#[belongs_to]` implements it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not refer to a `{P}`",
    label = "holds no key of a `{P}`",
    note = "write `#[belongs_to({P})]` on the field"
)]
pub trait References<P>: Column + Default + Send + 'static {
    /// The model that has the column.
    type Child: Model;

    /// The key of a `P`.
    type Key: RowKey;

    /// Several keys as values.
    #[doc(hidden)]
    fn keys(keys: Vec<Self::Key>) -> Box<dyn Value>;

    /// The rows that refer to one of these keys, in the order of their own keys.
    fn children(
        x: impl Executor,
        keys: Vec<Self::Key>,
    ) -> impl Future<Output = Result<Vec<Self::Child>>> + Send {
        let spec = Self::Child::SPEC;
        let rows = Rows::among(spec, <Self as Column>::NAME, Self::keys(keys));
        statement::rows(Select::ordered(rows), x)
    }

    /// What a row refers to.
    fn parent_key(child: &Self::Child) -> Option<Self::Key>;
}

/// A type that holds keys of the type `K`: it is the same one.
#[diagnostic::on_unimplemented(
    message = "`{Self}` holds no key of the model that it refers to",
    label = "the key is of type `{K}`",
    note = "give the field the type of that key: `{K}`, or an `Option` of it"
)]
pub trait KeyOf<K> {}

impl<K> KeyOf<K> for K {}

/// Stops the build when a column of the type `T` holds no `K`.
pub const fn check_reference<T: KeyOf<K>, K>() {}

/// A model with one reference to a `P`. `#[belongs_to]` implements it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not refer to a `{P}` by one column",
    label = "has no `#[belongs_to({P})]`, or several",
    note = "write `#[belongs_to({P})]` on a field of `{Self}`; if it has several, say which: `by = comments::post_id`"
)]
pub trait BelongsTo<P>: Model {
    /// The column.
    type Column: References<P, Child = Self>;
}

/// The rows that refer to each of the parents, in their order.
///
/// # Errors
/// Those of a query.
pub async fn children<P: Model, C: References<P, Key = P::Key>>(
    x: impl Executor,
    parents: &[P],
) -> Result<Vec<Vec<C::Child>>> {
    let mut by_parent: HashMap<P::Key, Vec<C::Child>> = HashMap::new();
    for child in all_children::<P, C>(x, parents).await? {
        if let Some(key) = C::parent_key(&child) {
            by_parent.entry(key).or_default().push(child);
        }
    }
    // Nobody is to lose children because the same parent is asked for twice.
    let rows = |parent: &P| by_parent.get(&parent.key()).cloned().unwrap_or_default();
    Ok(parents.iter().map(rows).collect())
}

/// [`children`] where each parent has one at most.
///
/// # Errors
/// Those of a query.
pub async fn child<P: Model, C: References<P, Key = P::Key>>(
    x: impl Executor,
    parents: &[P],
) -> Result<Vec<Option<C::Child>>> {
    let rows = children::<P, C>(x, parents).await?;
    Ok(rows.into_iter().map(|children| children.into_iter().next()).collect())
}

/// The rows that a join model links to each of the parents, in their order.
///
/// # Errors
/// Those of a query.
pub async fn linked<P, T, A, B>(x: impl Executor, parents: &[P]) -> Result<Vec<Vec<T>>>
where
    P: Model,
    T: Model,
    A: References<P, Key = P::Key>,
    B: References<T, Child = A::Child, Key = T::Key>,
{
    let links = children::<P, A>(x, parents).await?;
    let keys = unique(links.iter().flatten().filter_map(B::parent_key));
    let mut found: HashMap<T::Key, T> = HashMap::with_capacity(keys.len());
    for some in keys.chunks(MOST_KEYS) {
        let rows = T::find_many(x, some.to_vec()).await?;
        found.extend(rows.into_iter().map(|row| (row.key(), row)));
    }
    // What is deleted is linked still, and not there.
    let rows = |links: Vec<A::Child>| {
        let keys = links.iter().filter_map(B::parent_key);
        keys.filter_map(|key| found.get(&key).cloned()).collect()
    };
    Ok(links.into_iter().map(rows).collect())
}

/// What belongs to the only parent.
#[must_use]
pub fn only<T: Default>(mut of_each: Vec<T>) -> T {
    of_each.pop().unwrap_or_default()
}

async fn all_children<P: Model, C: References<P, Key = P::Key>>(
    x: impl Executor,
    parents: &[P],
) -> Result<Vec<C::Child>> {
    let keys = unique(parents.iter().map(Model::key));
    let mut rows = Vec::new();
    for some in keys.chunks(MOST_KEYS) {
        rows.extend(C::children(x, some.to_vec()).await?);
    }
    Ok(rows)
}

fn unique<K: Eq + Hash>(keys: impl Iterator<Item = K>) -> Vec<K> {
    keys.collect::<HashSet<K>>().into_iter().collect()
}
