//! What is wrong with a configuration and where. It never holds the text of a secret.

use std::fmt;
use std::path::PathBuf;

/// Where a value came from.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Origin {
    /// Nothing named the key: its default holds.
    Default,
    /// A line of a file.
    File {
        /// The file.
        path: PathBuf,
        /// The line, counted from one; none if the file as a whole is meant.
        line: Option<usize>,
    },
    /// A line of a `.env` file.
    DotEnv {
        /// The variable.
        name: String,
        /// The file.
        path: PathBuf,
        /// The line, counted from one.
        line: usize,
    },
    /// A variable of the environment.
    Variable {
        /// The variable.
        name: String,
    },
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => f.write_str("default"),
            Self::File { path, line: None } => write!(f, "{}", path.display()),
            Self::File { path, line: Some(line) } => write!(f, "{}:{line}", path.display()),
            Self::DotEnv { name, path, line } => {
                write!(f, "{name} in {}:{line}", path.display())
            }
            Self::Variable { name } => write!(f, "{name} in the environment"),
        }
    }
}

/// One thing that is wrong with a configuration.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Fault {
    /// The key, section or variable; none if a file cannot be read.
    pub key: Option<String>,
    /// The value as it may be shown; none if it is unknown or not the point.
    pub value: Option<String>,
    /// The rule that is broken, as the rest of a sentence.
    pub rule: String,
    /// What to do about it.
    pub help: Option<String>,
    /// Where the value came from.
    pub origin: Origin,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.key, &self.value) {
            (Some(key), Some(value)) => write!(f, "`{key} = {value}` ")?,
            (Some(key), None) => write!(f, "`{key}` ")?,
            (None, _) => {}
        }
        write!(f, "{} ({})", self.rule, self.origin)?;
        match &self.help {
            Some(help) => write!(f, "\n  help: {help}"),
            None => Ok(()),
        }
    }
}

/// Everything that is wrong with a configuration.
#[derive(Debug, Clone)]
pub struct ConfigError {
    faults: Vec<Fault>,
}

impl ConfigError {
    pub(super) fn new(faults: Vec<Fault>) -> Self {
        Self { faults }
    }

    /// Returns every fault: files first, then keys in the order of the table.
    #[must_use]
    pub fn faults(&self) -> &[Fault] {
        &self.faults
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.faults.len() {
            1 => f.write_str("the configuration has a fault:")?,
            count => write!(f, "the configuration has {count} faults:")?,
        }
        self.faults.iter().try_for_each(|fault| write!(f, "\n- {fault}"))
    }
}

impl std::error::Error for ConfigError {}
