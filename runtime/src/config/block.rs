//! Sections that the application names, such as `[auth.providers.google]`: as many as it likes, all with the same keys.
//!
//! It never reads a value.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use super::key::{Key, PREFIX, nearest};

/// Sections that differ in the last part of their name.
pub(super) struct Block {
    /// What their names begin with: `auth.providers`.
    pub(super) path: &'static str,
    /// Their keys, whose section is the path alone.
    pub(super) template: &'static [Key],
    /// The keys of each name that was met. They live as long as the program, as all keys do.
    named: Mutex<BTreeMap<String, &'static [Key]>>,
}

/// Every kind of section that the application names.
pub(super) static BLOCKS: &[&Block] = &[
    #[cfg(feature = "oauth")]
    &super::provider::PROVIDERS,
];

/// Returns every key of the sections that an application names, such as `[auth.providers.google]`; the section of each is
/// what these names have in common: `auth.providers`.
pub fn block_keys() -> impl Iterator<Item = &'static Key> {
    BLOCKS.iter().flat_map(|block| block.template)
}

impl Block {
    #[cfg(feature = "oauth")]
    pub(super) const fn new(path: &'static str, template: &'static [Key]) -> Self {
        Self { path, template, named: Mutex::new(BTreeMap::new()) }
    }

    /// The keys of the section with that name.
    pub(super) fn keys(&self, name: &str) -> &'static [Key] {
        let mut named = self.named.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(keys) = named.get(name) {
            return keys;
        }
        let section: &'static str = Box::leak(format!("{}.{name}", self.path).into_boxed_str());
        let keys: Vec<Key> = self.template.iter().map(|key| key.within(section)).collect();
        let keys: &'static [Key] = Box::leak(keys.into_boxed_slice());
        named.insert(name.to_owned(), keys);
        keys
    }

    /// The name of the section that a key is in, if it is one of these.
    #[cfg(feature = "oauth")]
    pub(super) fn name_of(&self, key: &Key) -> Option<&'static str> {
        key.section.strip_prefix(self.path)?.strip_prefix('.')
    }

    /// What the variables of all the sections begin with: `ORDAIN_AUTH__PROVIDERS__`.
    fn variables(&self) -> String {
        format!("{PREFIX}{}__", self.path.replace('.', "__")).to_uppercase()
    }

    /// The section and the key that a variable names; the key may be none.
    fn parts(&self, variable: &str) -> Option<(String, String)> {
        let rest = variable.strip_prefix(&self.variables())?;
        let (name, key) = rest.rsplit_once("__")?;
        let is_upper = rest.to_uppercase() == rest;
        let (name, key) = (name.to_lowercase(), key.to_lowercase());
        (is_upper && is_name(&name)).then_some((name, key))
    }
}

/// The sections with names that are in a section under that name.
pub(super) fn block_in(section: &str, member: &str) -> Option<&'static Block> {
    let parts = |block: &&&'static Block| block.path.split_once('.') == Some((section, member));
    BLOCKS.iter().find(parts).copied()
}

/// Whether a section can be called so: the name is part of variables and of addresses.
pub(super) fn is_name(name: &str) -> bool {
    const LONGEST: usize = 40;
    let is_plain = |char: char| matches!(char, 'a'..='z' | '0'..='9' | '_');
    name.len() <= LONGEST
        && name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.chars().all(is_plain)
        && !name.contains("__")
        && !name.ends_with('_')
}

/// The key of a section with a name that a variable is for.
pub(super) fn key_of_variable(variable: &str) -> Option<&'static Key> {
    BLOCKS.iter().find_map(|block| {
        let (name, key) = block.parts(variable)?;
        block.template.iter().find(|known| known.name == key)?;
        block.keys(&name).iter().find(|known| known.name == key)
    })
}

/// What to do about a variable that is for a section with a name, and for none of its keys.
pub(super) fn block_help(variable: &str) -> Option<String> {
    let block = BLOCKS.iter().find(|block| variable.starts_with(&block.variables()))?;
    let before = block.variables();
    let form = || format!("variables of `[{}.<name>]` are named {before}<NAME>__<KEY>", block.path);
    let Some((name, key)) = block.parts(variable) else { return Some(form()) };
    let known = block.template.iter().map(|known| known.name.to_owned());
    let meant = nearest(&key, known)
        .and_then(|meant| block.keys(&name).iter().find(|known| known.name == meant));
    Some(match meant {
        Some(meant) => format!("did you mean `{}`?", meant.variable()),
        None => form(),
    })
}

/// A struct and its keys for sections that the application names, such as `[auth.providers.google]`:
///
/// ```text
/// /// What one of them is about.
/// PROVIDERS = "auth.providers": Provider {
///     /// What the key means.
///     client_id: String = CLIENT_ID, Facts::computed("none", |_, _| None);
/// }
/// ```
#[cfg(feature = "oauth")]
macro_rules! blocks {
    (
        $(#[doc = $about:literal])+
        $BLOCK:ident = $path:literal: $Block:ident {$(
            $(#[doc = $doc:literal])+
            $name:ident: $type:ty = $kind:expr, $facts:expr;
        )+}
    ) => {
        $(#[doc = $about])+
        #[derive(Debug, Clone)]
        #[non_exhaustive]
        pub struct $Block {
            /// How the application calls it: the last part of the section's name.
            pub name: String,
            $(
                $(#[doc = $doc])+
                pub $name: $type,
            )+
        }

        /// The sections.
        pub(super) static $BLOCK: Block = Block::new(
            $path,
            &[$(key!($path, $name, $kind, $facts, $($doc),+),)+],
        );

        impl $Block {
            pub(super) fn read(reader: &mut Reader<'_>, name: &str) -> Option<Self> {
                let mut keys = $BLOCK.keys(name).iter();
                $(let $name = reader.read(keys.next()?, &$kind);)+
                let block = Self { name: name.to_owned(), $($name: $name?,)+ };
                block.checked(reader)
            }
        }
    };
}
#[cfg(feature = "oauth")]
pub(super) use blocks;
