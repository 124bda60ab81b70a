//! The messages of the macros, as a user reads them: `ui/<macro>/fail/*.rs` with the text beside
//! each, and `ui/<macro>/pass/*.rs`. `TRYBUILD=overwrite` writes the texts anew.
//!
//! A text belongs to one version of the compiler: with another one nothing is compared.

use std::process::Command;

#[test]
fn messages_are_the_expected_ones() {
    let expected = env!("CARGO_PKG_RUST_VERSION");
    let found = compiler_version();
    if !found.starts_with(&format!("{expected}.")) {
        println!("skipped: the texts are those of rustc {expected}, this is {found}");
        return;
    }
    let cases = trybuild::TestCases::new();
    cases.compile_fail("ui/*/fail/*.rs");
    cases.pass("ui/*/pass/*.rs");
}

fn compiler_version() -> String {
    let rustc = std::env::var("RUSTC").unwrap_or_else(|_| "rustc".to_owned());
    let output = Command::new(rustc).arg("-vV").output().map(|output| output.stdout);
    let text = String::from_utf8(output.unwrap_or_default()).unwrap_or_default();
    let release = text.lines().find_map(|line| line.strip_prefix("release: "));
    release.unwrap_or("unknown").to_owned()
}
