//! Every way to get a configuration wrong, and the words that follow.

use tempfile::TempDir;

use super::super::{Config, Defaults};
use super::{Tested, in_section, message};

#[test]
fn an_unknown_name_is_refused_with_the_nearest_one() {
    let cases = [
        (
            "[server]\nbnd = 1",
            "- `server.bnd` is not a known key (ordain.toml:2)\n  help: did you mean `server.bind`?",
        ),
        (
            "bind = 1",
            "- `bind` is not a known key (ordain.toml:1)\n  help: did you mean `server.bind`?",
        ),
        (
            "[docs]\nlevel = 1",
            "- `docs.level` is not a known key (ordain.toml:2)\n  help: did you mean `log.level`?",
        ),
        (
            "[docs]\nqqq = 1",
            "- `docs.qqq` is not a known key (ordain.toml:2)\n  help: known keys of `[docs]` are `enabled`",
        ),
        (
            "\n[servr]\nbind = 1",
            "- `[servr]` is not a known section (ordain.toml:2)\n  help: did you mean `[server]`?",
        ),
        (
            "server = 1",
            "- `server` is a section and must be a table (ordain.toml:1)\n  help: write `[server]` and its keys below",
        ),
    ];
    for (toml, fault) in cases {
        let expected = format!("the configuration has a fault:\n{fault}");
        assert_eq!(message(&[("ordain.toml", toml)], &[]), expected);
    }
    let message = message(&[("ordain.toml", "[cache]\n")], &[]);
    assert!(message.contains("help: known sections are `server`, "), "{message}");
}

#[test]
fn an_unknown_variable_is_refused_with_the_nearest_one() {
    let cases = [
        ("ORDAIN_SERVR__BIND", "did you mean `ORDAIN_SERVER__BIND`?"),
        ("ORDAIN_SERVER_BIND", "did you mean `ORDAIN_SERVER__BIND`?"),
        ("ORDAIN_BODY_LIMIT", "did you mean `ORDAIN_SERVER__BODY_LIMIT`?"),
        ("ORDAIN_ENVV", "did you mean `ORDAIN_ENV`?"),
        ("ORDAIN_QQQ", "variables are named ORDAIN_<SECTION>__<KEY>"),
    ];
    for (name, help) in cases {
        let expected = format!(
            "the configuration has a fault:\n- `{name}` is not a known variable ({name} in the environment)\n  help: {help}"
        );
        assert_eq!(message(&[], &[(name, "1")]), expected);
    }
}

#[cfg(not(feature = "jobs"))]
#[test]
fn a_section_that_needs_a_feature_says_so() {
    let message = message(&[("ordain.toml", "[jobs]\nenabled = true")], &[]);
    assert!(message.contains("`jobs` needs the feature `jobs` of `ordain`"), "{message}");
}

#[test]
fn a_wrong_value_is_refused_with_its_rule() {
    let cases = [
        ("server.bind", "\"localhost\"", "an address and a port such as `127.0.0.1:8080`"),
        ("server.workers", "\"4\"", "a whole number, from 1 to 1024"),
        ("server.workers", "0", "a whole number, from 1 to 1024"),
        ("server.workers", "-1", "a whole number, from 1 to 1024"),
        ("server.workers", "4000", "a whole number, from 1 to 1024"),
        ("server.body_limit", "\"2 MB\"", "a size such as `512KB` or `2MB`, from 1B to 1024GB"),
        (
            "server.body_limit",
            "\"99999999999999GB\"",
            "a size such as `512KB` or `2MB`, from 1B to 1024GB",
        ),
        (
            "server.shutdown_timeout",
            "\"2h\"",
            "a duration such as `250ms`, `30s`, `5m` or `1h`, from 0s to 1h",
        ),
        (
            "server.shutdown_timeout",
            "30",
            "a duration such as `250ms`, `30s`, `5m` or `1h`, from 0s to 1h",
        ),
        ("server.max_in_flight", "0", "a whole number or `off`, from 1 to 1000000"),
        ("server.max_in_flight", "\"none\"", "a whole number or `off`, from 1 to 1000000"),
        (
            "server.client_timeout",
            "\"400ms\"",
            "a duration such as `250ms`, `30s`, `5m` or `1h`, from 1s to 1h",
        ),
        (
            "server.keep_alive",
            "\"0s\"",
            "a duration such as `250ms`, `30s`, `5m` or `1h`, from 1s to 1h",
        ),
        ("log.requests", "\"yes\"", "`true` or `false`"),
        ("log.format", "\"xml\"", "`pretty` or `json`"),
    ];
    for (path, value, rule) in cases {
        let expected = format!(
            "the configuration has a fault:\n- `{path} = {value}` must be {rule} (ordain.toml:3)"
        );
        assert_eq!(message(&[("ordain.toml", &in_section(path, value))], &[]), expected);
    }
    let kinds =
        [("[1]", "(an array)"), ("1.5", "(a number with a fraction)"), ("{ a = 1 }", "(a table)")];
    for (value, shown) in kinds {
        let message = message(&[("ordain.toml", &in_section("server.workers", value))], &[]);
        assert!(message.contains(&format!("`server.workers = {shown}` must be")), "{message}");
    }
}

#[test]
fn a_wrong_filter_is_a_fault() {
    for filter in ["blog=loud", "", "a=b=c"] {
        let message = message(&[], &[("ORDAIN_LOG__LEVEL", filter)]);
        assert!(message.contains("`log.level = "), "{filter}: {message}");
    }
}

#[test]
fn a_wrong_port_or_profile_is_a_fault() {
    assert_eq!(
        message(&[], &[("PORT", "http")]),
        "the configuration has a fault:\n\
         - `PORT = \"http\"` must be a port: a whole number from 0 to 65535 (PORT in the environment)"
    );
    assert_eq!(
        message(&[], &[("ORDAIN_ENV", "production")]),
        "the configuration has a fault:\n\
         - `ORDAIN_ENV = \"production\"` must be `dev`, `test` or `prod` (ORDAIN_ENV in the environment)"
    );
}

#[test]
fn every_fault_of_every_layer_is_reported_at_once() {
    let message = message(
        &[
            ("ordain.toml", "[server]\nworkers = true\nport = 80\n\n[log]\nformat = \"xml\"\n"),
            (".env", "FINE=1\nORDAIN_LOG__LEVEL='blog=loud'\n"),
        ],
        &[("ORDAIN_SERVER__BIND", "localhost"), ("ORDAIN_DOCS__ENABLE", "true")],
    );
    assert_eq!(
        message,
        "the configuration has 6 faults:\n\
         - `server.port` is not a known key (ordain.toml:3)\n  \
           help: known keys of `[server]` are `bind`, `workers`, `body_limit`, `client_timeout`, \
           `keep_alive`, `body_timeout`, `max_in_flight`, `trusted_proxies`, `forwarded_headers`, `shutdown_timeout`\n\
         - `ORDAIN_DOCS__ENABLE` is not a known variable (ORDAIN_DOCS__ENABLE in the environment)\n  \
           help: did you mean `ORDAIN_DOCS__ENABLED`?\n\
         - `server.bind = \"localhost\"` must be an address and a port such as `127.0.0.1:8080` \
           (ORDAIN_SERVER__BIND in the environment)\n\
         - `server.workers = true` must be a whole number, from 1 to 1024 (ordain.toml:2)\n\
         - `log.level = \"blog=loud\"` must be a level (`error`, `warn`, `info`, `debug`, `trace`, `off`) \
           or a filter such as `info,my_app=debug` (ORDAIN_LOG__LEVEL in .env:2)\n\
         - `log.format = \"xml\"` must be `pretty` or `json` (ordain.toml:6)"
    );
}

#[test]
fn unknown_names_are_reported_in_their_order() {
    let text = "[server]\nzzz = 1\nyyy = 1\n[aaaa]\n";
    let message = message(&[("ordain.toml", text)], &[("ORDAIN_ZZZ", "1"), ("ORDAIN_QQQ", "1")]);
    let names = ["server.zzz", "server.yyy", "[aaaa]", "ORDAIN_QQQ", "ORDAIN_ZZZ"];
    let places = names.map(|name| message.find(&format!("- `{name}`")));
    assert!(places.is_sorted() && places[0].is_some(), "{message}");
}

#[test]
fn broken_files_are_reported_with_their_lines() -> Tested {
    let message = message(
        &[
            ("ordain.toml", "[server]\nbind = \n\n[log\n"),
            (".env", "FINE=1\nthis line is hunter2\nORDAIN_SERVR__BIND=1\n"),
        ],
        &[],
    );
    assert!(message.contains("- this line is not of the form `NAME=value` (.env:2)"), "{message}");
    assert!(
        message.contains(
            "`ORDAIN_SERVR__BIND` is not a known variable (ORDAIN_SERVR__BIND in .env:3)"
        ),
        "{message}"
    );
    assert!(
        message.contains("- this is not TOML: ") && message.contains("(ordain.toml:2)"),
        "{message}"
    );
    assert_eq!(message.matches("(ordain.toml:4)").count(), 1, "{message}");
    assert!(!message.contains("hunter2"), "{message}");

    let folder = TempDir::new()?;
    std::fs::create_dir(folder.path().join("ordain.toml"))?;
    let none: [(&str, &str); 0] = [];
    let Err(error) = Config::load_from(folder.path(), none, &Defaults::default()) else {
        return Err("a folder was read as a file".into());
    };
    assert!(error.to_string().contains("the file cannot be read: "), "{error}");
    Ok(())
}

#[cfg(unix)]
#[test]
fn a_value_that_is_not_unicode_is_a_fault() -> Tested {
    use std::ffi::OsString;
    use std::os::unix::ffi::OsStringExt;

    let broken = || OsString::from_vec(vec![0xff]);
    let load = |name: OsString| {
        Config::load_from(
            std::path::Path::new("/nowhere"),
            [(name, broken())],
            &Defaults::default(),
        )
    };
    load(broken())?;
    load("LANG".into())?;
    let faults = load("ORDAIN_SERVER__BIND".into()).err().ok_or("accepted")?;
    assert!(faults.to_string().contains("`ORDAIN_SERVER__BIND` must be valid UTF-8"), "{faults}");
    Ok(())
}
