//! Rows that other rows refer to.
//!
//! However many rows ask, they are loaded by one query.

use std::collections::{HashMap, HashSet};

use diesel::internal::table_macro::NullableExpression;
use diesel::{Table, dsl};

use super::crud::gone;
use super::spec::Model;
use crate::db::Executor;
use crate::error::Result;

/// SQLite takes at most 32,766 values in one statement; other databases take as many.
pub(super) const MOST_KEYS: usize = 30_000;

/// The row with this key.
///
/// # Errors
/// `not_found` if there is none, and those of a query.
pub async fn parent<M: Model>(x: impl Executor, key: M::Key) -> Result<M> {
    let mut rows = M::find_many(x, vec![key]).await?;
    rows.pop().ok_or_else(|| gone(M::SPEC))
}

/// The row that each of the keys refers to, in their order.
///
/// # Errors
/// `not_found` if one is not there, and those of a query.
pub async fn parents<M: Model>(x: impl Executor, keys: Vec<M::Key>) -> Result<Vec<M>> {
    let found = by_key::<M>(x, keys.iter().cloned().collect()).await?;
    let row = |key| found.get(&key).cloned().ok_or_else(|| gone(M::SPEC));
    keys.into_iter().map(row).collect()
}

/// [`parents`] where a row may refer to none.
///
/// # Errors
/// Those of [`parents`].
pub async fn optional_parents<M: Model>(
    x: impl Executor,
    keys: Vec<Option<M::Key>>,
) -> Result<Vec<Option<M>>> {
    let found = by_key::<M>(x, keys.iter().flatten().cloned().collect()).await?;
    let row = |key| found.get(&key).cloned().ok_or_else(|| gone(M::SPEC));
    keys.into_iter().map(|key| key.map(row).transpose()).collect()
}

async fn by_key<M: Model>(x: impl Executor, keys: HashSet<M::Key>) -> Result<HashMap<M::Key, M>> {
    let keys: Vec<M::Key> = keys.into_iter().collect();
    let mut found = HashMap::with_capacity(keys.len());
    for some in keys.chunks(MOST_KEYS) {
        let rows = M::find_many(x, some.to_vec()).await?;
        found.extend(rows.into_iter().map(|row| (row.key(), row)));
    }
    Ok(found)
}

/// [`parent`] where a row may refer to none.
///
/// # Errors
/// Those of [`parent`].
pub async fn optional_parent<M: Model>(x: impl Executor, key: Option<M::Key>) -> Result<Option<M>> {
    match key {
        Some(key) => parent(x, key).await.map(Some),
        None => Ok(None),
    }
}

/// On what the tables of two models are joined: the column `C` holds a key of the table `T`.
pub type JoinedOn<C, T> =
    dsl::Eq<NullableExpression<C>, NullableExpression<<T as Table>::PrimaryKey>>;
