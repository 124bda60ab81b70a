//! Keys that are kept elsewhere, and secrets that are none.

use secrecy::ExposeSecret;
use tempfile::TempDir;

use super::super::KeySource;
use super::{Tested, load, load_in, message, shown};

const KEY: &str = "a-key-of-thirty-two-bytes-or-more";

#[test]
fn a_secret_that_others_know_is_refused_and_not_shown() {
    let known = "please-change-me-please-change-it";
    assert_eq!(
        message(&[], &[("ORDAIN_AUTH__SECRET", known)]),
        "the configuration has a fault:\n\
         - `auth.secret` is a known example (ORDAIN_AUTH__SECRET in the environment)\n  \
           help: make one with `openssl rand -hex 32`"
    );
    let repeated = "qwertyuiop".repeat(4);
    let file = format!("auth.secret = {repeated:?}");
    let message = message(&[("ordain.toml", &file)], &[]);
    assert!(
        message.contains("- `auth.secret` repeats a shorter text (ordain.toml:1)"),
        "{message}"
    );
    assert!(!message.contains("qwertyuiop"), "{message}");
}

#[test]
fn keys_are_read_where_they_are_kept() -> Tested {
    let folder = TempDir::new()?;
    let file = folder.path().join("jwt.pem");
    std::fs::write(&file, format!("{KEY} 1\n"))?;
    let toml = format!(
        "auth.keys = [\"2026-11=file:{}\", \"file:jwt.pem\", \"old=env:JWT_OLD\", \"env:JWT\"]",
        file.display()
    );
    let dot_env = format!("JWT_OLD='{KEY} 2'\nJWT='unused'\n");
    let jwt = format!("{KEY} 3");
    let files = [("ordain.toml", &*toml), (".env", &*dot_env)];
    let config = load_in(folder.path(), &files, &[("JWT", &jwt)])?;
    let keys = &config.auth.keys;
    let texts: Vec<&str> = keys.iter().map(|key| key.text().expose_secret()).collect();
    let [one, two] = [1, 2].map(|number| format!("{KEY} {number}"));
    assert_eq!(texts, [&one, &one, &two, &jwt]);
    let ids: Vec<Option<&str>> = keys.iter().map(KeySource::id).collect();
    assert_eq!(ids, [Some("2026-11"), None, Some("old"), None]);
    let places: Vec<String> = keys.iter().map(ToString::to_string).collect();
    let file = file.display().to_string();
    assert_eq!(&places[..2], [&*file, &*file]);
    assert!(places[2].starts_with("JWT_OLD in ") && places[2].ends_with(".env:1"), "{places:?}");
    assert_eq!(places[3], "JWT in the environment");
    assert!(!format!("{config:?}").contains(KEY));
    Ok(())
}

#[test]
fn a_variable_lists_keys_between_commas() -> Tested {
    let variables = [("ORDAIN_AUTH__KEYS", "new=env:ONE, env:TWO"), ("ONE", "1"), ("TWO", "2\n")];
    let config = load(&[], &variables)?;
    let texts = config.auth.keys.iter().map(|key| key.text().expose_secret());
    assert_eq!(texts.collect::<Vec<_>>(), ["1", "2"]);
    assert_eq!(
        shown(&config, "auth.keys").map(|(shown, _)| shown),
        Some("\"new=env:ONE, env:TWO\"")
    );
    Ok(())
}

#[test]
fn a_key_that_is_not_there_is_a_fault() {
    let keys = "env:GONE,env:BLANK,file:gone.pem,env:ONE";
    let text = message(&[], &[("ORDAIN_AUTH__KEYS", keys), ("BLANK", "\n"), ("ONE", KEY)]);
    let origin = "(ORDAIN_AUTH__KEYS in the environment)";
    for fault in [
        "- `auth.keys` names `GONE`, which is not set",
        "- `auth.keys` names BLANK in the environment, where there is nothing",
        "- `auth.keys` names the file `gone.pem`, which cannot be read: No such file",
    ] {
        let line = text.lines().find(|line| line.starts_with(fault));
        assert!(line.is_some_and(|line| line.ends_with(origin)), "{fault}: {text}");
    }
    assert!(text.starts_with("the configuration has 3 faults:"), "{text}");
}

#[test]
fn what_names_no_place_is_refused_and_not_shown() {
    for toml in
        [&format!("[{KEY:?}]"), "[]", "\"\"", "[1]", "true", &format!("[\"env:X\", {KEY:?}]")]
    {
        let message = message(&[("ordain.toml", &format!("auth.keys = {toml}"))], &[]);
        let expected = "- `auth.keys` must be a list of places such as `file:/run/secrets/jwt.pem`";
        assert!(message.contains(expected), "{message}");
        assert!(!message.contains(KEY), "{message}");
    }
}

#[test]
fn an_issuer_is_a_text() {
    for toml in ["\"\"", "\" \"", "1", "[\"a\"]"] {
        let message = message(&[("ordain.toml", &format!("auth.issuer = {toml}"))], &[]);
        assert!(message.contains("must be a text (ordain.toml:1)"), "{message}");
    }
}
