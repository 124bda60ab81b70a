//! Turns the winning text of each key into its typed value, and keeps what may be shown of it.

use super::fault::{ConfigError, Fault, Origin};
use super::key::{Fallback, Key, Shown};
use super::kind::{Kind, Raw};
use super::layer::Layers;
use super::{Config, Defaults, Profile};

/// A key, its value as it may be shown, and the place it came from.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Value {
    /// The key.
    pub key: &'static Key,
    /// The value with secrets hidden; none if nothing gives one.
    pub shown: Option<String>,
    /// Where the value came from.
    pub origin: Origin,
}

/// What a section does when all of its keys are read: nothing, unless it has a method of its own.
pub(super) trait Settle {
    fn settle(&mut self, _: &mut Reader<'_>) {}
}

impl<T> Settle for T {}

/// Reads key after key and collects every fault.
pub(super) struct Reader<'a> {
    layers: Layers,
    defaults: &'a Defaults,
    values: Vec<Value>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(layers: Layers, defaults: &'a Defaults) -> Self {
        Self { layers, defaults, values: Vec::new() }
    }

    pub(super) fn profile(&self) -> Profile {
        self.layers.profile
    }

    pub(super) fn values(&self) -> Vec<Value> {
        self.values.clone()
    }

    pub(super) fn finish(self, config: Option<Config>) -> Result<Config, ConfigError> {
        match config {
            Some(config) if self.layers.faults.is_empty() => Ok(config),
            Some(_) | None => Err(ConfigError::new(self.layers.faults)),
        }
    }

    /// The value of a key; none after a fault was noted.
    pub(super) fn read<T>(&mut self, key: &'static Key, kind: &Kind<T>) -> Option<T> {
        let (raw, origin) = self.winner(key);
        let shown = raw.as_ref().map(|raw| shown(key, raw));
        let value = (kind.parse)(raw.as_ref(), kind.bounds);
        #[cfg(feature = "auth")]
        let shown = shown.filter(|_| value.is_some() || key.facts.shown != Shown::References);
        if value.is_none() {
            self.layers.faults.push(Fault {
                key: Some(key.path()),
                value: shown.clone(),
                rule: format!("must be {}", key.form()),
                help: None,
                origin: origin.clone(),
            });
        }
        self.values.push(Value { key, shown, origin });
        value
    }

    /// Notes that the value of a key, which has been read, cannot be used.
    #[cfg(feature = "auth")]
    pub(super) fn refuse(&mut self, path: &str, rule: String, help: Option<&str>) {
        let value = self.values.iter().find(|value| value.key.path() == path);
        self.layers.faults.push(Fault {
            key: Some(path.to_owned()),
            value: None,
            rule,
            help: help.map(str::to_owned),
            origin: value.map_or(Origin::Default, |value| value.origin.clone()),
        });
    }

    /// What the layers say beside their keys.
    #[cfg(feature = "auth")]
    pub(super) fn layers(&self) -> &Layers {
        &self.layers
    }

    fn winner(&self, key: &'static Key) -> (Option<Raw>, Origin) {
        let winner = self.layers.given.iter().find(|given| given.key == key);
        if let Some(given) = winner {
            return (Some(given.raw.clone()), given.origin.clone());
        }
        let text = match key.facts.fallback {
            Fallback::Text(text) => Some(text.to_owned()),
            Fallback::Computed { value, .. } => value(self.layers.profile, self.defaults),
        };
        (text.map(Raw::Untyped), Origin::Default)
    }
}

fn shown(key: &Key, raw: &Raw) -> String {
    let hidden = || "(hidden)".to_owned();
    match key.facts.shown {
        Shown::Whole => raw.shown(),
        #[cfg(feature = "auth")]
        Shown::References => raw.shown(),
        #[cfg(any(feature = "__database", feature = "mail", feature = "redis"))]
        Shown::WithoutPassword => raw.shown_without_password().unwrap_or_else(hidden),
        Shown::Never => hidden(),
    }
}
