//! The description of one key, and the search for the key that somebody meant. It never reads a value.

use super::{Defaults, Profile};

/// What every variable of the framework begins with.
pub(super) const PREFIX: &str = "ORDAIN_";

/// The variable that chooses the profile.
pub(super) const PROFILE: &str = "ORDAIN_ENV";

/// A key of the configuration.
#[derive(Debug)]
#[non_exhaustive]
pub struct Key {
    /// The section, such as `server`.
    pub section: &'static str,
    /// The name within the section, such as `bind`.
    pub name: &'static str,
    /// The platform's own variable for this key, such as `PORT`.
    pub platform: Option<&'static str>,
    pub(super) facts: Facts,
    pub(super) form: &'static str,
    pub(super) bounds: Option<(&'static str, &'static str)>,
    pub(super) doc: &'static str,
}

impl Key {
    /// Returns the full name as a file has it, such as `server.bind`.
    #[must_use]
    pub fn path(&self) -> String {
        format!("{}.{}", self.section, self.name)
    }

    /// Returns the environment variable, such as `ORDAIN_SERVER__BIND`.
    #[must_use]
    pub fn variable(&self) -> String {
        let (section, name) = (self.section, self.name);
        format!("{PREFIX}{section}__{name}").to_uppercase()
    }

    /// Returns what the key means, on one line.
    #[must_use]
    pub fn doc(&self) -> String {
        let lines: Vec<&str> = self.doc.lines().map(str::trim).collect();
        lines.join(" ")
    }

    /// Returns what a value has to be, such as ``a duration such as `30s`, from 0s to 1h``.
    #[must_use]
    pub fn form(&self) -> String {
        match self.bounds {
            Some((least, most)) => format!("{}, from {least} to {most}", self.form),
            None => self.form.to_owned(),
        }
    }

    /// Returns what holds when nothing names the key, in Markdown.
    #[must_use]
    pub fn default_text(&self) -> String {
        match self.facts.fallback {
            Fallback::Text(text) => format!("`{text}`"),
            Fallback::Computed { text, .. } => text.to_owned(),
        }
    }

    /// Returns whether the value is never shown.
    #[must_use]
    pub fn is_secret(&self) -> bool {
        self.facts.shown == Shown::Never
    }
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        (self.section, self.name) == (other.section, other.name)
    }
}

impl Eq for Key {}

/// A default that depends on the profile, the application or the machine.
pub(super) type Computed = fn(Profile, &Defaults) -> Option<String>;

/// What holds when nothing names a key.
#[derive(Debug, Clone, Copy)]
pub(super) enum Fallback {
    Text(&'static str),
    Computed { text: &'static str, value: Computed },
}

/// How much of a value may be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    Whole,
    #[cfg(any(feature = "__database", feature = "mail", feature = "redis"))]
    WithoutPassword,
    /// If it says where secrets are; another text may be a secret.
    #[cfg(feature = "auth")]
    References,
    Never,
}

/// How a variable that platforms set stands to the `ORDAIN_` variable of the same layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Platform {
    /// Holds only if the `ORDAIN_` variable is absent.
    Yields,
    /// Holds over the `ORDAIN_` variable.
    Overrides,
    /// Changes only the port of the address.
    Port,
}

/// What the table says of a key beside its name, kind and text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Facts {
    pub(super) fallback: Fallback,
    pub(super) shown: Shown,
    pub(super) platform: Option<(&'static str, Platform)>,
}

impl Facts {
    pub(super) const fn default(text: &'static str) -> Self {
        Self::new(Fallback::Text(text))
    }

    pub(super) const fn computed(text: &'static str, value: Computed) -> Self {
        Self::new(Fallback::Computed { text, value })
    }

    const fn new(fallback: Fallback) -> Self {
        Self { fallback, shown: Shown::Whole, platform: None }
    }

    #[cfg(any(feature = "auth", feature = "__database", feature = "mail", feature = "redis"))]
    pub(super) const fn shown(self, shown: Shown) -> Self {
        Self { shown, ..self }
    }

    pub(super) const fn platform(self, name: &'static str, platform: Platform) -> Self {
        Self { platform: Some((name, platform)), ..self }
    }

    pub(super) const fn platform_name(&self) -> Option<&'static str> {
        match self.platform {
            Some((name, _)) => Some(name),
            None => None,
        }
    }
}

/// The candidate that a misspelled name is close enough to.
pub(super) fn nearest(name: &str, known: impl Iterator<Item = String>) -> Option<String> {
    let limit = name.chars().count() / 3;
    known
        .map(|candidate| (strsim::damerau_levenshtein(name, &candidate), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}
