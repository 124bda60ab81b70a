//! The wrapper that says: this is JSON.
//!
//! In a request, a reply or a column; what that means there is said there.

use serde::{Deserialize, Serialize};

/// A value as JSON: the body of a request (as an argument of a route), a reply (as its return
/// value), or a column of a model, which holds any serde type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Json<T>(pub T);
