//! What the commands print.
//!
//! Nothing is decided here: the tables show what the declarations say.

#[cfg(feature = "__database")]
use crate::audit::Row;
use crate::http::RouteSpec;
#[cfg(feature = "__database")]
use crate::migrate::{Standing, State};
use crate::policy::Rule;
use crate::policy::matrix::Table;
#[cfg(feature = "__database")]
use crate::seed;

/// All routes, one on a line; where one is audited, with the names of the actions.
pub(super) fn routes(specs: &[&'static RouteSpec]) -> String {
    let audited = specs.iter().any(|spec| spec.audit.is_some());
    let columns = ["METHOD", "PATH", "POLICY", "FUNCTION"];
    let mut table = Table::new(columns.into_iter().chain(audited.then_some("AUDIT")));
    for spec in specs {
        let function = format!("{}::{}", spec.module, spec.name);
        let cells = [spec.method.to_string(), spec.path.to_owned(), policy(&spec.policy), function];
        table.row(cells.into_iter().chain(spec.audit.map(str::to_owned)));
    }
    table.to_text()
}

/// The rows of the audit log, one on a line.
#[cfg(feature = "__database")]
pub(super) fn audit(rows: &[Row]) -> String {
    let columns = ["ROW", "AT", "ACTION", "ACTOR", "STATUS", "ROUTE", "FROM", "REQUEST", "WHAT"];
    let mut table = Table::new(columns);
    for row in rows {
        let shown = |text: &Option<String>| text.clone().unwrap_or_else(|| "-".to_owned());
        let route = match (&row.method, &row.route) {
            (Some(method), Some(route)) => format!("{method} {route}"),
            _ => "-".to_owned(),
        };
        let what = [&row.segments, &row.details].map(|json| if json == "{}" { "" } else { json });
        table.row([
            row.seq.to_string(),
            row.recorded_at.clone(),
            row.action.clone(),
            actor(row),
            row.status.map_or_else(|| "-".to_owned(), |status| status.to_string()),
            route,
            shown(&row.address),
            shown(&row.request_id),
            what.join(" ").trim().to_owned(),
        ]);
    }
    table.to_text()
}

/// Who did it: nobody by name, where the application itself did.
#[cfg(feature = "__database")]
fn actor(row: &Row) -> String {
    match (&row.actor, &row.means) {
        (Some(actor), _) => actor.clone(),
        (None, Some(means)) => means.clone(),
        (None, None) => "-".to_owned(),
    }
}

/// Each migration and how the database stands to it.
#[cfg(feature = "__database")]
pub(super) fn migrations(standings: &[Standing]) -> String {
    let mut table = Table::new(["MIGRATION", "STATE", "APPLIED AT"]);
    for Standing { name, state } in standings {
        let (state, moment) = match state {
            State::Applied(moment) => ("applied".to_owned(), &**moment),
            State::Pending => ("pending".to_owned(), ""),
            State::Changed => ("applied, and changed since".to_owned(), ""),
            State::Interrupted(statement) => (format!("interrupted in statement {statement}"), ""),
            State::Unknown => ("applied, and not in this program".to_owned(), ""),
        };
        table.row([name.clone(), state, moment.to_owned()]);
    }
    table.to_text()
}

/// Each seeder, in the order in which they run, and how the database stands to it.
#[cfg(feature = "__database")]
pub(super) fn seeders(standings: &[seed::Standing]) -> String {
    let mut table = Table::new(["SEEDER", "STATE", "RAN AT", "FUNCTION"]);
    for seed::Standing { name, spec, ran } in standings {
        let state = match (spec, ran) {
            (Some(_), Some(_)) => "done",
            (Some(_), None) => "pending",
            (None, _) => "done, and not in this program",
        };
        let function = spec.map_or("", |spec| spec.function().path());
        let moment = ran.clone().unwrap_or_default();
        table.row([name.clone(), state.to_owned(), moment, function.to_owned()]);
    }
    table.to_text()
}

fn policy(rule: &Rule) -> String {
    rule.to_string()
}
