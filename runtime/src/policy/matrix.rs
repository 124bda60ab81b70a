//! The access matrix: what each rule says to each kind of caller, and tables to print it.
//!
//! It knows rules and callers; which routes there are is for the caller of this module.

use std::fmt;

use super::Actor;
use super::rule::{Decision, Rule};
use super::spec::{RoleSpec, roles};

/// A column of the matrix.
#[derive(Debug, Clone, Copy)]
pub enum Caller {
    /// Not signed in.
    Nobody,
    /// Signed in, without a role.
    SignedIn,
    /// Signed in, with this role.
    Role(&'static RoleSpec),
}

/// What a rule says to a kind of caller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Always yes.
    Yes,
    /// Always no.
    No,
    /// Yes if this part of the rule holds for the resource, or for who acts.
    Depends(String),
}

/// The kinds of callers of this application: nobody, and each role (signed in, when there is none).
#[must_use]
pub fn callers() -> Vec<Caller> {
    let mut callers = vec![Caller::Nobody];
    if roles().is_empty() {
        callers.push(Caller::SignedIn);
    }
    callers.extend(roles().iter().map(|role| Caller::Role(role)));
    callers
}

/// What the rule says to the kind of caller, without knowing any resource.
#[must_use]
pub fn decision(rule: &Rule, caller: Caller) -> Cell {
    let actor = caller.actor();
    match rule.decide(actor.as_ref(), None) {
        Decision::Allow => Cell::Yes,
        Decision::Deny => Cell::No,
        Decision::NeedsResource => Cell::Depends(undecided(rule, actor.as_ref())),
    }
}

/// The roles that the rule accepts, some perhaps only for some resources.
#[must_use]
pub fn passing(rule: &Rule) -> Vec<&'static RoleSpec> {
    let passes = |role: &&&'static RoleSpec| decision(rule, Caller::Role(role)) != Cell::No;
    roles().iter().filter(passes).copied().collect()
}

/// What is left of the rule when all that is known of the caller is filled in.
fn undecided(rule: &Rule, actor: Option<&Actor>) -> String {
    let (name, rules) = match rule {
        Rule::Any(rules) => ("any", rules),
        Rule::All(rules) => ("all", rules),
        Rule::Not(rule) => return format!("not({})", undecided(rule, actor)),
        leaf => return leaf.to_string(),
    };
    let mut open: Vec<String> = Vec::new();
    for rule in rules.iter().filter(|rule| rule.decide(actor, None) == Decision::NeedsResource) {
        let text = undecided(rule, actor);
        if !open.contains(&text) {
            open.push(text);
        }
    }
    match open.as_slice() {
        [one] => one.clone(),
        several => format!("{name}({})", several.join(", ")),
    }
}

impl Caller {
    fn actor(self) -> Option<Actor> {
        match self {
            Self::Nobody => None,
            Self::SignedIn => Some(Actor::anybody(())),
            Self::Role(role) => Some(Actor::anybody(role)),
        }
    }
}

impl fmt::Display for Caller {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nobody => f.write_str("nobody"),
            Self::SignedIn => f.write_str("signed in"),
            Self::Role(role) => f.write_str(role.token_name()),
        }
    }
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Yes => f.write_str("yes"),
            Self::No => f.write_str("no"),
            Self::Depends(on) => write!(f, "depends on {on}"),
        }
    }
}

/// A table of texts, to be printed for people or into a document.
///
/// # Examples
///
/// ```
/// use ordain::policy::matrix::Table;
///
/// let mut table = Table::new(["route", "nobody"]);
/// table.row(["GET /posts", "yes"]);
/// assert_eq!(table.to_text(), "route       nobody\nGET /posts  yes\n");
/// assert_eq!(
///     table.to_markdown(),
///     "| route      | nobody |\n| ---------- | ------ |\n| GET /posts | yes    |\n"
/// );
/// ```
#[derive(Debug, Clone)]
pub struct Table {
    header: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table without rows.
    pub fn new<T: ToString>(header: impl IntoIterator<Item = T>) -> Self {
        Self { header: texts(header), rows: Vec::new() }
    }

    /// Adds a row. Cells that are missing at its end are empty, and cells beyond the header left
    /// out.
    pub fn row<T: ToString>(&mut self, cells: impl IntoIterator<Item = T>) {
        let mut cells = texts(cells);
        cells.resize(self.header.len(), String::new());
        self.rows.push(cells);
    }

    /// Columns that are aligned by spaces.
    #[must_use]
    pub fn to_text(&self) -> String {
        let widths = widths(&self.header, &self.rows);
        let mut text = String::new();
        for cells in std::iter::once(&self.header).chain(&self.rows) {
            text.push_str(padded(cells, &widths).join("  ").trim_end());
            text.push('\n');
        }
        text
    }

    /// A Markdown table, aligned as well.
    #[must_use]
    pub fn to_markdown(&self) -> String {
        let header = escaped(&self.header);
        let rows: Vec<Vec<String>> = self.rows.iter().map(|row| escaped(row)).collect();
        let widths = widths(&header, &rows);
        let rule: Vec<String> = widths.iter().map(|width| "-".repeat(*width)).collect();
        let mut text = String::new();
        for cells in [&header, &rule].into_iter().chain(&rows) {
            text.push_str("| ");
            text.push_str(&padded(cells, &widths).join(" | "));
            text.push_str(" |\n");
        }
        text
    }
}

fn texts<T: ToString>(cells: impl IntoIterator<Item = T>) -> Vec<String> {
    cells.into_iter().map(|cell| cell.to_string()).collect()
}

fn escaped(cells: &[String]) -> Vec<String> {
    cells.iter().map(|cell| cell.replace('|', "\\|")).collect()
}

fn widths(header: &[String], rows: &[Vec<String>]) -> Vec<usize> {
    let width = |cell: &String| cell.chars().count();
    let in_column = |index: usize| rows.iter().filter_map(move |row| row.get(index)).map(width);
    header
        .iter()
        .enumerate()
        .map(|(index, name)| in_column(index).fold(width(name).max(3), usize::max))
        .collect()
}

fn padded(cells: &[String], widths: &[usize]) -> Vec<String> {
    cells.iter().zip(widths).map(|(cell, width)| format!("{cell:<width$}")).collect()
}
