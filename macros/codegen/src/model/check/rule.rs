//! The validation rules of a column: what they can say there.
//!
//! What a rule means is said elsewhere.

use super::super::ir::{Column, Writer};
use crate::errors::Errors;
use crate::names::bare;
use crate::rule::validate::Kind;

pub(super) fn check_rules(column: &Column, errors: &mut Errors) {
    for rule in &column.rules {
        let name = bare(&rule.name);
        match (&rule.kind, column.writer) {
            (Kind::Required, _) => {
                errors
                    .at(&rule.name, "a column that must be given is no `Option`")
                    .help("write the type without `Option`, and remove `required`");
            }
            (Kind::Nested | Kind::MustMatch(_), _) => {
                errors
                    .at(&rule.name, format!("`{name}` cannot be said of a column"))
                    .help("check it where the request comes in: in a `#[dto]`");
            }
            (
                _,
                Writer::Key
                | Writer::CreatedAt
                | Writer::UpdatedAt
                | Writer::DeletedAt
                | Writer::Version,
            ) => {
                errors
                    .at(&rule.name, "nobody gives this value, so it has no rules")
                    .help("remove `#[validate]`");
            }
            // These two the database checks as well.
            (Kind::Length(_) | Kind::Range(_), _) | (_, Writer::Client) => {}
            (_, Writer::Server) => {
                errors
                    .at(
                        &rule.name,
                        format!("no request carries this column, so nothing checks `{name}`"),
                    )
                    .help("remove it; `length` and `range` are checked by the database");
            }
        }
    }
}
