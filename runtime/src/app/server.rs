//! The server: bind, serve, and stop without losing a request.
//!
//! It decides nothing about a request.

use std::net::{SocketAddr, TcpListener};
use std::time::Duration;

use actix_web::dev::{Server, ServerHandle};
use actix_web::web::{FormConfig, JsonConfig, PayloadConfig};
use actix_web::{App as Actix, HttpServer};

use super::behalf::as_application;
#[cfg(feature = "__database")]
use super::startup::seed;
use super::startup::{Prepared, Started, prepare};
use super::{App, Configure};
use crate::auth::Scheme;
use crate::config::{Config, Profile};
use crate::error::{Error, Result};
use crate::http::RouteSpec;
use crate::http::client::Proxies;
use crate::http::dispatch::Dispatch;
use crate::http::observe::Observe;
#[cfg(feature = "jobs")]
use crate::job::{Settings, Workers};
use crate::policy::Kind;
use crate::telemetry;

/// A server that runs.
pub struct Running {
    address: SocketAddr,
    handle: ServerHandle,
    server: tokio::task::JoinHandle<std::io::Result<()>>,
    started: Started,
    routes: Vec<&'static RouteSpec>,
    patience: Duration,
    scheme: Scheme,
    #[cfg(feature = "jobs")]
    workers: Option<Workers>,
}

impl Running {
    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// What it runs on.
    #[must_use]
    pub fn started(&self) -> &Started {
        &self.started
    }

    /// The declared routes that it serves, by path and method.
    #[must_use]
    pub fn routes(&self) -> &[&'static RouteSpec] {
        &self.routes
    }

    /// The word that it expects before a token in the header `Authorization`.
    #[must_use]
    pub fn auth_scheme(&self) -> &'static str {
        self.scheme.name()
    }

    /// Refuses new requests, lets those in flight and the running jobs finish, and ends.
    ///
    /// # Errors
    /// When the server had failed before.
    pub async fn stop(self) -> Result<()> {
        let Self { handle, server, started, patience, .. } = self;
        #[cfg(feature = "jobs")]
        let workers = async {
            if let Some(workers) = self.workers {
                workers.shutdown(patience).await;
            }
        };
        #[cfg(not(feature = "jobs"))]
        let workers = std::future::ready(patience);
        tokio::join!(handle.stop(true), workers);
        let result = server.await.map_err(Error::internal)?;
        #[cfg(feature = "__database")]
        if let Some(db) = started.db {
            db.close().await;
        }
        let _ = started.profile;
        result.map_err(Error::internal)
    }
}

/// Serves until a signal asks to stop.
pub(super) async fn serve(app: App) -> Result<()> {
    let config = Config::load_with(&app.defaults)?;
    telemetry::init(&config.log);
    let docs = config.docs.enabled && cfg!(feature = "docs");
    let profile = config.profile();
    // Before the server accepts anything, so that no signal is missed.
    let signal = Signals::listen()?;
    let running = start(app, config).await?;
    announce(running.address, docs, profile);
    let name = signal.wait().await;
    tracing::info!("{name}: finishing what is in flight");
    running.stop().await?;
    tracing::info!("stopped");
    Ok(())
}

pub(super) async fn start(mut app: App, config: Config) -> Result<Running> {
    let listener = bind(config.server.bind)?;
    let address = listener.local_addr().map_err(Error::internal)?;
    let prepared = prepare(&mut app, &config).await?;
    #[cfg(feature = "__database")]
    seed(&prepared, &config).await?;
    let started = prepared.started.clone();
    for hook in app.on_start.drain(..) {
        as_application(Kind::Hook, "on_start", hook(started.clone())).await??;
    }
    #[cfg(feature = "jobs")]
    let workers = work(&prepared, &config).await?;
    let (routes, scheme) = (prepared.specs.clone(), prepared.services.scheme);
    let server = listen(prepared, app.configure, listener, &config)?;
    let handle = server.handle();
    let server = tokio::spawn(server);
    let patience = config.server.shutdown_timeout;
    Ok(Running {
        address,
        handle,
        server,
        started,
        routes,
        patience,
        scheme,
        #[cfg(feature = "jobs")]
        workers,
    })
}

/// Starts the workers, where there is a database to take jobs from.
#[cfg(feature = "jobs")]
async fn work(prepared: &Prepared, config: &Config) -> Result<Option<Workers>> {
    let Some(db) = &prepared.started.db else { return Ok(None) };
    let settings = Settings::from(&config.jobs);
    Workers::start(db, settings, prepared.values.clone()).await.map(Some)
}

fn bind(address: SocketAddr) -> Result<TcpListener> {
    TcpListener::bind(address).map_err(|error| {
        Error::internal(format!("cannot listen on {address} (`server.bind`): {error}"))
    })
}

fn listen(
    prepared: Prepared,
    configure: Vec<Configure>,
    listener: TcpListener,
    config: &Config,
) -> Result<Server> {
    let Prepared { table, services, .. } = prepared;
    // The dispatcher bounds each body by its route; actix's extractors must not be narrower.
    let body_limit = table.largest_body().unwrap_or(0).max(services.body_limit);
    // actix counts whole seconds: a part of one is a second.
    let timeout = config.server.shutdown_timeout.as_millis().div_ceil(1000);
    let timeout = u64::try_from(timeout).unwrap_or(u64::MAX);
    let proxies = Proxies::new(&config.server.trusted_proxies, config.server.forwarded_headers);
    let server = HttpServer::new(move || {
        let configure = configure.clone();
        Actix::new()
            .app_data(proxies.clone())
            .app_data(PayloadConfig::new(body_limit))
            .app_data(JsonConfig::default().limit(body_limit))
            .app_data(FormConfig::default().limit(body_limit))
            .configure(move |services| configure.iter().for_each(|configure| configure(services)))
            .default_service(Dispatch::new(table.clone(), services.clone()))
            .wrap(Observe::new(table.clone(), services.clone()))
    });
    let server = server
        .workers(config.server.workers)
        .client_request_timeout(config.server.client_timeout)
        .keep_alive(config.server.keep_alive)
        .shutdown_timeout(timeout)
        .disable_signals()
        .listen(listener)
        .map_err(Error::internal)?;
    Ok(server.run())
}

/// Tells a person where to look.
fn announce(address: SocketAddr, docs: bool, profile: Profile) {
    let host = if address.ip().is_unspecified() {
        format!("localhost:{}", address.port())
    } else {
        address.to_string()
    };
    tracing::info!(profile = profile.name(), "listening on http://{host}");
    if docs {
        tracing::info!("the API in the browser: http://{host}/docs");
    }
}

/// The signals that ask a process to stop.
struct Signals {
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
    #[cfg(unix)]
    interrupt: tokio::signal::unix::Signal,
}

impl Signals {
    #[cfg(unix)]
    fn listen() -> Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        let terminate = signal(SignalKind::terminate()).map_err(Error::internal)?;
        let interrupt = signal(SignalKind::interrupt()).map_err(Error::internal)?;
        Ok(Self { terminate, interrupt })
    }

    #[cfg(unix)]
    async fn wait(mut self) -> &'static str {
        tokio::select! {
            _ = self.terminate.recv() => "SIGTERM",
            _ = self.interrupt.recv() => "SIGINT",
        }
    }

    #[cfg(not(unix))]
    #[expect(clippy::unnecessary_wraps, reason = "as on Unix")]
    fn listen() -> Result<Self> {
        Ok(Self {})
    }

    #[cfg(not(unix))]
    async fn wait(self) -> &'static str {
        // Without a console there is no signal: the process is ended from outside.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
        "Ctrl-C"
    }
}
