//! Other processes: this program again, told by its environment to be a server.

use codegen_tests::process;

use super::start;

/// The variables that a server is given on.
const NAMES: [&str; 4] =
    ["REDIS_URL", "DATABASE_URL", "ORDAIN_LIMITS__STORE", "ORDAIN_LIMITS__PATIENCE"];

/// A server in a process of its own.
pub(super) fn other(variables: &[(&str, &str)]) -> process::Other {
    process::Other::start(&NAMES, variables)
}

/// What the other process does. As an ordinary test, nothing.
#[test]
fn server() {
    process::serve(&NAMES, |given| {
        tracing_subscriber::fmt().with_ansi(false).init();
        let mut variables = vec![
            ("ORDAIN_SERVER__TRUSTED_PROXIES", "127.0.0.1"),
            ("ORDAIN_METRICS__ENABLED", "true"),
        ];
        variables.extend(given);
        start(&variables)
    });
}
