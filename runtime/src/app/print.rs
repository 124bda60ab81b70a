//! What the commands print.
//!
//! Nothing is decided here: the tables show what the declarations say.

use crate::http::RouteSpec;
#[cfg(feature = "__database")]
use crate::migrate::{Standing, State};
use crate::policy::Rule;
use crate::policy::matrix::{self, Table};
#[cfg(feature = "__database")]
use crate::seed;

/// All routes, one on a line.
pub(super) fn routes(specs: &[&'static RouteSpec]) -> String {
    let mut table = Table::new(["METHOD", "PATH", "POLICY", "FUNCTION"]);
    for spec in specs {
        let function = format!("{}::{}", spec.module, spec.name);
        table.row([spec.method.to_string(), spec.path.to_owned(), policy(&spec.policy), function]);
    }
    table.to_text()
}

/// Every route and every role.
pub(super) fn policies(specs: &[&'static RouteSpec]) -> Table {
    let callers = matrix::callers();
    let header = ["ROUTE".to_owned(), "POLICY".to_owned()];
    let mut table = Table::new(header.into_iter().chain(callers.iter().map(ToString::to_string)));
    for spec in specs {
        let cells =
            callers.iter().map(|caller| matrix::decision(&spec.policy, *caller).to_string());
        let route = format!("{} {}", spec.method, spec.path);
        table.row([route, policy(&spec.policy)].into_iter().chain(cells));
    }
    #[cfg(feature = "__database")]
    add_fields(&mut table, &callers);
    table
}

/// The fields that not everybody reads or writes: `Post.featured write`.
#[cfg(feature = "__database")]
fn add_fields(table: &mut Table, callers: &[matrix::Caller]) {
    for model in crate::model::models() {
        for column in model.columns {
            for (action, rule) in [("read", &column.read), ("write", &column.write)] {
                let Some(rule) = rule else { continue };
                let cells =
                    callers.iter().map(|caller| matrix::decision(rule, *caller).to_string());
                let field = format!("{}.{} {action}", model.ident, column.field);
                table.row([field, policy(rule)].into_iter().chain(cells));
            }
        }
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
