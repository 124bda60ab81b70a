//! How a database stands to the migrations and to the models, and what a start does about it.
//!
//! It applies what is pending, or refuses; it never repairs.

use super::danger::dangers;
use super::diff::Plan;
use super::embedded::Migrations;
use super::history::{self, History};
use super::introspect::live;
use super::live::Live;
use super::models;
use super::rename::Renames;
use super::run::{self, Resume};
use super::set::Set;
use super::snapshot::Snapshot;
use super::sql::Backend;
use crate::config::{Migrate, Profile};
use crate::db::Db;
use crate::error::{Error, Result};
use crate::model::{ModelSpec, models as declared};

/// A migration and how a database stands to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Its name.
    pub name: String,
    /// How the database stands to it.
    pub state: State,
}

/// How a database stands to a migration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// It was applied, at this time.
    Applied(String),
    /// It is to be applied.
    Pending,
    /// It was applied, and its files were changed since.
    Changed,
    /// It was interrupted before this statement.
    Interrupted(usize),
    /// The database has it, the program has not.
    Unknown,
}

/// Every migration that the program or the database knows, oldest first.
///
/// # Errors
/// Those of a query.
pub async fn status(db: &Db, set: &Set) -> Result<Vec<Standing>> {
    let history = history::read(set.backend, db).await?;
    let mut found: Vec<(String, Standing)> = set
        .migrations
        .iter()
        .map(|migration| {
            let version = migration.version();
            let state = match history.get(&version) {
                None => State::Pending,
                Some(entry) if entry.is_changed(migration) => State::Changed,
                Some(entry) => match (entry.interrupted, &entry.applied) {
                    (Some(interrupted), _) => State::Interrupted(interrupted.step + 1),
                    (None, Some(moment)) => State::Applied(moment.clone()),
                    (None, None) => State::Pending,
                },
            };
            (version, Standing { name: migration.name.clone(), state })
        })
        .collect();
    for (version, entry) in history {
        if !found.iter().any(|(known, _)| *known == version) {
            found.push((version, Standing { name: entry.name, state: State::Unknown }));
        }
    }
    found.sort();
    Ok(found.into_iter().map(|(_, standing)| standing).collect())
}

impl PartialOrd for Standing {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Standing {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.name.cmp(&other.name)
    }
}

/// What of the models, the snapshot and the migrations does not fit together, in words: no database
/// is asked.
///
/// # Errors
/// - `internal` if the models contradict each other
pub fn faults(
    snapshot: &Snapshot,
    sets: &[Set],
    specs: &[&'static ModelSpec],
) -> Result<Vec<String>> {
    let models = models::schema(specs).map_err(Error::internal)?;
    let renames = Renames::between(&snapshot.schema(), &models, &mut |_| false);
    let plan = Plan::between(&snapshot.schema(), &models, &renames);
    let mut faults: Vec<String> = plan.changes.iter().map(ToString::to_string).collect();
    faults.extend(dangers(&plan, &[]).err());
    if !faults.is_empty() {
        faults.insert(
            0,
            "the models are ahead of the migrations; `migrate make NAME` writes:".into(),
        );
    }
    faults.extend(sets.iter().flat_map(|set| snapshot.faults(set)));
    Ok(faults)
}

/// Brings a database to where the program needs it, or refuses to start.
///
/// # Errors
/// - `internal` if the program has models and no migrations (in production), if migrations are
///   pending that are not to be applied, or if database, migrations and models differ; the source
///   says how, and names the command that mends it
pub async fn at_start(
    db: &Db,
    migrations: &Migrations,
    mode: Migrate,
    profile: Profile,
) -> Result<()> {
    let specs = declared();
    if mode == Migrate::Off {
        return Ok(());
    }
    if migrations.snapshot.is_none() {
        return without_migrations(db, &specs, profile).await;
    }
    let backend = Backend::from(db.dialect());
    let set = Set::embedded(migrations, backend)?;
    let snapshot = Snapshot::parse(migrations.snapshot)?;
    let faults = faults(&snapshot, std::slice::from_ref(&set), &specs)?;
    refuse(&faults, "the program does not fit its migrations")?;
    if set.migrations.is_empty() && !specs.is_empty() {
        return Err(Error::internal(format!(
            "there are no migrations for {backend}: write them with `migrate make NAME --backend \
             {backend}`"
        )));
    }
    if mode == Migrate::Auto {
        refuse_foreign_tables(db, &set, &snapshot).await?;
        for name in run::up(db, &set, Resume::Repeat).await? {
            tracing::info!(migration = name, "applied");
        }
    } else {
        let history = history::read(backend, db).await?;
        run::refuse_changed(&set, &history)?;
        refuse_pending(&set, &history)?;
    }
    let expected = Live::expected(&snapshot.schema(), backend);
    let differences = live(backend, db).await?.differences(&expected);
    refuse(&differences, "the database drifted from its migrations")
}

/// Refuses a database with tables from before the first migration: they are somebody's.
///
/// # Errors
/// - `internal` if there are such tables; the source names them
pub async fn refuse_foreign_tables(db: &Db, set: &Set, snapshot: &Snapshot) -> Result<()> {
    // In this order: another process may be at it, and notes what it does before it is seen.
    let present = live(set.backend, db).await?.tables;
    let there: Vec<String> = snapshot
        .tables
        .iter()
        .filter(|table| present.contains_key(&table.name))
        .map(|table| format!("`{}`", table.name))
        .collect();
    if there.is_empty() || !history::read(set.backend, db).await?.is_empty() {
        return Ok(());
    }
    Err(Error::internal(format!(
        "no migration was applied yet, and there are tables already: {}; if they are as the models \
         say, note the migrations as applied with `migrate up --adopt`, else start with an empty \
         database",
        there.join(", ")
    )))
}

async fn without_migrations(db: &Db, specs: &[&'static ModelSpec], profile: Profile) -> Result<()> {
    if specs.is_empty() {
        return Ok(());
    }
    if profile == Profile::Prod {
        return Err(Error::internal(
            "the program has models and no migrations: write them with `migrate make create_tables`, \
             and build it again",
        ));
    }
    tracing::info!(
        "there are no migrations: missing tables are made of the models; `migrate make NAME` writes \
         the first migration"
    );
    super::create::create_tables_of(db, specs).await
}

fn refuse_pending(set: &Set, history: &History) -> Result<()> {
    let pending: Vec<String> = set
        .migrations
        .iter()
        .filter(|migration| match history.get(&migration.version()) {
            Some(entry) => !entry.is_applied(),
            None => true,
        })
        .map(|migration| migration.name.clone())
        .collect();
    refuse(&pending, "migrations are pending: apply them with `migrate up`")
}

fn refuse(faults: &[String], what: &str) -> Result<()> {
    if faults.is_empty() {
        return Ok(());
    }
    Err(Error::internal(format!("{what}:\n  {}", faults.join("\n  "))))
}
