//! The committed migrations, by the application's own command.

use std::process::Command;

/// Runs a command of the application in a folder of its own: whether it succeeded, and what it said.
fn run(url: &str, arguments: &[&str]) -> (bool, String) {
    let folder = tempfile::tempdir().expect("a folder");
    let output = Command::new(env!("CARGO_BIN_EXE_conduit"))
        .args(arguments)
        .current_dir(folder.path())
        .env_clear()
        .env("DATABASE_URL", url)
        .output()
        .expect("it runs");
    let text = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8(text).expect("text"))
}

#[test]
fn they_make_what_the_models_ask_for() {
    let folder = tempfile::tempdir().expect("a folder");
    let url = format!("sqlite:{}", folder.path().join("conduit.db").display());
    let expected = (true, "6 tables, no differences\n".to_owned());
    assert_eq!(run(&url, &["migrate", "check"]), expected);
    let (done, said) = run(&url, &["migrate", "up"]);
    assert!(done && said.starts_with("applied 20"), "{said}");
    assert_eq!(run(&url, &["migrate", "check", "--database"]), expected);
    for backend in ["mysql", "postgres", "sqlite"] {
        let written = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
        assert!(written.join(backend).is_dir(), "{backend}");
    }
}

#[test]
fn nothing_is_declared_that_nothing_uses() {
    let (done, said) = run("sqlite::memory:", &["check", "--strict"]);
    assert!(done && said.contains("no faults"), "{said}");
}
