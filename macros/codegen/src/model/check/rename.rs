//! What tables and columns were called before, for the migration that renames them.
//!
//! Whether there was such a table, only the migrations know.

use syn::Ident;

use super::super::ir::Column;
use super::super::parse::{Input, RENAMED, TABLE_RENAMED};
use crate::errors::Errors;
use crate::names::bare;

pub(super) fn check_table(input: &Input<'_>, table: &Ident, errors: &mut Errors) -> Option<String> {
    let before = input.renamed_from.as_ref()?;
    if bare(before) == bare(table) {
        errors
            .at(before, format!("the table is called `{table}` already"))
            .help(format!("write what it was called before: `{}`", TABLE_RENAMED.form));
    }
    Some(bare(before))
}

pub(super) fn check_columns(input: &Input<'_>, columns: &[Column], errors: &mut Errors) {
    let mut seen: Vec<String> = Vec::new();
    for written in &input.fields {
        let args = written.column.as_ref();
        let Some(ident) = args.and_then(|column| column.renamed_from.as_ref()) else { continue };
        let before = bare(ident);
        if columns.iter().any(|column| column.name == before) {
            errors
                .at(ident, format!("there is still a column `{before}`"))
                .help(format!("write what the column was called before: `{}`", RENAMED.form));
        } else if seen.contains(&before) {
            errors
                .at(ident, format!("two columns cannot both have been `{before}`"))
                .help("remove it from one of them");
        }
        seen.push(before);
    }
}
