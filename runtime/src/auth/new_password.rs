//! A password that somebody chooses: long enough, and not one that everybody tries first.

use std::fmt;

use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::PasswordHash;
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
        is_common(text)
            .then(|| Fault::new("common", "is one of the passwords that everybody tries first"))
    }
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

/// Passwords that are tried first, of eight characters and more, in small letters.
const COMMON: [&str; 64] = [
    "00000000",
    "0123456789",
    "0987654321",
    "11111111",
    "1111111111",
    "11223344",
    "12121212",
    "12312312",
    "123123123",
    "12341234",
    "1234567890",
    "12345678910",
    "123456abc",
    "123456789",
    "12345678",
    "123456789a",
    "1234qwer",
    "147258369",
    "1q2w3e4r",
    "1q2w3e4r5t",
    "1qaz2wsx",
    "22222222",
    "55555555",
    "66666666",
    "77777777",
    "87654321",
    "88888888",
    "987654321",
    "99999999",
    "a1b2c3d4",
    "aa123456",
    "abc12345",
    "abcd1234",
    "abcdefgh",
    "adminadmin",
    "administrator",
    "asdfasdf",
    "asdfghjk",
    "asdfghjkl",
    "baseball",
    "changeme",
    "chocolate",
    "computer",
    "football",
    "iloveyou",
    "internet",
    "jennifer",
    "letmein1",
    "liverpool",
    "michelle",
    "p@ssw0rd",
    "passw0rd",
    "password",
    "password1",
    "password12",
    "password123",
    "princess",
    "qwerty12",
    "qwerty123",
    "qwertyui",
    "qwertyuiop",
    "sunshine",
    "superman",
    "welcome1",
];

fn is_common(text: &str) -> bool {
    let text = text.to_lowercase();
    let one_letter =
        text.chars().next().is_some_and(|first| text.chars().all(|char| char == first));
    one_letter || COMMON.contains(&text.as_str())
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
        assert_eq!(code(&"x1".repeat(100)), None);
        assert_eq!(code(&"x1".repeat(101)).as_deref(), Some("length"));
    }

    #[test]
    fn a_password_does_not_show_itself() {
        let password = NewPassword("correct horse".into());
        assert_eq!(format!("{password:?}"), "NewPassword(..)");
    }
}
