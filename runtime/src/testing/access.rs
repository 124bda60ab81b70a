//! The access matrix, held against the application as it runs.
//!
//! What is expected comes from the declarations, what is found from a socket: neither knows the other.

use std::fmt;
use std::time::Duration;

use ureq::Agent;
use ureq::http::{Request, header::AUTHORIZATION};

use super::segment::address;
use super::server::Server;
use crate::error::{Error, Result};
use crate::http::{Route, RouteSpec};
use crate::policy::matrix::{Caller, Cell, Table, callers, decision};

/// Who calls: nobody that any database knows.
const NOBODYS_ID: i64 = i64::MAX;

/// No answer is waited for longer.
const PATIENCE: Duration = Duration::from_secs(30);

/// Calls every route as nobody and as every role, and fails where the application does not do what its
/// access matrix says.
///
/// Where the matrix says no, a stranger must get 401 and a role 403. Where it says yes, the answer may be
/// anything else. Where it depends on a resource there is none: 400, 403 or 404.
///
/// Path segments are filled with values that name nothing, and bodies are empty. A route that does its work
/// all the same does it: start the server on a database of the test's own, and see
/// [`AccessMatrix::without`].
///
/// # Errors
/// When a token cannot be issued.
///
/// # Panics
/// When there are differences: it prints them as a table.
///
/// # Examples
///
/// ```standalone_crate
/// use ordain::prelude::*;
/// use ordain::testing::{Server, access_matrix};
///
/// # #[tokio::main]
/// # async fn main() -> Result<()> {
/// // In a test of your own: the `App` that `main` runs.
/// let server = Server::start(App::new()).await?;
/// access_matrix(&server).await?;
/// server.stop().await
/// # }
/// ```
pub async fn access_matrix(server: &Server) -> Result<()> {
    AccessMatrix::of(server).check().await
}

/// [`access_matrix`], with a choice of routes.
pub struct AccessMatrix<'a> {
    server: &'a Server,
    left_out: Vec<&'static RouteSpec>,
}

/// A caller whom a route does not answer as the matrix says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// `GET /posts`
    pub route: String,
    /// `nobody`, or the name of a role.
    pub caller: String,
    /// What the matrix says: `no`.
    pub declared: String,
    /// Which answers are right: `403`.
    pub expected: &'static str,
    /// What was answered.
    pub found: String,
}

/// One request.
struct Probe {
    spec: &'static RouteSpec,
    caller: Caller,
    url: String,
    authorization: Option<String>,
}

impl<'a> AccessMatrix<'a> {
    /// All routes that the server serves.
    #[must_use]
    pub fn of(server: &'a Server) -> Self {
        Self { server, left_out: Vec::new() }
    }

    /// Leaves a route out, because it works without a body and must not in a test.
    #[must_use]
    pub fn without<R: Route>(mut self) -> Self {
        self.left_out.push(R::SPEC);
        self
    }

    /// Calls the routes and fails when there are differences.
    ///
    /// # Errors
    /// When a token cannot be issued.
    ///
    /// # Panics
    /// When there are differences.
    pub async fn check(&self) -> Result<()> {
        let differences = self.differences().await?;
        assert!(differences.is_empty(), "\n{}", report(&differences));
        Ok(())
    }

    /// Calls the routes and says what is not as the matrix has it.
    ///
    /// # Errors
    /// When a token cannot be issued.
    pub async fn differences(&self) -> Result<Vec<Difference>> {
        let probes = self.probes()?;
        // The client waits in its own thread, so that a runtime of one thread can serve meanwhile.
        tokio::task::spawn_blocking(move || {
            let agent = agent();
            probes.iter().filter_map(|probe| probe.difference(&agent)).collect()
        })
        .await
        .map_err(Error::internal)
    }

    fn probes(&self) -> Result<Vec<Probe>> {
        let mut probes = Vec::new();
        // A constant may have several addresses: a route is known by what no two of them share.
        let is_in = |spec: &&&RouteSpec| {
            !self.left_out.iter().any(|out| (out.method, out.path) == (spec.method, spec.path))
        };
        for spec in self.server.running().routes().iter().filter(is_in) {
            let url = format!("http://{}{}", self.server.address(), address(spec));
            for caller in callers() {
                let token = match caller {
                    Caller::Nobody => None,
                    Caller::SignedIn => Some(self.server.token(NOBODYS_ID, ())?),
                    Caller::Role(role) => Some(self.server.token(NOBODYS_ID, role)?),
                };
                let scheme = self.server.running().auth_scheme();
                let authorization = token.map(|token| format!("{scheme} {token}"));
                probes.push(Probe { spec, caller, url: url.clone(), authorization });
            }
        }
        Ok(probes)
    }
}

impl Probe {
    fn difference(&self, agent: &Agent) -> Option<Difference> {
        let cell = decision(&self.spec.policy, self.caller);
        let (expected, is_right) = right(&cell, self.caller);
        let found = match self.ask(agent) {
            Ok(status) if is_right(status) => return None,
            Ok(status) => status.to_string(),
            Err(error) => format!("no answer: {error}"),
        };
        Some(Difference {
            route: format!("{} {}", self.spec.method, self.spec.path),
            caller: self.caller.to_string(),
            declared: cell.to_string(),
            expected,
            found,
        })
    }

    fn ask(&self, agent: &Agent) -> Result<u16, ureq::Error> {
        let mut request = Request::builder().method(self.spec.method.name()).uri(&self.url);
        if let Some(authorization) = &self.authorization {
            request = request.header(AUTHORIZATION, authorization);
        }
        Ok(agent.run(request.body(())?)?.status().as_u16())
    }
}

/// Which statuses are right, in words and as a test.
fn right(cell: &Cell, caller: Caller) -> (&'static str, fn(u16) -> bool) {
    match (cell, caller) {
        (Cell::Yes, _) => ("not 401, not 403", |status| !matches!(status, 401 | 403)),
        (Cell::No, Caller::Nobody) => ("401", |status| status == 401),
        (Cell::No, _) => ("403", |status| status == 403),
        (Cell::Depends(_), _) => ("400, 403 or 404", |status| matches!(status, 400 | 403 | 404)),
    }
}

fn agent() -> Agent {
    let config = Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .proxy(None)
        .timeout_global(Some(PATIENCE));
    config.build().into()
}

fn report(differences: &[Difference]) -> String {
    let mut table = Table::new(["ROUTE", "CALLER", "MATRIX", "EXPECTED", "ANSWER"]);
    for Difference { route, caller, declared, expected, found } in differences {
        table.row([route, caller, declared, *expected, found]);
    }
    format!("the application does not do what its access matrix says\n\n{}", table.to_text())
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { route, caller, declared, expected, found } = self;
        write!(f, "{route}, {caller}: {declared}, so {expected}, and it is {found}")
    }
}
