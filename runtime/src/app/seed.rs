//! The command `seed`: runs seeders, empties and fills the tables anew, lists.
//!
//! Nothing is decided here: it asks, calls and prints, each step when it is done.

use clap::{ArgGroup, Args, Subcommand};

use super::ask::ask;
use super::command::write_out;
use super::startup::{self, Provided};
use super::{App, print};
use crate::config::{Config, Profile};
use crate::db::Db;
use crate::error::{Error, Result};
use crate::http::Services;
use crate::model::models;
use crate::seed::{self, Order, Step, Which};

#[derive(Subcommand)]
pub(super) enum Command {
    /// Run seeders that never ran, and what they run after
    Run(Run),
    /// Empty the tables of all models and run all seeders anew
    Refresh(Refresh),
    /// List the seeders in their order and which of them ran
    List,
}

#[derive(Args)]
#[command(group = ArgGroup::new("which").required(true).args(["names", "all"]))]
pub(super) struct Run {
    /// Which: the names of their functions
    #[arg(value_name = "NAME")]
    names: Vec<String>,
    /// All of them
    #[arg(long)]
    all: bool,
    /// Run them even if they ran before
    #[arg(long)]
    again: bool,
    /// Do it in production, too
    #[arg(long)]
    yes: bool,
}

#[derive(Args)]
pub(super) struct Refresh {
    /// Do it without being asked, and in production, too
    #[arg(long)]
    yes: bool,
}

pub(super) async fn run(app: App, command: Command) -> Result<()> {
    let config = Config::load_with(&app.defaults)?;
    match command {
        Command::Run(run) => run.run(app, &config).await,
        Command::Refresh(refresh) => refresh.run(app, &config).await,
        Command::List => {
            let db = startup::open(&config).await?.ok_or_else(no_database)?;
            write_out(&print::seeders(&seed::status(&db).await?))
        }
    }
}

impl Run {
    async fn run(self, app: App, config: &Config) -> Result<()> {
        if config.profile() == Profile::Prod && !self.yes {
            return Err(Error::internal(
                "this writes the rows of seeders into the database of production: add `--yes` if it \
                 is meant",
            ));
        }
        let which = if self.all { Which::All } else { Which::Named(self.names) };
        let order = Order { which, again: self.again };
        let (db, state) = prepare(app, config).await?;
        let mut steps = Steps::default();
        seed::run(&db, &state, &order, |step| steps.tell(step)).await?;
        steps.end()
    }
}

impl Refresh {
    async fn run(self, app: App, config: &Config) -> Result<()> {
        let tables: Vec<String> = models().iter().map(|spec| format!("`{}`", spec.table)).collect();
        let what = format!("deletes all rows of {}", tables.join(", "));
        if !self.yes && config.profile() == Profile::Prod {
            return Err(Error::internal(format!(
                "this {what}, in production: add `--yes` if it is meant"
            )));
        }
        if !self.yes && !ask(&format!("this {what}: go on?")) {
            return Err(Error::internal(format!("this {what}: add `--yes` if it is meant")));
        }
        let (db, state) = prepare(app, config).await?;
        let mut steps = Steps::default();
        seed::refresh(&db, &state, |step| steps.tell(step)).await?;
        steps.end()
    }
}

/// The database, brought to where the program needs it, and the values that the application provides.
async fn prepare(app: App, config: &Config) -> Result<(Db, seed::State)> {
    let db = startup::connect(config).await?.ok_or_else(no_database)?;
    let mut provided = Provided::of(Services::default());
    for provide in app.provided {
        provide(&mut provided);
    }
    Ok((db, provided.values))
}

fn no_database() -> Error {
    Error::internal("the configuration names no database: set `DATABASE_URL`")
}

/// Prints each step, and remembers what went wrong with that.
struct Steps {
    none: bool,
    printed: Result<()>,
}

impl Default for Steps {
    fn default() -> Self {
        Self { none: true, printed: Ok(()) }
    }
}

impl Steps {
    fn tell(&mut self, step: Step<'_>) {
        let line = match step {
            Step::Emptied(table) => format!("emptied {table}\n"),
            Step::Ran(name) => format!("ran {name}\n"),
            Step::Skipped(name) => format!("skipped {name}: done before\n"),
        };
        self.none = false;
        if self.printed.is_ok() {
            self.printed = write_out(&line);
        }
    }

    fn end(self) -> Result<()> {
        if self.none { write_out("the program has no seeders\n") } else { self.printed }
    }
}
