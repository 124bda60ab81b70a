//! Variables of the process and of a `.env` file. It never writes to the environment.

use std::ffi::OsString;
use std::path::Path;

use super::fault::{Fault, Origin};
use super::file;

/// A variable with its origin.
#[derive(Clone)]
pub(super) struct Variable {
    pub(super) name: String,
    /// None if it is not UTF-8.
    pub(super) value: Option<String>,
    pub(super) origin: Origin,
}

impl Variable {
    pub(super) fn is_empty(&self) -> bool {
        self.value.as_deref() == Some("")
    }
}

/// The variables of a process, in the order of their names. A name that is not UTF-8 is none of ours.
pub(super) fn of_process(environment: Vec<(OsString, OsString)>) -> Vec<Variable> {
    let mut variables: Vec<Variable> = environment
        .into_iter()
        .filter_map(|(name, value)| {
            let name = name.into_string().ok()?;
            Some(Variable {
                value: value.into_string().ok(),
                origin: Origin::Variable { name: name.clone() },
                name,
            })
        })
        .collect();
    variables.sort_by(|one, other| one.name.cmp(&other.name));
    variables
}

/// The variables of a `.env` file, none if there is no file. The first of two lines with the same name holds.
pub(super) fn of_file(path: &Path, faults: &mut Vec<Fault>) -> Vec<Variable> {
    let Some(text) = file::text(path, faults) else {
        return Vec::new();
    };
    let mut lines = Lines { text: &text, next: 0 };
    let mut variables: Vec<Variable> = Vec::new();
    for found in dotenvy::Iter::new(text.as_bytes()) {
        match found {
            Ok((name, value)) => {
                let line = lines.assigning(&name);
                if variables.iter().any(|earlier| earlier.name == name) {
                    continue;
                }
                let origin = Origin::DotEnv { name: name.clone(), path: path.to_owned(), line };
                variables.push(Variable { name, value: Some(value), origin });
            }
            // The error's own text shows the line, which may be a secret.
            Err(dotenvy::Error::LineParse(line, _)) => faults.push(Fault {
                key: None,
                value: None,
                rule: "this line is not of the form `NAME=value`".to_owned(),
                help: Some("put quotes around a value with spaces or a `#`".to_owned()),
                origin: Origin::File {
                    path: path.to_owned(),
                    line: Some(lines.starting_with(&line)),
                },
            }),
            Err(error) => faults.push(file::unreadable(path, &error)),
        }
    }
    variables
}

/// Finds the numbers of lines, for the parser does not tell them.
struct Lines<'a> {
    text: &'a str,
    next: usize,
}

impl Lines<'_> {
    fn assigning(&mut self, name: &str) -> usize {
        self.find(|line| {
            let line = line.trim_start();
            let line = line.strip_prefix("export ").unwrap_or(line).trim_start();
            line.strip_prefix(name).is_some_and(|rest| rest.trim_start().starts_with('='))
        })
    }

    fn starting_with(&mut self, text: &str) -> usize {
        let first = text.lines().next().unwrap_or_default();
        self.find(|line| line.starts_with(first))
    }

    fn find(&mut self, is_meant: impl Fn(&str) -> bool) -> usize {
        let found = self.text.lines().skip(self.next).position(is_meant);
        self.next += found.map_or(0, |offset| offset + 1);
        self.next
    }
}
