//! From the models of the program to the schema that they ask for.
//!
//! The only place here that reads what `#[model]` declares.

use std::collections::BTreeMap;

use super::name;
use super::schema::{
    Bounds, Check, CheckRule, Column, Fill, ForeignKey, Index, Kind, Number, OnDelete, Schema,
    Table, Value,
};
use crate::model::{
    self, ColumnKind, ColumnSpec, DefaultValue, Index as IndexSpec, ModelSpec, Writer,
};

/// The schema that these models ask for.
///
/// # Errors
/// Two models with one table, or a default that is no value of its column, in words.
pub fn schema(specs: &[&'static ModelSpec]) -> Result<Schema, String> {
    let mut by_table: BTreeMap<&str, &ModelSpec> = BTreeMap::new();
    for spec in specs {
        check_defaults(spec)?;
        if let Some(other) = by_table.insert(spec.table, spec) {
            return Err(format!(
                "two models have the table `{}`: `{}::{}` and `{}::{}`",
                spec.table, other.module, other.ident, spec.module, spec.ident,
            ));
        }
    }
    Ok(Schema { tables: by_table.values().map(|spec| table(spec)).collect() })
}

fn check_defaults(spec: &ModelSpec) -> Result<(), String> {
    let refused = |column: &ColumnSpec| match column.default {
        Some(DefaultValue::Text(text)) if !(column.accepts)(text) => {
            Some(format!("`{text}` is no value of `{}.{}`", spec.table, column.name))
        }
        _ => None,
    };
    spec.columns.iter().find_map(refused).map_or(Ok(()), Err)
}

fn table(spec: &ModelSpec) -> Table {
    let single = spec.columns.iter().filter_map(|column| index(spec, column));
    let several = spec.indexes.iter().map(|several| index_of_several(spec, several));
    let mut table = Table {
        name: spec.table.to_owned(),
        renamed_from: spec.renamed_from.map(str::to_owned),
        columns: spec.columns.iter().map(column).collect(),
        key: spec.keys().map(|column| column.name.to_owned()).collect(),
        indexes: single.chain(several).collect(),
        foreign_keys: spec.columns.iter().filter_map(|column| reference(spec, column)).collect(),
        checks: spec.columns.iter().flat_map(|column| checks(spec, column)).collect(),
    };
    table.indexes.sort_by(|one, other| one.name.cmp(&other.name));
    table.foreign_keys.sort_by(|one, other| one.name.cmp(&other.name));
    table.checks.sort_by(|one, other| one.name.cmp(&other.name));
    table
}

fn column(spec: &ColumnSpec) -> Column {
    let kind = kind(spec.kind);
    let is_time = matches!(spec.writer, Writer::CreatedAt | Writer::UpdatedAt);
    Column {
        name: spec.name.to_owned(),
        renamed_from: spec.renamed_from.map(str::to_owned),
        kind,
        length: spec.bounds.max_length.filter(|_| kind == Kind::Text),
        nullable: spec.nullable,
        generated: spec.writer == Writer::Key && kind == Kind::Int64,
        default: spec.default.as_ref().map(default),
        fill: is_time.then_some(Fill::Now),
    }
}

fn kind(kind: ColumnKind) -> Kind {
    match kind {
        ColumnKind::Bool => Kind::Bool,
        ColumnKind::Int16 => Kind::Int16,
        ColumnKind::Int32 => Kind::Int32,
        ColumnKind::Int64 => Kind::Int64,
        ColumnKind::Float32 => Kind::Float32,
        ColumnKind::Float64 => Kind::Float64,
        ColumnKind::Text => Kind::Text,
        ColumnKind::Bytes => Kind::Bytes,
        ColumnKind::Timestamp => Kind::Timestamp,
        ColumnKind::Date => Kind::Date,
        ColumnKind::Time => Kind::Time,
        ColumnKind::Uuid => Kind::Uuid,
        ColumnKind::Decimal => Kind::Decimal,
        ColumnKind::Json => Kind::Json,
    }
}

fn default(value: &DefaultValue) -> Value {
    match value {
        DefaultValue::Bool(value) => Value::Bool(*value),
        DefaultValue::Int(value) => Value::Int(*value),
        DefaultValue::Float(value) => Value::Float(*value),
        DefaultValue::Text(value) => Value::Text((*value).to_owned()),
    }
}

/// A reference is found from its other end too, when that row is deleted.
fn index(spec: &ModelSpec, column: &ColumnSpec) -> Option<Index> {
    let unique = match column.index {
        IndexSpec::Unique => true,
        IndexSpec::Many => false,
        IndexSpec::None if column.references.is_some() => false,
        IndexSpec::None => return None,
    };
    Some(Index {
        name: name::index(spec.table, &[column.name.to_owned()], unique),
        columns: vec![column.name.to_owned()],
        unique,
        condition: condition(spec, unique, None),
    })
}

fn index_of_several(spec: &ModelSpec, index: &model::IndexSpec) -> Index {
    let columns: Vec<String> = index.columns.iter().map(|&column| column.to_owned()).collect();
    Index {
        name: name::index(spec.table, &columns, index.unique),
        columns,
        unique: index.unique,
        condition: condition(spec, index.unique, index.condition),
    }
}

/// Which rows an index holds: of those that are deleted, none has to be the only one.
fn condition(spec: &ModelSpec, unique: bool, declared: Option<&str>) -> Option<String> {
    let live = spec.soft_delete.filter(|_| unique).map(|column| format!("{column} IS NULL"));
    match (declared, live) {
        (Some(declared), Some(live)) => Some(format!("({declared}) AND {live}")),
        (Some(declared), None) => Some(declared.to_owned()),
        (None, live) => live,
    }
}

fn reference(spec: &ModelSpec, column: &ColumnSpec) -> Option<ForeignKey> {
    let reference = column.references?;
    let target = (reference.target)();
    let columns = vec![column.name.to_owned()];
    Some(ForeignKey {
        name: name::foreign_key(spec.table, &columns),
        columns,
        table: target.table.to_owned(),
        target: vec![target.key().map_or("id", |key| key.name).to_owned()],
        on_delete: match reference.on_delete {
            model::OnDelete::Restrict => OnDelete::Restrict,
            model::OnDelete::Cascade => OnDelete::Cascade,
            model::OnDelete::SetNull => OnDelete::SetNull,
        },
    })
}

fn checks(spec: &ModelSpec, column: &ColumnSpec) -> impl Iterator<Item = Check> {
    let texts = (!column.texts.is_empty()).then(|| Check {
        name: name::check_of_texts(spec.table, column.name),
        rule: CheckRule::Texts {
            column: column.name.to_owned(),
            texts: column.texts.iter().map(|&text| text.to_owned()).collect(),
        },
    });
    let declared = column.check.map(|sql| Check {
        name: name::check_of_sql(spec.table, column.name),
        rule: CheckRule::Sql { sql: sql.to_owned() },
    });
    bounds(spec, column).into_iter().chain(texts).chain(declared)
}

fn bounds(spec: &ModelSpec, column: &ColumnSpec) -> Option<Check> {
    let bounds = column.bounds;
    if bounds == model::Bounds::NONE {
        return None;
    }
    let number = |number| match number {
        model::Number::Int(value) => Number::Int(value),
        model::Number::Float(value) => Number::Float(value),
    };
    let bounds = Bounds {
        column: column.name.to_owned(),
        min_length: bounds.min_length,
        max_length: bounds.max_length,
        min: bounds.min.map(number),
        max: bounds.max.map(number),
    };
    let name = name::check(spec.table, column.name);
    Some(Check { name, rule: CheckRule::Bounds(bounds) })
}
