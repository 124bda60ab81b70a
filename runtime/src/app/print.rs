//! What the commands print.
//!
//! Nothing is decided here: the tables show what the declarations say.

use crate::http::RouteSpec;
use crate::policy::Rule;
use crate::policy::matrix::{self, Table};

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
    table
}

fn policy(rule: &Rule) -> String {
    rule.to_string()
}
