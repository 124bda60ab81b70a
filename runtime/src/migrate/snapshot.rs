//! `migrations/schema.json`: the schema that all migrations together make, and their checksums.
//!
//! It is written by `migrate make` and by nothing else.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::schema::{Schema, Table};
use super::set::Set;
use super::sql::Backend;
use crate::error::{Error, Result};

/// The file's name.
pub(super) const FILE: &str = "schema.json";

/// The content of the file.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Snapshot {
    /// The tables, by name.
    pub tables: Vec<Table>,
    /// For each backend its migrations, with their checksums. One that was made empty has none
    /// until the next one is made: until then its author writes it.
    pub migrations: BTreeMap<String, BTreeMap<String, Option<String>>>,
}

impl Snapshot {
    /// What the text says; an empty one if there is no text.
    ///
    /// # Errors
    /// - `internal` if it is no snapshot
    pub fn parse(text: Option<&str>) -> Result<Self> {
        let Some(text) = text else { return Ok(Self::default()) };
        serde_json::from_str(text)
            .map_err(|error| Error::internal(format!("`migrations/{FILE}`: {error}")))
    }

    /// Reads the file in the folder of the migrations.
    ///
    /// # Errors
    /// - `internal` if it cannot be read, or is no snapshot
    pub fn read(migrations: &Path) -> Result<Self> {
        match std::fs::read_to_string(migrations.join(FILE)) {
            Ok(text) => Self::parse(Some(&text)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Self::parse(None),
            Err(error) => Err(Error::internal(error)),
        }
    }

    /// Writes the file.
    ///
    /// # Errors
    /// - `internal` if it cannot be written
    pub fn write(&self, migrations: &Path) -> Result<()> {
        let text = serde_json::to_string_pretty(self)? + "\n";
        std::fs::write(migrations.join(FILE), text)?;
        Ok(())
    }

    /// The schema.
    #[must_use]
    pub fn schema(&self) -> Schema {
        Schema { tables: self.tables.clone() }
    }

    /// The backends that it has migrations for.
    #[must_use]
    pub fn backends(&self) -> Vec<Backend> {
        self.migrations.keys().filter_map(|name| name.parse().ok()).collect()
    }

    /// What of a set is not as the snapshot says, in words.
    #[must_use]
    pub fn faults(&self, set: &Set) -> Vec<String> {
        let none = BTreeMap::new();
        let known = self.migrations.get(set.backend.name()).unwrap_or(&none);
        let place = |name: &str| format!("migrations/{}/{name}", set.backend);
        let mut faults = Vec::new();
        for (name, checksum) in known {
            match set.migrations.iter().find(|migration| migration.name == *name) {
                None => faults.push(format!("`{}` is missing", place(name))),
                Some(found) if checksum.as_ref().is_some_and(|sum| *sum != found.checksum()) => {
                    faults.push(format!(
                        "`{}` was changed after it was written: restore it, and write a new one",
                        place(name),
                    ));
                }
                Some(_) => {}
            }
        }
        faults
    }
}
