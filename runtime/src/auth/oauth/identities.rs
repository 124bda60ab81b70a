//! Which account of the application somebody of a provider is linked with, and what was used once.

use actix_web::http::StatusCode;
use diesel::{Insertable, Queryable};

use super::Person;
use crate::db::clock::{Millis, now};
use crate::db::own_table::OwnTable;
use crate::db::prelude::*;
use crate::error::Result;

diesel::table! {
    ordain_identities (issuer, subject) {
        issuer -> Text,
        subject -> Text,
        provider -> Text,
        account -> BigInt,
        created_at -> BigInt,
    }
}

diesel::table! {
    ordain_oauth_used (id) {
        id -> Text,
        expires_at -> BigInt,
    }
}

pub(super) const TABLES: [OwnTable; 2] = [
    OwnTable {
        name: "ordain_identities",
        columns: "
            issuer VARCHAR(255) NOT NULL,
            subject VARCHAR(255) NOT NULL,
            provider VARCHAR(40) NOT NULL,
            account BIGINT NOT NULL,
            created_at BIGINT NOT NULL,
            PRIMARY KEY (issuer, subject)",
        indexes: &[("ordain_identities_of_account", "account, provider")],
        ..OwnTable::NEW
    },
    OwnTable {
        name: "ordain_oauth_used",
        columns: "
            id VARCHAR(32) NOT NULL PRIMARY KEY,
            expires_at BIGINT NOT NULL",
        indexes: &[("ordain_oauth_used_over", "expires_at")],
        ..OwnTable::NEW
    },
];

/// An account elsewhere that an account is linked with.
#[derive(Debug, Clone, Queryable)]
pub struct Linked {
    /// The provider.
    pub provider: String,
    /// When it was linked, in milliseconds since 1970.
    pub at: i64,
}

#[derive(Insertable)]
#[diesel(table_name = ordain_identities)]
struct Row {
    issuer: String,
    subject: String,
    provider: String,
    account: i64,
    created_at: Millis,
}

/// The account that somebody is linked with.
pub(super) async fn find(tx: &Tx, person: &Person) -> Result<Option<i64>> {
    use ordain_identities as i;
    let Person { issuer, subject, .. } = person;
    let row = i::table.filter(i::issuer.eq(issuer.clone())).filter(i::subject.eq(subject.clone()));
    let accounts: Vec<i64> = row.select(i::account).load(tx).await?;
    Ok(accounts.into_iter().next())
}

pub(super) async fn insert(tx: &Tx, person: &Person, account: i64) -> Result<()> {
    let Person { issuer, subject, provider, .. } = person.clone();
    let row = Row { issuer, subject, provider, account, created_at: now() };
    diesel::insert_into(ordain_identities::table).values(row).execute(tx).await?;
    Ok(())
}

pub(super) async fn forget(tx: &Tx, person: &Person) -> Result<()> {
    use ordain_identities as i;
    let Person { issuer, subject, .. } = person;
    let row = i::table.filter(i::issuer.eq(issuer.clone())).filter(i::subject.eq(subject.clone()));
    diesel::delete(row).execute(tx).await?;
    Ok(())
}

/// What an account is linked with.
pub(super) async fn of_account(x: impl Executor, account: i64) -> Result<Vec<Linked>> {
    use ordain_identities as i;
    i::table
        .filter(i::account.eq(account))
        .order((i::provider, i::created_at))
        .select((i::provider, i::created_at))
        .load(x)
        .await
}

/// Takes the links with a provider from an account: whether there was one.
pub(super) async fn delete(x: impl Executor, account: i64, provider: &str) -> Result<bool> {
    use ordain_identities as i;
    let rows = i::table.filter(i::account.eq(account));
    let rows = rows.filter(i::provider.eq(provider.to_owned()));
    Ok(diesel::delete(rows).execute(x).await? > 0)
}

/// Uses what is good once: whether nobody had used it.
pub(super) async fn use_once(db: &Db, id: &str, expires_at: Millis) -> Result<bool> {
    use ordain_oauth_used as u;
    diesel::delete(u::table.filter(u::expires_at.lt(now()))).execute(db).await?;
    let row = (u::id.eq(id.to_owned()), u::expires_at.eq(expires_at));
    match diesel::insert_into(u::table).values(row).execute(db).await {
        Ok(_) => Ok(true),
        Err(error) if error.status() == StatusCode::CONFLICT => Ok(false),
        Err(error) => Err(error),
    }
}
