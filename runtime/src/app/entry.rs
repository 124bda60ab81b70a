//! How a program begins and ends: what `#[ordain::main]` calls.
//!
//! An error is told to a person here, once, in words.

use std::future::Future;
use std::process::ExitCode;
use std::sync::OnceLock;

use crate::error::{Error, Result};
use crate::migrate::Migrations;

/// The package that the program was built from.
#[derive(Debug, Clone, Copy)]
pub struct Application {
    /// `CARGO_PKG_NAME`
    pub name: &'static str,
    /// `CARGO_PKG_VERSION`
    pub version: &'static str,
    /// `CARGO_PKG_DESCRIPTION`
    pub description: &'static str,
    /// Its migrations.
    pub migrations: Migrations,
}

static PACKAGE: OnceLock<Application> = OnceLock::new();

/// The package, as far as it is known: a program without `#[ordain::main]` does not say.
pub(super) fn package() -> Application {
    *PACKAGE.get_or_init(|| Application {
        name: "application",
        version: "0.0.0",
        description: "",
        migrations: Migrations::NONE,
    })
}

/// Runs a program to its end; an error is printed and becomes exit code 1.
pub fn run_main<F>(package: Application, main: F) -> ExitCode
where
    F: Future<Output = Result<()>>,
{
    let _ = PACKAGE.set(package);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let result = runtime.map_err(Error::internal).and_then(|runtime| runtime.block_on(main));
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {}", words(&error));
            ExitCode::FAILURE
        }
    }
}

/// The error for a person at a terminal: no status, no code.
fn words(error: &Error) -> String {
    let texts = [error.detail().to_owned(), error.source_chain()];
    let texts: Vec<String> = texts.into_iter().filter(|text| !text.is_empty()).collect();
    if texts.is_empty() { error.to_string() } else { texts.join(": ") }
}
