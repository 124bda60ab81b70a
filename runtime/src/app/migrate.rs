//! The command `migrate`: writes migrations, applies them, takes them back, compares.
//!
//! Nothing is decided here: it asks, calls and prints.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use super::ask::ask;
use super::{App, entry, print, startup};
use crate::config::{Config, Profile};
use crate::db::Db;
use crate::error::{Error, Result};
use crate::migrate::{
    self, Backend, Live, Migrations, Mode, Order, Plan, Renames, Resume, Schema, Script, Set,
    Snapshot,
};
use crate::model::models;

#[derive(Subcommand)]
pub(super) enum Command {
    /// Compare the models with the migrations and write what is missing
    Make(Make),
    /// Apply all pending migrations
    Up(Up),
    /// Take the last migration back
    Down(Down),
    /// Take the last migration back and apply it again
    Redo(Down),
    /// List the migrations and how the database stands to them
    Status,
    /// Fail if models, migrations (and database) differ
    Check(Check),
    /// Print what `make` would write
    Sql(Sql),
}

#[derive(Args)]
pub(super) struct Make {
    /// The name of the migration, such as `add_subtitle`
    name: String,
    /// Write an empty one, to be filled by hand
    #[arg(long)]
    empty: bool,
    /// Write two: one that the old program runs on too, and one for later
    #[arg(long, conflicts_with = "empty")]
    phased: bool,
    /// Accept a change that is refused, such as `drop-column:posts.subtitle`
    #[arg(long, value_name = "CHANGE")]
    allow: Vec<String>,
    #[command(flatten)]
    place: Place,
}

#[derive(Args)]
pub(super) struct Place {
    /// Write for this database too: `sqlite`, `postgres` or `mysql`
    #[arg(long, value_name = "BACKEND")]
    backend: Vec<Backend>,
    /// The folder of the migrations, if it is not `migrations` in the package
    #[arg(long, value_name = "FOLDER")]
    dir: Option<PathBuf>,
}

#[derive(Args)]
pub(super) struct Up {
    /// Note the migrations as applied without running them: the tables are there already
    #[arg(long)]
    adopt: bool,
    /// Go on after the statement at which a migration was interrupted: it was done
    #[arg(long)]
    skip_statement: bool,
}

#[derive(Args)]
pub(super) struct Down {
    /// How many
    #[arg(long, default_value_t = 1)]
    steps: usize,
    /// Do it in production, too
    #[arg(long)]
    yes: bool,
    /// Go on after the statement at which a migration was interrupted: it was done
    #[arg(long)]
    skip_statement: bool,
}

#[derive(Args)]
pub(super) struct Check {
    /// Look at the database, too
    #[arg(long)]
    database: bool,
    #[command(flatten)]
    place: Place,
}

#[derive(Args)]
pub(super) struct Sql {
    /// Everything, as for an empty database
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    place: Place,
}

pub(super) async fn run(app: &App, command: Command) -> Result<String> {
    match command {
        Command::Make(make) => make.run(),
        Command::Up(up) => up.run(&Database::open(app).await?).await,
        Command::Down(down) => {
            let database = Database::open(app).await?;
            down.allow(&database)?;
            Ok(lines("took back", &down.run(&database).await?))
        }
        Command::Redo(down) => {
            let database = Database::open(app).await?;
            down.allow(&database)?;
            let taken = down.run(&database).await?;
            let applied = migrate::up(&database.db, &database.set, Resume::Repeat).await?;
            Ok(lines("took back", &taken) + &lines("applied", &applied))
        }
        Command::Status => {
            let database = Database::open(app).await?;
            Ok(print::migrations(&migrate::status(&database.db, &database.set).await?))
        }
        Command::Check(check) => check.run(app).await,
        Command::Sql(sql) => sql.run(),
    }
}

/// The database that the configuration names, and the migrations for it.
struct Database {
    db: Db,
    set: Set,
    profile: Profile,
}

impl Database {
    async fn open(app: &App) -> Result<Self> {
        let config = Config::load_with(&app.defaults)?;
        let db = startup::open(&config).await?;
        let db = db.ok_or_else(|| {
            Error::internal("the configuration names no database: set `DATABASE_URL`")
        })?;
        let set = Set::embedded(&built_in(), Backend::from(db.dialect()))?;
        Ok(Self { db, set, profile: config.profile() })
    }
}

fn built_in() -> Migrations {
    entry::package().migrations
}

impl Place {
    fn folder(&self) -> Result<PathBuf> {
        if let Some(folder) = &self.dir {
            return Ok(folder.clone());
        }
        let package = Path::new(built_in().package);
        if package.as_os_str().is_empty() || !package.is_dir() {
            return Err(Error::internal(
                "the package that this program was built from is not here: name the folder of the \
                 migrations by `--dir`",
            ));
        }
        Ok(package.join("migrations"))
    }

    fn backends(&self) -> Vec<Backend> {
        Backend::built_in().into_iter().chain(self.backend.iter().copied()).collect()
    }
}

fn schema() -> Result<Schema> {
    migrate::schema_of(&models()).map_err(Error::internal)
}

impl Make {
    fn run(self) -> Result<String> {
        let folder = self.place.folder()?;
        let order = Order {
            backends: self.place.backends(),
            name: self.name,
            empty: self.empty,
            phased: self.phased,
            allow: self.allow,
            now: chrono::Utc::now(),
        };
        std::fs::create_dir_all(&folder)?;
        let made = migrate::make(&folder, &schema()?, &order, &mut ask)?;
        if made.folders.is_empty() {
            return Ok("nothing to do: the migrations make what the models ask for\n".to_owned());
        }
        let built_in = built_in();
        if built_in.snapshot.is_none() {
            // A folder that was not there at the last build is not watched by cargo.
            touch(built_in.package, built_in.source);
        }
        let folders: Vec<String> =
            made.folders.iter().map(|folder| folder.display().to_string()).collect();
        Ok(lines("", &made.changes) + &lines("wrote", &folders))
    }
}

/// The compiler names a file as seen from the workspace, which is somewhere above the package.
fn touch(package: &str, source: &str) {
    let folders = Path::new(package).ancestors();
    let Some(path) = folders.map(|folder| folder.join(source)).find(|path| path.is_file()) else {
        return;
    };
    let touched = std::fs::File::options()
        .append(true)
        .open(&path)
        .and_then(|file| file.set_modified(std::time::SystemTime::now()));
    if let Err(error) = touched {
        tracing::warn!(%error, path = %path.display(), "save this file, so that it is built again");
    }
}

impl Up {
    async fn run(&self, database: &Database) -> Result<String> {
        let Database { db, set, .. } = database;
        if self.adopt {
            return Ok(lines("noted", &migrate::adopt(db, set).await?));
        }
        migrate::refuse_foreign_tables(db, set, &Snapshot::parse(built_in().snapshot)?).await?;
        let applied = migrate::up(db, set, resume(self.skip_statement)).await?;
        if applied.is_empty() {
            return Ok("nothing is pending\n".to_owned());
        }
        Ok(lines("applied", &applied))
    }
}

fn resume(skip: bool) -> Resume {
    if skip { Resume::Skip } else { Resume::Repeat }
}

impl Down {
    fn allow(&self, database: &Database) -> Result<()> {
        if database.profile == Profile::Prod && !self.yes {
            return Err(Error::internal(
                "this takes a migration back in production, with the data that it made room for: \
                 add `--yes` if it is meant",
            ));
        }
        Ok(())
    }

    async fn run(&self, database: &Database) -> Result<Vec<String>> {
        let resume = resume(self.skip_statement);
        migrate::down(&database.db, &database.set, self.steps, resume).await
    }
}

impl Check {
    async fn run(&self, app: &App) -> Result<String> {
        let folder = self.place.folder().ok().filter(|folder| folder.is_dir());
        let snapshot = match &folder {
            Some(folder) => Snapshot::read(folder)?,
            None => Snapshot::parse(built_in().snapshot)?,
        };
        let mut sets = Vec::new();
        for backend in snapshot.backends() {
            sets.push(match &folder {
                Some(folder) => Set::in_folder(folder, backend)?,
                None => Set::embedded(&built_in(), backend)?,
            });
        }
        let mut faults = migrate::faults(&snapshot, &sets, &models())?;
        if self.database {
            let Database { db, set, .. } = Database::open(app).await?;
            let expected = Live::expected(&snapshot.schema(), set.backend);
            faults.extend(migrate::live(set.backend, &db).await?.differences(&expected));
        }
        if faults.is_empty() {
            return Ok(format!("{} tables, no differences\n", snapshot.tables.len()));
        }
        Err(Error::internal(faults.join("\n  ")))
    }
}

impl Sql {
    fn run(&self) -> Result<String> {
        let before = if self.all {
            Schema::default()
        } else {
            Snapshot::read(&self.place.folder()?)?.schema()
        };
        let after = schema()?;
        let renames = Renames::between(&before, &after, &mut |_| false);
        let plan = Plan::between(&before, &after, &renames);
        let mut backends = self.place.backend.clone();
        if backends.is_empty() {
            backends = Backend::built_in();
        }
        let mut text = String::new();
        for backend in backends {
            let script = backend.script(&plan, Mode::Online);
            text.extend(["-- ", backend.name(), "\n\n"]);
            text.push_str(&Script::to_text(&script.statements, script.rebuilds));
            if !script.online.is_empty() {
                text.push_str("\n-- Afterwards, while the application runs\n\n");
                text.push_str(&Script::to_text(&script.online, false));
            }
        }
        Ok(text)
    }
}

fn lines(verb: &str, names: &[String]) -> String {
    let space = if verb.is_empty() { "" } else { " " };
    names.iter().flat_map(|name| [verb, space, name, "\n"]).collect()
}
