//! Other processes: this program again, told by its environment to be a server.

use codegen_tests::process::{self, Other};

use super::start;

/// The variables that a server is given on.
const NAMES: [&str; 9] = [
    "ORDAIN_LIMITS__STORE",
    "REDIS_URL",
    "DATABASE_URL",
    "ORDAIN_AUTH__SECRET",
    "ORDAIN_MAIL__URL",
    "ORDAIN_SESSIONS__STORE",
    "ORDAIN_SESSIONS__LIMIT",
    "ORDAIN_SESSIONS__IDLE_TIMEOUT",
    "ORDAIN_SESSIONS__LIFETIME",
];

/// A server in a process of its own.
pub(super) fn other(variables: &[(&str, &str)]) -> Other {
    Other::start(&NAMES, variables)
}

/// What the other process does. As an ordinary test, nothing.
#[test]
fn server() {
    process::serve(&NAMES, |given| {
        tracing_subscriber::fmt().with_ansi(false).init();
        start(given).unwrap()
    });
}
