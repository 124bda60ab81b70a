//! Tables over several releases, on each database that the environment names.

use super::*;
use crate::db::Options;

const FIRST: OwnTable = OwnTable {
    name: "ordain_own_table_test",
    columns: "id VARCHAR(32) NOT NULL PRIMARY KEY, said TEXT NOT NULL",
    indexes: &[("ordain_own_table_test_index", "id")],
    ..OwnTable::NEW
};

/// As a later release makes it.
const THIRD: OwnTable = OwnTable {
    columns: "id VARCHAR(32) NOT NULL PRIMARY KEY, said TEXT NOT NULL, at BIGINT, more TEXT",
    changes: &[
        "ALTER TABLE ordain_own_table_test ADD COLUMN at BIGINT",
        "ALTER TABLE ordain_own_table_test ADD COLUMN more TEXT",
    ],
    ..FIRST
};

async fn run_on(db: &Db, sql: &str) -> Result<usize> {
    sql_query(sql.to_owned()).execute(db).await
}

async fn version(db: &Db) -> Option<i32> {
    let kept: Vec<Kept> =
        sql_query("SELECT name, version FROM ordain_tables").load(db).await.unwrap();
    kept.into_iter().find(|kept| kept.name == FIRST.name).map(|kept| kept.version)
}

async fn releases(url: &str) {
    let db = Db::connect(url, &Options::default()).await.unwrap();
    run_on(&db, "DROP TABLE IF EXISTS ordain_own_table_test").await.unwrap();
    let _ = run_on(&db, "DELETE FROM ordain_tables WHERE name = 'ordain_own_table_test'").await;

    create_own_tables(&db, &[FIRST]).await.unwrap();
    create_own_tables(&db, &[FIRST]).await.unwrap();
    assert_eq!(version(&db).await, Some(1));
    run_on(&db, "INSERT INTO ordain_own_table_test (id, said) VALUES ('1', 'kept')").await.unwrap();

    // Processes of the next release start at the same time, and change it once.
    let (one, other) =
        tokio::join!(create_own_tables(&db, &[THIRD]), create_own_tables(&db, &[THIRD]));
    one.unwrap();
    other.unwrap();
    assert_eq!(version(&db).await, Some(3));
    let changed =
        run_on(&db, "UPDATE ordain_own_table_test SET at = 1, more = 'x' WHERE said = 'kept'");
    assert_eq!(changed.await.unwrap(), 1);

    // One of the release before does not start any more, and says why.
    let refused = create_own_tables(&db, &[FIRST]).await.unwrap_err().source_chain();
    assert!(refused.contains("`ordain_own_table_test` is of version 3"), "{refused}");
    assert!(refused.contains("this program knows version 1"), "{refused}");
    create_own_tables(&db, &[THIRD]).await.unwrap();

    // A new database has it as it is now.
    run_on(&db, "DROP TABLE ordain_own_table_test").await.unwrap();
    run_on(&db, "DELETE FROM ordain_tables WHERE name = 'ordain_own_table_test'").await.unwrap();
    create_own_tables(&db, &[THIRD]).await.unwrap();
    assert_eq!(version(&db).await, Some(3));
    run_on(&db, "UPDATE ordain_own_table_test SET at = 1, more = 'x'").await.unwrap();

    run_on(&db, "DROP TABLE ordain_own_table_test").await.unwrap();
    run_on(&db, "DELETE FROM ordain_tables WHERE name = 'ordain_own_table_test'").await.unwrap();
    db.close().await;
}

#[cfg(feature = "sqlite")]
#[tokio::test(flavor = "multi_thread")]
async fn a_table_follows_its_releases_in_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    releases(&format!("sqlite:{}", folder.path().join("own.db").display())).await;
}

#[cfg(feature = "postgres")]
#[tokio::test(flavor = "multi_thread")]
async fn a_table_follows_its_releases_in_postgres() {
    if let Ok(url) = std::env::var("POSTGRES_URL") {
        releases(&url).await;
    }
}

#[cfg(feature = "mysql")]
#[tokio::test(flavor = "multi_thread")]
async fn a_table_follows_its_releases_in_mysql() {
    if let Ok(url) = std::env::var("MYSQL_URL") {
        releases(&url).await;
    }
}
