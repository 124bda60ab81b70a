//! One migration before it is written, and its files.
//!
//! What it does was decided before.

use std::path::{Path, PathBuf};

use chrono::{DateTime, Duration, Utc};

use super::make::Step;
use super::sql::{Backend, Mode, Script};
use crate::error::Result;

/// How a version is written, which is diesel's way.
pub(super) const TIME: &str = "%Y-%m-%d-%H%M%S";

/// A migration for one backend.
pub(super) struct Draft {
    pub(super) name: String,
    /// Whether its author has still to write it.
    pub(super) is_open: bool,
    backend: Backend,
    up: String,
    down: String,
    in_transaction: bool,
}

impl Draft {
    /// The migrations for a step: one, and a second one for what is done while the application runs.
    pub(super) fn of(
        backend: Backend,
        name: &str,
        step: &Step,
        moment: DateTime<Utc>,
    ) -> Vec<Self> {
        let (up, down) =
            (backend.script(&step.forth, Mode::Online), backend.script(&step.back, Mode::AtOnce));
        let mut drafts = vec![Self {
            name: named(name, moment),
            is_open: false,
            backend,
            up: Script::to_text(&up.statements, up.rebuilds),
            down: Script::to_text(&down.statements, down.rebuilds),
            in_transaction: true,
        }];
        if !up.online.is_empty() {
            let nothing = "-- Nothing: the migration before this one takes back both".to_owned();
            drafts.push(Self {
                name: named(&format!("{name}_online"), moment + Duration::seconds(1)),
                is_open: false,
                backend,
                up: Script::to_text(&up.online, false),
                down: Script::to_text(&[nothing], false),
                in_transaction: false,
            });
        }
        drafts
    }

    /// A migration to be written by hand.
    pub(super) fn empty(backend: Backend, name: &str, moment: DateTime<Utc>) -> Self {
        Self {
            name: named(name, moment),
            is_open: true,
            backend,
            up: "-- What is to be done\n".to_owned(),
            down: "-- What takes it back\n".to_owned(),
            in_transaction: true,
        }
    }

    /// Its folder.
    pub(super) fn folder(&self, migrations: &Path) -> PathBuf {
        migrations.join(self.backend.name()).join(&self.name)
    }

    pub(super) fn write(&self, migrations: &Path) -> Result<()> {
        let folder = self.folder(migrations);
        std::fs::create_dir_all(&folder)?;
        std::fs::write(folder.join("up.sql"), &self.up)?;
        std::fs::write(folder.join("down.sql"), &self.down)?;
        if !self.in_transaction {
            std::fs::write(folder.join("metadata.toml"), "run_in_transaction = false\n")?;
        }
        Ok(())
    }
}

fn named(name: &str, moment: DateTime<Utc>) -> String {
    format!("{}_{name}", moment.format(TIME))
}
