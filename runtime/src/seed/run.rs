//! Runs seeders, each once for a database, however many processes begin at the same time.
//!
//! What a seeder writes and the note that it ran are one transaction: there is never one without the
//! other.

use super::context::SeedContext;
use super::empty;
use super::notes::{self, Notes};
use super::order::{find, ordered};
use super::spec::{SeederSpec, specs};
use crate::db::Db;
use crate::error::{Error, Result};
use crate::migrate::{Backend, alone, schema_of, words};
use crate::model::models;
use crate::policy::acting::{Work, at_work};
use crate::policy::entry::{By, Entry, enter};
use crate::policy::{Kind, Rule};
use crate::work::State;

/// What is to be run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// Which seeders.
    pub which: Which,
    /// Whether those run, too, that ran before.
    pub again: bool,
}

/// Which seeders are to be run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Which {
    /// All of the program.
    All,
    /// Those of these names, and what they run after as far as it never ran.
    Named(Vec<String>),
}

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step<'a> {
    /// The rows of this table were deleted.
    Emptied(&'a str),
    /// This seeder ran.
    Ran(&'a str),
    /// This seeder was asked for, and had run before.
    Skipped(&'a str),
}

/// A seeder and how a database stands to it.
#[derive(Debug, Clone)]
pub struct Standing {
    /// Its name.
    pub name: String,
    /// What it declares, if the program has it.
    pub spec: Option<&'static SeederSpec>,
    /// When it ran, if it did.
    pub ran: Option<String>,
}

/// Runs seeders in their order, and tells what it does.
///
/// # Errors
/// - `not_found` if there is no seeder of a name
/// - `internal` if the seeders contradict each other, if an argument of one is missing, or if one
///   fails: it leaves nothing, and those before it stay; the source names it
pub async fn run(
    db: &Db,
    state: &State,
    order: &Order,
    mut tell: impl FnMut(Step<'_>),
) -> Result<()> {
    let seeders = ordered(&specs())?;
    let chosen = chosen(&seeders, &order.which)?;
    let asked = |spec: &SeederSpec| match &order.which {
        Which::All => true,
        Which::Named(names) => names.iter().any(|name| name == spec.name()),
    };
    check_arguments(&chosen, db, state)?;
    let backend = Backend::from(db.dialect());
    prepare(db, backend).await?;
    for spec in chosen {
        let again = order.again && asked(spec);
        let one = One { db, backend, state, spec, again };
        if one.run().await? {
            tell(Step::Ran(spec.name()));
        } else if asked(spec) {
            tell(Step::Skipped(spec.name()));
        }
    }
    Ok(())
}

/// Empties the tables of all models and runs all seeders anew.
///
/// # Errors
/// Those of [`run`], and of a deletion that another table's reference refuses.
pub async fn refresh(db: &Db, state: &State, mut tell: impl FnMut(Step<'_>)) -> Result<()> {
    check_arguments(&ordered(&specs())?, db, state)?;
    let schema = schema_of(&models()).map_err(Error::internal)?;
    let backend = Backend::from(db.dialect());
    prepare(db, backend).await?;
    let emptied = alone(backend, db, async |tx| {
        let emptied = empty::tables(&schema, backend, tx).await?;
        notes::forget(tx).await?;
        empty::restart(&schema, backend, tx).await?;
        Ok(emptied)
    })
    .await?;
    for table in emptied {
        tell(Step::Emptied(table));
    }
    run(db, state, &Order { which: Which::All, again: false }, tell).await
}

/// Every seeder that the program or the database knows, in the order in which they run.
///
/// # Errors
/// - `internal` if the seeders contradict each other
pub async fn status(db: &Db) -> Result<Vec<Standing>> {
    let mut notes = notes::read(Backend::from(db.dialect()), db).await?;
    let mut standings = Vec::new();
    for spec in ordered(&specs())? {
        let ran = notes.remove(spec.name());
        standings.push(Standing { name: spec.name().to_owned(), spec: Some(spec), ran });
    }
    let gone = notes.into_iter();
    standings.extend(gone.map(|(name, ran)| Standing { name, spec: None, ran: Some(ran) }));
    Ok(standings)
}

async fn prepare(db: &Db, backend: Backend) -> Result<()> {
    alone(backend, db, async |tx| notes::create(backend, tx).await).await
}

/// Those that are asked for and all that they run after, in order.
fn chosen(seeders: &[&'static SeederSpec], which: &Which) -> Result<Vec<&'static SeederSpec>> {
    let Which::Named(names) = which else { return Ok(seeders.to_vec()) };
    let mut wanted = Vec::new();
    for name in names {
        let found = seeders.iter().find(|spec| spec.name() == name);
        wanted.push(*found.ok_or_else(|| unknown(name, seeders))?);
    }
    let mut next = 0;
    while let Some(spec) = wanted.get(next).copied() {
        wanted.extend(spec.after().iter().filter_map(|function| find(seeders, *function)));
        next += 1;
    }
    let is_wanted = |spec: &SeederSpec| wanted.iter().any(|one| one.name() == spec.name());
    Ok(seeders.iter().copied().filter(|spec| is_wanted(spec)).collect())
}

fn unknown(name: &str, seeders: &[&'static SeederSpec]) -> Error {
    let known: Vec<String> = seeders.iter().map(|spec| format!("`{}`", spec.name())).collect();
    let known = match known.as_slice() {
        [] => "the program has none".to_owned(),
        _ => format!("there are {}", known.join(", ")),
    };
    Error::not_found(format!("there is no seeder `{name}`; {known}"))
}

/// Asks for the arguments of all of them before the first one runs.
fn check_arguments(seeders: &[&'static SeederSpec], db: &Db, state: &State) -> Result<()> {
    for spec in seeders {
        let cx = SeedContext { spec, db: db.clone(), state: state.clone() };
        spec.check(&cx)?;
    }
    Ok(())
}

/// One seeder on its way.
struct One<'a> {
    db: &'a Db,
    backend: Backend,
    state: &'a State,
    spec: &'static SeederSpec,
    again: bool,
}

impl One<'_> {
    /// Runs the function on behalf of the application.
    async fn enter(&self, cx: &SeedContext) -> Result<()> {
        let name = self.spec.name();
        let entry = Entry { kind: Kind::Seeder, name: &name, rule: &Rule::Public };
        let pass = enter(entry, By::Application).map_err(Error::from)?;
        let work = Work::of_application(Kind::Seeder, name);
        at_work(work, self.spec.run(cx, pass)).await
    }

    /// Runs it, unless it ran before or another process runs it meanwhile.
    async fn run(&self) -> Result<bool> {
        alone(self.backend, self.db, async |tx| {
            let notes: Notes = notes::read(self.backend, tx).await?;
            if notes.contains_key(self.spec.name()) && !self.again {
                return Ok(false);
            }
            let cx = SeedContext { spec: self.spec, db: Db::within(tx), state: self.state.clone() };
            // Its error is final: it must not pass for a database that another process holds.
            self.enter(&cx).await.map_err(|error| Error::internal(why(&error)))?;
            notes::note(self.spec.name(), tx).await?;
            Ok(true)
        })
        .await
        .map_err(|error| {
            let (name, why) = (self.spec.name(), words(&error));
            Error::internal(format!("the seeder `{name}` failed: {why}"))
        })
    }
}

/// All that the error of a seeder knows, with the rules that its rows break.
fn why(error: &Error) -> String {
    let broken = error.violations().iter();
    let broken = broken.map(|violation| format!("`{}` {}", violation.pointer, violation.message));
    std::iter::once(words(error)).chain(broken).collect::<Vec<_>>().join("; ")
}
