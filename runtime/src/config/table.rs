//! Every key there is: name, type, rule, default and text in one place. It never reads a file or a variable.

use std::net::SocketAddr;
use std::time::Duration;

use ipnet::IpNet;
#[cfg(feature = "auth")]
use secrecy::SecretString;

#[cfg(any(feature = "auth", feature = "__database", feature = "redis"))]
use super::key::Shown;
use super::key::{Facts, Key, Platform};
#[cfg(feature = "auth")]
use super::kind::SECRET;
use super::kind::{
    ADDRESS, COUNT, DURATION, FILTER, FORWARDED_HEADERS, ForwardedHeaders, LIMIT_STORE, LOG_FORMAT,
    LimitStore, LogFormat, NETWORKS, SIZE, SWITCH,
};
#[cfg(feature = "__database")]
use super::kind::{
    DATABASE_URL, DatabaseUrl, LIMIT, MIGRATE, Migrate, SEED, SYNCHRONOUS, Seed, Synchronous,
};
#[cfg(feature = "redis")]
use super::kind::{REDIS_URL, RedisUrl};
use super::reader::{Reader, Value};
use super::{Defaults, Profile};

/// A section with its keys.
pub(super) struct Section {
    pub(super) name: &'static str,
    pub(super) keys: &'static [Key],
}

/// Sections that are there only with a feature.
pub(super) const GATED: [(&str, &str); 5] = [
    ("database", "sqlite"),
    ("auth", "auth"),
    ("jobs", "jobs"),
    ("metrics", "metrics"),
    ("redis", "redis"),
];

/// Returns every key of the configuration in the order of the documentation.
pub fn keys() -> impl Iterator<Item = &'static Key> {
    SECTIONS.iter().flat_map(|section| section.keys)
}

/// For each section a struct and its keys, for all of them [`Config`] and [`SECTIONS`]:
///
/// ```text
/// /// What the section is about.
/// server: Server {
///     /// What the key means.
///     bind: SocketAddr = ADDRESS, Facts::default("127.0.0.1:8080");
/// }
/// ```
macro_rules! settings {
    ($(
        $(#[cfg($gate:meta)])?
        $(#[doc = $about:literal])+
        $section:ident: $Section:ident {$(
            $(#[doc = $doc:literal])+
            $name:ident: $type:ty = $kind:expr, $facts:expr;
        )+}
    )+) => {
        $(
            $(#[cfg($gate)])?
            $(#[doc = $about])+
            #[derive(Debug, Clone)]
            #[non_exhaustive]
            pub struct $Section {$(
                $(#[doc = $doc])+
                pub $name: $type,
            )+}

            $(#[cfg($gate)])?
            impl $Section {
                const KEYS: &'static [Key] = &[$(Key {
                    section: stringify!($section),
                    name: stringify!($name),
                    platform: $facts.platform_name(),
                    facts: $facts,
                    form: $kind.form,
                    bounds: $kind.bounds,
                    doc: concat!($($doc, "\n"),+),
                },)+];

                fn read(reader: &mut Reader<'_>) -> Option<Self> {
                    let mut keys = Self::KEYS.iter();
                    $(let $name = reader.read(keys.next()?, &$kind);)+
                    Some(Self {$($name: $name?,)+})
                }
            }
        )+

        /// Every section there is.
        pub(super) const SECTIONS: &[Section] = &[$(
            $(#[cfg($gate)])?
            Section { name: stringify!($section), keys: $Section::KEYS },
        )+];

        /// The whole configuration, typed and checked.
        #[derive(Debug, Clone)]
        #[non_exhaustive]
        pub struct Config {
            pub(super) profile: Profile,
            pub(super) values: Vec<Value>,
            $(
                $(#[cfg($gate)])?
                $(#[doc = $about])+
                pub $section: $Section,
            )+
        }

        impl Config {
            pub(super) fn read(reader: &mut Reader<'_>) -> Option<Self> {
                $(
                    $(#[cfg($gate)])?
                    let $section = $Section::read(reader);
                )+
                Some(Self {
                    profile: reader.profile(),
                    values: reader.values(),
                    $(
                        $(#[cfg($gate)])?
                        $section: $section?,
                    )+
                })
            }
        }
    };
}

settings! {
    /// How the server listens and what it accepts.
    server: Server {
        /// The address and port to listen on. `PORT` changes the port, and listens on every
        /// interface (`0.0.0.0`) if nothing names an address.
        bind: SocketAddr = ADDRESS, Facts::default("127.0.0.1:8080").platform("PORT", Platform::Port);
        /// The number of threads that answer requests.
        workers: usize = COUNT.between("1", "1024"), Facts::computed("the number of cores", cores);
        /// The largest request body accepted, where the route does not say otherwise; a `KB` has 1024 bytes.
        body_limit: usize = SIZE.between("1B", "1024GB"), Facts::default("2MB");
        /// The proxies that are believed when they say from whom a request comes, through which scheme and to which
        /// host; a variable holds them between commas. Without any, a request comes from whoever is connected.
        trusted_proxies: Vec<IpNet> = NETWORKS, Facts::computed("none", |_, _| None);
        /// How they say it: `X-Forwarded-For`, `-Proto` and `-Host`, or `Forwarded` (RFC 7239). The proxies must
        /// set or remove each of these headers: what a client sends of them must not pass.
        forwarded_headers: ForwardedHeaders = FORWARDED_HEADERS, Facts::default("x-forwarded");
        /// How long requests and jobs in flight may take to finish when the server is asked to stop.
        shutdown_timeout: Duration = DURATION.between("0s", "1h"), Facts::default("30s");
    }

    #[cfg(feature = "__database")]
    /// The application's database.
    database: Database {
        /// The address of the database. An application with models needs one.
        url: Option<DatabaseUrl> = DATABASE_URL, Facts::computed("`sqlite:ordain.db` in dev unless the application names another, else none", database_url)
            .platform("DATABASE_URL", Platform::Yields)
            .shown(Shown::WithoutPassword);
        /// The number of threads for the long reads of an SQLite database; short ones run where they are asked for.
        readers: usize = COUNT.between("1", "256"), Facts::default("4");
        /// How long a statement waits for a database that another process has locked.
        busy_timeout: Duration = DURATION.between("0s", "1h"), Facts::default("5s");
        /// The most connections to a database server; on PostgreSQL, each thread that answers requests has one more for what only reads.
        pool_size: usize = COUNT.between("1", "1024"), Facts::default("10");
        /// How long a statement waits for a connection to a database server.
        acquire_timeout: Duration = DURATION.between("1ms", "1h"), Facts::default("5s");
        /// How long a connection to a database server may be unused before it is closed.
        idle_timeout: Duration = DURATION.between("1s", "24h"), Facts::default("10m");
        /// How old a connection to a database server may become.
        max_lifetime: Duration = DURATION.between("1s", "24h"), Facts::default("30m");
        /// A statement of a request that takes longer is logged, with its route; `off` logs none.
        slow_query: Option<Duration> = LIMIT.between("1ms", "1h"), Facts::computed("`100ms` in dev, else `off`", slow_query);
        /// When a change to an SQLite database counts as done: on the disk (`full`), or in the hands of
        /// the operating system (`normal`): faster, but a power failure may take back the last changes.
        synchronous: Synchronous = SYNCHRONOUS, Facts::default("full");
        /// What a start does about migrations: `auto` applies those that are pending, `check` refuses to
        /// start while some are, `off` does not look at them. With both of the first, a database or
        /// models that differ from the migrations refuse the start.
        migrate: Migrate = MIGRATE, Facts::computed("`auto`, in prod `check`", migrate);
        /// What a start does about seeders, after the migrations: `auto` runs those that never ran, `off`
        /// none. In production `auto` refuses the start: there `seed run --all --yes` runs them, on purpose.
        seed: Seed = SEED, Facts::computed("`auto` in dev, else `off`", seed);
    }

    #[cfg(feature = "auth")]
    /// How people prove who they are.
    auth: Auth {
        /// The key that bearer tokens are signed with. Make one with `openssl rand -hex 32`.
        secret: Option<SecretString> = SECRET, Facts::computed("none", |_, _| None).shown(Shown::Never);
        /// How long a bearer token is good for.
        token_lifetime: Duration = DURATION.between("1s", "3650d"), Facts::default("1h");
    }

    #[cfg(feature = "redis")]
    /// The Redis server that instances share.
    redis: Redis {
        /// The address of the server; with `rediss` over TLS.
        url: Option<RedisUrl> = REDIS_URL, Facts::computed("none", |_, _| None)
            .platform("REDIS_URL", Platform::Yields)
            .shown(Shown::WithoutPassword);
    }

    /// How often somebody may call.
    limits: Limits {
        /// Where the calls of rate limits are counted: in each process (`memory`), or for all instances together
        /// in Redis or, slower, in the database; `auto` is Redis where one is configured, else `memory`.
        store: LimitStore = LIMIT_STORE, Facts::default("auto");
        /// How long a request waits for what instances share; after that each process counts for itself
        /// until it answers again.
        patience: Duration = DURATION.between("1ms", "10s"), Facts::default("100ms");
    }

    /// What is logged and how.
    log: Log {
        /// The least level that is logged, or a filter by module such as `info,my_app=debug`.
        level: String = FILTER, Facts::default("info,actix_server=warn").platform("RUST_LOG", Platform::Overrides);
        /// How a line is written: `pretty` for people, `json` for machines.
        format: LogFormat = LOG_FORMAT, Facts::computed("`pretty`, in prod `json`", log_format);
        /// Whether each request is logged in one line.
        requests: bool = SWITCH, Facts::default("true");
    }

    #[cfg(feature = "jobs")]
    /// How background jobs are run.
    jobs: Jobs {
        /// Whether this process runs jobs; it can add them either way.
        enabled: bool = SWITCH, Facts::default("true");
        /// The number of jobs of one queue that run at the same time.
        concurrency: usize = COUNT.between("1", "1024"), Facts::default("4");
        /// How often an idle worker looks for jobs.
        poll: Duration = DURATION.between("1ms", "1h"), Facts::default("250ms");
        /// How long after its last sign of life a worker is taken for dead and its jobs go to another.
        lease: Duration = DURATION.between("1s", "24h"), Facts::default("30s");
    }

    #[cfg(feature = "metrics")]
    /// Figures for monitoring.
    metrics: Metrics {
        /// Whether `/metrics` is served, to everybody who can reach the server.
        enabled: bool = SWITCH, Facts::computed("`true`, in prod `false`", metrics);
    }

    /// The description of the API.
    docs: Docs {
        /// Whether `/openapi.json` and `/docs` are served.
        enabled: bool = SWITCH, Facts::default("true");
    }
}

// One signature for every computed default, whether or not it can be absent.
#[expect(clippy::unnecessary_wraps)]
fn cores(_: Profile, _: &Defaults) -> Option<String> {
    Some(std::thread::available_parallelism().map_or(1, usize::from).to_string())
}

#[expect(clippy::unnecessary_wraps)]
fn log_format(profile: Profile, _: &Defaults) -> Option<String> {
    let format = match profile {
        Profile::Dev | Profile::Test => "pretty",
        Profile::Prod => "json",
    };
    Some(format.to_owned())
}

#[cfg(feature = "metrics")]
#[expect(clippy::unnecessary_wraps, reason = "other keys have no default in some profile")]
fn metrics(profile: Profile, _: &Defaults) -> Option<String> {
    Some((profile != Profile::Prod).to_string())
}

#[cfg(feature = "__database")]
#[expect(clippy::unnecessary_wraps, reason = "other keys have no default in some profile")]
fn migrate(profile: Profile, _: &Defaults) -> Option<String> {
    Some(if profile == Profile::Prod { "check" } else { "auto" }.to_owned())
}

#[cfg(feature = "__database")]
#[expect(clippy::unnecessary_wraps, reason = "other keys have no default in some profile")]
fn slow_query(profile: Profile, _: &Defaults) -> Option<String> {
    Some(if profile == Profile::Dev { "100ms" } else { "off" }.to_owned())
}

#[cfg(feature = "__database")]
#[expect(clippy::unnecessary_wraps, reason = "other keys have no default in some profile")]
fn seed(profile: Profile, _: &Defaults) -> Option<String> {
    Some(if profile == Profile::Dev { "auto" } else { "off" }.to_owned())
}

#[cfg(feature = "__database")]
fn database_url(profile: Profile, defaults: &Defaults) -> Option<String> {
    let own = || "sqlite:ordain.db".to_owned();
    let named = &defaults.database_url;
    (profile == Profile::Dev).then(|| named.clone().unwrap_or_else(own))
}
