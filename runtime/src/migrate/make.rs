//! Writes migrations: files for each backend, and the snapshot.
//!
//! It needs no database, and writes nothing before everything is known to be good.

use std::path::{Path, PathBuf};

use chrono::{DateTime, Duration, NaiveDateTime, Utc};

use super::danger::{Danger, dangers};
use super::diff::Plan;
use super::draft::{Draft, TIME};
use super::phase;
use super::rename::{Ask, Renames};
use super::schema::Schema;
use super::set::Set;
use super::snapshot::Snapshot;
use super::sql::Backend;
use crate::error::{Error, Result};

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Order {
    /// The name: `add_subtitle`.
    pub name: String,
    /// A migration to be written by hand.
    pub empty: bool,
    /// Two migrations: one that old and new programs both run on, and one for later.
    pub phased: bool,
    /// The dangers that are accepted.
    pub allow: Vec<String>,
    /// The backends, beside those that there are migrations for.
    pub backends: Vec<Backend>,
    /// The time that versions are made of.
    pub now: DateTime<Utc>,
}

/// What was written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Made {
    /// What was changed, in words.
    pub changes: Vec<String>,
    /// The folders.
    pub folders: Vec<PathBuf>,
}

/// From one schema to another, and back.
pub(super) struct Step {
    pub(super) suffix: &'static str,
    pub(super) forth: Plan,
    pub(super) back: Plan,
}

impl Step {
    pub(super) fn new(
        suffix: &'static str,
        before: &Schema,
        after: &Schema,
        renames: &Renames,
    ) -> Self {
        let forth = Plan::between(before, after, renames);
        Self { suffix, forth, back: Plan::between(after, before, &renames.inverse()) }
    }
}

/// Writes the migrations that bring the snapshot in a folder to the schema of the models. Nothing is
/// written if there is nothing to do.
///
/// # Errors
/// - `internal` if the name is none, if a change is dangerous and not allowed, if an old migration
///   was changed, or if a file cannot be written
pub fn make(folder: &Path, models: &Schema, order: &Order, ask: Ask<'_>) -> Result<Made> {
    check_name(&order.name)?;
    let mut snapshot = Snapshot::read(folder)?;
    let known = snapshot.backends();
    let mut backends: Vec<Backend> = known.iter().chain(&order.backends).copied().collect();
    backends.sort_unstable();
    backends.dedup();
    check_old(folder, &snapshot, &backends)?;
    let before = snapshot.schema();
    let steps =
        if order.empty { Vec::new() } else { steps(&before, models, order, &backends, ask)? };

    let mut moment = following(&snapshot, order.now);
    let mut drafts = Vec::new();
    // A backend that comes late begins with what the others have come to.
    let late = backends.iter().filter(|backend| !known.contains(backend));
    for backend in late.filter(|_| !before.tables.is_empty()) {
        let step = Step::new("", &Schema::default(), &before, &Renames::default());
        drafts.extend(Draft::of(*backend, "create_tables", &step, moment));
    }
    if !drafts.is_empty() {
        moment += Duration::seconds(2);
    }
    for step in &steps {
        let name = format!("{}{}", order.name, step.suffix);
        for backend in &backends {
            drafts.extend(Draft::of(*backend, &name, step, moment));
        }
        moment += Duration::seconds(2);
    }
    if order.empty {
        drafts.extend(backends.iter().map(|backend| Draft::empty(*backend, &order.name, moment)));
    }
    if drafts.is_empty() {
        return Ok(Made::default());
    }
    for draft in &drafts {
        draft.write(folder)?;
    }
    if !order.empty {
        snapshot.tables.clone_from(&models.tables);
    }
    seal(folder, &mut snapshot, &backends, &drafts)?;
    snapshot.write(folder)?;
    let changes = steps.iter().flat_map(|step| &step.forth.changes).map(ToString::to_string);
    let folders = drafts.iter().map(|draft| draft.folder(folder)).collect();
    Ok(Made { changes: changes.collect(), folders })
}

fn check_name(name: &str) -> Result<()> {
    let is_plain = |c: char| c == '_' || c.is_ascii_alphanumeric();
    if !name.is_empty() && name.len() <= 100 && name.chars().all(is_plain) {
        return Ok(());
    }
    Err(Error::internal(format!(
        "`{name}` is no name of a migration: write letters, digits and `_`, such as `add_subtitle`"
    )))
}

fn check_old(folder: &Path, snapshot: &Snapshot, backends: &[Backend]) -> Result<()> {
    let mut faults = Vec::new();
    for backend in backends {
        faults.extend(snapshot.faults(&Set::in_folder(folder, *backend)?));
    }
    if faults.is_empty() { Ok(()) } else { Err(Error::internal(faults.join("\n"))) }
}

fn steps(
    before: &Schema,
    models: &Schema,
    order: &Order,
    backends: &[Backend],
    ask: Ask<'_>,
) -> Result<Vec<Step>> {
    let renames = Renames::between(before, models, ask);
    let whole = Step::new("", before, models, &renames);
    let mut found = dangers(&whole.forth, backends).map_err(Error::internal)?;
    if whole.forth.is_empty() {
        return Ok(Vec::new());
    }
    let steps = if order.phased {
        phase::steps(before, models, &renames).map_err(Error::internal)?
    } else {
        vec![whole]
    };
    if order.phased {
        found.clear();
        for step in &steps {
            found.extend(dangers(&step.forth, backends).map_err(Error::internal)?);
        }
    }
    refuse(&found, &order.allow)?;
    Ok(steps)
}

fn refuse(found: &[Danger], allow: &[String]) -> Result<()> {
    if let Some(unknown) =
        allow.iter().find(|name| found.iter().all(|danger| danger.name != **name))
    {
        let known: Vec<String> = found.iter().map(|danger| format!("`{}`", danger.name)).collect();
        let known =
            if known.is_empty() { "nothing is refused".to_owned() } else { known.join(", ") };
        return Err(Error::internal(format!("there is no `{unknown}` to allow: {known}")));
    }
    let refused: Vec<&Danger> =
        found.iter().filter(|danger| !allow.contains(&danger.name)).collect();
    if refused.is_empty() {
        return Ok(());
    }
    let lines: Vec<String> =
        refused.iter().map(|danger| format!("  {}: {}", danger.name, danger.reason)).collect();
    let allow: Vec<String> =
        refused.iter().map(|danger| format!("--allow {}", danger.name)).collect();
    Err(Error::internal(format!(
        "refused, until it is allowed by name:\n{}\nhelp: add `{}`",
        lines.join("\n"),
        allow.join(" "),
    )))
}

/// A time after every migration that is there: two made within a second must not share a version,
/// and the clock of another machine may be ahead.
fn following(snapshot: &Snapshot, now: DateTime<Utc>) -> DateTime<Utc> {
    let names = snapshot.migrations.values().flat_map(|names| names.keys());
    let latest = names.filter_map(|name| {
        let time = name.split('_').next().unwrap_or_default();
        NaiveDateTime::parse_from_str(time, TIME).ok()
    });
    let next = latest.max().map(|latest| latest.and_utc() + Duration::seconds(1));
    next.map_or(now, |next| next.max(now))
}

/// Notes every migration with its checksum; an empty one gets none, for it is yet to be written.
fn seal(
    folder: &Path,
    snapshot: &mut Snapshot,
    backends: &[Backend],
    drafts: &[Draft],
) -> Result<()> {
    for backend in backends {
        let set = Set::in_folder(folder, *backend)?;
        let entries = snapshot.migrations.entry(backend.name().to_owned()).or_default();
        for migration in &set.migrations {
            let is_open = drafts.iter().any(|draft| draft.is_open && draft.name == migration.name);
            let checksum = (!is_open).then(|| migration.checksum());
            entries.insert(migration.name.clone(), checksum);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
