//! The migrations for one backend, from inside the program or from a folder.
//!
//! The layout is diesel's: `<version>_<name>/up.sql`, `down.sql`, and `metadata.toml` with
//! `run_in_transaction = false` where a transaction is refused. So diesel's own command reads it.

use std::borrow::Cow;
use std::path::Path;

use serde::Deserialize;

use super::checksum;
use super::embedded::Migrations;
use super::sql::Backend;
use crate::error::{Error, Result};

/// The migrations for one backend, oldest first.
#[derive(Debug, Clone)]
pub struct Set {
    /// The backend.
    pub backend: Backend,
    /// The migrations.
    pub migrations: Vec<Migration>,
}

/// One migration.
#[derive(Debug, Clone)]
pub struct Migration {
    /// `2026-11-21-083000_create_posts`
    pub name: String,
    /// What makes it.
    pub up: Cow<'static, str>,
    /// What takes it back.
    pub down: Option<Cow<'static, str>>,
    /// Whether it runs in a transaction, where the database can.
    pub in_transaction: bool,
}

#[derive(Deserialize)]
struct Metadata {
    #[serde(default = "yes")]
    run_in_transaction: bool,
}

fn yes() -> bool {
    true
}

impl Migration {
    /// Its version, as diesel reads it from the name: `20261121083000`.
    #[must_use]
    pub fn version(&self) -> String {
        self.name.split('_').next().unwrap_or_default().replace('-', "")
    }

    /// The checksum of its files.
    #[must_use]
    pub fn checksum(&self) -> String {
        let down = self.down.as_deref().unwrap_or_default();
        checksum::of(&format!("{}\0{down}\0{}", self.up, self.in_transaction))
    }
}

impl Set {
    /// The migrations inside the program.
    ///
    /// # Errors
    /// - `internal` if the metadata of one cannot be read
    pub fn embedded(migrations: &Migrations, backend: Backend) -> Result<Self> {
        let of_backend = migrations.files.iter().filter(|file| file.backend == backend.name());
        let mut found = Vec::new();
        for file in of_backend {
            found.push(Migration {
                name: file.name.to_owned(),
                up: Cow::Borrowed(file.up),
                down: file.down.map(Cow::Borrowed),
                in_transaction: in_transaction(file.name, file.metadata)?,
            });
        }
        Ok(Self::sorted(backend, found))
    }

    /// The migrations in the folder `migrations/<backend>`; none if there is no such folder.
    ///
    /// # Errors
    /// - `internal` if a file cannot be read
    pub fn in_folder(migrations: &Path, backend: Backend) -> Result<Self> {
        let folder = migrations.join(backend.name());
        let mut found = Vec::new();
        if folder.is_dir() {
            for entry in std::fs::read_dir(&folder)? {
                let path = entry?.path();
                let name = path.file_name().and_then(|name| name.to_str());
                if let Some(name) = name.filter(|_| path.join("up.sql").is_file()) {
                    found.push(read(&path, name)?);
                }
            }
        }
        Ok(Self::sorted(backend, found))
    }

    fn sorted(backend: Backend, mut migrations: Vec<Migration>) -> Self {
        migrations.sort_by_cached_key(|migration| (migration.version(), migration.name.clone()));
        Self { backend, migrations }
    }
}

fn read(folder: &Path, name: &str) -> Result<Migration> {
    let file = |name: &str| match std::fs::read_to_string(folder.join(name)) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Error::internal(format!("{}: {error}", folder.join(name).display()))),
    };
    Ok(Migration {
        name: name.to_owned(),
        up: file("up.sql")?.unwrap_or_default().into(),
        down: file("down.sql")?.map(Cow::Owned),
        in_transaction: in_transaction(name, file("metadata.toml")?.as_deref())?,
    })
}

fn in_transaction(name: &str, metadata: Option<&str>) -> Result<bool> {
    let Some(text) = metadata else { return Ok(true) };
    let metadata: Metadata = toml::from_str(text)
        .map_err(|error| Error::internal(format!("metadata.toml of `{name}`: {error}")))?;
    Ok(metadata.run_in_transaction)
}
