//! The blog's own commands, in a folder of the test.

use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

/// A command of the blog in a folder.
pub fn blog(folder: &Path, environment: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_blog"));
    command
        .args(arguments)
        .current_dir(folder)
        .env_clear()
        .env("ORDAIN_ENV", environment)
        .env("ORDAIN_SERVER__BIND", "127.0.0.1:0")
        .env("ORDAIN_AUTH__SECRET", "a secret that only these tests know")
        .env("DATABASE_URL", "sqlite:blog.db");
    command
}

/// Runs it to its end: whether it succeeded, and what it said.
pub fn run(folder: &Path, environment: &str, arguments: &[&str]) -> (bool, String) {
    let output = blog(folder, environment, arguments).output().expect("the blog runs");
    let text = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8(text).expect("text"))
}

pub fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder")
}
