//! Where the keys of tokens are kept, and secrets that are none. It never shows the text of a key.

use std::collections::HashSet;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use secrecy::{ExposeSecret, SecretString};

use super::fault::Origin;
use super::kind::SECRET_BYTES;
use super::layer::Layers;
use super::reader::Reader;
use super::table::Auth;

const MAKE_ONE: &str = "make one with `openssl rand -hex 32`";

/// A key of bearer tokens: where it is kept, and what is there.
///
/// It shows its place and never its text.
#[derive(Clone)]
pub struct KeySource {
    id: Option<String>,
    place: Place,
    text: SecretString,
    origin: Origin,
}

#[derive(Clone)]
enum Place {
    File(PathBuf),
    Variable(String),
}

impl KeySource {
    /// Returns the id that the configuration gives to the key.
    #[must_use]
    pub fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    /// Returns the file that the key is kept in, if it is kept in one.
    #[must_use]
    pub fn file(&self) -> Option<&Path> {
        match &self.place {
            Place::File(path) => Some(path),
            Place::Variable(_) => None,
        }
    }

    /// Returns the text of the key.
    #[must_use]
    pub fn text(&self) -> &SecretString {
        &self.text
    }

    /// An entry such as `2026-11=file:/run/secrets/jwt.pem`. The key itself is read later.
    pub(super) fn parse(entry: &str) -> Option<Self> {
        let entry = entry.trim();
        let place = |text: &str| match text.split_once(':')? {
            (_, "") => None,
            ("file", path) => Some(Place::File(PathBuf::from(path))),
            ("env", name) => Some(Place::Variable(name.to_owned())),
            _ => None,
        };
        let (id, place) = if let Some(place) = place(entry) {
            (None, place)
        } else {
            let (id, rest) = entry.split_once('=')?;
            (is_id(id).then(|| Some(id.to_owned()))?, place(rest)?)
        };
        Some(Self { id, place, text: SecretString::default(), origin: Origin::Default })
    }

    /// Reads the key; what is wrong is told as the rest of a sentence.
    fn read(&mut self, layers: &Layers) -> Result<(), String> {
        let (text, origin) = match &mut self.place {
            Place::File(path) => {
                *path = layers.folder.join(&path);
                let text = fs::read_to_string(&path).map_err(|error| {
                    format!("names the file `{}`, which cannot be read: {error}", path.display())
                })?;
                (text, Origin::File { path: path.clone(), line: None })
            }
            Place::Variable(name) => {
                let found = layers.variables.iter().find(|variable| variable.name == *name);
                let found = found.ok_or_else(|| format!("names `{name}`, which is not set"))?;
                let text = found.value.clone();
                let text = text.ok_or_else(|| format!("names `{name}`, which is no UTF-8"))?;
                (text, found.origin.clone())
            }
        };
        // A file ends with the end of a line, which is no part of a secret.
        let text = text.trim_end_matches(['\r', '\n']);
        if text.is_empty() {
            return Err(format!("names {origin}, where there is nothing"));
        }
        self.text = SecretString::from(text);
        self.origin = origin;
        Ok(())
    }
}

/// An id goes into every token, and into what an operator writes.
fn is_id(id: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    (1..=64).contains(&id.len()) && id.bytes().all(is_plain)
}

/// Where the key is, for a message.
impl fmt::Display for KeySource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.origin.fmt(f)
    }
}

impl fmt::Debug for KeySource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KeySource({self})")
    }
}

impl Auth {
    /// Reads the keys where they are kept, and refuses a secret that others may know.
    pub(super) fn settle(&mut self, reader: &mut Reader<'_>) {
        if let Some(secret) = &self.secret
            && let Some(weakness) = weakness(secret.expose_secret())
        {
            reader.refuse("auth.secret", weakness.to_owned(), Some(MAKE_ONE));
        }
        for key in &mut self.keys {
            if let Err(rule) = key.read(reader.layers()) {
                reader.refuse("auth.keys", rule, None);
            }
        }
    }
}

/// What stands in examples, tutorials and templates, in lower case without anything between.
const PLACEHOLDERS: [&str; 20] = [
    "astringsecret",
    "changeit",
    "changeme",
    "changethis",
    "djangoinsecure",
    "donotuse",
    "insertyour",
    "jwtsecret",
    "knowntonobody",
    "mysecret",
    "notasecret",
    "placeholder",
    "pleasechange",
    "replaceme",
    "replacethis",
    "secretkey",
    "supersecret",
    "topsecret",
    "your256bit",
    "yoursecret",
];

/// Fewer characters than this are in no secret that was drawn: nearly all sixteen hexadecimal digits
/// are among 64 of them.
const DISTINCT: usize = 8;

/// Why a secret can be guessed, as the rest of a sentence; nothing of one that was drawn.
pub(crate) fn weakness(secret: &str) -> Option<&'static str> {
    let bytes = secret.as_bytes();
    if bytes.len() < SECRET_BYTES {
        return Some("has less than 32 bytes");
    }
    if bytes.iter().collect::<HashSet<_>>().len() < DISTINCT {
        return Some("repeats a few characters");
    }
    let is_period = |length: usize| bytes.iter().skip(length).eq(&bytes[..bytes.len() - length]);
    if (1..=bytes.len() / 2).any(is_period) {
        return Some("repeats a shorter text");
    }
    let steps = bytes.windows(2).filter(|pair| pair[0].abs_diff(pair[1]) == 1).count();
    if steps > bytes.len() / 2 {
        return Some("is a sequence of characters");
    }
    let letters = secret.chars().filter(char::is_ascii_alphanumeric);
    let letters: String = letters.map(|c| c.to_ascii_lowercase()).collect();
    let is_known = PLACEHOLDERS.iter().any(|placeholder| letters.contains(placeholder));
    is_known.then_some("is a known example")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_that_was_drawn_has_no_weakness() {
        for secret in [
            "d0b1d1f1e8b7a64a8e8c55a2d1f2c1f0a5b6a1d3a4bd0f0ce2a3aa1ce4f1bb20",
            "3q2+7wH0dX1cJZk5b8mJ0r9C4v8TzQvYw1xJpKZ6n0E=",
            "a sentence of a person, which is long",
        ] {
            assert_eq!(weakness(secret), None, "{secret}");
        }
    }

    #[test]
    fn a_secret_that_others_know_is_weak() {
        for (secret, expected) in [
            ("secret", "has less than 32 bytes"),
            ("d0b1d1f1e8b7a64a8e8c55a2d1f2c1f", "has less than 32 bytes"),
            ("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "repeats a few characters"),
            ("abcabcdabcabcdaabcaabcdabcabcdabcabcda", "repeats a few characters"),
            ("qwertyuiopqwertyuiopqwertyuiopqwer", "repeats a shorter text"),
            ("correct horse!correct horse!correct", "repeats a shorter text"),
            ("0123456789abcdef0123456789abcdef", "repeats a shorter text"),
            ("abcdefghijklmnopqrstuvwxyz0123456789", "is a sequence of characters"),
            ("zyxwvutsrqponmlkjihgfedcba9876543210", "is a sequence of characters"),
            ("please-CHANGE-me-in-production-please", "is a known example"),
            ("super-secret-jwt-token-with-at-least-32-characters-long", "is a known example"),
            ("a-string-secret-at-least-256-bits-long", "is a known example"),
            ("your-256-bit-secret-goes-here-at-once", "is a known example"),
            ("a sentence that is known to nobody else", "is a known example"),
        ] {
            assert_eq!(weakness(secret), Some(expected), "{secret}");
        }
    }

    #[test]
    fn an_entry_names_a_place_and_may_have_an_id() {
        let read = |entry: &str| {
            let source = KeySource::parse(entry)?;
            let place = match &source.place {
                Place::File(path) => format!("file {}", path.display()),
                Place::Variable(name) => format!("variable {name}"),
            };
            Some((source.id.unwrap_or_default(), place))
        };
        let entry = |id: &str, place: &str| Some((id.to_owned(), place.to_owned()));
        assert_eq!(read("file:/a/b.pem"), entry("", "file /a/b.pem"));
        assert_eq!(read(" env:JWT "), entry("", "variable JWT"));
        assert_eq!(read("2026-11=file:b=c.pem"), entry("2026-11", "file b=c.pem"));
        assert_eq!(read("file=file:x:y"), entry("file", "file x:y"));
        let long = format!("{}=env:JWT", "x".repeat(65));
        for wrong in [
            "",
            "file:",
            "env:",
            "=env:JWT",
            "a b=env:JWT",
            "../a=env:JWT",
            "http://a",
            "JWT",
            &long,
        ] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
