//! Between the command and the first request: everything is built, everything is checked.
//!
//! What cannot be checked refuses the start.

use std::sync::Arc;

use actix_web::web::Bytes;

#[cfg(feature = "accounts")]
use super::accounts::open_accounts;
use super::document::describe;
use super::limits::limits;
use super::{App, builtin};
#[cfg(feature = "accounts")]
use crate::account;
#[cfg(feature = "__database")]
use crate::audit;
use crate::auth::Scheme;
#[cfg(feature = "auth")]
use crate::auth::Tokens;
#[cfg(feature = "__database")]
use crate::config::Seed;
use crate::config::{Config, Profile};
#[cfg(feature = "__database")]
use crate::db::{Db, Options};
use crate::error::{Error, Result};
use crate::http::Services;
use crate::http::cors::Cors;
use crate::http::load::Load;
use crate::http::security::Security;
use crate::http::spec::RouteSpec;
use crate::http::table::Table;
#[cfg(feature = "metrics")]
use crate::metrics::Metrics;
#[cfg(feature = "__database")]
use crate::migrate;
#[cfg(feature = "auth")]
use crate::policy::Rule;
#[cfg(feature = "__database")]
use crate::seed::{self, Order, Step, Which};
#[cfg(feature = "__database")]
use crate::work::State;

/// What `App::on_start` is given.
#[derive(Clone)]
pub struct Started {
    pub(super) profile: Profile,
    #[cfg(feature = "__database")]
    pub(super) db: Option<Db>,
    #[cfg(feature = "metrics")]
    metrics: Metrics,
}

impl Started {
    /// Which profile runs.
    #[must_use]
    pub fn profile(&self) -> Profile {
        self.profile
    }

    /// The figures that `/metrics` shows: an application adds its own.
    #[cfg(feature = "metrics")]
    #[must_use]
    pub fn metrics(&self) -> &Metrics {
        &self.metrics
    }

    /// The database.
    ///
    /// # Errors
    /// When the configuration names none.
    #[cfg(feature = "__database")]
    pub fn db(&self) -> Result<&Db> {
        self.db.as_ref().ok_or_else(|| Error::internal("the configuration names no database"))
    }
}

/// What routes, jobs and seeders are given.
pub(super) struct Provided {
    pub(super) services: Services,
    #[cfg(feature = "__database")]
    pub(super) values: State,
}

impl Provided {
    pub(super) fn of(services: Services) -> Self {
        Self {
            services,
            #[cfg(feature = "__database")]
            values: State::default(),
        }
    }

    /// Gives a value to both.
    pub(super) fn add<T: Clone + Send + Sync + 'static>(&mut self, value: T) {
        #[cfg(feature = "__database")]
        {
            let values = std::mem::take(&mut self.values);
            self.values = values.with(Arc::new(value.clone()));
        }
        self.services.provide(value);
    }
}

/// Everything that the server runs on.
pub(super) struct Prepared {
    pub(super) specs: Vec<&'static RouteSpec>,
    pub(super) table: Arc<Table>,
    pub(super) services: Arc<Services>,
    #[cfg(feature = "__database")]
    pub(super) values: State,
    pub(super) started: Started,
}

/// Finds faults without touching a database or a socket.
pub(super) fn check(app: &App, config: &Config) -> Result<()> {
    #[cfg_attr(not(feature = "auth"), expect(unused_mut, reason = "nothing to leave out"))]
    let mut specs = served(config);
    settings(config, &specs)?;
    #[cfg(feature = "auth")]
    tokens(config, &mut specs)?;
    check_audit(config, &specs)?;
    #[cfg(all(feature = "accounts", feature = "redis"))]
    super::accounts::check_sessions(config)?;
    Table::build(&specs)?;
    serde_json::to_string(&describe(app, config, &specs)?)?;
    #[cfg(feature = "__database")]
    check_seeders(config)?;
    Ok(())
}

/// Finds seeders that contradict each other, and a production that would be seeded by a start.
#[cfg(feature = "__database")]
fn check_seeders(config: &Config) -> Result<()> {
    seed::ordered(&seed::specs())?;
    if config.database.seed == Seed::Auto && config.profile() == Profile::Prod {
        return Err(Error::internal(
            "`database.seed` is `auto` in production: set it to `off`, and run seeders on purpose, by \
             `seed run --all --yes`",
        ));
    }
    Ok(())
}

/// Runs the seeders that never ran, where the configuration says so.
#[cfg(feature = "__database")]
pub(super) async fn seed(prepared: &Prepared, config: &Config) -> Result<()> {
    let Some(db) = &prepared.started.db else { return Ok(()) };
    if config.database.seed == Seed::Off {
        return Ok(());
    }
    let order = Order { which: Which::All, again: false };
    seed::run(db, &prepared.values, &order, |step| {
        if let Step::Ran(name) = step {
            tracing::info!(seeder = name, "ran");
        }
    })
    .await
}

/// Builds everything and runs nothing yet.
pub(super) async fn prepare(app: &mut App, config: &Config) -> Result<Prepared> {
    #[cfg_attr(not(feature = "auth"), expect(unused_mut, reason = "nothing to leave out"))]
    let mut specs = served(config);
    #[cfg(feature = "auth")]
    let tokens = tokens(config, &mut specs)?;
    let scheme = Scheme::new(app.auth_scheme)?;
    let table = Arc::new(Table::build(&specs)?);
    #[cfg(feature = "__database")]
    check_seeders(config)?;
    let started = Started {
        profile: config.profile(),
        #[cfg(feature = "__database")]
        db: connect(config).await?,
        #[cfg(feature = "metrics")]
        metrics: Metrics::default(),
    };
    #[cfg(all(feature = "metrics", feature = "__database"))]
    if let Some(db) = &started.db {
        started.metrics.watch(db.clone());
    }
    let document = serde_json::to_string(&describe(app, config, &specs)?)?;
    let mut provided = Provided::of(settings(config, &specs)?);
    (provided.services.scheme, provided.services.errors) = (scheme, app.errors);
    provided.services.limits = limits(config, &started).await?;
    #[cfg(feature = "auth")]
    crate::auth::limit_queue(config.auth.password_queue);
    #[cfg(feature = "auth")]
    if let Some(tokens) = tokens {
        let tokens = tokens.with_scheme(scheme);
        provide_tokens(&mut provided.services, tokens.clone());
        #[cfg(feature = "accounts")]
        open_accounts(&app.info, config, &tokens, &mut provided, started.db.as_ref()).await?;
    }
    provide(&mut provided.services, document, &started);
    #[cfg(feature = "metrics")]
    if let Some(load) = &provided.services.load {
        load.show(&started.metrics);
    }
    #[cfg(feature = "metrics")]
    provided.add(started.metrics.clone());
    for provide in app.provided.drain(..) {
        provide(&mut provided);
    }
    report_missing(&specs, &provided.services)?;
    check_audit(config, &specs)?;
    #[cfg(feature = "__database")]
    prepare_audit(&specs, &started).await?;
    Ok(Prepared {
        specs,
        table,
        services: Arc::new(provided.services),
        #[cfg(feature = "__database")]
        values: provided.values,
        started,
    })
}

fn settings(config: &Config, specs: &[&'static RouteSpec]) -> Result<Services> {
    let mut services = Services::default();
    services.explain = config.profile() == Profile::Dev;
    #[cfg(feature = "__database")]
    {
        services.watch.repeated = config.profile() != Profile::Prod;
        services.watch.slow = config.database.slow_query;
    }
    services.body_limit = config.server.body_limit;
    services.body_timeout = Some(config.server.body_timeout);
    services.log_requests = config.log.requests;
    #[cfg(feature = "jobs")]
    {
        services.queues = !crate::job::specs().is_empty();
    }
    services.cors = Cors::of(&config.cors, specs)?;
    services.security = Security::of(&config.security)?;
    let bound = config.server.max_in_flight;
    #[cfg(feature = "metrics")]
    let is_shown = config.metrics.enabled;
    #[cfg(not(feature = "metrics"))]
    let is_shown = false;
    services.load = (is_shown || bound.is_some()).then(|| Arc::new(Load::new(bound)));
    Ok(services)
}

fn provide(services: &mut Services, document: String, started: &Started) {
    services.provide(builtin::Document(Bytes::from(document)));
    #[cfg(feature = "docs")]
    services.provide(super::docs::Page::new());
    services.provide(builtin::Readiness {
        #[cfg(feature = "__database")]
        db: started.db.clone(),
    });
    #[cfg(feature = "__database")]
    if let Some(db) = &started.db {
        services.provide(db.clone());
    }
    let _ = started;
}

/// The routes that this configuration serves.
pub(super) fn served(config: &Config) -> Vec<&'static RouteSpec> {
    let mut specs = builtin::routes();
    if !config.docs.enabled {
        specs.retain(|spec| !builtin::is_documentation(spec));
    }
    #[cfg(feature = "accounts")]
    specs.retain(|spec| account::is_on(spec, config));
    #[cfg(feature = "metrics")]
    if !config.metrics.enabled {
        specs.retain(|spec| !builtin::is_metrics(spec));
    }
    specs
}

fn report_missing(specs: &[&'static RouteSpec], services: &Services) -> Result<()> {
    let mut faults = Vec::new();
    for spec in specs {
        for argument in spec.arguments {
            if let Some(missing) = (argument.missing)(services) {
                faults.push(format!(
                    "{spec} takes `{missing}`, which the application does not provide"
                ));
            }
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(Error::internal(faults.join("\n"))) }
}

/// Refuses routes that are written into the audit log where there is no place for it.
fn check_audit(config: &Config, specs: &[&'static RouteSpec]) -> Result<()> {
    #[cfg(feature = "__database")]
    let is_there = config.database.url.is_some();
    #[cfg(not(feature = "__database"))]
    let is_there = false;
    let _ = config;
    match specs.iter().find(|spec| spec.audit.is_some()) {
        Some(spec) if !is_there => Err(Error::internal(format!(
            "{spec} is written into the audit log, and there is no database for it: set \
             `DATABASE_URL`"
        ))),
        _ => Ok(()),
    }
}

/// Makes the audit log where a route is written there.
#[cfg(feature = "__database")]
async fn prepare_audit(specs: &[&'static RouteSpec], started: &Started) -> Result<()> {
    match &started.db {
        Some(db) if specs.iter().any(|spec| spec.audit.is_some()) => audit::create_table(db).await,
        _ => Ok(()),
    }
}

/// Public keys alone recognise callers, and issue nothing: who wants to issue is not given them.
#[cfg(feature = "auth")]
fn provide_tokens(services: &mut Services, tokens: Tokens) {
    services.authenticator = crate::auth::Authenticator::of(tokens.clone());
    if let Some(keys) = tokens.public_keys() {
        services.provide(builtin::PublicKeys(Bytes::from(keys.to_string())));
    }
    if tokens.can_issue() {
        services.provide(tokens);
    } else {
        tracing::info!("`auth.keys` has public keys only: tokens are verified and none is issued");
    }
}

/// The tokens, when the application has keys or can do without: development makes a secret up.
/// Without public keys there is no route that shows them.
#[cfg(feature = "auth")]
fn tokens(config: &Config, specs: &mut Vec<&'static RouteSpec>) -> Result<Option<Tokens>> {
    let tokens = known_tokens(config, specs)?;
    if tokens.as_ref().and_then(Tokens::public_keys).is_none() {
        specs.retain(|spec| !builtin::is_public_keys(spec));
    }
    Ok(tokens)
}

#[cfg(feature = "auth")]
fn known_tokens(config: &Config, specs: &[&'static RouteSpec]) -> Result<Option<Tokens>> {
    if let Some(tokens) = Tokens::configured(&config.auth)? {
        return Ok(Some(tokens));
    }
    let guarded = specs.iter().find(|spec| !matches!(spec.policy, Rule::Public));
    match (guarded, config.profile()) {
        (None, _) => Ok(None),
        (Some(_), Profile::Dev | Profile::Test) => {
            tracing::warn!(
                "no `auth.secret` is configured: tokens are signed with a random one and end with this process"
            );
            Tokens::unconfigured(&config.auth).map(Some)
        }
        (Some(spec), Profile::Prod) => Err(Error::internal(format!(
            "{spec} is not public, and neither `auth.secret` nor `auth.keys` is configured: set ORDAIN_AUTH__SECRET to at least 32 random bytes"
        ))),
    }
}

/// The database that the configuration names, brought to where the program needs it.
#[cfg(feature = "__database")]
pub(super) async fn connect(config: &Config) -> Result<Option<Db>> {
    let Some(db) = open(config).await? else { return Ok(None) };
    let migrations = super::entry::package().migrations;
    migrate::at_start(&db, &migrations, config.database.migrate, config.profile()).await?;
    #[cfg(feature = "jobs")]
    crate::job::create_table(&db).await?;
    Ok(Some(db))
}

/// The database that the configuration names, as it is.
#[cfg(feature = "__database")]
pub(super) async fn open(config: &Config) -> Result<Option<Db>> {
    let Some(url) = &config.database.url else { return Ok(None) };
    Db::connect(url.expose(), &options(&config.database)).await.map(Some)
}

#[cfg(feature = "__database")]
fn options(database: &crate::config::Database) -> Options {
    Options {
        readers: database.readers,
        busy_timeout: database.busy_timeout,
        synchronous: database.synchronous,
        pool_size: database.pool_size,
        acquire_timeout: database.acquire_timeout,
        idle_timeout: database.idle_timeout,
        max_lifetime: database.max_lifetime,
    }
}
