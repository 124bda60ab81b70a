//! A password that somebody chooses: long enough, and not one that everybody tries first.

use std::fmt;

use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use zxcvbn::Score;

use super::{PasswordHash, uncommon_password};
use crate::error::Result;
use crate::schema::{JsonSchema, Property, Schema, Schemas};
use crate::validate::{Fault, Validate, Violations};

const SHORTEST: usize = 8;
const LONGEST: usize = 200;

/// A password as a client gives it, to be hashed and forgotten: 8 to 200 characters, and none that
/// is among those that attackers try first.
///
/// It is a field of a request and nothing else: it is never sent, and its `Debug` is blank.
#[derive(Clone)]
pub struct NewPassword(SecretString);

impl NewPassword {
    /// Hashes it.
    ///
    /// # Errors
    /// As [`PasswordHash::of`].
    pub async fn hash(&self) -> Result<PasswordHash> {
        PasswordHash::of(self.0.expose_secret()).await
    }

    fn fault(&self) -> Option<Fault> {
        let text = self.0.expose_secret();
        let length = text.chars().count();
        if length < SHORTEST {
            return Some(Fault::new("length", format!("must have at least {SHORTEST} characters")));
        }
        if length > LONGEST {
            return Some(Fault::new("length", format!("must have at most {LONGEST} characters")));
        }
        uncommon_password(text).err().or_else(|| guessed(text))
    }
}

/// A password that is guessed with fewer attempts than a login has in some years of [`crate::limit::Attempts`].
///
/// A list of words, names, dates and patterns of keys says how many that are, also for several together.
fn guessed(password: &str) -> Option<Fault> {
    let is_guessed = zxcvbn::zxcvbn(password, &[]).score() < Score::Two;
    is_guessed.then(|| Fault::new("common", "is guessed too easily"))
}

impl Validate for NewPassword {
    fn validate(&self, found: &mut Violations) {
        found.check_whole(self.fault());
    }
}

impl<'de> Deserialize<'de> for NewPassword {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from).map(|text| Self(text.into()))
    }
}

/// A password is read and never sent: a reply with one in it fails.
impl Serialize for NewPassword {
    fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(serde::ser::Error::custom("a password is never sent"))
    }
}

impl JsonSchema for NewPassword {
    fn schema(schemas: &mut Schemas) -> Schema {
        Property::of::<String>(schemas)
            .min_length(SHORTEST as u64)
            .max_length(LONGEST as u64)
            .write_only()
            .describe("A password that is not among those that everybody tries first.")
            .into_definition()
    }
}

impl fmt::Debug for NewPassword {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NewPassword(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> Option<String> {
        let mut found = Violations::new();
        NewPassword(text.into()).validate(&mut found);
        let violations = found.into_result().err()?.violations().to_vec();
        violations.first().map(|violation| violation.code.to_string())
    }

    #[test]
    fn a_password_is_long_enough_and_not_one_that_is_tried_first() {
        for (text, fault) in [
            ("correct horse", None),
            ("öäüßéèçñ", None),
            ("seven77", Some("length")),
            ("Password123", Some("common")),
            ("zzzzzzzzzzzz", Some("common")),
        ] {
            assert_eq!(code(text).as_deref(), fault, "{text}");
        }
        let long = "one of many words, ".repeat(11);
        assert_eq!(code(&long[..200]), None);
        assert_eq!(code(&long[..201]).as_deref(), Some("length"));
    }

    #[test]
    fn what_is_guessed_is_refused() {
        for text in include_str!("password/bad.txt").lines() {
            assert_eq!(code(text).as_deref(), Some("common"), "{text}");
        }
        assert_eq!(include_str!("password/bad.txt").lines().count(), 50);
    }

    #[test]
    fn what_is_not_guessed_is_accepted() {
        for text in include_str!("password/good.txt").lines() {
            assert_eq!(code(text), None, "{text}");
        }
        assert_eq!(include_str!("password/good.txt").lines().count(), 20);
    }

    #[test]
    fn the_longest_password_is_judged_at_once() {
        for text in ["a".repeat(200), "aB3$".repeat(50), "qwerty1990".repeat(20)] {
            let began = std::time::Instant::now();
            let _ = code(&text);
            assert!(began.elapsed() < std::time::Duration::from_secs(2), "{:?}", began.elapsed());
        }
    }

    #[test]
    fn a_password_does_not_show_itself() {
        let password = NewPassword("correct horse".into());
        assert_eq!(format!("{password:?}"), "NewPassword(..)");
    }
}
