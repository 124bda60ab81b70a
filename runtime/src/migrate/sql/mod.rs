//! The words of each database for a change of its schema.
//!
//! Nothing is executed here, and every backend can be written for, whichever are built in.

pub(super) mod mysql;
pub(super) mod postgres;
pub(super) mod sqlite;

use std::fmt;
use std::str::FromStr;

use super::diff::Plan;
use super::schema::{Bounds, Check, CheckRule, Kind, Number, OnDelete, Table, Value};
use crate::db::Dialect;

/// A kind of database, as the folders of the migrations name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Backend {
    /// MySQL and MariaDB.
    Mysql,
    /// PostgreSQL.
    Postgres,
    /// SQLite.
    Sqlite,
}

/// The statements of a migration.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Script {
    /// What is done at once, in a transaction where the database can.
    pub statements: Vec<String>,
    /// What is done afterwards and outside of one, so that nobody has to wait for it.
    pub online: Vec<String>,
    /// Whether tables are built anew, which SQLite must not take for deletions.
    pub rebuilds: bool,
}

/// Whether a script may do work outside of its transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// It may: the application runs meanwhile.
    Online,
    /// Everything at once.
    AtOnce,
}

impl Backend {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Mysql, Self::Postgres, Self::Sqlite];

    /// Its folder: `postgres`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Mysql => "mysql",
            Self::Postgres => "postgres",
            Self::Sqlite => "sqlite",
        }
    }

    /// Those that this program was built with.
    #[must_use]
    pub fn built_in() -> Vec<Self> {
        [
            #[cfg(feature = "mysql")]
            Self::Mysql,
            #[cfg(feature = "postgres")]
            Self::Postgres,
            #[cfg(feature = "sqlite")]
            Self::Sqlite,
        ]
        .into()
    }

    /// The statements for a plan.
    #[must_use]
    pub fn script(self, plan: &Plan, mode: Mode) -> Script {
        match self {
            Self::Mysql => mysql::script(plan),
            Self::Postgres => postgres::script(plan, mode),
            Self::Sqlite => sqlite::script(plan),
        }
    }

    /// A name of a table, column, index or constraint.
    #[must_use]
    pub fn quoted(self, name: &str) -> String {
        match self {
            Self::Mysql => format!("`{}`", name.replace('`', "``")),
            Self::Postgres | Self::Sqlite => format!("\"{}\"", name.replace('"', "\"\"")),
        }
    }

    pub(super) fn list(self, names: &[String]) -> String {
        let names: Vec<String> = names.iter().map(|name| self.quoted(name)).collect();
        names.join(", ")
    }

    /// The value of a default.
    pub(super) fn value(self, value: &Value, kind: Kind) -> String {
        match value {
            Value::Bool(value) if self == Self::Postgres => value.to_string(),
            Value::Bool(value) => u8::from(*value).to_string(),
            Value::Int(value) => self.number(Number::Int(*value), kind),
            Value::Float(value) => self.number(Number::Float(*value), kind),
            Value::Text(text) => self.text(text),
        }
    }

    fn text(self, text: &str) -> String {
        let text = text.replace('\'', "''");
        match self {
            // It takes a backslash for the beginning of something.
            Self::Mysql => format!("'{}'", text.replace('\\', "\\\\")),
            Self::Postgres | Self::Sqlite => format!("'{text}'"),
        }
    }

    fn number(self, number: Number, kind: Kind) -> String {
        let text = match number {
            Number::Int(value) => value.to_string(),
            Number::Float(value) => format!("{value:?}"),
        };
        // A decimal is a text there, in the order of numbers.
        if self == Self::Sqlite && kind == Kind::Decimal { format!("'{text}'") } else { text }
    }

    /// The condition of a check.
    pub(super) fn condition(self, check: &Check, table: &Table) -> String {
        match &check.rule {
            CheckRule::Sql { sql } => sql.clone(),
            CheckRule::Texts { column, texts } => {
                let text = |text: &String| self.value(&Value::Text(text.clone()), Kind::Text);
                let texts: Vec<String> = texts.iter().map(text).collect();
                format!("{} IN ({})", self.quoted(column), texts.join(", "))
            }
            CheckRule::Bounds(bounds) => {
                let kind = table.column(&bounds.column).map_or(Kind::Text, |column| column.kind);
                self.bounds(bounds, kind)
            }
        }
    }

    fn bounds(self, bounds: &Bounds, kind: Kind) -> String {
        let name = self.quoted(&bounds.column);
        let length = match (self, kind) {
            (Self::Mysql, Kind::Text) => "char_length",
            _ => "length",
        };
        let number = |number| self.number(number, kind);
        let conditions = [
            bounds.min_length.map(|least| format!("{length}({name}) >= {least}")),
            bounds.max_length.map(|most| format!("{length}({name}) <= {most}")),
            bounds.min.map(|least| format!("{name} >= {}", number(least))),
            bounds.max.map(|most| format!("{name} <= {}", number(most))),
        ];
        conditions.into_iter().flatten().collect::<Vec<_>>().join(" AND ")
    }

    pub(super) fn check(self, check: &Check, table: &Table) -> String {
        let (name, condition) = (self.quoted(&check.name), self.condition(check, table));
        format!("CONSTRAINT {name} CHECK ({condition})")
    }
}

pub(super) fn on_delete(action: OnDelete) -> &'static str {
    match action {
        OnDelete::Restrict => "ON DELETE RESTRICT",
        OnDelete::Cascade => "ON DELETE CASCADE",
        OnDelete::SetNull => "ON DELETE SET NULL",
    }
}

impl From<Dialect> for Backend {
    fn from(dialect: Dialect) -> Self {
        match dialect {
            #[cfg(feature = "sqlite")]
            Dialect::Sqlite => Self::Sqlite,
            #[cfg(feature = "postgres")]
            Dialect::Postgres => Self::Postgres,
            #[cfg(feature = "mysql")]
            Dialect::Mysql => Self::Mysql,
        }
    }
}

impl fmt::Display for Backend {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Backend {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let known = Self::ALL.into_iter().find(|backend| backend.name() == text);
        known.ok_or_else(|| format!("`{text}` is none of `mysql`, `postgres`, `sqlite`"))
    }
}

impl Script {
    /// The text of a file of these statements.
    #[must_use]
    pub fn to_text(statements: &[String], rebuilds: bool) -> String {
        let mut text = String::new();
        if rebuilds {
            text.push_str("PRAGMA foreign_keys = OFF;\n\n");
        }
        for statement in statements {
            text.push_str(statement);
            text.push_str(if statement.starts_with("--") { "\n\n" } else { ";\n\n" });
        }
        if rebuilds {
            text.push_str("PRAGMA foreign_keys = ON;\n\n");
        }
        let end = text.trim_end().len();
        text.truncate(end);
        text.push('\n');
        text
    }
}
