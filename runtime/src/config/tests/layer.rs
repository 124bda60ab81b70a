//! Every key from every layer, and which layer wins.

use std::time::Duration;

use super::super::{ForwardedHeaders, LimitStore, Listed, LogFormat, Origin, Profile, keys};
use super::{Tested, in_section, load, shown};

/// Without Redis there is one place for sessions.
const SESSION_STORE: &str = if cfg!(feature = "redis") { "\"redis\"" } else { "\"database\"" };

/// For each key a value unlike its default, as TOML has it, and how it is shown.
const SAMPLES: &[(&str, &str, &str)] = &[
    ("server.bind", "\"127.0.0.9:9\"", "\"127.0.0.9:9\""),
    ("server.workers", "3", "3"),
    ("server.body_limit", "\"3KB\"", "\"3KB\""),
    ("server.client_timeout", "\"3s\"", "\"3s\""),
    ("server.keep_alive", "\"3s\"", "\"3s\""),
    ("server.body_timeout", "\"3s\"", "\"3s\""),
    ("server.max_in_flight", "3", "3"),
    ("server.trusted_proxies", "\"10.0.0.0/8\"", "\"10.0.0.0/8\""),
    ("server.forwarded_headers", "\"forwarded\"", "\"forwarded\""),
    ("server.shutdown_timeout", "\"3s\"", "\"3s\""),
    ("cors.origins", "\"https://a.example\"", "\"https://a.example\""),
    ("cors.headers", "\"x-own\"", "\"x-own\""),
    ("cors.expose", "\"none\"", "\"none\""),
    ("cors.credentials", "true", "true"),
    ("cors.max_age", "\"3s\"", "\"3s\""),
    ("security.csp", "\"default-src https:\"", "\"default-src https:\""),
    ("security.referrer_policy", "\"no-referrer\"", "\"no-referrer\""),
    ("security.opener_policy", "\"unsafe-none\"", "\"unsafe-none\""),
    ("security.hsts", "\"off\"", "\"off\""),
    ("database.url", "\"sqlite:other.db\"", "\"sqlite:other.db\""),
    ("database.readers", "3", "3"),
    ("database.busy_timeout", "\"3s\"", "\"3s\""),
    ("database.pool_size", "3", "3"),
    ("database.acquire_timeout", "\"3s\"", "\"3s\""),
    ("database.idle_timeout", "\"3s\"", "\"3s\""),
    ("database.max_lifetime", "\"3s\"", "\"3s\""),
    ("database.slow_query", "\"3s\"", "\"3s\""),
    ("database.synchronous", "\"normal\"", "\"normal\""),
    ("database.migrate", "\"off\"", "\"off\""),
    ("database.seed", "\"off\"", "\"off\""),
    ("auth.secret", "\"a-secret-of-thirty-two-bytes-or-more\"", "(hidden)"),
    ("auth.keys", "\"2026-11=env:ORDAIN_ENV\"", "\"2026-11=env:ORDAIN_ENV\""),
    ("auth.issuer", "\"https://shop.example\"", "\"https://shop.example\""),
    ("auth.audience", "\"shop\"", "\"shop\""),
    ("auth.token_lifetime", "\"3h\"", "\"3h\""),
    ("auth.password_queue", "3", "3"),
    ("accounts.tokens", "false", "false"),
    ("accounts.cookies", "true", "true"),
    ("accounts.api_keys", "true", "true"),
    ("accounts.url", "\"https://shop.example\"", "\"https://shop.example\""),
    ("sessions.store", SESSION_STORE, SESSION_STORE),
    ("sessions.idle_timeout", "\"3s\"", "\"3s\""),
    ("sessions.lifetime", "\"3s\"", "\"3s\""),
    ("sessions.limit", "3", "3"),
    ("sessions.secure", "true", "true"),
    ("sessions.same_site", "\"strict\"", "\"strict\""),
    ("mail.url", "\"smtps://mail.local\"", "\"smtps://mail.local\""),
    ("mail.from", "\"shop@example.com\"", "\"shop@example.com\""),
    ("redis.url", "\"redis://redis.local\"", "\"redis://redis.local\""),
    ("limits.store", "\"memory\"", "\"memory\""),
    ("limits.patience", "\"3s\"", "\"3s\""),
    ("log.level", "\"debug\"", "\"debug\""),
    ("log.format", "\"json\"", "\"json\""),
    ("log.requests", "false", "false"),
    ("jobs.enabled", "false", "false"),
    ("jobs.concurrency", "3", "3"),
    ("jobs.poll", "\"3ms\"", "\"3ms\""),
    ("jobs.lease", "\"3s\"", "\"3s\""),
    ("metrics.enabled", "false", "false"),
    ("docs.enabled", "false", "false"),
];

fn plain(toml: &str) -> &str {
    toml.trim_matches('"')
}

#[test]
fn samples_cover_every_key() {
    let sampled: Vec<String> = SAMPLES.iter().map(|(path, ..)| (*path).to_owned()).collect();
    for key in keys() {
        assert!(sampled.contains(&key.path()), "no sample of {}", key.path());
    }
}

#[test]
fn defaults_serve_without_a_file() -> Tested {
    for profile in Profile::ALL {
        let config = load(&[], &[("ORDAIN_ENV", profile.name())])?;
        assert_eq!(config.profile(), profile);
        assert_eq!(config.server.bind.to_string(), "127.0.0.1:8080");
        assert!(config.server.workers >= 1);
        assert_eq!(config.server.body_limit, 2 * 1024 * 1024);
        assert_eq!(config.server.client_timeout, Duration::from_secs(5));
        assert_eq!(config.server.keep_alive, Duration::from_secs(75));
        assert_eq!(config.server.body_timeout, Duration::from_secs(30));
        assert_eq!(config.server.max_in_flight, None);
        assert_eq!(config.server.shutdown_timeout, Duration::from_secs(30));
        assert_eq!((&config.cors.origins, config.cors.credentials), (&Listed::Nothing, false));
        assert_eq!(config.log.level, "info,actix_server=warn");
        assert_eq!(config.log.format == LogFormat::Json, profile == Profile::Prod);
        assert!(config.log.requests && config.docs.enabled);
        assert_eq!(config.metrics.enabled, profile != Profile::Prod);
        assert!(config.values().iter().all(|value| value.origin == Origin::Default));
    }
    Ok(())
}

#[test]
fn each_key_is_read_from_each_layer() -> Tested {
    for key in keys() {
        let path = key.path();
        let (_, toml, expected) =
            SAMPLES.iter().find(|(sampled, ..)| *sampled == path).ok_or("no sample")?;
        let file = in_section(&path, toml);
        let line = format!("FIRST=1\n{}='{}'\n", key.variable(), plain(toml));
        let as_text = match *expected {
            "(hidden)" => "(hidden)".to_owned(),
            _ => format!("{:?}", plain(toml)),
        };
        let variable = key.variable();
        let test = ("ORDAIN_ENV", "test");

        let layers = [
            (load(&[("ordain.toml", &file)], &[test])?, *expected, "ordain.toml:3"),
            (load(&[("ordain.test.toml", &file)], &[test])?, *expected, "ordain.test.toml:3"),
            (load(&[(".env", &line)], &[test])?, &as_text, ".env:2"),
            (load(&[], &[(&variable, plain(toml)), test])?, &as_text, "in the environment"),
        ];
        for (config, expected, place) in &layers {
            let (value, origin) = shown(config, &path).ok_or("not set")?;
            assert_eq!(value, *expected, "{path} from {place}");
            assert!(origin.to_string().ends_with(place), "{path}: {origin} is not {place}");
        }
    }
    Ok(())
}

#[test]
fn proxies_are_a_list_of_networks_and_addresses() -> Tested {
    let proxies = |files: &[(&str, &str)], variables: &[(&str, &str)]| {
        let config = load(files, variables)?;
        let shown = config.server.trusted_proxies.iter().map(ToString::to_string);
        Ok::<_, super::LoadError>(shown.collect::<Vec<_>>())
    };
    assert_eq!(proxies(&[], &[])?, Vec::<String>::new());
    let expected = ["10.0.0.0/8", "::1/128", "192.0.2.1/32"];
    let list = "server.trusted_proxies = [\"10.1.2.3/8\", \"::1\", \"::ffff:192.0.2.1\"]";
    assert_eq!(proxies(&[("ordain.toml", list)], &[])?, expected);
    let text = ("ORDAIN_SERVER__TRUSTED_PROXIES", "10.1.2.3/8, ::1,192.0.2.1,");
    assert_eq!(proxies(&[], &[text])?, expected);
    let none = proxies(&[("ordain.toml", list)], &[("ORDAIN_SERVER__TRUSTED_PROXIES", "")])?;
    assert_eq!(none, Vec::<String>::new());
    for wrong in ["10.0.0.0/33", "proxy.local", "10.0.0", "*"] {
        assert!(proxies(&[], &[("ORDAIN_SERVER__TRUSTED_PROXIES", wrong)]).is_err(), "{wrong:?}");
    }
    Ok(())
}

#[test]
fn a_list_is_shown_as_one_and_is_no_text() -> Tested {
    let config = load(&[("ordain.toml", "server.trusted_proxies = [\"::1\", \"::2\"]")], &[])?;
    let (value, _) = shown(&config, "server.trusted_proxies").ok_or("not set")?;
    assert_eq!(value, "[\"::1\", \"::2\"]");
    let message = super::message(&[("ordain.toml", "log.level = [\"info\"]")], &[]);
    assert!(message.contains("`log.level = [\"info\"]` must be a level"), "{message}");
    Ok(())
}

#[test]
fn where_limits_are_counted_is_chosen_by_name() -> Tested {
    let store = |variables: &[(&str, &str)]| load(&[], variables).map(|config| config.limits.store);
    let named = |name| store(&[("ORDAIN_LIMITS__STORE", name)]);
    assert_eq!((store(&[])?, named("memory")?), (LimitStore::Auto, LimitStore::Memory));
    assert!(named("disk").is_err());
    assert_eq!(named("redis").is_ok(), cfg!(feature = "redis"));
    assert_eq!(named("database").is_ok(), cfg!(feature = "__database"));
    let headers = |name| load(&[], &[("ORDAIN_SERVER__FORWARDED_HEADERS", name)]);
    let (x, rfc) = (headers("x-forwarded")?, headers("forwarded")?);
    assert_eq!(x.server.forwarded_headers, ForwardedHeaders::XForwarded);
    assert_eq!(rfc.server.forwarded_headers, ForwardedHeaders::Forwarded);
    assert!(headers("via").is_err());
    Ok(())
}

#[cfg(feature = "redis")]
#[test]
fn a_redis_password_is_never_printed() -> Tested {
    use super::super::RedisUrl;
    let config = load(&[], &[("REDIS_URL", "rediss://:hunter2@redis.local:6380/1")])?;
    assert!(!format!("{config:?}").contains("hunter2"));
    let url = config.redis.url.as_ref().map(ToString::to_string);
    assert_eq!(url.as_deref(), Some("rediss://***@redis.local:6380/1"));
    let (value, _) = shown(&config, "redis.url").ok_or("not set")?;
    assert_eq!(value, "\"rediss://***@redis.local:6380/1\"");
    let ours = ("ORDAIN_REDIS__URL", "redis://ours");
    let config = load(&[], &[("REDIS_URL", "redis://theirs"), ours])?;
    assert_eq!(config.redis.url.as_ref().map(RedisUrl::expose), Some("redis://ours"));
    for wrong in ["http://redis", "redis", "redis://"] {
        assert!(load(&[], &[("REDIS_URL", wrong)]).is_err(), "{wrong:?}");
    }
    Ok(())
}

#[test]
fn a_later_layer_wins() -> Tested {
    let files: &[(&str, &str)] = &[
        ("ordain.toml", "[server]\nworkers = 2\n"),
        ("ordain.test.toml", "server.workers = 3\n"),
        ("ordain.prod.toml", "server.workers = 9\n"),
        (".env", "ORDAIN_SERVER__WORKERS=4\n"),
    ];
    let environment: &[(&str, &str)] = &[("ORDAIN_ENV", "test"), ("ORDAIN_SERVER__WORKERS", "5")];
    assert_eq!(load(&files[..1], environment)?.server.workers, 5);
    assert_eq!(load(files, environment)?.server.workers, 5);
    assert_eq!(load(files, &environment[..1])?.server.workers, 4);
    assert_eq!(load(&files[..3], &environment[..1])?.server.workers, 3);
    assert_eq!(load(&files[..1], &environment[..1])?.server.workers, 2);
    Ok(())
}

#[test]
fn the_profile_is_named_by_the_environment_over_dot_env() -> Tested {
    let files: &[(&str, &str)] = &[(".env", "ORDAIN_ENV=test\n")];
    assert_eq!(load(files, &[])?.profile(), Profile::Test);
    assert_eq!(load(files, &[("ORDAIN_ENV", "prod")])?.profile(), Profile::Prod);
    assert_eq!(load(&[], &[("ORDAIN_ENV", "")])?.profile(), Profile::of_build());
    Ok(())
}

#[test]
fn port_changes_the_port_only() -> Tested {
    let bind = |files: &[(&str, &str)], variables: &[(&str, &str)]| {
        load(files, variables).map(|config| config.server.bind.to_string())
    };
    let file = ("ordain.toml", "server.bind = \"[::1]:80\"");
    let own = ("ORDAIN_SERVER__BIND", "127.0.0.5:5");
    assert_eq!(bind(&[], &[("PORT", "3000")])?, "0.0.0.0:3000");
    assert_eq!(bind(&[file], &[("PORT", "3000")])?, "[::1]:3000");
    assert_eq!(bind(&[], &[("PORT", "3000"), own])?, "127.0.0.5:3000");
    assert_eq!(bind(&[(".env", "PORT=3000")], &[own])?, "127.0.0.5:5");
    assert_eq!(bind(&[], &[("PORT", "")])?, "127.0.0.1:8080");
    let config = load(&[], &[("PORT", "3000")])?;
    let (value, origin) = shown(&config, "server.bind").ok_or("not set")?;
    assert_eq!(
        (value, origin.to_string().as_str()),
        ("\"0.0.0.0:3000\"", "PORT in the environment")
    );
    Ok(())
}

#[test]
fn rust_log_overrides_the_level() -> Tested {
    let variables = [("RUST_LOG", "warn,blog=trace"), ("ORDAIN_LOG__LEVEL", "debug")];
    assert_eq!(load(&[], &variables)?.log.level, "warn,blog=trace");
    assert_eq!(load(&[], &[("RUST_LOG", " debug ")])?.log.level, "debug");
    Ok(())
}

#[test]
fn other_variables_are_left_alone() -> Tested {
    load(&[(".env", "SMTP_HOST=localhost\n")], &[("PATH", "/bin"), ("ORDAINED", "yes")])?;
    Ok(())
}

#[test]
fn the_first_of_two_lines_in_dot_env_holds() -> Tested {
    let text = "ORDAIN_SERVER__WORKERS=3\n# no\nexport ORDAIN_SERVER__WORKERS=4\n";
    assert_eq!(load(&[(".env", text)], &[])?.server.workers, 3);
    Ok(())
}

#[test]
fn units_are_read_exactly() -> Tested {
    let timeout = |text: &str| {
        load(&[], &[("ORDAIN_SERVER__SHUTDOWN_TIMEOUT", text)])
            .map(|config| config.server.shutdown_timeout)
    };
    assert_eq!(timeout("250ms")?, Duration::from_millis(250));
    assert_eq!(timeout("0s")?, Duration::ZERO);
    assert_eq!(timeout("5m")?, Duration::from_mins(5));
    assert_eq!(timeout("1h")?, Duration::from_hours(1));
    assert!(timeout("1d").is_err(), "a day is more than the hour allowed");
    for wrong in ["", "s", "30", "30 s", "-1s", "1.5s", "1h30m", "30S"] {
        assert!(timeout(wrong).is_err(), "{wrong:?} was accepted");
    }
    let limit = |text: &str| {
        load(&[], &[("ORDAIN_SERVER__BODY_LIMIT", text)]).map(|config| config.server.body_limit)
    };
    assert_eq!(limit("10B")?, 10);
    assert_eq!(limit("512KB")?, 512 * 1024);
    assert_eq!(limit("2MB")?, 2 * 1024 * 1024);
    assert_eq!(limit("1GB")?, 1024 * 1024 * 1024);
    for wrong in ["0B", "2", "MB", "2mb", "2TB", "18446744073709551615GB"] {
        assert!(limit(wrong).is_err(), "{wrong:?} was accepted");
    }
    Ok(())
}

#[test]
fn names_of_keys_are_unique_and_explained() {
    let mut paths: Vec<String> = keys().map(super::super::Key::path).collect();
    paths.sort();
    let count = paths.len();
    paths.dedup();
    assert_eq!(paths.len(), count);
    for key in keys() {
        assert!(key.doc().ends_with('.'), "{}", key.path());
        assert_eq!(
            key.variable(),
            key.path().replace('.', "__").to_uppercase().replacen("", "ORDAIN_", 1)
        );
    }
}

#[test]
fn a_byte_order_mark_is_skipped() -> Tested {
    let toml = "\u{feff}server.workers = 3\n";
    assert_eq!(load(&[("ordain.toml", toml)], &[])?.server.workers, 3);
    let dot_env = "\u{feff}ORDAIN_SERVER__WORKERS=3\n";
    assert_eq!(load(&[(".env", dot_env)], &[])?.server.workers, 3);
    Ok(())
}

#[test]
fn lines_of_dot_env_are_counted_over_values_of_several_lines() -> Tested {
    let text = "A='one\ntwo'\n\nexport ORDAIN_SERVER__WORKERS = 3\n";
    let config = load(&[(".env", text)], &[])?;
    let (_, origin) = shown(&config, "server.workers").ok_or("not set")?;
    assert!(origin.to_string().ends_with(".env:4"), "{origin}");
    Ok(())
}
