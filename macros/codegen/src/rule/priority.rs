//! What is refused first under load: `background`, `normal`, `critical`.
//!
//! How much load that is, is for the configuration to say.

use syn::Ident;

use crate::errors::{Errors, nearest};
use crate::names::bare;

const NAMES: [&str; 3] = ["background", "normal", "critical"];

/// What is refused first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Priority {
    /// This.
    Background,
    /// This only later.
    Normal,
    /// This never.
    Critical,
}

/// Reads a priority and reports what is wrong with it.
pub fn read(name: &Ident, errors: &mut Errors) -> Option<Priority> {
    let text = bare(name);
    match text.as_str() {
        "background" => return Some(Priority::Background),
        "normal" => return Some(Priority::Normal),
        "critical" => return Some(Priority::Critical),
        _ => {}
    }
    let mut noted = errors.at(name, format!("`{text}` is no priority"));
    if let Some(near) = nearest(&text.to_lowercase(), NAMES) {
        noted = noted.help(format!("did you mean `{near}`?"));
    }
    noted.help(format!("the priorities are `{}`", NAMES.join("`, `")));
    None
}
