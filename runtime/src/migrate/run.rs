//! Runs migrations, up and down.
//!
//! Each runs once, however many processes begin at the same time, and either to its end or not at
//! all; where a database cannot take a statement back, how far it came is kept.

use super::history::{self, Direction, Entry, Interrupted};
use super::lock::{alone, lock, patiently, unlock};
use super::set::{Migration, Set};
use super::sql::Backend;
use super::{done, keep, split};
use crate::db::{Db, Tx, batch};
use crate::error::{Error, Result};

/// How a run deals with what it finds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Resume {
    /// An interrupted migration goes on with the statement that was running.
    #[default]
    Repeat,
    /// It goes on after that statement: somebody saw that it was done.
    Skip,
}

/// Applies all migrations that are not applied yet, and gives their names.
///
/// # Errors
/// - `internal` if an applied migration was changed since, or if a statement fails; the source
///   names the migration
pub async fn up(db: &Db, set: &Set, resume: Resume) -> Result<Vec<String>> {
    let mut applied = Vec::new();
    if set.migrations.is_empty() {
        return Ok(applied);
    }
    prepare(db, set.backend).await?;
    let history = history::read(set.backend, db).await?;
    refuse_changed(set, &history)?;
    for migration in &set.migrations {
        let entry = history.get(&migration.version());
        if entry.is_some_and(Entry::is_applied) {
            continue;
        }
        let one = One { db, backend: set.backend, migration, direction: Direction::Up, resume };
        if one.run().await? {
            applied.push(migration.name.clone());
        }
    }
    Ok(applied)
}

/// Takes the last migrations back, newest first, and gives their names.
///
/// # Errors
/// - `internal` if a migration has no `down.sql`, or is not in the program, or if a statement fails
pub async fn down(db: &Db, set: &Set, count: usize, resume: Resume) -> Result<Vec<String>> {
    let history = history::read(set.backend, db).await?;
    let mut taken = Vec::new();
    for (version, entry) in history.iter().rev().take(count) {
        let known = set.migrations.iter().find(|migration| migration.version() == *version);
        let Some(migration) = known else {
            return Err(Error::internal(format!(
                "`{}` is applied and is not among the migrations of this program",
                entry.name
            )));
        };
        let one = One { db, backend: set.backend, migration, direction: Direction::Down, resume };
        if one.run().await? {
            taken.push(migration.name.clone());
        }
    }
    Ok(taken)
}

/// Notes the migrations as applied without running them: the tables are there already.
///
/// # Errors
/// Those of a statement.
pub async fn adopt(db: &Db, set: &Set) -> Result<Vec<String>> {
    prepare(db, set.backend).await?;
    alone(set.backend, db, async |tx| {
        let history = history::read(set.backend, tx).await?;
        let mut adopted = Vec::new();
        for migration in &set.migrations {
            if !history.contains_key(&migration.version()) {
                history::finish(migration, Direction::Up, tx).await?;
                adopted.push(migration.name.clone());
            }
        }
        Ok(adopted)
    })
    .await
}

/// A file that was applied is history: what it would do now is of no use to anybody.
pub(super) fn refuse_changed(set: &Set, history: &history::History) -> Result<()> {
    let is_changed = |migration: &&Migration| {
        history.get(&migration.version()).is_some_and(|entry| entry.is_changed(migration))
    };
    let changed: Vec<String> = set
        .migrations
        .iter()
        .filter(is_changed)
        .map(|migration| format!("`migrations/{}/{}`", set.backend, migration.name))
        .collect();
    if changed.is_empty() {
        return Ok(());
    }
    Err(Error::internal(format!(
        "{} was changed after this database applied it: restore the file, and write the change as a \
         new migration",
        changed.join(", ")
    )))
}

impl Entry {
    /// Whether it was applied to its end and not begun to be taken back.
    #[must_use]
    pub fn is_applied(&self) -> bool {
        self.applied.is_some() && self.interrupted.is_none()
    }

    /// Whether the files are others than those that were applied.
    #[must_use]
    pub fn is_changed(&self, migration: &Migration) -> bool {
        let checksum = self.checksum.as_ref().filter(|_| self.interrupted.is_none());
        checksum.is_some_and(|checksum| *checksum != migration.checksum())
    }
}

async fn prepare(db: &Db, backend: Backend) -> Result<()> {
    alone(backend, db, async |tx| history::create(tx).await).await
}

/// One migration on its way.
struct One<'a> {
    db: &'a Db,
    backend: Backend,
    migration: &'a Migration,
    direction: Direction,
    resume: Resume,
}

impl One<'_> {
    /// Runs it, unless another process did meanwhile.
    async fn run(&self) -> Result<bool> {
        let sql = self.sql()?;
        let at_once = self.migration.in_transaction && self.backend != Backend::Mysql;
        let done = match (at_once, self.backend) {
            (true, _) => patiently(self.backend, async || self.at_once(sql).await).await,
            // Its only writer cannot be held and used at the same time.
            (false, Backend::Sqlite) => self.step_by_step(sql).await,
            (false, _) => self.under_lock(sql).await,
        };
        done.map_err(|error| {
            let (name, why) = (&self.migration.name, words(&error));
            Error::new(error.status(), "migration", "")
                .with_source(format!("the migration `{name}` failed: {why}"))
        })
    }

    fn sql(&self) -> Result<&str> {
        match self.direction {
            Direction::Up => Ok(&self.migration.up),
            Direction::Down => self.migration.down.as_deref().ok_or_else(|| {
                Error::internal(format!(
                    "`{}` has no `down.sql`: it cannot be taken back",
                    self.migration.name
                ))
            }),
        }
    }

    async fn at_once(&self, sql: &str) -> Result<bool> {
        let rebuilds = self.backend == Backend::Sqlite && split::is_rebuild(sql);
        let body = async |tx: &Tx| {
            lock(self.backend, tx).await?;
            if self.is_done(history::read(self.backend, tx).await?) {
                return Ok(false);
            }
            if rebuilds {
                keep::run(sql, tx).await?;
            } else if !split::statements(sql, self.backend).is_empty() {
                batch(sql, tx).await?;
            }
            history::finish(self.migration, self.direction, tx).await?;
            Ok(true)
        };
        if rebuilds {
            self.db.transaction_without_references(body).await
        } else {
            self.db.transaction(body).await
        }
    }

    /// One connection holds the lock, another one works.
    async fn under_lock(&self, sql: &str) -> Result<bool> {
        self.db
            .transaction(async |tx| {
                lock(self.backend, tx).await?;
                let done = self.step_by_step(sql).await;
                unlock(self.backend, tx).await?;
                done
            })
            .await
    }

    async fn step_by_step(&self, sql: &str) -> Result<bool> {
        let history = history::read(self.backend, self.db).await?;
        let begun = history.get(&self.migration.version()).and_then(|entry| entry.interrupted);
        if self.is_done(history) {
            return Ok(false);
        }
        let statements = split::statements(sql, self.backend);
        let first = self.first(begun)?;
        for (step, statement) in statements.iter().enumerate().skip(first) {
            self.db.transaction(async |tx| self.note(step, tx).await).await?;
            let Err(error) = batch(statement, self.db).await else { continue };
            let begun = begun.filter(|begun| begun.step == step);
            // Whoever began it did not live to hear that it was done.
            let cut_off = begun.is_some_and(|begun| !begun.refused);
            if cut_off && done::is_done(self.backend, statement, &error) {
                continue;
            }
            // A server that cannot be reached may do it yet.
            if error.status() != 503 {
                history::note_refusal(self.migration, step, self.db).await?;
            }
            return Err(stopped(step, statements.len(), statement, begun.is_some(), &error));
        }
        let finish = async |tx: &Tx| history::finish(self.migration, self.direction, tx).await;
        self.db.transaction(finish).await?;
        Ok(true)
    }

    async fn note(&self, step: usize, tx: &Tx) -> Result<()> {
        history::note(self.migration, self.direction, step, tx).await
    }

    /// The statement to begin with.
    fn first(&self, begun: Option<Interrupted>) -> Result<usize> {
        match (begun, self.resume) {
            (None, _) => Ok(0),
            (Some(begun), _) if begun.direction != self.direction => Err(Error::internal(format!(
                "it was interrupted on its way {} at statement {}: end that first",
                if begun.direction == Direction::Up { "up" } else { "down" },
                begun.step + 1,
            ))),
            (Some(begun), Resume::Repeat) => Ok(begun.step),
            (Some(begun), Resume::Skip) => Ok(begun.step + 1),
        }
    }

    fn is_done(&self, history: history::History) -> bool {
        let entry = history.get(&self.migration.version());
        match self.direction {
            Direction::Up => entry.is_some_and(Entry::is_applied),
            Direction::Down => entry.is_none(),
        }
    }
}

fn stopped(step: usize, count: usize, statement: &str, resumed: bool, error: &Error) -> Error {
    let why = words(error);
    let hint = if resumed {
        "it was running when an earlier attempt was interrupted, and may have been done: look at the \
         database, and if it was, go on with `migrate up --skip-statement` (or `down`)"
    } else {
        "what came before it is done: mend the rest, and run it again"
    };
    Error::internal(format!("statement {} of {count}: {why}\n{statement}\nhelp: {hint}", step + 1))
}

/// All that an error knows.
pub(crate) fn words(error: &Error) -> String {
    let texts = [error.detail().to_owned(), error.source_chain()];
    texts.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(": ")
}
