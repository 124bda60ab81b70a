//! Every key there is: name, type, rule, default and text in one place. It never reads a file or a variable.

use std::net::SocketAddr;
use std::time::Duration;

use ipnet::IpNet;
#[cfg(feature = "auth")]
use secrecy::SecretString;

use super::browser::{HEADERS, Listed, OPENER_POLICY, ORIGINS, PAGE_POLICY, REFERRER_POLICY};
#[cfg(any(feature = "auth", feature = "__database", feature = "mail", feature = "redis"))]
use super::key::Shown;
use super::key::{Facts, Key, Platform};
use super::kind::{
    ADDRESS, COUNT, DURATION, FILTER, FORWARDED_HEADERS, ForwardedHeaders, LIMIT, LIMIT_STORE,
    LOG_FORMAT, LimitStore, LogFormat, MOST, NETWORKS, SIZE, SWITCH,
};
#[cfg(feature = "__database")]
use super::kind::{
    DATABASE_URL, DatabaseUrl, MIGRATE, Migrate, SEED, SYNCHRONOUS, Seed, Synchronous,
};
#[cfg(feature = "auth")]
use super::kind::{KEYS, SECRET, TEXT};
#[cfg(feature = "mail")]
use super::kind::{MAIL_URL, MAILBOX, MailUrl};
#[cfg(feature = "accounts")]
use super::kind::{PUBLIC_URL, SAME_SITE, SESSION_STORE, SameSite, SessionStore};
#[cfg(feature = "redis")]
use super::kind::{REDIS_URL, RedisUrl};
#[cfg(feature = "oauth")]
use super::provider::{PROVIDERS, Provider};
use super::reader::{Reader, Settle, Value};
#[cfg(feature = "auth")]
use super::secret::KeySource;
use super::{Defaults, Profile};

/// A section with its keys.
pub(super) struct Section {
    pub(super) name: &'static str,
    pub(super) keys: &'static [Key],
}

/// Sections that are there only with a feature.
pub(super) const GATED: [(&str, &str); 9] = [
    ("database", "sqlite"),
    ("auth", "auth"),
    ("auth.providers", "oauth"),
    ("accounts", "accounts"),
    ("sessions", "accounts"),
    ("mail", "mail"),
    ("jobs", "jobs"),
    ("metrics", "metrics"),
    ("redis", "redis"),
];

/// Returns every key of the configuration in the order of the documentation.
pub fn keys() -> impl Iterator<Item = &'static Key> {
    SECTIONS.iter().flat_map(|section| section.keys)
}

/// A key, of what the table says of it.
macro_rules! key {
    ($section:expr, $name:ident, $kind:expr, $facts:expr, $($doc:literal),+) => {
        Key {
            section: $section,
            name: stringify!($name),
            platform: $facts.platform_name(),
            facts: $facts,
            form: $kind.form,
            bounds: $kind.bounds,
            doc: concat!($($doc, "\n"),+),
        }
    };
}

#[cfg(feature = "oauth")]
pub(super) use key;

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
                const KEYS: &'static [Key] = &[$(
                    key!(stringify!($section), $name, $kind, $facts, $($doc),+),
                )+];

                fn read(reader: &mut Reader<'_>) -> Option<Self> {
                    let mut keys = Self::KEYS.iter();
                    $(let $name = reader.read(keys.next()?, &$kind);)+
                    let mut section = Self {$($name: $name?,)+};
                    section.settle(reader);
                    Some(section)
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
            /// Whose accounts sign people in, in the order of their names.
            #[cfg(feature = "oauth")]
            pub providers: Vec<Provider>,
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
                #[cfg(feature = "oauth")]
                let providers = reader.blocks(&PROVIDERS, Provider::read);
                Some(Self {
                    profile: reader.profile(),
                    values: reader.values(),
                    #[cfg(feature = "oauth")]
                    providers: providers?,
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
        /// How long a client may take to send the head of the first request of a connection.
        client_timeout: Duration = DURATION.between("1s", "1h"), Facts::default("5s");
        /// How long a connection stays open between two requests. A proxy or load balancer before the server should
        /// close its own sooner, or it sends a request into a connection that is being closed.
        keep_alive: Duration = DURATION.between("1s", "1h"), Facts::default("75s");
        /// How long a client may take to send the whole body of a request, where something reads it.
        body_timeout: Duration = DURATION.between("100ms", "24h"), Facts::default("30s");
        /// From how many requests in flight on others are refused with 503; seven tenths of it for routes with `priority = background`,
        /// none for those with `priority = critical`.
        max_in_flight: Option<usize> = MOST.between("1", "1000000"), Facts::default("off");
        /// The proxies that are believed when they say from whom a request comes, through which scheme and to which
        /// host; a variable holds them between commas. Without any, a request comes from whoever is connected.
        trusted_proxies: Vec<IpNet> = NETWORKS, Facts::computed("none", |_, _| None);
        /// How they say it: `X-Forwarded-For`, `-Proto` and `-Host`, or `Forwarded` (RFC 7239). The proxies must
        /// set or remove each of these headers: what a client sends of them must not pass.
        forwarded_headers: ForwardedHeaders = FORWARDED_HEADERS, Facts::default("x-forwarded");
        /// How long requests and jobs in flight may take to finish when the server is asked to stop.
        shutdown_timeout: Duration = DURATION.between("0s", "1h"), Facts::default("30s");
    }

    /// Which pages of other origins may read the answers, where the route does not say otherwise.
    cors: Cors {
        /// The origins, `*` for all of them, or `none`; a variable holds a list between commas.
        origins: Listed = ORIGINS, Facts::default("none");
        /// The request headers that their pages may send, or `*` for all of them.
        headers: Listed = HEADERS, Facts::default("authorization, content-type, if-match, x-api-key, x-csrf-token");
        /// The headers of answers that their pages may read, `*` for all of them, or `none`.
        expose: Listed = HEADERS, Facts::default("deprecation, etag, link, location, ratelimit-limit, ratelimit-remaining, ratelimit-reset, retry-after, sunset, x-request-id");
        /// Whether their requests may carry cookies, and scripts may read the answers to such; refuses the start together with `*` as `origins` or `expose`.
        credentials: bool = SWITCH, Facts::default("false");
        /// How long a browser may remember what it was told.
        max_age: Duration = DURATION.between("0s", "24h"), Facts::default("10m");
    }

    /// What browsers are told about every answer; what a route sets itself goes over it.
    security: Security {
        /// The content security policy of web pages; all other answers have `default-src 'none'; frame-ancestors 'none'`.
        csp: String = PAGE_POLICY, Facts::default("default-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'; img-src 'self' data:; object-src 'none'");
        /// What other sites learn of the page that led to them.
        referrer_policy: &'static str = REFERRER_POLICY, Facts::default("strict-origin-when-cross-origin");
        /// Which pages share a group of windows with those of the application.
        opener_policy: &'static str = OPENER_POLICY, Facts::default("same-origin");
        /// How long browsers shall come back by HTTPS only, once they came so; `off` does not ask for it.
        hsts: Option<Duration> = LIMIT.between("1s", "3650d"), Facts::default("365d");
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
        /// The secret that bearer tokens are signed with, by HMAC. Make one with `openssl rand -hex 32`.
        /// Beside `keys` it signs nothing, and what it has signed is still accepted.
        secret: Option<SecretString> = SECRET, Facts::computed("none", |_, _| None).shown(Shown::Never);
        /// Where the keys of bearer tokens are kept. The first signs; what any of them has signed is
        /// accepted. A key is a PEM text (Ed25519, P-256 or RSA, private or public) or a secret.
        keys: Vec<KeySource> = KEYS, Facts::computed("none", |_, _| None).shown(Shown::References);
        /// Who issues the bearer tokens. It is written into them (`iss`), and those of others are refused.
        issuer: Option<String> = TEXT, Facts::computed("none", |_, _| None);
        /// Whom the bearer tokens are for. It is written into them (`aud`), and those for others are refused.
        audience: Option<String> = TEXT, Facts::computed("none", |_, _| None);
        /// How long a bearer token is good for.
        token_lifetime: Duration = DURATION.between("1s", "3650d"), Facts::default("1h");
        /// How many passwords may wait to be hashed or compared. Who comes then gets 503 with `Retry-After`.
        password_queue: usize = COUNT.between("1", "100000"), Facts::default("128");
    }

    #[cfg(feature = "accounts")]
    /// How people with an account prove who they are. Each way can be switched on; several at once.
    accounts: Accounts {
        /// Whether signing in gives bearer tokens: one for a short time, and one that renews it.
        tokens: bool = SWITCH, Facts::default("true");
        /// Whether signing in can set the cookie of a session.
        cookies: bool = SWITCH, Facts::default("false");
        /// Whether accounts can make API keys.
        api_keys: bool = SWITCH, Facts::default("false");
        /// Where the application is to be found: links in mails begin with it. In production it must be set if
        /// accounts have routes.
        url: Option<String> = PUBLIC_URL, Facts::computed("`http://localhost:8080`, in prod none", public_url);
    }

    #[cfg(feature = "accounts")]
    /// How long somebody stays signed in.
    sessions: Sessions {
        /// Where sessions are kept: in the application's database, or in Redis. Accounts, API keys and links stay in the
        /// database; while Redis is away nobody is signed in, and requests that carry a session are answered with 503.
        store: SessionStore = SESSION_STORE, Facts::default("database");
        /// A session that is not used for so long is over.
        idle_timeout: Duration = DURATION.between("1s", "3650d"), Facts::default("14d");
        /// However it is used, a session is over after this time.
        lifetime: Duration = DURATION.between("1s", "3650d"), Facts::default("90d");
        /// One more session of an account ends its oldest one.
        limit: usize = COUNT.between("1", "1000"), Facts::default("20");
        /// Whether browsers send the cookie over HTTPS only.
        secure: bool = SWITCH, Facts::computed("`false` in dev and test, in prod `true`", secure_cookies);
        /// To which requests a browser adds the cookie: `strict`, those of the site's own pages; `lax`, also when
        /// somebody follows a link to it; `none`, those of all sites.
        same_site: SameSite = SAME_SITE, Facts::default("lax");
    }

    #[cfg(feature = "mail")]
    /// How mail is sent.
    mail: Mail {
        /// The server that takes the mail: `smtp://` begins in the clear, and is for a server on the same machine;
        /// `smtp://…?tls=required` and `smtps://` are encrypted. Without one, mail is written to the log; production
        /// refuses to send any.
        url: Option<MailUrl> = MAIL_URL, Facts::computed("none", |_, _| None).shown(Shown::WithoutPassword);
        /// Whom the mail comes from.
        from: Option<lettre::message::Mailbox> = MAILBOX, Facts::computed("`noreply@localhost`, in prod none", mail_from);
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

#[cfg(feature = "accounts")]
fn public_url(profile: Profile, _: &Defaults) -> Option<String> {
    (profile != Profile::Prod).then(|| "http://localhost:8080".to_owned())
}

#[cfg(feature = "accounts")]
#[expect(clippy::unnecessary_wraps, reason = "other keys have no default in some profile")]
fn secure_cookies(profile: Profile, _: &Defaults) -> Option<String> {
    Some((profile == Profile::Prod).to_string())
}

#[cfg(feature = "mail")]
fn mail_from(profile: Profile, _: &Defaults) -> Option<String> {
    (profile != Profile::Prod).then(|| "noreply@localhost".to_owned())
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
