//! A member of a request that may be left out, which is something else than `null`.
//!
//! It stands in no reply.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A member of a change, under `#[serde(default)]`: what is left out is kept. `null` is refused, unless the value is an
/// `Option`, which it clears.
///
/// `PostUpdate` of a model means the same by itself; this is for messages that are put together by hand.
///
/// # Examples
///
/// ```
/// use ordain::prelude::*;
///
/// /// What is changed of a profile.
/// #[dto]
/// struct ProfileChange {
///     #[serde(default)]
///     #[validate(length(min = 1))]
///     name: Change<String>,
///     #[serde(default)]
///     motto: Change<Option<String>>,
/// }
///
/// let read = |text| serde_json::from_str::<ProfileChange>(text);
/// let change = read(r#"{"motto": null}"#)?;
/// assert_eq!((change.name, change.motto), (Change::Keep, Change::To(None)));
/// assert!(read(r#"{"name": null}"#).is_err());
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Change<T> {
    /// It stays as it is.
    #[default]
    Keep,
    /// It becomes this.
    To(T),
}

impl<T> Change<T> {
    /// What it becomes, if it changes: what a `PostUpdate` holds.
    pub fn into_option(self) -> Option<T> {
        match self {
            Self::Keep => None,
            Self::To(value) => Some(value),
        }
    }

    /// What it becomes, if it changes.
    pub fn as_ref(&self) -> Option<&T> {
        match self {
            Self::Keep => None,
            Self::To(value) => Some(value),
        }
    }

    /// The same change of another value.
    pub fn map<U>(self, turn: impl FnOnce(T) -> U) -> Change<U> {
        match self {
            Self::Keep => Change::Keep,
            Self::To(value) => Change::To(turn(value)),
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Change<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(deserializer).map(Self::To)
    }
}

impl<T: Serialize> Serialize for Change<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::To(value) => value.serialize(serializer),
            // There is no JSON for it, so the document names no default.
            Self::Keep => Err(serde::ser::Error::custom("what is kept is not written")),
        }
    }
}
