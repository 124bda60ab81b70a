//! Members that not everybody may give: they are read only where that is decided afterwards.
//!
//! Nothing is decided here.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

use crate::policy::view;

/// Reads a member with a rule, as [`present`](super::crud::present) reads one without.
///
/// # Errors
/// When the member is no `T`, or nobody would decide who may give it.
pub fn guarded<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    guarded_value(deserializer).map(Some)
}

/// Reads a member with a rule that may be `null`.
///
/// # Errors
/// When the member is no `T`, or nobody would decide who may give it.
pub fn guarded_value<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    if !view::is_judged() {
        return Err(D::Error::custom(
            "nobody decides here who may give this field: take the value as an argument of a route, \
             or read it inside of `ordain::policy::view::as_application`",
        ));
    }
    T::deserialize(deserializer)
}
