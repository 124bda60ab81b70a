//! What is to be written into the audit log.
//!
//! Where it stands among the others, and when, is not known here.

use std::fmt::Display;

use serde::Serialize;
use serde_json::{Map, Value};

use crate::error::Result;
use crate::policy::acting::Work;
use crate::policy::{Acting, Means, view};

/// What stands in the place of a secret.
const HIDDEN: &str = "(hidden)";

/// Words that name a secret.
const SECRETS: [&str; 7] = ["code", "passphrase", "passwd", "password", "pin", "secret", "token"];

/// One thing that somebody did, or tried to do.
///
/// # Examples
///
/// ```
/// use ordain::audit::Entry;
///
/// # fn main() -> ordain::Result<()> {
/// let entry = Entry::new("user.role").by(7).detail("before", "Reader")?.detail("after", "Editor")?;
/// assert_eq!(entry.actor.as_deref(), Some("7"));
/// assert_eq!(entry.details["after"], "Editor");
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Entry {
    /// What was done, in lower-case words with dots between them: `user.delete`.
    pub action: String,
    /// The id of the one who did it, if they are known.
    pub actor: Option<String>,
    /// How they proved who they are.
    pub means: Option<String>,
    /// The method of the request; outside of one, what runs: `job`.
    pub method: Option<String>,
    /// The path of the route, as it is declared; the name of the job, the seeder or the command.
    pub route: Option<String>,
    /// The path segments of the request, by name.
    pub segments: Map<String, Value>,
    /// The address that the request came from.
    pub address: Option<String>,
    /// What sent it, as it calls itself.
    pub agent: Option<String>,
    /// The status of the answer.
    pub status: Option<u16>,
    /// The id of the request.
    pub request_id: Option<String>,
    /// What else is to be known: the state before, the state after.
    pub details: Map<String, Value>,
}

impl Entry {
    /// An action of which nothing else is known yet.
    #[must_use]
    pub fn new(action: impl Into<String>) -> Self {
        Self { action: action.into(), ..Self::default() }
    }

    /// Says who did it.
    #[must_use]
    pub fn by(mut self, actor: impl Display) -> Self {
        self.actor = Some(actor.to_string());
        self
    }

    /// Adds a detail, under a name. What is called a password, a token or another secret, as a whole or
    /// in a member of an object, is left out.
    ///
    /// # Errors
    ///
    /// When the value cannot be written as JSON.
    pub fn detail(mut self, name: &str, value: impl Serialize) -> Result<Self> {
        self.add_detail(name, &value)?;
        Ok(self)
    }

    /// Adds what is known of the work in which it is written: on whose behalf it runs, which it is, and the request
    /// that it began with.
    pub(super) fn of_work(mut self, work: &Work) -> Self {
        let Work { kind, name, origin } = work;
        if self.actor.is_none() && self.means.is_none() {
            self.actor = origin.acting.actor().map(|actor| actor.id.to_string());
            self.means = match &origin.acting {
                Acting::Nobody => None,
                Acting::Somebody(actor) => Some(actor.means().to_string()),
                Acting::Application => Some(Means::Application.to_string()),
            };
        }
        if self.method.is_none() && self.route.is_none() {
            self.method = Some(kind.to_string());
            self.route = Some(name.clone());
        }
        if self.request_id.is_none() {
            self.request_id.clone_from(&origin.request_id);
        }
        self
    }

    pub(crate) fn add_detail(
        &mut self,
        name: &str,
        value: &(impl Serialize + ?Sized),
    ) -> Result<()> {
        let value = view::as_application(|| serde_json::to_value(value))?;
        let value = without_secrets(name, value);
        self.details.insert(name.to_owned(), value);
        Ok(())
    }

    /// Adds a path segment, unless its name is that of a secret.
    pub(crate) fn add_segment(&mut self, name: &str, value: String) {
        self.segments.insert(name.to_owned(), without_secrets(name, Value::String(value)));
    }
}

/// Whether one of the words of a name, `reset_token` or `resetToken`, names a secret.
fn is_secret(name: &str) -> bool {
    let mut words = String::with_capacity(name.len());
    let mut is_small = false;
    for letter in name.chars() {
        if is_small && letter.is_uppercase() {
            words.push(' ');
        }
        is_small = letter.is_lowercase();
        words.extend(letter.to_lowercase());
    }
    words.split(|letter: char| !letter.is_alphanumeric()).any(|word| SECRETS.contains(&word))
}

fn without_secrets(name: &str, value: Value) -> Value {
    match value {
        Value::Null => Value::Null,
        _ if is_secret(name) => Value::String(HIDDEN.to_owned()),
        Value::Array(items) => {
            Value::Array(items.into_iter().map(|item| without_secrets("", item)).collect())
        }
        Value::Object(members) => {
            let members = members.into_iter().map(|(name, value)| {
                let value = without_secrets(&name, value);
                (name, value)
            });
            Value::Object(members.collect())
        }
        plain => plain,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_called_a_secret_is_left_out() {
        for name in ["password", "new_password", "resetToken", "api-secret", "TOKEN", "pin"] {
            assert!(is_secret(name), "{name}");
        }
        for name in ["tokens_left", "passwordless", "country_codes", "author", "", "spin"] {
            assert!(!is_secret(name), "{name}");
        }
        let value = json!({"name": "Ada", "password": "x", "keys": [{"token": "y", "id": 1}]});
        let expected = json!({"name": "Ada", "password": "(hidden)", "keys": [{"token": "(hidden)", "id": 1}]});
        assert_eq!(without_secrets("before", value), expected);
        assert_eq!(without_secrets("password", Value::Null), Value::Null);
    }
}
