//! The commands of the binary: `serve`, `routes`, `policies`, `openapi`, `check`, `audit`, `migrate`, `seed`.
//!
//! Only `serve` touches a socket; it, `audit`, `migrate` and `seed` touch a database.

use std::io::Write;
use std::path::PathBuf;

use clap::{Parser, Subcommand};

use super::access::{Format, Matrix};
use super::{App, entry, print, server, startup, unused};
#[cfg(feature = "__database")]
use super::{audit, migrate, seed};
use crate::config::Config;
use crate::error::{Error, Result};
use crate::openapi;

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

pub(super) async fn run(app: App) -> Result<()> {
    let line = match Line::try_parse() {
        Ok(line) => line,
        Err(error) => error.exit(),
    };
    match line.command.unwrap_or(Command::Serve) {
        Command::Serve => server::serve(app).await,
        Command::Routes => {
            let config = Config::load_with(&app.defaults)?;
            write_out(&print::routes(&startup::served(&config)))
        }
        Command::Policies { format, check } => policies(&app, format, check),
        Command::Openapi => {
            let config = Config::load_with(&app.defaults)?;
            let (specs, ways) = (startup::served(&config), startup::ways(&config));
            let document = openapi::document(&app.info, &specs, ways);
            write_out(&(serde_json::to_string_pretty(&document)? + "\n"))
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
    let routes = startup::served(&config);
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
    let matrix = Matrix::of(app, &startup::served(&config));
    match file {
        None => write_out(&format.write(&matrix)?),
        Some(file) => {
            matrix.check(&file)?;
            write_out(&format!("{} entry points, no differences\n", matrix.count()))
        }
    }
}

/// To standard output; a reader that has heard enough (`| head`) is no error.
pub(super) fn write_out(text: &str) -> Result<()> {
    match std::io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(Error::internal(error)),
        _ => Ok(()),
    }
}
