//! The TOML files: their tables as values with line numbers. It never stops at the first fault.

use std::fmt;
use std::io::ErrorKind;
use std::path::Path;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::fault::{Fault, Origin};
use super::key::nearest;
use super::kind::Raw;
use super::layer::{Given, feature_help, meant_key};
use super::table::{SECTIONS, Section};

/// The text of a file; none if there is no such file.
pub(super) fn text(path: &Path, faults: &mut Vec<Fault>) -> Option<String> {
    match std::fs::read_to_string(path) {
        Ok(text) => Some(text.strip_prefix('\u{feff}').map_or(text.clone(), str::to_owned)),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => {
            faults.push(unreadable(path, &error));
            None
        }
    }
}

pub(super) fn unreadable(path: &Path, error: &dyn fmt::Display) -> Fault {
    Fault {
        key: None,
        value: None,
        rule: format!("the file cannot be read: {error}"),
        help: None,
        origin: Origin::File { path: path.to_owned(), line: None },
    }
}

/// The values of a TOML file, none if there is no file.
pub(super) fn read(path: &Path, faults: &mut Vec<Fault>) -> Vec<Given> {
    let Some(text) = text(path, faults) else {
        return Vec::new();
    };
    let mut file = File { path, text: &text, given: Vec::new(), faults };
    let (document, errors) = DeTable::parse_recoverable(&text);
    if errors.is_empty() {
        file.read_document(document.get_ref());
    } else {
        file.report_syntax(&errors);
    }
    file.given
}

struct File<'a> {
    path: &'a Path,
    text: &'a str,
    given: Vec<Given>,
    faults: &'a mut Vec<Fault>,
}

impl File<'_> {
    fn origin(&self, offset: Option<usize>) -> Origin {
        let before = offset.and_then(|offset| self.text.get(..offset));
        Origin::File {
            path: self.path.to_owned(),
            line: before.map(|before| before.matches('\n').count() + 1),
        }
    }

    /// The parser goes on after a mistake, and only the first of a line is worth reading.
    fn report_syntax(&mut self, errors: &[toml::de::Error]) {
        let mut last = None;
        for error in errors {
            let origin = self.origin(error.span().map(|span| span.start));
            if last.replace(origin.clone()) != Some(origin.clone()) {
                self.faults.push(Fault {
                    key: None,
                    value: None,
                    rule: format!("this is not TOML: {}", error.message()),
                    help: None,
                    origin,
                });
            }
        }
    }

    fn read_document(&mut self, document: &DeTable<'_>) {
        for (name, value) in in_order(document) {
            let origin = self.origin(Some(name.span().start));
            let name = name.get_ref().as_ref();
            let section = SECTIONS.iter().find(|section| section.name == name);
            match (section, value.get_ref()) {
                (Some(section), DeValue::Table(table)) => self.read_section(section, table),
                (Some(_), _) => self.faults.push(not_a_section(name, origin)),
                (None, DeValue::Table(_)) => self.faults.push(unknown_section(name, origin)),
                (None, _) => self.faults.push(unknown_key(name, "", origin)),
            }
        }
    }

    fn read_section(&mut self, section: &'static Section, table: &DeTable<'_>) {
        for (name, value) in in_order(table) {
            let origin = self.origin(Some(name.span().start));
            let name = name.get_ref().as_ref();
            match section.keys.iter().find(|key| key.name == name) {
                Some(key) => self.given.push(Given { key, raw: raw(value.get_ref()), origin }),
                None => self.faults.push(unknown_key(name, section.name, origin)),
            }
        }
    }
}

/// The entries as they stand in the file; the parser sorts them by name.
fn in_order<'a, 'i>(
    table: &'a DeTable<'i>,
) -> Vec<(&'a Spanned<toml::de::DeString<'i>>, &'a Spanned<DeValue<'i>>)> {
    let mut entries: Vec<_> = table.iter().collect();
    entries.sort_by_key(|(name, _)| name.span().start);
    entries
}

fn raw(value: &DeValue<'_>) -> Raw {
    match value {
        DeValue::String(text) => Raw::Text(text.to_string()),
        DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix())
            .map_or(Raw::Other("a number"), |number| Raw::Integer(number.to_string())),
        DeValue::Boolean(value) => Raw::Boolean(*value),
        DeValue::Float(_) => Raw::Other("a number with a fraction"),
        DeValue::Datetime(_) => Raw::Other("a date or time"),
        DeValue::Array(values) => texts(values).map_or(Raw::Other("an array"), Raw::List),
        DeValue::Table(_) => Raw::Other("a table"),
    }
}

fn texts(values: &toml::de::DeArray<'_>) -> Option<Vec<String>> {
    let text = |value: &Spanned<DeValue<'_>>| match value.get_ref() {
        DeValue::String(text) => Some(text.to_string()),
        _ => None,
    };
    values.iter().map(text).collect()
}

fn not_a_section(name: &str, origin: Origin) -> Fault {
    Fault {
        key: Some(name.to_owned()),
        value: None,
        rule: "is a section and must be a table".to_owned(),
        help: Some(format!("write `[{name}]` and its keys below")),
        origin,
    }
}

fn unknown_section(name: &str, origin: Origin) -> Fault {
    let known = || SECTIONS.iter().map(|section| section.name.to_owned());
    let help = match nearest(name, known()) {
        Some(meant) => format!("did you mean `[{meant}]`?"),
        None => feature_help(name).unwrap_or_else(|| {
            let known: Vec<String> = known().map(|name| format!("`{name}`")).collect();
            format!("known sections are {}", known.join(", "))
        }),
    };
    Fault {
        key: Some(format!("[{name}]")),
        value: None,
        rule: "is not a known section".to_owned(),
        help: Some(help),
        origin,
    }
}

/// `section` is empty for a key above all sections. The value is left out: it may be a secret under a wrong name.
fn unknown_key(name: &str, section: &str, origin: Origin) -> Fault {
    let path = match section {
        "" => name.to_owned(),
        _ => format!("{section}.{name}"),
    };
    let help = match meant_key(&path) {
        Some(meant) => Some(format!("did you mean `{meant}`?")),
        None => known_keys(section),
    };
    Fault { key: Some(path), value: None, rule: "is not a known key".to_owned(), help, origin }
}

fn known_keys(section: &str) -> Option<String> {
    let section = SECTIONS.iter().find(|known| known.name == section)?;
    let names: Vec<String> = section.keys.iter().map(|key| format!("`{}`", key.name)).collect();
    Some(format!("known keys of `[{}]` are {}", section.name, names.join(", ")))
}
