//! The commands of the binary: `serve`, `routes`, `policies`, `openapi`, `check`, `migrate`, `seed`.
//!
//! Only `serve` touches a socket; it, `migrate` and `seed` touch a database.

use std::io::Write;

use clap::{Parser, Subcommand, ValueEnum};

use super::{App, builtin, entry, print, server, startup};
#[cfg(feature = "__database")]
use super::{migrate, seed};
use crate::config::Config;
use crate::error::{Error, Result};
use crate::openapi;

#[derive(Parser)]
#[command(version = entry::package().version, about = None, long_about = None)]
struct Line {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the application (what happens when no command is named)
    Serve,
    /// List all routes
    Routes,
    /// Print who may call what: every route and every role
    Policies {
        /// How to print it
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
    },
    /// Print the OpenAPI document
    Openapi,
    /// Check configuration and declarations without serving
    Check,
    /// Write and apply migrations
    #[cfg(feature = "__database")]
    #[command(subcommand)]
    Migrate(migrate::Command),
    /// Fill the database with the rows that the application begins with
    #[cfg(feature = "__database")]
    #[command(subcommand)]
    Seed(seed::Command),
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// Aligned columns
    Text,
    /// A Markdown table
    Md,
}

pub(super) async fn run(app: App) -> Result<()> {
    let line = match Line::try_parse() {
        Ok(line) => line,
        Err(error) => error.exit(),
    };
    match line.command.unwrap_or(Command::Serve) {
        Command::Serve => server::serve(app).await,
        Command::Routes => write_out(&print::routes(&builtin::routes())),
        Command::Policies { format } => {
            let table = print::policies(&builtin::routes());
            write_out(&match format {
                Format::Text => table.to_text(),
                Format::Md => table.to_markdown(),
            })
        }
        Command::Openapi => {
            let config = Config::load_with(&app.defaults)?;
            let (specs, ways) = (startup::served(&config), startup::ways(&config));
            let document = openapi::document(&app.info, &specs, ways);
            write_out(&(document.to_pretty_json()? + "\n"))
        }
        Command::Check => check(&app),
        #[cfg(feature = "__database")]
        Command::Migrate(command) => write_out(&migrate::run(&app, command).await?),
        #[cfg(feature = "__database")]
        Command::Seed(command) => seed::run(app, command).await,
    }
}

/// Finds everything that would refuse the start, but for the database and the address.
fn check(app: &App) -> Result<()> {
    let config = Config::load_with(&app.defaults)?;
    startup::check(app, &config)?;
    write_out(&format!("{} routes, no faults\n", builtin::routes().len()))
}

/// To standard output; a reader that has heard enough (`| head`) is no error.
pub(super) fn write_out(text: &str) -> Result<()> {
    match std::io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(Error::internal(error)),
        _ => Ok(()),
    }
}
