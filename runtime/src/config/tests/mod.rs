//! What the tests of the configuration share.

mod browser;
mod fault;
mod layer;
#[cfg(all(feature = "auth", feature = "jobs"))]
mod optional;
#[cfg(feature = "auth")]
mod secret;

use std::error::Error;
use std::path::Path;

use tempfile::TempDir;

use super::{Config, ConfigError, Defaults, Origin};

type Tested = Result<(), Box<dyn Error>>;

/// A faulty configuration, told apart from a faulty test.
#[derive(Debug)]
enum LoadError {
    Config(ConfigError),
    Io(std::io::Error),
}

impl std::fmt::Display for LoadError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Config(error) => error.fmt(f),
            Self::Io(error) => error.fmt(f),
        }
    }
}

impl Error for LoadError {}

fn load(files: &[(&str, &str)], variables: &[(&str, &str)]) -> Result<Config, LoadError> {
    let folder = TempDir::new().map_err(LoadError::Io)?;
    load_in(folder.path(), files, variables)
}

fn load_in(
    folder: &Path,
    files: &[(&str, &str)],
    variables: &[(&str, &str)],
) -> Result<Config, LoadError> {
    for (name, text) in files {
        std::fs::write(folder.join(name), text).map_err(LoadError::Io)?;
    }
    let variables = variables.iter().copied();
    Config::load_from(folder, variables, &Defaults::default()).map_err(LoadError::Config)
}

/// The message of a faulty configuration, with file names as if in the current folder.
fn message(files: &[(&str, &str)], variables: &[(&str, &str)]) -> String {
    let folder = match TempDir::new() {
        Ok(folder) => folder,
        Err(error) => return error.to_string(),
    };
    match load_in(folder.path(), files, variables) {
        Ok(_) => "no fault".to_owned(),
        Err(error) => error.to_string().replace(&format!("{}/", folder.path().display()), ""),
    }
}

fn shown<'a>(config: &'a Config, path: &str) -> Option<(&'a str, &'a Origin)> {
    let mut values = config.values().iter();
    let value = values.find(|value| value.key.path() == path)?;
    Some((value.shown.as_deref()?, &value.origin))
}

fn in_section(path: &str, value: &str) -> String {
    let (section, name) = path.split_once('.').unwrap_or_default();
    format!("# first line\n[{section}]\n{name} = {value}\n")
}
