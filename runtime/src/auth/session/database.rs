//! Sessions in the application's database.
//!
//! Of a secret only a hash is there, and where a session was begun only this application can read.

use futures_util::future::BoxFuture;

use super::Settings;
use super::row::{Known, Row};
use super::store::Store;
use super::table::{self, TABLE};
use crate::auth::seal::Seal;
use crate::db::Db;
use crate::db::clock::{Millis, millis, now};
use crate::db::own_table::create_own_tables;
use crate::error::Result;

/// The table of all sessions.
pub(super) struct Database {
    pub(super) db: Db,
    pub(super) seal: Seal,
    pub(super) settings: Settings,
}

impl Database {
    async fn insert(&self, row: Row) -> Result<()> {
        let Self { db, seal, settings } = self;
        let row = Row { client: seal.close(&row.id, &row.client)?, ..row };
        db.transaction(async |tx| {
            let now = now();
            table::purge(tx, (now - millis(settings.idle), now)).await?;
            let before = table::of_account(tx, row.account).await?;
            let surplus = (before.len() + 1).saturating_sub(settings.limit.max(1));
            let oldest: Vec<String> = before.into_iter().take(surplus).map(|row| row.id).collect();
            if !oldest.is_empty() {
                table::delete(tx, row.account, oldest).await?;
            }
            table::insert(tx, row).await
        })
        .await
    }

    async fn rows(&self, account: i64) -> Result<Vec<Row>> {
        let rows = table::of_account(&self.db, account).await?;
        // A key that is gone takes the text with it.
        let opened = |row: Row| {
            let client = self.seal.open(&row.id, &row.client).unwrap_or_default();
            Row { client, ..row }
        };
        Ok(rows.into_iter().map(opened).collect())
    }
}

impl Store for Database {
    fn prepare(&self) -> BoxFuture<'_, Result<()>> {
        Box::pin(create_own_tables(&self.db, &[TABLE]))
    }

    fn begin(&self, session: Row) -> BoxFuture<'_, Result<()>> {
        Box::pin(self.insert(session))
    }

    fn find<'a>(&'a self, id: &'a str) -> BoxFuture<'a, Result<Option<Known>>> {
        Box::pin(async move { Ok(table::known(table::find(&self.db, id).await?)) })
    }

    fn of_account(&self, account: i64) -> BoxFuture<'_, Result<Vec<Row>>> {
        Box::pin(self.rows(account))
    }

    fn touch<'a>(&'a self, session: &'a Row, now: Millis) -> BoxFuture<'a, Result<()>> {
        Box::pin(table::touch(&self.db, &session.id, now))
    }

    fn renew<'a>(
        &'a self,
        session: &'a Row,
        secret: String,
        now: Millis,
    ) -> BoxFuture<'a, Result<bool>> {
        let before = session.secret.clone();
        Box::pin(table::renew(&self.db, &session.id, before, (secret, now)))
    }

    fn raise<'a>(&'a self, account: i64, id: &'a str) -> BoxFuture<'a, Result<()>> {
        Box::pin(table::raise(&self.db, account, id))
    }

    fn end<'a>(&'a self, account: i64, id: &'a str) -> BoxFuture<'a, Result<bool>> {
        let ids = vec![id.to_owned()];
        Box::pin(async move { Ok(table::delete(&self.db, account, ids).await? > 0) })
    }

    fn end_all<'a>(
        &'a self,
        db: &'a Db,
        account: i64,
        except: Option<&'a str>,
    ) -> BoxFuture<'a, Result<usize>> {
        Box::pin(table::delete_all(db, account, except))
    }
}
