//! One process at a time: who migrates or seeds a database holds every other one off.
//!
//! Statements of the application are not held off, where the database does not have to.

use std::time::{Duration, Instant};

use diesel::sql_types::BigInt;

use super::sql::Backend;
use crate::db::{Db, RunQuery, Tx, batch};
use crate::error::{Error, Result};

/// How long another process may take.
const PATIENCE: Duration = Duration::from_hours(1);

/// Such a lock is the server's, not the database's.
const MYSQL_LOCK: &str = "CONCAT('ordain_migrate_', MD5(DATABASE()))";

#[derive(diesel::QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    count: i64,
}

/// Runs `body` in a transaction while no other process runs one here.
pub(crate) async fn alone<T, F>(backend: Backend, db: &Db, mut body: F) -> Result<T>
where
    F: AsyncFnMut(&Tx) -> Result<T>,
{
    if backend != Backend::Mysql {
        return patiently(backend, async || {
            db.transaction(async |tx| {
                lock(backend, tx).await?;
                body(tx).await
            })
            .await
        })
        .await;
    }
    // Its lock does not end with a transaction: one holds it until another one is committed.
    db.transaction(async |holder| {
        lock(backend, holder).await?;
        let done = db.transaction(async |tx| body(tx).await).await;
        unlock(backend, holder).await?;
        done
    })
    .await
}

/// Tries again while another process holds an SQLite database. The servers have locks to wait for.
pub(super) async fn patiently<T>(
    backend: Backend,
    mut attempt: impl AsyncFnMut() -> Result<T>,
) -> Result<T> {
    let begin = Instant::now();
    loop {
        match attempt().await {
            Err(error)
                if backend == Backend::Sqlite
                    && error.status() == 503
                    && begin.elapsed() < PATIENCE =>
            {
                tracing::info!(%error, "waiting for another process to let go of the database");
                tokio::time::sleep(Duration::from_millis(200)).await;
            }
            result => return result,
        }
    }
}

/// Holds every other process off until the transaction ends, or until [`unlock`].
pub(super) async fn lock(backend: Backend, tx: &Tx) -> Result<()> {
    match backend {
        // Its transactions begin by taking the only lock there is.
        Backend::Sqlite => Ok(()),
        Backend::Postgres => batch("SELECT pg_advisory_xact_lock(8031924577213849431)", tx).await,
        Backend::Mysql => {
            let sql = format!("SELECT CAST(GET_LOCK({MYSQL_LOCK}, 3600) AS SIGNED) AS count");
            let got: Count = diesel::sql_query(sql).get_result(tx).await?;
            if got.count == 1 {
                return Ok(());
            }
            Err(Error::unavailable(
                "another process has been migrating or seeding the database for an hour",
            ))
        }
    }
}

/// Gives up what [`lock`] took, where the end of the transaction does not.
pub(super) async fn unlock(backend: Backend, tx: &Tx) -> Result<()> {
    match backend {
        Backend::Sqlite | Backend::Postgres => Ok(()),
        Backend::Mysql => batch(&format!("DO RELEASE_LOCK({MYSQL_LOCK})"), tx).await,
    }
}
