//! Lays the four layers over each other: which text wins for each key. It never judges whether a text is right.

use std::ffi::OsString;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::Path;
#[cfg(feature = "auth")]
use std::path::PathBuf;

use super::Profile;
use super::fault::{Fault, Origin};
use super::file;
use super::key::{Key, PREFIX, PROFILE, Platform, nearest};
use super::kind::{ADDRESS, Raw};
use super::table::{GATED, keys};
use super::variable::{self, Variable};

/// A value that a layer gives to a key.
pub(super) struct Given {
    pub(super) key: &'static Key,
    pub(super) raw: Raw,
    pub(super) origin: Origin,
}

/// All layers in one.
pub(super) struct Layers {
    pub(super) profile: Profile,
    pub(super) given: Vec<Given>,
    pub(super) faults: Vec<Fault>,
    /// What a relative path begins at.
    #[cfg(feature = "auth")]
    pub(super) folder: PathBuf,
    /// All of them, those of the environment before those of `.env`.
    #[cfg(feature = "auth")]
    pub(super) variables: Vec<Variable>,
}

impl Layers {
    pub(super) fn read(folder: &Path, environment: Vec<(OsString, OsString)>) -> Self {
        let mut layers = Self {
            profile: Profile::of_build(),
            given: Vec::new(),
            faults: Vec::new(),
            #[cfg(feature = "auth")]
            folder: folder.to_owned(),
            #[cfg(feature = "auth")]
            variables: Vec::new(),
        };
        let dot_env = variable::of_file(&folder.join(".env"), &mut layers.faults);
        let environment = variable::of_process(environment);
        #[cfg(feature = "auth")]
        layers.variables.extend(environment.iter().chain(&dot_env).cloned());
        layers.choose_profile(&dot_env, &environment);
        let of_profile = format!("ordain.{}.toml", layers.profile);
        for name in ["ordain.toml", of_profile.as_str()] {
            let found = file::read(&folder.join(name), &mut layers.faults);
            for given in found {
                layers.put(given);
            }
        }
        layers.put_variables(dot_env);
        layers.put_variables(environment);
        layers
    }

    fn choose_profile(&mut self, dot_env: &[Variable], environment: &[Variable]) {
        let mut named = environment.iter().chain(dot_env);
        let Some(variable) =
            named.find(|variable| variable.name == PROFILE && !variable.is_empty())
        else {
            return;
        };
        let name = variable.value.as_deref().unwrap_or_default();
        match Profile::named(name) {
            Some(profile) => self.profile = profile,
            None => self.faults.push(Fault {
                key: Some(PROFILE.to_owned()),
                value: Some(format!("{name:?}")),
                rule: "must be `dev`, `test` or `prod`".to_owned(),
                help: None,
                origin: variable.origin.clone(),
            }),
        }
    }

    fn put(&mut self, given: Given) {
        match self.winner(given.key) {
            Some(winner) => *winner = given,
            None => self.given.push(given),
        }
    }

    fn winner(&mut self, key: &Key) -> Option<&mut Given> {
        self.given.iter_mut().find(|winner| winner.key == key)
    }

    fn put_variables(&mut self, variables: Vec<Variable>) {
        let (own, platform): (Vec<_>, Vec<_>) = variables
            .into_iter()
            .filter(|variable| variable.name != PROFILE)
            .partition(|variable| variable.name.starts_with(PREFIX));
        let (first, last): (Vec<_>, Vec<_>) = platform
            .into_iter()
            .filter(|variable| !variable.is_empty())
            .filter_map(|variable| Some((platform_key(&variable.name)?, variable)))
            .partition(|((_, platform), _)| *platform == Platform::Yields);
        for ((key, platform), variable) in first {
            self.put_platform(key, platform, variable);
        }
        for variable in own {
            match keys().find(|key| key.variable() == variable.name) {
                Some(key) => self.put_text(key, variable),
                None => self.faults.push(unknown_variable(variable)),
            }
        }
        for ((key, platform), variable) in last {
            self.put_platform(key, platform, variable);
        }
    }

    fn put_platform(&mut self, key: &'static Key, platform: Platform, variable: Variable) {
        match platform {
            Platform::Yields | Platform::Overrides => self.put_text(key, variable),
            Platform::Port => self.put_port(key, variable),
        }
    }

    fn put_text(&mut self, key: &'static Key, variable: Variable) {
        let Variable { value: Some(text), origin, .. } = variable else {
            self.faults.push(not_unicode(variable));
            return;
        };
        let raw = Raw::Untyped(text);
        self.put(Given { key, raw, origin });
    }

    fn put_port(&mut self, key: &'static Key, variable: Variable) {
        let Some(port) = variable.value.as_deref().and_then(|text| text.parse().ok()) else {
            self.faults.push(Fault {
                key: Some(variable.name),
                value: variable.value.map(|text| format!("{text:?}")),
                rule: "must be a port: a whole number from 0 to 65535".to_owned(),
                help: None,
                origin: variable.origin,
            });
            return;
        };
        let address = match self.winner(key) {
            Some(winner) => (ADDRESS.parse)(Some(&winner.raw), None),
            None => Some(SocketAddr::new(IpAddr::V4(Ipv4Addr::UNSPECIFIED), port)),
        };
        // A wrong address stays and is reported as one.
        if let Some(mut address) = address {
            address.set_port(port);
            self.put(Given {
                key,
                raw: Raw::Untyped(address.to_string()),
                origin: variable.origin,
            });
        }
    }
}

fn platform_key(name: &str) -> Option<(&'static Key, Platform)> {
    keys().find_map(|key| match key.facts.platform {
        Some((own, platform)) if own == name => Some((key, platform)),
        _ => None,
    })
}

fn not_unicode(variable: Variable) -> Fault {
    Fault {
        key: Some(variable.name),
        value: None,
        rule: "must be valid UTF-8".to_owned(),
        help: None,
        origin: variable.origin,
    }
}

fn unknown_variable(variable: Variable) -> Fault {
    let path = variable.name[PREFIX.len()..].to_lowercase().replace("__", ".");
    let meant = meant_key(&path).and_then(|path| keys().find(|key| key.path() == path));
    let section = path.split('.').next().unwrap_or_default();
    let help = match meant {
        Some(key) => Some(format!("did you mean `{}`?", key.variable())),
        None if is_close_to_profile(&variable.name) => Some(format!("did you mean `{PROFILE}`?")),
        None => feature_help(section),
    };
    Fault {
        key: Some(variable.name),
        value: None,
        rule: "is not a known variable".to_owned(),
        help: help.or_else(|| Some(format!("variables are named {PREFIX}<SECTION>__<KEY>"))),
        origin: variable.origin,
    }
}

/// Compares what follows the prefix, for the prefix would make any two names alike.
fn is_close_to_profile(name: &str) -> bool {
    let rest = |name: &str| name.trim_start_matches(PREFIX).to_owned();
    nearest(&rest(name), std::iter::once(rest(PROFILE))).is_some()
}

/// The full name that a misspelled or misplaced one is meant to be.
pub(super) fn meant_key(path: &str) -> Option<String> {
    let name = path.rsplit('.').next().unwrap_or(path);
    nearest(path, keys().map(Key::path))
        .or_else(|| keys().find(|key| key.name == name).map(Key::path))
}

/// The words for a section that this build leaves out.
pub(super) fn feature_help(section: &str) -> Option<String> {
    let (_, feature) = GATED.iter().find(|(gated, _)| *gated == section)?;
    let is_here = keys().any(|key| key.section == section);
    (!is_here).then(|| format!("`{section}` needs the feature `{feature}` of `ordain`"))
}
