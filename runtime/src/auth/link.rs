//! Links in mails: each proves once, and for a while, that who opens it reads the mail of an account.

use std::time::Duration;

use diesel::Insertable;

use super::seal::Seal;
use super::ticket::{Purpose, Ticket};
use crate::db::clock::{Millis, after, now};
use crate::db::own_table::OwnTable;
use crate::db::prelude::*;
use crate::error::Result;

diesel::table! {
    ordain_links (id) {
        id -> Text,
        account -> BigInt,
        purpose -> Text,
        secret -> Text,
        login -> Text,
        expires_at -> BigInt,
    }
}

pub(super) const TABLE: OwnTable = OwnTable {
    name: "ordain_links",
    columns: "
        id VARCHAR(32) NOT NULL PRIMARY KEY,
        account BIGINT NOT NULL,
        purpose VARCHAR(16) NOT NULL,
        secret VARCHAR(64) NOT NULL,
        login TEXT NOT NULL,
        expires_at BIGINT NOT NULL",
    indexes: &[
        ("ordain_links_of_account", "account, purpose"),
        ("ordain_links_over", "expires_at"),
    ],
    ..OwnTable::NEW
};

#[derive(Insertable)]
#[diesel(table_name = ordain_links)]
struct Row {
    id: String,
    account: i64,
    purpose: &'static str,
    secret: String,
    login: String,
    expires_at: Millis,
}

/// Makes a link for an account and the address that it is sent to. Earlier ones for the purpose are of no use
/// from then on.
pub(super) async fn issue(
    tx: &Tx,
    seal: &Seal,
    (account, login): (i64, String),
    (purpose, lifetime): (Purpose, Duration),
) -> Result<String> {
    let ticket = Ticket::new()?;
    forget(tx, account, purpose).await?;
    let row = Row {
        id: ticket.name(),
        account,
        purpose: purpose.name(),
        secret: ticket.hash(),
        login,
        expires_at: after(lifetime),
    };
    diesel::insert_into(ordain_links::table).values(row).execute(tx).await?;
    Ok(ticket.write(seal, purpose))
}

/// Uses a link: the account that it was made for, and the address that it was sent to; `None` if there is no such
/// link, or it was used, or is over.
pub(super) async fn redeem(
    tx: &Tx,
    seal: &Seal,
    purpose: Purpose,
    text: &str,
) -> Result<Option<(i64, String)>> {
    use ordain_links as l;
    let Some(ticket) = Ticket::read(text, seal, purpose) else { return Ok(None) };
    let row = l::table.filter(l::id.eq(ticket.name()));
    let row = row.filter(l::purpose.eq(purpose.name())).filter(l::expires_at.gt(now()));
    let found: Vec<(i64, String, String)> =
        row.select((l::account, l::login, l::secret)).load(tx).await?;
    let found = found.into_iter().find(|(.., secret)| ticket.has_hash(secret));
    let Some((account, login, _)) = found else { return Ok(None) };
    // Of two that use it at the same time, one deletes it.
    let used = diesel::delete(l::table.filter(l::id.eq(ticket.name()))).execute(tx).await?;
    Ok((used > 0).then_some((account, login)))
}

/// Makes all links of an account for a purpose useless, and forgets those that are over.
pub(super) async fn forget(tx: &Tx, account: i64, purpose: Purpose) -> Result<()> {
    use ordain_links as l;
    let own = l::account.eq(account).and(l::purpose.eq(purpose.name()));
    diesel::delete(l::table.filter(own.or(l::expires_at.le(now())))).execute(tx).await?;
    Ok(())
}
