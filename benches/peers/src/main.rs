//! Statements on SQLite: models of Ordain beside diesel with r2d2 and beside sqlx.
//!
//! `cargo run --release --manifest-path benches/peers/Cargo.toml`

#[path = "../../src/quartiles.rs"]
mod quartiles;
#[path = "../../src/sqlite/mod.rs"]
mod sqlite;
mod sqlx_pool;

use std::io;
use std::sync::Arc;

use sqlite::own::Own;
use sqlite::{Folder, beside, compare, runtime};
use sqlx_pool::SqlxPool;

fn main() -> io::Result<()> {
    compare()?;
    runtime()?.block_on(async {
        let folder = Folder::new()?;
        let own = Arc::new(folder.open::<Own>().await?);
        let other = Arc::new(folder.open::<SqlxPool>().await?);
        beside(&own, &other, false).await?;
        Ok(())
    })
}
