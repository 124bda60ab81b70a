//! Settings from files and environment: typed, checked, each with its origin.
//!
//! Four layers, a later one over an earlier one: `ordain.toml`, `ordain.<profile>.toml`, `.env`, the environment. Every key
//! stands in one table (`table.rs`) that drives reading, checking, messages and documentation.
//!
//! It never changes the environment of the process and never prints a secret.

mod block;
mod browser;
mod fault;
mod file;
mod key;
mod kind;
mod layer;
#[cfg(feature = "oauth")]
mod provider;
mod reader;
#[cfg(feature = "auth")]
mod secret;
mod table;
#[cfg(test)]
mod tests;
mod variable;

use std::ffi::OsString;
use std::fmt;
use std::path::Path;

pub use block::block_keys;
pub use browser::Listed;
pub use fault::{ConfigError, Fault, Origin};
pub use ipnet::IpNet;
pub use key::Key;
#[cfg(feature = "mail")]
pub use kind::MailUrl;
#[cfg(feature = "oauth")]
pub use kind::ProviderKind;
#[cfg(feature = "redis")]
pub use kind::RedisUrl;
#[cfg(feature = "__database")]
pub use kind::{DatabaseUrl, Migrate, Seed, Synchronous};
pub use kind::{ForwardedHeaders, LimitStore, LogFormat};
#[cfg(feature = "accounts")]
pub use kind::{SameSite, SessionStore};
#[cfg(feature = "oauth")]
pub use provider::Provider;
pub use reader::Value;
#[cfg(feature = "auth")]
pub use secret::KeySource;
#[cfg(feature = "auth")]
pub(crate) use secret::weakness;
#[cfg(feature = "auth")]
pub use table::Auth;
#[cfg(feature = "__database")]
pub use table::Database;
#[cfg(feature = "jobs")]
pub use table::Jobs;
#[cfg(feature = "mail")]
pub use table::Mail;
#[cfg(feature = "metrics")]
pub use table::Metrics;
#[cfg(feature = "redis")]
pub use table::Redis;
#[cfg(feature = "accounts")]
pub use table::{Accounts, Sessions};
pub use table::{Config, Cors, Docs, Limits, Log, Security, Server, keys};

use layer::Layers;
use reader::Reader;

/// The environment an application runs in, chosen by `ORDAIN_ENV`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Profile {
    /// Development: the default of debug builds.
    Dev,
    /// Automated tests.
    Test,
    /// Production: the default of release builds.
    Prod,
}

impl Profile {
    const ALL: [Self; 3] = [Self::Dev, Self::Test, Self::Prod];

    /// Returns the name as `ORDAIN_ENV` and the file names have it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Dev => "dev",
            Self::Test => "test",
            Self::Prod => "prod",
        }
    }

    fn of_build() -> Self {
        if cfg!(debug_assertions) { Self::Dev } else { Self::Prod }
    }

    fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|profile| profile.name() == name)
    }
}

impl fmt::Display for Profile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What an application puts in the place of the framework's own defaults.
#[derive(Debug, Clone, Default)]
pub struct Defaults {
    /// The database used in development when nothing names one, such as `sqlite:blog.db`.
    pub database_url: Option<String>,
}

impl Config {
    /// Loads the configuration from the current folder and the environment of the process.
    ///
    /// # Errors
    ///
    /// [`ConfigError`] with every fault of every layer.
    pub fn load() -> Result<Self, ConfigError> {
        Self::load_with(&Defaults::default())
    }

    /// Loads as [`load`](Self::load) does, with defaults of the application's own.
    ///
    /// # Errors
    ///
    /// [`ConfigError`] with every fault of every layer.
    pub fn load_with(defaults: &Defaults) -> Result<Self, ConfigError> {
        Self::load_from(Path::new(""), std::env::vars_os(), defaults)
    }

    /// Loads the configuration from a folder and from given variables, and from nothing else.
    ///
    /// A folder without files is no fault.
    ///
    /// # Errors
    ///
    /// [`ConfigError`] with every fault of every layer.
    ///
    /// # Examples
    ///
    /// ```
    /// use ordain::config::{Config, Defaults};
    ///
    /// let folder = std::path::Path::new("/nowhere");
    /// let config = Config::load_from(folder, [("PORT", "3000")], &Defaults::default())?;
    /// assert_eq!(config.server.bind.port(), 3000);
    /// # Ok::<(), ordain::config::ConfigError>(())
    /// ```
    pub fn load_from<N, V>(
        folder: &Path,
        variables: impl IntoIterator<Item = (N, V)>,
        defaults: &Defaults,
    ) -> Result<Self, ConfigError>
    where
        N: Into<OsString>,
        V: Into<OsString>,
    {
        let variables =
            variables.into_iter().map(|(name, value)| (name.into(), value.into())).collect();
        let layers = Layers::read(folder, variables);
        let mut reader = Reader::new(layers, defaults);
        let config = Self::read(&mut reader);
        reader.finish(config)
    }

    /// Returns the profile that the files and defaults were chosen by.
    #[must_use]
    pub fn profile(&self) -> Profile {
        self.profile
    }

    /// Returns every key with its value as it may be shown and the place it came from.
    #[must_use]
    pub fn values(&self) -> &[Value] {
        &self.values
    }
}
