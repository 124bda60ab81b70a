//! A moment as scripts in browsers write it.
//!
//! It is no column: those keep microseconds.

use std::ops::Deref;

use chrono::{DateTime, SecondsFormat, SubsecRound, Utc};
use serde::{Deserialize, Serialize, Serializer};

/// A moment with exactly three digits after its seconds, `2026-01-31T12:00:00.000Z`, as JavaScript writes it. A
/// `DateTime<Utc>` has as many as it needs, none or six.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(from = "DateTime<Utc>")]
pub struct Millis(DateTime<Utc>);

impl From<DateTime<Utc>> for Millis {
    fn from(moment: DateTime<Utc>) -> Self {
        Self(moment.trunc_subsecs(3))
    }
}

impl Deref for Millis {
    type Target = DateTime<Utc>;

    fn deref(&self) -> &DateTime<Utc> {
        &self.0
    }
}

impl Serialize for Millis {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0.to_rfc3339_opts(SecondsFormat::Millis, true))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_always_three_digits() -> Result<(), serde_json::Error> {
        for (text, expected) in [
            ("2026-01-31T12:00:00Z", "2026-01-31T12:00:00.000Z"),
            ("2026-01-31T12:00:00.123999Z", "2026-01-31T12:00:00.123Z"),
            ("2026-01-31T13:00:00.5+01:00", "2026-01-31T12:00:00.500Z"),
        ] {
            let moment: Millis = serde_json::from_value(text.into())?;
            assert_eq!(serde_json::to_value(moment)?, expected);
        }
        Ok(())
    }
}
