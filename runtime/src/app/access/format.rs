//! The matrix as text, as Markdown and as JSON, and back.
//!
//! What is read is what was printed; around a table of Markdown there may be prose.

use std::collections::BTreeMap;
use std::path::Path;

use clap::ValueEnum;
use serde::{Deserialize, Serialize};

use super::{Entry, Matrix};
use crate::error::{Error, Result};
use crate::policy::matrix::Table;

/// The first two columns of a table.
const COLUMNS: [&str; 2] = ["ENTRY POINT", "POLICY"];

/// How the matrix is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::app) enum Format {
    /// Aligned columns
    Text,
    /// A Markdown table
    Md,
    /// JSON, for programs
    Json,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    callers: Vec<String>,
    entries: Vec<WrittenEntry>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenEntry {
    entry: String,
    policy: String,
    access: BTreeMap<String, String>,
}

impl Format {
    /// The format of a file, by the end of its name.
    pub(super) fn of(file: &Path) -> Result<Self> {
        match file.extension().and_then(|extension| extension.to_str()) {
            Some("md") => Ok(Self::Md),
            Some("json") => Ok(Self::Json),
            Some("txt") => Ok(Self::Text),
            _ => Err(Error::internal(format!(
                "`{}` does not say how it is written: its name ends in `.md`, `.json` or `.txt`",
                file.display()
            ))),
        }
    }

    /// As `--format` has it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Md => "md",
            Self::Json => "json",
        }
    }

    /// Writes a matrix.
    pub(in crate::app) fn write(self, matrix: &Matrix) -> Result<String> {
        match self {
            Self::Text => Ok(table(matrix).to_text()),
            Self::Md => Ok(table(matrix).to_markdown()),
            Self::Json => Ok(serde_json::to_string_pretty(&Written::of(matrix))? + "\n"),
        }
    }

    /// Reads what was written; the error says why it cannot be.
    pub(super) fn read(self, text: &str) -> Result<Matrix, String> {
        match self {
            Self::Text => of_rows(text.lines().map(columns_of(text))),
            Self::Md => {
                let is_row = |line: &&str| line.starts_with('|');
                let rows = text.lines().skip_while(|line| !is_row(line)).take_while(is_row);
                // The second line is the one under the header.
                of_rows(rows.enumerate().filter(|(at, _)| *at != 1).map(|(_, row)| cells(row)))
            }
            Self::Json => {
                let written: Written =
                    serde_json::from_str(text).map_err(|error| error.to_string())?;
                written.read()
            }
        }
    }
}

impl Written {
    fn of(matrix: &Matrix) -> Self {
        let entry = |entry: &Entry| WrittenEntry {
            entry: entry.name.clone(),
            policy: entry.policy.clone(),
            access: matrix.callers.iter().cloned().zip(entry.access.iter().cloned()).collect(),
        };
        Self {
            callers: matrix.callers.clone(),
            entries: matrix.entries.iter().map(entry).collect(),
        }
    }

    fn read(self) -> Result<Matrix, String> {
        let Self { callers, entries } = self;
        let entries = entries.into_iter().map(|WrittenEntry { entry, policy, mut access }| {
            let cells: Option<Vec<String>> =
                callers.iter().map(|caller| access.remove(caller)).collect();
            match cells {
                Some(cells) if access.is_empty() => {
                    Ok(Entry { name: entry, policy, access: cells })
                }
                _ => Err(format!("`{entry}` does not speak of each caller once")),
            }
        });
        let entries = entries.collect::<Result<_, _>>()?;
        Ok(Matrix { callers, entries })
    }
}

fn table(matrix: &Matrix) -> Table {
    let header = COLUMNS.into_iter().chain(matrix.callers.iter().map(String::as_str));
    let mut table = Table::new(header);
    for Entry { name, policy, access } in &matrix.entries {
        table.row([name, policy].into_iter().chain(access));
    }
    table
}

/// A matrix from the cells of a table, the header first.
fn of_rows(mut rows: impl Iterator<Item = Vec<String>>) -> Result<Matrix, String> {
    let header = rows.next().unwrap_or_default();
    let Some(callers) = header.strip_prefix(COLUMNS.map(str::to_owned).as_slice()) else {
        return Err(format!("it has no table that begins with `{}`", COLUMNS.join("` and `")));
    };
    let mut matrix = Matrix { callers: callers.to_vec(), entries: Vec::new() };
    for row in rows {
        let [name, policy, access @ ..] = row.as_slice() else {
            return Err(format!("`{}` is no row of it", row.concat()));
        };
        if access.len() != callers.len() {
            return Err(format!("the row `{name}` has not as many columns as the first one"));
        }
        let access = access.to_vec();
        matrix.entries.push(Entry { name: name.clone(), policy: policy.clone(), access });
    }
    Ok(matrix)
}

/// The cells of a row of Markdown. A bar inside a cell has a backslash before it.
fn cells(row: &str) -> Vec<String> {
    const BAR: &str = "\u{0}";
    let row = row.trim().replace("\\|", BAR);
    let inner = row.trim_start_matches('|').trim_end_matches('|');
    inner.split('|').map(|cell| cell.trim().replace(BAR, "|")).collect()
}

/// Cuts a line where the columns of the first line begin: two spaces and more are between them.
fn columns_of(text: &str) -> impl Fn(&str) -> Vec<String> + use<> {
    let header: Vec<char> = text.lines().next().unwrap_or_default().chars().collect();
    let is_space = |at: usize| header.get(at).is_none_or(|letter| *letter == ' ');
    let starts: Vec<usize> = (0..header.len())
        .filter(|&at| {
            !is_space(at) && (at == 0 || (at > 1 && is_space(at - 1) && is_space(at - 2)))
        })
        .collect();
    move |line| {
        let letters: Vec<char> = line.chars().collect();
        let ends = starts.iter().skip(1).copied().chain([usize::MAX]);
        let cell = |(start, end): (usize, usize)| {
            let end = end.min(letters.len());
            let cell: String = letters.get(start..end).unwrap_or_default().iter().collect();
            cell.trim().to_owned()
        };
        starts.iter().copied().zip(ends).map(cell).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matrix() -> Matrix {
        let entry = |name: &str, policy: &str, access: [&str; 3]| Entry {
            name: name.to_owned(),
            policy: policy.to_owned(),
            access: access.map(str::to_owned).to_vec(),
        };
        Matrix {
            callers: ["nobody", "signed in", "blog::Role::Größe"].map(str::to_owned).to_vec(),
            entries: vec![
                entry("GET /a|b", "any(own_post, Permission::Edit)", ["no", "yes", "yes"]),
                entry("job announce", "the application", ["-", "-", "-"]),
                entry("PUT /ü", "own_post", ["no", "depends on own_post", "no"]),
            ],
        }
    }

    #[test]
    fn what_is_written_is_read() {
        for format in [Format::Text, Format::Md, Format::Json] {
            let text = format.write(&matrix()).unwrap_or_default();
            assert_eq!(format.read(&text).as_ref(), Ok(&matrix()), "{text}");
        }
    }

    #[test]
    fn prose_may_stand_around_a_table() {
        let table = Format::Md.write(&matrix()).unwrap_or_default();
        let text = format!("# Access\n\nWho may do what.\n\n{table}\nThat is all.\n");
        assert_eq!(Format::Md.read(&text), Ok(matrix()));
    }

    #[test]
    fn what_is_no_matrix_is_refused() {
        for (format, text, reason) in [
            (Format::Md, "# Access", "no table that begins with `ENTRY POINT`"),
            (Format::Text, "", "no table that begins with"),
            (Format::Md, "| ENTRY POINT | POLICY | a |\n|-|-|-|\n| GET / | public |", "`GET /`"),
            (Format::Json, "{}", "missing field"),
            (
                Format::Json,
                r#"{"callers": ["a"], "entries": [{"entry": "x", "policy": "", "access": {"b": ""}}]}"#,
                "`x` does not speak of each caller",
            ),
        ] {
            let error = format.read(text).err().unwrap_or_default();
            assert!(error.contains(reason), "{error}");
        }
    }

    #[test]
    fn a_file_says_by_its_name_how_it_is_written() {
        let of = |name: &str| Format::of(Path::new(name)).ok();
        assert_eq!(of("a.md"), Some(Format::Md));
        assert_eq!(of("a/b.json"), Some(Format::Json));
        assert_eq!(of("policies.txt"), Some(Format::Text));
        assert_eq!(of("policies"), None);
    }
}
