//! The table of all sessions, and every statement on it.
//!
//! It decides nothing: what is in a row, and who may come in by it, is said elsewhere.

use diesel::Queryable;

use super::row::{Known, Row};
use crate::auth::standing::{ordain_accounts, ordain_grants};
use crate::db::clock::Millis;
use crate::db::own_table::OwnTable;
use crate::db::prelude::*;
use crate::error::Result;

diesel::table! {
    ordain_sessions (id) {
        id -> Text,
        account -> BigInt,
        kind -> Text,
        secret -> Text,
        second_factor -> Bool,
        client -> Text,
        created_at -> BigInt,
        seen_at -> BigInt,
        expires_at -> BigInt,
    }
}

diesel::allow_tables_to_appear_in_same_query!(ordain_sessions, ordain_accounts, ordain_grants);

pub(super) const TABLE: OwnTable = OwnTable {
    name: "ordain_sessions",
    columns: "
        id VARCHAR(32) NOT NULL PRIMARY KEY,
        account BIGINT NOT NULL,
        kind VARCHAR(16) NOT NULL,
        secret VARCHAR(64) NOT NULL,
        second_factor BOOLEAN NOT NULL,
        client TEXT NOT NULL,
        created_at BIGINT NOT NULL,
        seen_at BIGINT NOT NULL,
        expires_at BIGINT NOT NULL",
    indexes: &[
        ("ordain_sessions_of_account", "account, created_at"),
        ("ordain_sessions_over", "expires_at"),
    ],
    ..OwnTable::NEW
};

/// A session, with what is known of its account, and one of the roles that were granted to it.
#[derive(Debug, Clone, Queryable)]
pub(super) struct Joined {
    session: Row,
    disabled_at: Option<Millis>,
    verified_at: Option<Millis>,
    role: Option<String>,
}

/// The session with that name; once for each role that was granted to its account.
pub(super) async fn find(x: impl Executor, id: &str) -> Result<Vec<Joined>> {
    use {ordain_accounts as a, ordain_grants as g, ordain_sessions as s};
    s::table
        .left_join(a::table.on(a::account.eq(s::account)))
        .left_join(g::table.on(g::account.eq(s::account)))
        .filter(s::id.eq(id.to_owned()))
        .select((
            s::all_columns,
            a::disabled_at.nullable(),
            a::verified_at.nullable(),
            g::role.nullable(),
        ))
        .load(x)
        .await
}

/// The session of the rows that it was found in, with all the roles.
pub(super) fn known(mut rows: Vec<Joined>) -> Option<Known> {
    let granted = rows.iter().filter_map(|row| row.role.clone()).collect();
    let Joined { session, disabled_at, verified_at, .. } = rows.pop()?;
    Some(Known { session, disabled_at, verified_at, granted })
}

/// The sessions of an account, the oldest first.
pub(super) async fn of_account(x: impl Executor, account: i64) -> Result<Vec<Row>> {
    use ordain_sessions as s;
    s::table
        .filter(s::account.eq(account))
        .order((s::created_at, s::id))
        .select(s::all_columns)
        .load(x)
        .await
}

pub(super) async fn insert(tx: &Tx, row: Row) -> Result<()> {
    diesel::insert_into(ordain_sessions::table).values(row).execute(tx).await?;
    Ok(())
}

/// Notes that the session was used.
pub(super) async fn touch(x: impl Executor, id: &str, now: Millis) -> Result<()> {
    use ordain_sessions as s;
    let row = s::table.filter(s::id.eq(id.to_owned()));
    diesel::update(row).set(s::seen_at.eq(now)).execute(x).await?;
    Ok(())
}

/// Replaces the secret: whether it still was the one before.
pub(super) async fn renew(
    x: impl Executor,
    id: &str,
    before: String,
    (after, now): (String, Millis),
) -> Result<bool> {
    use ordain_sessions as s;
    let row = s::table.filter(s::id.eq(id.to_owned())).filter(s::secret.eq(before));
    let renewed = (s::secret.eq(after), s::seen_at.eq(now));
    Ok(diesel::update(row).set(renewed).execute(x).await? > 0)
}

/// Notes that a second factor was given in the session.
pub(super) async fn raise(x: impl Executor, account: i64, id: &str) -> Result<()> {
    use ordain_sessions as s;
    let row = s::table.filter(s::account.eq(account)).filter(s::id.eq(id.to_owned()));
    diesel::update(row).set(s::second_factor.eq(true)).execute(x).await?;
    Ok(())
}

/// Ends those of the account's sessions: how many there were.
pub(super) async fn delete(x: impl Executor, account: i64, ids: Vec<String>) -> Result<usize> {
    use ordain_sessions as s;
    let rows = s::table.filter(s::account.eq(account)).filter(s::id.eq_any(ids));
    diesel::delete(rows).execute(x).await
}

/// Ends the sessions of an account, but for the one that is named.
pub(super) async fn delete_all(
    x: impl Executor,
    account: i64,
    except: Option<&str>,
) -> Result<usize> {
    use ordain_sessions as s;
    let except = except.unwrap_or("").to_owned();
    let rows = s::table.filter(s::account.eq(account)).filter(s::id.ne(except));
    diesel::delete(rows).execute(x).await
}

/// Forgets the sessions that are over.
pub(super) async fn purge(x: impl Executor, (seen_before, now): (Millis, Millis)) -> Result<usize> {
    use ordain_sessions as s;
    let over = s::expires_at.lt(now).or(s::seen_at.lt(seen_before));
    diesel::delete(s::table.filter(over)).execute(x).await
}
