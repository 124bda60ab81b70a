//! The schema of a PostgreSQL database: what is in the current one of its schemas.
//!
//! The server writes conditions in its own words: those that are bounds are read back, of others only
//! the name is compared.

use super::super::live::{Live, LiveTable, index_line, line, plain, reference_line};
use super::{names, rows};
use crate::db::Executor;
use crate::error::Result;

const HERE: &str = "c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r'";

/// The schema of a PostgreSQL database.
///
/// # Errors
/// Those of a query.
pub(super) async fn live(x: impl Executor) -> Result<Live> {
    let mut live = Live::default();
    let from = format!("FROM pg_class c WHERE {HERE}");
    for row in rows(["c.relname::text", "''", "''", "''", "''", "NULL::text"], &from, x).await? {
        live.tables.insert(row.a, LiveTable::default());
    }
    columns(&mut live, x).await?;
    indexes(&mut live, x).await?;
    foreign_keys(&mut live, x).await?;
    checks(&mut live, x).await?;
    Ok(live)
}

async fn columns(live: &mut Live, x: impl Executor) -> Result<()> {
    let columns = [
        "c.relname::text",
        "a.attname::text",
        "format_type(a.atttypid, a.atttypmod)",
        "a.attnotnull::int::text",
        "(a.attidentity <> '')::int::text",
        "pg_get_expr(d.adbin, d.adrelid)",
    ];
    let from = format!(
        "FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 \
         AND NOT a.attisdropped LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum \
         WHERE {HERE}"
    );
    for row in rows(columns, &from, x).await? {
        let Some(table) = live.tables.get_mut(&row.a) else { continue };
        let kind = match &*row.c {
            "timestamp with time zone" => "timestamptz",
            "time without time zone" => "time",
            other => other,
        };
        table.columns.insert(row.b, line(kind, row.d == "0", row.e == "1", row.f.as_deref()));
    }
    Ok(())
}

async fn indexes(live: &mut Live, x: impl Executor) -> Result<()> {
    let columns = [
        "c.relname::text",
        "n.relname::text",
        "i.indisunique::int::text",
        &names_of("i.indkey::int2[]", "c.oid"),
        "(i.indisprimary::int + 2 * (NOT i.indisvalid)::int)::text",
        "pg_get_expr(i.indpred, i.indrelid)",
    ];
    let from = format!(
        "FROM pg_class c JOIN pg_index i ON i.indrelid = c.oid \
         JOIN pg_class n ON n.oid = i.indexrelid WHERE {HERE}"
    );
    for row in rows(columns, &from, x).await? {
        let Some(table) = live.tables.get_mut(&row.a) else { continue };
        match &*row.e {
            "1" => table.key = names(&row.d),
            // What an interrupted `CREATE INDEX CONCURRENTLY` leaves is none.
            "2" => {}
            _ => {
                let columns = names(&row.d);
                table.indexes.insert(row.b, index_line(row.c == "1", &columns, row.f.as_deref()));
            }
        }
    }
    Ok(())
}

/// The names of the columns with these numbers, in one text.
fn names_of(numbers: &str, table: &str) -> String {
    format!(
        "coalesce((SELECT string_agg(a.attname::text, chr(31) ORDER BY p.place) \
         FROM unnest({numbers}) WITH ORDINALITY p (number, place) \
         JOIN pg_attribute a ON a.attrelid = {table} AND a.attnum = p.number), '')"
    )
}

async fn foreign_keys(live: &mut Live, x: impl Executor) -> Result<()> {
    let action = "CASE k.confdeltype WHEN 'c' THEN 'on delete cascade' \
                  WHEN 'n' THEN 'on delete set null' WHEN 'r' THEN 'on delete restrict' \
                  ELSE 'on delete no action' END";
    let (own, target) = (names_of("k.conkey", "k.conrelid"), names_of("k.confkey", "k.confrelid"));
    let columns = ["c.relname::text", "f.relname::text", &own, &target, action, "NULL::text"];
    let from = format!(
        "FROM pg_class c JOIN pg_constraint k ON k.conrelid = c.oid AND k.contype = 'f' \
         JOIN pg_class f ON f.oid = k.confrelid WHERE {HERE}"
    );
    for row in rows(columns, &from, x).await? {
        let Some(table) = live.tables.get_mut(&row.a) else { continue };
        let (own, target) = (names(&row.c), names(&row.d));
        table.foreign_keys.insert(reference_line(&own, &row.b, &target, &row.e));
    }
    Ok(())
}

async fn checks(live: &mut Live, x: impl Executor) -> Result<()> {
    let condition = "pg_get_expr(k.conbin, k.conrelid)";
    let columns = ["c.relname::text", "k.conname::text", condition, "''", "''", "NULL::text"];
    let from = format!(
        "FROM pg_class c JOIN pg_constraint k ON k.conrelid = c.oid AND k.contype = 'c' \
         WHERE {HERE}"
    );
    for row in rows(columns, &from, x).await? {
        if let Some(table) = live.tables.get_mut(&row.a) {
            table.checks.insert(row.b, plain(&row.c));
        }
    }
    Ok(())
}
