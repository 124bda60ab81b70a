//! The kinds of values: what each has to be and how it is read. It never knows a key's name or origin.

#[cfg(feature = "oauth")]
mod provider;
#[cfg(feature = "accounts")]
mod session;

#[cfg(any(feature = "__database", feature = "redis"))]
use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use ipnet::IpNet;
#[cfg(feature = "auth")]
use secrecy::SecretString;
use tracing_subscriber::filter::Targets;

#[cfg(feature = "auth")]
use super::secret::KeySource;
#[cfg(feature = "oauth")]
pub use provider::ProviderKind;
#[cfg(feature = "oauth")]
pub(super) use provider::{CLIENT_ID, CLIENT_SECRET, PROVIDER_KIND, PROVIDER_URL, SCOPES};
#[cfg(feature = "accounts")]
pub(super) use session::{SAME_SITE, SESSION_STORE};
#[cfg(feature = "accounts")]
pub use session::{SameSite, SessionStore};

/// A value as a layer holds it.
#[derive(Clone)]
pub(super) enum Raw {
    /// Of a variable or a default, where everything is text.
    Untyped(String),
    Text(String),
    Integer(String),
    Boolean(bool),
    /// An array of texts.
    List(Vec<String>),
    /// A kind that no key has; holds its name with the article.
    Other(&'static str),
}

impl Raw {
    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Self::Untyped(text) | Self::Text(text) => Some(text),
            Self::Integer(_) | Self::Boolean(_) | Self::List(_) | Self::Other(_) => None,
        }
    }

    /// The texts of a list, which a variable holds between commas; none of an empty text.
    pub(super) fn texts(&self) -> Option<Vec<&str>> {
        match self {
            Self::Untyped(text) | Self::Text(text) => {
                Some(text.split(',').map(str::trim).filter(|part| !part.is_empty()).collect())
            }
            Self::List(texts) => Some(texts.iter().map(String::as_str).collect()),
            Self::Integer(_) | Self::Boolean(_) | Self::Other(_) => None,
        }
    }

    pub(super) fn shown(&self) -> String {
        match self {
            Self::Untyped(text) | Self::Text(text) => format!("{text:?}"),
            Self::Integer(number) => number.clone(),
            Self::Boolean(value) => value.to_string(),
            Self::List(texts) => format!("{texts:?}"),
            Self::Other(name) => format!("({name})"),
        }
    }

    #[cfg(any(feature = "__database", feature = "mail", feature = "redis"))]
    /// The value with a password in an address left out; nothing of a value that is no address.
    pub(super) fn shown_without_password(&self) -> Option<String> {
        let text = without_password(self.text()?)?;
        Some(format!("{text:?}"))
    }
}

#[cfg(any(feature = "__database", feature = "mail", feature = "redis"))]
/// A URL holds the password before the last `@`, or among the parameters.
fn without_password(url: &str) -> Option<String> {
    let (scheme, rest) = url.split_once(':')?;
    if scheme == "sqlite" {
        return Some(url.to_owned());
    }
    let rest = rest.strip_prefix("//")?;
    let (person, place) = match rest.rsplit_once('@') {
        Some((_, place)) => ("***@", place),
        None => ("", rest),
    };
    let place = place.split_once('?').map_or(place, |(place, _)| place);
    Some(format!("{scheme}://{person}{place}"))
}

pub(super) type Bounds = Option<(&'static str, &'static str)>;

/// How values of a type are read: `form` and `bounds` say the rule, `parse` returns nothing for a value that breaks it.
pub(super) struct Kind<T> {
    pub(super) form: &'static str,
    pub(super) bounds: Bounds,
    pub(super) parse: fn(Option<&Raw>, Bounds) -> Option<T>,
}

impl<T> Kind<T> {
    pub(super) const fn new(
        form: &'static str,
        parse: fn(Option<&Raw>, Bounds) -> Option<T>,
    ) -> Self {
        Self { form, bounds: None, parse }
    }

    /// The same kind with limits, written as values of it are.
    pub(super) const fn between(self, least: &'static str, most: &'static str) -> Self {
        Self { form: self.form, bounds: Some((least, most)), parse: self.parse }
    }
}

pub(super) const ADDRESS: Kind<SocketAddr> =
    Kind::new("an address and a port such as `127.0.0.1:8080`", |raw, _| raw?.text()?.parse().ok());

pub(super) const NETWORKS: Kind<Vec<IpNet>> =
    Kind::new("a list of addresses and networks such as `[\"10.0.0.0/8\", \"::1\"]`", |raw, _| {
        let Some(raw) = raw else { return Some(Vec::new()) };
        raw.texts()?.into_iter().map(network).collect()
    });

fn network(text: &str) -> Option<IpNet> {
    let address = |text: &str| text.parse::<IpAddr>().ok().map(|address| address.to_canonical());
    address(text).map(IpNet::from).or_else(|| text.parse::<IpNet>().ok()).map(|net| net.trunc())
}

/// The headers in which proxies tell from whom a request comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ForwardedHeaders {
    /// `X-Forwarded-For`, `X-Forwarded-Proto` and `X-Forwarded-Host`.
    XForwarded,
    /// `Forwarded` (RFC 7239).
    Forwarded,
}

pub(super) const FORWARDED_HEADERS: Kind<ForwardedHeaders> =
    Kind::new("`x-forwarded` or `forwarded`", |raw, _| match raw?.text()? {
        "x-forwarded" => Some(ForwardedHeaders::XForwarded),
        "forwarded" => Some(ForwardedHeaders::Forwarded),
        _ => None,
    });

/// Where rate limits are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LimitStore {
    /// In Redis where one is configured, else in each process.
    Auto,
    /// In each process.
    Memory,
    /// In Redis.
    #[cfg(feature = "redis")]
    Redis,
    /// In the application's database.
    #[cfg(feature = "__database")]
    Database,
}

const LIMIT_STORE_FORM: &str = match (cfg!(feature = "redis"), cfg!(feature = "__database")) {
    (true, true) => "`auto`, `memory`, `redis` or `database`",
    (true, false) => "`auto`, `memory` or `redis`",
    (false, true) => "`auto`, `memory` or `database`",
    (false, false) => "`auto` or `memory`",
};

pub(super) const LIMIT_STORE: Kind<LimitStore> =
    Kind::new(LIMIT_STORE_FORM, |raw, _| match raw?.text()? {
        "auto" => Some(LimitStore::Auto),
        "memory" => Some(LimitStore::Memory),
        #[cfg(feature = "redis")]
        "redis" => Some(LimitStore::Redis),
        #[cfg(feature = "__database")]
        "database" => Some(LimitStore::Database),
        _ => None,
    });

#[cfg(feature = "redis")]
pub(super) const REDIS_URL: Kind<Option<RedisUrl>> =
    Kind::new("an address such as `redis://127.0.0.1:6379` or `rediss://…`", |raw, _| {
        let Some(raw) = raw else { return Some(None) };
        let (scheme, place) = raw.text()?.split_once("://")?;
        let is_redis = matches!(scheme, "redis" | "rediss") && !place.is_empty();
        is_redis.then(|| Some(RedisUrl(format!("{scheme}://{place}"))))
    });

pub(super) const COUNT: Kind<usize> = Kind::new("a whole number", |raw, bounds| match raw? {
    Raw::Untyped(text) | Raw::Integer(text) => within(text, bounds, |text| text.parse().ok()),
    Raw::Text(_) | Raw::Boolean(_) | Raw::List(_) | Raw::Other(_) => None,
});

pub(super) const MOST: Kind<Option<usize>> =
    Kind::new("a whole number or `off`", |raw, bounds| match raw? {
        Raw::Untyped(text) | Raw::Text(text) if text == "off" => Some(None),
        Raw::Untyped(text) | Raw::Integer(text) => {
            within(text, bounds, |text| text.parse().ok()).map(Some)
        }
        Raw::Text(_) | Raw::Boolean(_) | Raw::List(_) | Raw::Other(_) => None,
    });

pub(super) const SWITCH: Kind<bool> = Kind::new("`true` or `false`", |raw, _| match raw? {
    Raw::Boolean(value) => Some(*value),
    Raw::Untyped(text) => text.parse().ok(),
    Raw::Text(_) | Raw::Integer(_) | Raw::List(_) | Raw::Other(_) => None,
});

pub(super) const DURATION: Kind<Duration> =
    Kind::new("a duration such as `250ms`, `30s`, `5m` or `1h`", |raw, bounds| {
        within(raw?.text()?, bounds, duration)
    });

pub(super) const LIMIT: Kind<Option<Duration>> = Kind::new(
    "a duration such as `250ms`, `30s`, `5m` or `1h`, or `off`",
    |raw, bounds| match raw?.text()? {
        "off" => Some(None),
        text => within(text, bounds, duration).map(Some),
    },
);

pub(super) const SIZE: Kind<usize> =
    Kind::new("a size such as `512KB` or `2MB`", |raw, bounds| within(raw?.text()?, bounds, size));

pub(super) const FILTER: Kind<String> = Kind::new(
    "a level (`error`, `warn`, `info`, `debug`, `trace`, `off`) or a filter such as `info,my_app=debug`",
    |raw, _| {
        let text = raw?.text()?.trim();
        let is_filter = !text.is_empty() && text.parse::<Targets>().is_ok();
        is_filter.then(|| text.to_owned())
    },
);

/// How log lines are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// For a person: a short time, colours on a terminal.
    Pretty,
    /// For a machine: one JSON object per line.
    Json,
}

pub(super) const LOG_FORMAT: Kind<LogFormat> =
    Kind::new("`pretty` or `json`", |raw, _| match raw?.text()? {
        "pretty" => Some(LogFormat::Pretty),
        "json" => Some(LogFormat::Json),
        _ => None,
    });

/// Tokens are signed with HMAC-SHA256, whose key is to be as long as its result (RFC 7518 §3.2).
#[cfg(feature = "auth")]
pub(super) const SECRET_BYTES: usize = 32;

#[cfg(feature = "auth")]
pub(super) const SECRET: Kind<Option<SecretString>> =
    Kind::new("a secret of at least 32 bytes", |raw, _| match raw {
        None => Some(None),
        Some(raw) => {
            let text = raw.text().filter(|text| text.len() >= SECRET_BYTES)?;
            Some(Some(SecretString::from(text)))
        }
    });

#[cfg(feature = "auth")]
pub(super) const TEXT: Kind<Option<String>> = Kind::new("a text", |raw, _| match raw {
    None => Some(None),
    Some(raw) => {
        raw.text().filter(|text| !text.trim().is_empty()).map(|text| Some(text.to_owned()))
    }
});

#[cfg(feature = "auth")]
pub(super) const KEYS: Kind<Vec<KeySource>> = Kind::new(
    "a list of places such as `file:/run/secrets/jwt.pem` or `env:JWT_KEY`, each with its id before it if it has one: `2026-11=file:…`",
    |raw, _| {
        let Some(raw) = raw else { return Some(Vec::new()) };
        let sources: Option<Vec<_>> = raw.texts()?.into_iter().map(KeySource::parse).collect();
        sources.filter(|sources| !sources.is_empty())
    },
);

/// How an SQLite database stands to a power failure.
#[cfg(feature = "__database")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Synchronous {
    /// What was answered is on the disk, and survives a power failure.
    Full,
    /// What was answered survives the end of the process; a power failure may take back the last
    /// changes, and never leaves half of one.
    Normal,
}

#[cfg(feature = "__database")]
pub(super) const SYNCHRONOUS: Kind<Synchronous> =
    Kind::new("`full` or `normal`", |raw, _| match raw?.text()? {
        "full" => Some(Synchronous::Full),
        "normal" => Some(Synchronous::Normal),
        _ => None,
    });

/// What a start does about migrations.
#[cfg(feature = "__database")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Migrate {
    /// Applies those that are pending.
    Auto,
    /// Refuses to start while some are pending.
    Check,
    /// Nothing.
    Off,
}

#[cfg(feature = "__database")]
pub(super) const MIGRATE: Kind<Migrate> =
    Kind::new("`auto`, `check` or `off`", |raw, _| match raw?.text()? {
        "auto" => Some(Migrate::Auto),
        "check" => Some(Migrate::Check),
        "off" => Some(Migrate::Off),
        _ => None,
    });

/// What a start does about seeders.
#[cfg(feature = "__database")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seed {
    /// Runs those that never ran.
    Auto,
    /// Nothing.
    Off,
}

#[cfg(feature = "__database")]
pub(super) const SEED: Kind<Seed> = Kind::new("`auto` or `off`", |raw, _| match raw?.text()? {
    "auto" => Some(Seed::Auto),
    "off" => Some(Seed::Off),
    _ => None,
});

/// An address that holds a password, and is shown without it.
macro_rules! address {
    ($(#[doc = $doc:literal])+ $feature:literal, $name:ident) => {
        $(#[doc = $doc])+
        #[cfg(feature = $feature)]
        #[derive(Clone, PartialEq, Eq)]
        pub struct $name(String);

        #[cfg(feature = $feature)]
        impl $name {
            /// Returns the address with its password.
            #[must_use]
            pub fn expose(&self) -> &str {
                &self.0
            }
        }

        #[cfg(feature = $feature)]
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(without_password(&self.0).as_deref().unwrap_or("(hidden)"))
            }
        }

        #[cfg(feature = $feature)]
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({self})", stringify!($name))
            }
        }
    };
}

address! {
    /// The address of a database. Shown without its password.
    "__database", DatabaseUrl
}
address! {
    /// The address of a Redis server. Shown without its password.
    "redis", RedisUrl
}

#[cfg(feature = "__database")]
pub(super) const DATABASE_URL: Kind<Option<DatabaseUrl>> =
    Kind::new("a database address such as `sqlite:app.db`", |raw, _| {
        let Some(raw) = raw else { return Some(None) };
        let (scheme, rest) = raw.text()?.split_once(':')?;
        let is_scheme = !scheme.is_empty() && scheme.chars().all(|c| c.is_ascii_alphanumeric());
        (is_scheme && !rest.is_empty()).then(|| Some(DatabaseUrl(format!("{scheme}:{rest}"))))
    });

/// The address of a mail server. Shown without its password.
#[cfg(feature = "mail")]
#[derive(Clone, PartialEq, Eq)]
pub struct MailUrl(String);

#[cfg(feature = "mail")]
impl MailUrl {
    /// Returns the address with its password.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

#[cfg(feature = "mail")]
impl std::fmt::Debug for MailUrl {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let shown = without_password(&self.0);
        write!(f, "MailUrl({})", shown.as_deref().unwrap_or("(hidden)"))
    }
}

#[cfg(feature = "mail")]
pub(super) const MAIL_URL: Kind<Option<MailUrl>> =
    Kind::new("a mail server such as `smtps://name:password@mail.example.com`", |raw, _| {
        let Some(raw) = raw else { return Some(None) };
        let (scheme, rest) = raw.text()?.split_once("://")?;
        let is_known = matches!(scheme, "smtp" | "smtps") && !rest.is_empty();
        is_known.then(|| Some(MailUrl(format!("{scheme}://{rest}"))))
    });

#[cfg(feature = "mail")]
pub(super) const MAILBOX: Kind<Option<lettre::message::Mailbox>> =
    Kind::new("an address such as `Shop <shop@example.com>`", |raw, _| match raw {
        None => Some(None),
        Some(raw) => raw.text()?.parse().ok().map(Some),
    });

/// The beginning of addresses: a scheme and a host, perhaps a path, and no slash at the end.
#[cfg(feature = "accounts")]
pub(super) const PUBLIC_URL: Kind<Option<String>> = Kind::new(
    "an address such as `https://shop.example.com`, without a slash at its end",
    |raw, _| {
        let Some(raw) = raw else { return Some(None) };
        let text = raw.text()?;
        let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
        let is_plain = |char: char| char.is_ascii_graphic() && !matches!(char, '?' | '#' | '@');
        let is_address = !rest.is_empty() && rest.chars().all(is_plain) && !rest.ends_with('/');
        is_address.then(|| Some(text.to_owned()))
    },
);

fn within<T: PartialOrd>(text: &str, bounds: Bounds, read: fn(&str) -> Option<T>) -> Option<T> {
    let value = read(text)?;
    match bounds {
        Some((least, most)) if value < read(least)? || value > read(most)? => None,
        Some(_) | None => Some(value),
    }
}

fn duration(text: &str) -> Option<Duration> {
    let (number, unit) = amount(text)?;
    let seconds = match unit {
        "ms" => return Some(Duration::from_millis(number)),
        "s" => 1,
        "m" => 60,
        "h" => 60 * 60,
        "d" => 24 * 60 * 60,
        _ => return None,
    };
    number.checked_mul(seconds).map(Duration::from_secs)
}

fn size(text: &str) -> Option<usize> {
    let (number, unit) = amount(text)?;
    let bytes = match unit {
        "B" => 1,
        "KB" => 1 << 10,
        "MB" => 1 << 20,
        "GB" => 1 << 30,
        _ => return None,
    };
    usize::try_from(number.checked_mul(bytes)?).ok()
}

fn amount(text: &str) -> Option<(u64, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit())?;
    let (number, unit) = text.split_at(end);
    Some((number.parse().ok()?, unit))
}
