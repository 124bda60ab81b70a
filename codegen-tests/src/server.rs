//! An application that runs for the time of a test, with a configuration of the test's own.

use std::net::SocketAddr;
use std::path::Path;

use ordain::Result;
use ordain::app::{App, Running};
use ordain::config::{Config, Defaults};
use tokio::runtime::Runtime;

use crate::client::{Answer, Request};

/// A server on a free port of this machine.
pub struct Server {
    runtime: Runtime,
    running: Option<Running>,
    address: SocketAddr,
}

impl Server {
    /// Starts an application with these variables, and no files.
    ///
    /// # Errors
    /// As [`App::start`].
    pub fn start(app: App, variables: &[(&str, &str)]) -> Result<Self> {
        let own = [("ORDAIN_SERVER__BIND", "127.0.0.1:0"), ("ORDAIN_SERVER__WORKERS", "2")];
        let variables = own.iter().chain(variables).copied();
        let config = Config::load_from(Path::new("/nowhere"), variables, &Defaults::default())?;
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
        let running = runtime.block_on(app.start(config))?;
        Ok(Self { runtime, address: running.address(), running: Some(running) })
    }

    /// Sends a request and waits for the answer.
    #[must_use]
    pub fn send(&self, request: &Request) -> Answer {
        request.send(self.address)
    }

    /// Asks for a path.
    #[must_use]
    pub fn get(&self, path: &str) -> Answer {
        self.send(&Request::new("GET", path))
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(running) = self.running.take() {
            let _ = self.runtime.block_on(running.stop());
        }
    }
}
