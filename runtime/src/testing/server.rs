//! An application that runs for the time of a test.
//!
//! It reads no file and no variable: a test says all of its configuration.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;

use crate::app::{App, Running};
use crate::auth::Tokens;
use crate::config::{Config, Defaults};
use crate::error::Result;
use crate::policy::IntoRoles;

/// What signs the tokens of tests; it is known to everybody.
const SECRET: &str = "signs the tokens of tests and of nothing else";

/// What a test does not say.
const VARIABLES: [(&str, &str); 4] = [
    ("ORDAIN_ENV", "test"),
    ("ORDAIN_SERVER__BIND", "127.0.0.1:0"),
    ("ORDAIN_SERVER__WORKERS", "1"),
    ("ORDAIN_AUTH__SECRET", SECRET),
];

/// A server on a free port of this machine, in the profile `test`.
///
/// Its database is in memory, unless the test names another one.
///
/// # Examples
///
/// ```standalone_crate
/// use ordain::prelude::*;
/// use ordain::testing::Server;
///
/// # #[tokio::main]
/// # async fn main() -> Result<()> {
/// let server = Server::start(App::new()).await?;
/// let stream = std::net::TcpStream::connect(server.address())?;
/// # drop(stream);
/// server.stop().await
/// # }
/// ```
pub struct Server {
    running: Running,
    tokens: Tokens,
}

impl Server {
    /// Starts an application.
    ///
    /// # Errors
    /// As [`App::start`].
    pub async fn start(app: App) -> Result<Self> {
        Self::start_with(app, &[]).await
    }

    /// Starts an application with further variables: `("DATABASE_URL", "postgres://…")`.
    ///
    /// # Errors
    /// As [`App::start`].
    pub async fn start_with(app: App, variables: &[(&str, &str)]) -> Result<Self> {
        let mut all: BTreeMap<&str, &str> = VARIABLES.into();
        #[cfg(feature = "sqlite")]
        all.insert("DATABASE_URL", "sqlite::memory:");
        all.extend(variables.iter().copied());
        let secret = all.get("ORDAIN_AUTH__SECRET").copied().unwrap_or(SECRET);
        let tokens = Tokens::new(&secret.into(), Duration::from_hours(1))?;
        // A folder that is not there has no files.
        let folder = Path::new("/nowhere");
        let config = Config::load_from(folder, all, &Defaults::default())?;
        Ok(Self { running: app.start(config).await?, tokens })
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.running.address()
    }

    /// What it runs on: its database, for the rows that a test needs.
    #[must_use]
    pub fn running(&self) -> &Running {
        &self.running
    }

    /// A token for somebody with these roles, as [`Tokens::issue`] makes them.
    ///
    /// # Errors
    /// As [`Tokens::issue`].
    pub fn token(&self, id: i64, roles: impl IntoRoles) -> Result<String> {
        Ok(self.tokens.issue(id, roles)?.as_str().to_owned())
    }

    /// Ends it.
    ///
    /// # Errors
    /// As [`Running::stop`].
    pub async fn stop(self) -> Result<()> {
        self.running.stop().await
    }
}
