//! The sections that features bring, and their secrets: read from every layer, shown in no place.

use std::time::Duration;

use secrecy::ExposeSecret;
use tempfile::TempDir;

use super::super::{Config, DatabaseUrl, Defaults, Migrate, Seed, Synchronous};
use super::{LoadError, Tested, in_section, load, message, shown};

const SECRET: &str = "a-secret-of-thirty-two-bytes-or-more";

#[test]
fn a_short_secret_is_refused_and_not_shown() {
    let short = &SECRET[..31];
    let cases = [
        message(&[("ordain.toml", &in_section("auth.secret", &format!("{short:?}")))], &[]),
        message(&[], &[("ORDAIN_AUTH__SECRET", short)]),
        message(&[(".env", &format!("ORDAIN_AUTH__SECRET={short}"))], &[]),
        message(&[("ordain.toml", &format!("auth.secrt = {short:?}"))], &[]),
        message(&[("ordain.toml", &format!("[auth]\nsecret = {short}"))], &[]),
        message(&[(".env", &format!("ORDAIN_AUTH__SECRET={short} and more"))], &[]),
    ];
    for message in &cases {
        assert!(message.starts_with("the configuration has "), "{message}");
        assert!(!message.contains(short), "{message}");
    }
    assert_eq!(
        cases[0],
        "the configuration has a fault:\n\
         - `auth.secret = (hidden)` must be a secret of at least 32 bytes (ordain.toml:3)"
    );
}

#[test]
fn a_secret_is_never_printed() -> Tested {
    let config = load(&[("ordain.toml", &in_section("auth.secret", &format!("{SECRET:?}")))], &[])?;
    let secret = config.auth.secret.as_ref().map(ExposeSecret::expose_secret);
    assert_eq!(secret, Some(SECRET));
    assert!(!format!("{config:?}").contains(SECRET));
    assert!(!format!("{config:#?}").contains(SECRET));
    Ok(())
}

#[test]
fn slow_statements_are_told_in_development_unless_it_is_said() -> Tested {
    let limit = |variables: &[(&str, &str)]| load(&[], variables).map(|it| it.database.slow_query);
    assert_eq!(limit(&[])?, Some(Duration::from_millis(100)));
    for profile in ["test", "prod"] {
        assert_eq!(limit(&[("ORDAIN_ENV", profile)])?, None);
    }
    let set = |value| limit(&[("ORDAIN_DATABASE__SLOW_QUERY", value)]);
    assert_eq!((set("off")?, set("2s")?), (None, Some(Duration::from_secs(2))));
    for wrong in ["0ms", "2h", "never", "none"] {
        assert!(set(wrong).is_err(), "{wrong:?} was accepted");
    }
    Ok(())
}

#[test]
fn a_database_password_is_never_printed() -> Tested {
    for url in [
        "postgres://blog:hunter2@db.local:5432/blog?sslmode=require",
        "postgres://blog:hunt@hunter2@db.local:5432/blog",
        "postgres://db.local:5432/blog?user=blog&password=hunter2",
    ] {
        let config = load(&[], &[("DATABASE_URL", url)])?;
        let text = format!("{config:?}");
        assert!(!text.contains("hunt"), "{text}");
        let shown_url = config.database.url.as_ref().map(ToString::to_string);
        assert!(shown_url.is_some_and(|shown| shown.ends_with("db.local:5432/blog")), "{text}");
        let (shown, _) = shown(&config, "database.url").ok_or("not set")?;
        assert!(shown.ends_with("db.local:5432/blog\""), "{shown}");
    }
    let message = message(&[], &[("DATABASE_URL", "//blog:hunter2@db.local")]);
    assert!(message.contains("`database.url = (hidden)` must be a database address"), "{message}");
    Ok(())
}

#[test]
fn defaults_of_optional_sections() -> Tested {
    let config = load(&[], &[("ORDAIN_ENV", "dev")])?;
    let url = config.database.url.as_ref().map(DatabaseUrl::expose);
    assert_eq!(url, Some("sqlite:ordain.db"));
    assert_eq!(config.database.readers, 4);
    assert_eq!(config.database.busy_timeout, Duration::from_secs(5));
    assert_eq!(config.database.synchronous, Synchronous::Full);
    assert_eq!(config.database.migrate, Migrate::Auto);
    assert_eq!(config.database.seed, Seed::Auto);
    assert!(config.auth.secret.is_none() && config.auth.keys.is_empty());
    assert!(config.auth.issuer.is_none() && config.auth.audience.is_none());
    assert_eq!(config.auth.token_lifetime, Duration::from_hours(1));
    assert_eq!(config.auth.password_queue, 128);
    assert!(config.jobs.enabled);
    assert_eq!(config.jobs.concurrency, 4);
    assert_eq!(config.jobs.poll, Duration::from_millis(250));
    assert_eq!(config.jobs.lease, Duration::from_secs(30));
    for profile in ["test", "prod"] {
        let config = load(&[], &[("ORDAIN_ENV", profile)])?;
        assert!(config.database.url.is_none(), "{profile} needs a database of its own");
        let applies = config.database.migrate == Migrate::Auto;
        assert_eq!(applies, profile == "test", "production is migrated on purpose");
        assert_eq!(config.database.seed, Seed::Off, "{profile} is seeded on purpose");
    }
    Ok(())
}

#[test]
fn the_application_names_its_own_database() -> Tested {
    let defaults = Defaults { database_url: Some("sqlite:blog.db".to_owned()) };
    let folder = TempDir::new()?;
    let config = Config::load_from(folder.path(), [("ORDAIN_ENV", "dev")], &defaults)?;
    let url = config.database.url.as_ref().map(DatabaseUrl::expose);
    assert_eq!(url, Some("sqlite:blog.db"));
    Ok(())
}

#[test]
fn database_url_yields_to_the_name_of_our_own() -> Tested {
    let url = |variables: &[(&str, &str)]| {
        let config = load(&[], variables)?;
        let url = config.database.url.map(|url| url.expose().to_owned());
        Ok::<_, LoadError>(url.unwrap_or_default())
    };
    let theirs = ("DATABASE_URL", "sqlite:theirs.db");
    let ours = ("ORDAIN_DATABASE__URL", "sqlite:ours.db");
    assert_eq!(url(&[theirs])?, "sqlite:theirs.db");
    assert_eq!(url(&[theirs, ours])?, "sqlite:ours.db");
    Ok(())
}

#[test]
fn a_token_may_live_for_days() -> Tested {
    let config = load(&[], &[("ORDAIN_AUTH__TOKEN_LIFETIME", "2d")])?;
    assert_eq!(config.auth.token_lifetime, Duration::from_hours(48));
    Ok(())
}

#[cfg(feature = "accounts")]
#[test]
fn sessions_are_kept_where_it_is_said_or_the_start_is_refused() -> Tested {
    use super::super::SessionStore;
    let store = |value: &str| load(&[], &[("ORDAIN_SESSIONS__STORE", value)]);
    assert_eq!(load(&[], &[])?.sessions.store, SessionStore::Database);
    assert_eq!(store("database")?.sessions.store, SessionStore::Database);
    #[cfg(feature = "redis")]
    assert_eq!(store("redis")?.sessions.store, SessionStore::Redis);
    let known = if cfg!(feature = "redis") {
        "`database` or `redis`"
    } else {
        "`database`, or with the feature `redis` of Ordain `redis`"
    };
    for value in ["memory", "Redis", "postgres", ""] {
        let text = message(&[], &[("ORDAIN_SESSIONS__STORE", value)]);
        assert!(text.contains(known), "{value:?}: {text}");
    }
    let text = message(&[], &[("ORDAIN_SESSIONS__STORE", "redis")]);
    assert!(cfg!(feature = "redis") || text.contains(known), "{text}");
    Ok(())
}
