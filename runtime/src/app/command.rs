//! The commands of the binary: `serve`, `routes`, `policies`, `openapi`, `check`, `audit`, `migrate`, `seed`.
//!
//! Only `serve` touches a socket; it, `audit`, `migrate` and `seed` touch a database.

use std::io::Write;
use std::path::PathBuf;

use clap::{Parser, Subcommand};

use super::access::{Format, Matrix};
use super::behalf::as_application;
use super::{App, document, entry, print, server, startup, unused};
#[cfg(feature = "__database")]
use super::{audit, migrate, seed};
#[cfg(feature = "auth")]
use crate::auth::Tokens;
use crate::config::Config;
use crate::error::{Error, Result};
use crate::http::spec::RouteSpec;
use crate::policy::Kind;

#[derive(Parser)]
#[command(version = entry::package().version, about = None, long_about = None)]
pub(super) struct Line {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the application (what happens when no command is named)
    Serve,
    /// List all routes
    Routes,
    /// Print who may do what: every entry point and every role
    Policies {
        /// How to print it
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
        /// Compare it with this file instead, whose name ends in .md, .json or .txt
        #[arg(long, value_name = "FILE", conflicts_with = "format")]
        check: Option<PathBuf>,
    },
    /// Print the OpenAPI document
    Openapi,
    /// Check configuration and declarations without serving
    Check {
        /// Fail on warnings, too
        #[arg(long)]
        strict: bool,
    },
    /// Show the audit log, and find out whether it was tampered with
    #[cfg(feature = "__database")]
    #[command(subcommand)]
    Audit(audit::Command),
    /// Write and apply migrations
    #[cfg(feature = "__database")]
    #[command(subcommand)]
    Migrate(migrate::Command),
    /// Fill the database with the rows that the application begins with
    #[cfg(feature = "__database")]
    #[command(subcommand)]
    Seed(seed::Command),
}

impl Command {
    fn name(&self) -> &'static str {
        match self {
            Self::Serve => "serve",
            Self::Routes => "routes",
            Self::Policies { .. } => "policies",
            Self::Openapi => "openapi",
            Self::Check { .. } => "check",
            #[cfg(feature = "__database")]
            Self::Audit(_) => "audit",
            #[cfg(feature = "__database")]
            Self::Migrate(_) => "migrate",
            #[cfg(feature = "__database")]
            Self::Seed(_) => "seed",
        }
    }
}

pub(super) async fn run(app: App) -> Result<()> {
    let line = match Line::try_parse() {
        Ok(line) => line,
        Err(error) => error.exit(),
    };
    let command = line.command.unwrap_or(Command::Serve);
    let name = command.name();
    as_application(Kind::Command, name, Box::pin(start(app, command))).await?
}

async fn start(app: App, command: Command) -> Result<()> {
    match command {
        Command::Serve => server::serve(app).await,
        Command::Routes => {
            let config = Config::load_with(&app.defaults)?;
            write_out(&print::routes(&answered(&config)))
        }
        Command::Policies { format, check } => policies(&app, format, check),
        Command::Openapi => {
            let config = Config::load_with(&app.defaults)?;
            let specs = startup::served(&config);
            let document = serde_json::to_string(&document::describe(&app, &config, &specs)?)?;
            write_out(&(document::indent(&document)? + "\n"))
        }
        Command::Check { strict } => check(&app, strict),
        #[cfg(feature = "__database")]
        Command::Audit(command) => write_out(&audit::run(&app, command).await?),
        #[cfg(feature = "__database")]
        Command::Migrate(command) => write_out(&migrate::run(&app, command).await?),
        #[cfg(feature = "__database")]
        Command::Seed(command) => seed::run(app, command).await,
    }
}

/// Finds everything that would refuse the start, but for the database and the address.
fn check(app: &App, strict: bool) -> Result<()> {
    let config = Config::load_with(&app.defaults)?;
    startup::check(app, &config)?;
    let routes = answered(&config);
    let unused = unused::find(&routes);
    for unused in &unused {
        eprintln!("warning: {unused}");
    }
    let warnings = match unused.len() {
        0 => String::new(),
        1 => ", 1 warning".to_owned(),
        several => format!(", {several} warnings"),
    };
    write_out(&format!("{} routes, no faults{warnings}\n", routes.len()))?;
    if strict && !unused.is_empty() {
        return Err(Error::internal("there are warnings, and `--strict` refuses them"));
    }
    Ok(())
}

/// Prints the access matrix, or compares it with one that is kept.
fn policies(app: &App, format: Format, file: Option<PathBuf>) -> Result<()> {
    let config = Config::load_with(&app.defaults)?;
    let matrix = Matrix::of(app, &answered(&config));
    match file {
        None => write_out(&format.write(&matrix)?),
        Some(file) => {
            matrix.check(&file)?;
            write_out(&format!("{} entry points, no differences\n", matrix.count()))
        }
    }
}

/// The routes that this configuration answers: that of the public keys only where there are some. Keys that would
/// refuse the start may be such.
fn answered(config: &Config) -> Vec<&'static RouteSpec> {
    #[cfg_attr(not(feature = "auth"), expect(unused_mut, reason = "nothing to leave out"))]
    let mut specs = startup::served(config);
    #[cfg(feature = "auth")]
    {
        let tokens = Tokens::configured(&config.auth);
        let public = |tokens: &Option<Tokens>| tokens.as_ref().and_then(Tokens::public_keys);
        if tokens.is_ok_and(|tokens| public(&tokens).is_none()) {
            specs.retain(|spec| !super::builtin::is_public_keys(spec));
        }
    }
    specs
}

/// To standard output; a reader that has heard enough (`| head`) is no error.
pub(super) fn write_out(text: &str) -> Result<()> {
    match std::io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(Error::internal(error)),
        _ => Ok(()),
    }
}
