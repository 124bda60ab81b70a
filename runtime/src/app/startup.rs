//! Between the command and the first request: everything is built, everything is checked.
//!
//! What cannot be checked refuses the start.

use std::sync::Arc;

use actix_web::web::Bytes;

use super::{App, builtin};
#[cfg(feature = "auth")]
use crate::auth::Tokens;
#[cfg(feature = "__database")]
use crate::config::Seed;
use crate::config::{Config, LimitStore, Profile};
#[cfg(feature = "__database")]
use crate::db::{Db, Options};
use crate::error::{Error, Result};
use crate::http::Services;
use crate::http::spec::RouteSpec;
use crate::http::table::Table;
#[cfg(feature = "__database")]
use crate::limit::Database;
#[cfg(feature = "redis")]
use crate::limit::Redis;
use crate::limit::Shared;
#[cfg(feature = "metrics")]
use crate::metrics::Metrics;
#[cfg(feature = "__database")]
use crate::migrate;
use crate::openapi::{self, Info};
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
    pub(super) table: Arc<Table>,
    pub(super) services: Arc<Services>,
    #[cfg(feature = "__database")]
    pub(super) values: State,
    pub(super) started: Started,
}

/// Finds faults without touching a database or a socket.
pub(super) fn check(app: &App, config: &Config) -> Result<()> {
    let specs = served(config);
    Table::build(&specs)?;
    let _ = openapi::document(&app.info, &specs);
    #[cfg(feature = "auth")]
    tokens(config, &specs)?;
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
    let specs = served(config);
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
    let mut provided = Provided::of(settings(config));
    let services = &mut provided.services;
    services.limits = limits(config, &started).await?;
    #[cfg(feature = "auth")]
    if let Some(tokens) = tokens(config, &specs)? {
        services.authenticator = crate::auth::Authenticator::of(tokens.clone());
        services.provide(tokens);
    }
    provide(services, &app.info, &started, &specs)?;
    #[cfg(feature = "metrics")]
    provided.add(started.metrics.clone());
    for provide in app.provided.drain(..) {
        provide(&mut provided);
    }
    report_missing(&specs, &provided.services)?;
    Ok(Prepared {
        table,
        services: Arc::new(provided.services),
        #[cfg(feature = "__database")]
        values: provided.values,
        started,
    })
}

/// Where all instances count, if they do, and what it has to say.
async fn limits(config: &Config, started: &Started) -> Result<Option<Shared>> {
    let Some(shared) = shared(config, started).await? else { return Ok(None) };
    shared.wake().await;
    #[cfg(feature = "metrics")]
    started.metrics.register(
        "limits_fallbacks",
        "Calls that were counted by this process alone because the shared store did not answer",
        shared.fallbacks(),
    );
    Ok(Some(shared))
}

async fn shared(config: &Config, started: &Started) -> Result<Option<Shared>> {
    let _ = started;
    match config.limits.store {
        LimitStore::Memory => Ok(None),
        #[cfg(feature = "redis")]
        store @ (LimitStore::Auto | LimitStore::Redis) => match &config.redis.url {
            Some(url) => Ok(Some(Shared::new(Redis::at(url.expose())?, config.limits.patience))),
            None if store == LimitStore::Auto => Ok(None),
            None => Err(Error::internal(
                "`limits.store` is `redis`, and `redis.url` is not configured: set REDIS_URL",
            )),
        },
        #[cfg(not(feature = "redis"))]
        LimitStore::Auto => Ok(None),
        #[cfg(feature = "__database")]
        LimitStore::Database => match &started.db {
            Some(db) => {
                let store = Database::open(db.clone()).await?;
                Ok(Some(Shared::new(store, config.limits.patience)))
            }
            None => Err(Error::internal(
                "`limits.store` is `database`, and the configuration names no database",
            )),
        },
    }
}

fn settings(config: &Config) -> Services {
    let mut services = Services::default();
    services.explain = config.profile() == Profile::Dev;
    #[cfg(feature = "__database")]
    {
        services.watch.repeated = config.profile() != Profile::Prod;
        services.watch.slow = config.database.slow_query;
    }
    services.body_limit = config.server.body_limit;
    services.log_requests = config.log.requests;
    services
}

fn provide(
    services: &mut Services,
    info: &Info,
    started: &Started,
    specs: &[&'static RouteSpec],
) -> Result<()> {
    let document = openapi::document(info, specs).to_json()?;
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
    Ok(())
}

/// The routes that this configuration serves.
pub(super) fn served(config: &Config) -> Vec<&'static RouteSpec> {
    let mut specs = builtin::routes();
    if !config.docs.enabled {
        specs.retain(|spec| !builtin::is_documentation(spec));
    }
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

/// The tokens, when the application has a secret or can do without: development makes one up.
#[cfg(feature = "auth")]
fn tokens(config: &Config, specs: &[&'static RouteSpec]) -> Result<Option<Tokens>> {
    if let Some(secret) = &config.auth.secret {
        return Ok(Some(Tokens::new(secret, config.auth.token_lifetime)?));
    }
    let guarded = specs.iter().find(|spec| !matches!(spec.policy, Rule::Public));
    match (guarded, config.profile()) {
        (None, _) => Ok(None),
        (Some(_), Profile::Dev | Profile::Test) => {
            tracing::warn!(
                "no `auth.secret` is configured: tokens are signed with a random one and end with this process"
            );
            Tokens::random(config.auth.token_lifetime).map(Some)
        }
        (Some(spec), Profile::Prod) => Err(Error::internal(format!(
            "{spec} is not public, and `auth.secret` is not configured: set ORDAIN_AUTH__SECRET to at least 32 random bytes"
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
