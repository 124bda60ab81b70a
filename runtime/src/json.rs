//! Wrappers that say how a value is JSON: that it is, to which precision, and whether it was given at all.
//!
//! What that means in a request, a reply or a column is said there.

mod change;
mod millis;

use serde::{Deserialize, Serialize};

pub use change::Change;
pub use millis::Millis;

/// A value as JSON: the body of a request (as an argument of a route), a reply (as its return
/// value), or a column of a model, which holds any serde type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Json<T>(pub T);
