//! Changes in words.
//!
//! For a person who reads a difference, and for the heads of the files.

use std::fmt;

use super::diff::Change;
use super::schema::{Column, Value};

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::RenameTable { from, to } => write!(f, "rename table `{from}` to `{to}`"),
            Self::RenameColumn { table, from, to } => {
                write!(f, "rename column `{table}.{from}` to `{to}`")
            }
            Self::DropTable { table } => write!(f, "drop table `{}`", table.name),
            Self::CreateTable { table } => write!(f, "create table `{}`", table.name),
            Self::DropColumn { table, column } => {
                write!(f, "drop column `{table}.{}`", column.name)
            }
            Self::AddColumn { table, column } => {
                write!(f, "add column `{table}.{}`: {}", column.name, words(column))
            }
            Self::AlterColumn { table, from, to } => {
                write!(f, "change column `{table}.{}`: {} → {}", to.name, words(from), words(to))
            }
            Self::DropIndex { table, index } => {
                write!(f, "drop index `{}` of `{table}`", index.name)
            }
            Self::AddIndex { table, index } => write!(f, "add index `{}` to `{table}`", index.name),
            Self::RenameIndex { from, to, .. } => {
                write!(f, "rename index `{}` to `{}`", from.name, to.name)
            }
            Self::DropForeignKey { table, key } => {
                write!(f, "drop reference `{}` of `{table}`", key.name)
            }
            Self::AddForeignKey { table, key } => {
                write!(f, "add reference `{}` from `{table}` to `{}`", key.name, key.table)
            }
            Self::RenameForeignKey { from, to, .. } => {
                write!(f, "rename reference `{}` to `{}`", from.name, to.name)
            }
            Self::DropCheck { check, .. } => write!(f, "drop check `{}`", check.name),
            Self::AddCheck { check, .. } => write!(f, "add check `{}`", check.name),
            Self::RenameCheck { from, to, .. } => {
                write!(f, "rename check `{}` to `{}`", from.name, to.name)
            }
        }
    }
}

fn words(column: &Column) -> String {
    let length = column.length.map_or(String::new(), |length| format!("({length})"));
    let nullable = if column.nullable { ", nullable" } else { "" };
    let default = match &column.default {
        Some(Value::Bool(value)) => format!(", default {value}"),
        Some(Value::Int(value)) => format!(", default {value}"),
        Some(Value::Float(value)) => format!(", default {value:?}"),
        Some(Value::Text(value)) => format!(", default {value:?}"),
        None => String::new(),
    };
    format!("{}{length}{nullable}{default}", format!("{:?}", column.kind).to_lowercase())
}
