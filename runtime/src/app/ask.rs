//! A question to the person at the terminal.
//!
//! Where there is no person, nothing waits for one.

use std::io::{IsTerminal, Write};

/// Asks a person; where there is none, the answer is no.
pub(super) fn ask(question: &str) -> bool {
    let input = std::io::stdin();
    if !input.is_terminal() {
        return false;
    }
    let mut error = std::io::stderr();
    let _ = write!(error, "{question} [y/N] ").and_then(|()| error.flush());
    let mut answer = String::new();
    input.read_line(&mut answer).is_ok() && matches!(answer.trim(), "y" | "Y" | "yes")
}
