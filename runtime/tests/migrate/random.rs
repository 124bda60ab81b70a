//! Schemas that change at random, always in a way that a model could ask for.

use ordain::migrate::Schema;
use ordain::migrate::schema::{
    Bounds, Check, CheckRule, Column, Fill, ForeignKey, Index, Kind, Number, OnDelete, Table, Value,
};

/// A generator that gives the same numbers for the same seed (`SplitMix64`).
pub(crate) struct Random(pub(crate) u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub(crate) fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(end.max(1)).unwrap()).unwrap()
    }

    fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }
}

const KINDS: [Kind; 14] = [
    Kind::Bool,
    Kind::Int16,
    Kind::Int32,
    Kind::Int64,
    Kind::Float32,
    Kind::Float64,
    Kind::Text,
    Kind::Bytes,
    Kind::Timestamp,
    Kind::Date,
    Kind::Time,
    Kind::Uuid,
    Kind::Json,
    Kind::Text,
];

/// The next version of a schema.
pub(crate) fn following(schema: &Schema, random: &mut Random, counter: &mut usize) -> Schema {
    let mut next = schema.clone();
    for table in &mut next.tables {
        table.renamed_from = None;
        table.columns.iter_mut().for_each(|column| column.renamed_from = None);
    }
    for _ in 0..=random.below(4) {
        change(&mut next, random, counter);
    }
    name_all(&mut next);
    next
}

fn change(schema: &mut Schema, random: &mut Random, counter: &mut usize) {
    *counter += 1;
    let number = *counter;
    if schema.tables.len() < 2 || schema.tables.len() < 6 && random.one_in(6) {
        schema.tables.push(table(number, random));
        return;
    }
    let at = random.below(schema.tables.len());
    let what = random.below(14);
    if what == 0 {
        let gone = schema.tables.remove(at).name;
        for table in &mut schema.tables {
            table.foreign_keys.retain(|key| key.table != gone);
        }
        return;
    }
    if what == 1 {
        rename_table(schema, at, &format!("t{number}_new"));
        return;
    }
    let target = schema.tables[random.below(schema.tables.len())].name.clone();
    let table = &mut schema.tables[at];
    match what {
        2..=4 => {
            let column = column(&format!("c{number}"), random);
            table.columns.insert(random.below(table.columns.len() + 1), column);
        }
        5 => drop_column(table, random),
        6 => rename_column(table, &format!("{number}_new"), random),
        7 => alter(table, random),
        8 => add_index(table, random),
        9 if !table.indexes.is_empty() => {
            let gone = random.below(table.indexes.len());
            // A reference has an index, in models and in MySQL.
            if !table.indexes[gone].columns[0].starts_with('r') {
                table.indexes.remove(gone);
            }
        }
        10 | 11 => refer(table, &target, number, random),
        12 => add_check(table, random),
        13 if !table.checks.is_empty() => {
            let gone = random.below(table.checks.len());
            table.checks.remove(gone);
        }
        _ => {}
    }
}

fn table(number: usize, random: &mut Random) -> Table {
    let plain = |name: &str, kind, generated| Column {
        name: name.to_owned(),
        renamed_from: None,
        kind,
        length: None,
        nullable: false,
        generated,
        default: None,
        fill: None,
    };
    let mut columns = vec![plain("id", Kind::Int64, true), plain("own", Kind::Int64, false)];
    for at in 0..random.below(4) {
        columns.push(column(&format!("c{number}_{at}"), random));
    }
    let own =
        Index { name: String::new(), columns: vec!["own".into()], unique: true, condition: None };
    Table {
        name: format!("t{number}"),
        renamed_from: None,
        columns,
        key: vec!["id".into()],
        indexes: if random.one_in(2) { vec![own] } else { Vec::new() },
        foreign_keys: Vec::new(),
        checks: Vec::new(),
    }
}

fn column(name: &str, random: &mut Random) -> Column {
    let kind = *random.pick(&KINDS);
    let default = default(kind, random);
    let fill = (kind == Kind::Timestamp && random.one_in(2)).then_some(Fill::Now);
    Column {
        name: name.to_owned(),
        renamed_from: None,
        kind,
        length: (kind == Kind::Text && random.one_in(2)).then(|| *random.pick(&[40, 300, 2000])),
        nullable: default.is_none() && fill.is_none() || random.one_in(3),
        generated: false,
        default,
        fill,
    }
}

fn default(kind: Kind, random: &mut Random) -> Option<Value> {
    if random.one_in(2) {
        return None;
    }
    let number = i64::try_from(random.below(100)).unwrap();
    match kind {
        Kind::Bool => Some(Value::Bool(number % 2 == 0)),
        Kind::Int16 | Kind::Int32 | Kind::Int64 => Some(Value::Int(number - 50)),
        Kind::Float32 | Kind::Float64 => Some(Value::Float(*random.pick(&[0.5, -1.25, 3.0]))),
        Kind::Text => Some(Value::Text((*random.pick(&["", "It's", "a;b", "7", "-- x"])).into())),
        _ => None,
    }
}

fn rename_table(schema: &mut Schema, at: usize, to: &str) {
    let from = std::mem::replace(&mut schema.tables[at].name, to.to_owned());
    let table = &mut schema.tables[at];
    table.renamed_from.get_or_insert_with(|| from.clone());
    for table in &mut schema.tables {
        for key in table.foreign_keys.iter_mut().filter(|key| key.table == from) {
            to.clone_into(&mut key.table);
        }
    }
}

fn is_plain(table: &Table, name: &str) -> bool {
    name != "id" && name != "own" && table.columns.iter().any(|column| column.name == name)
}

fn any_plain(table: &Table, random: &mut Random) -> Option<String> {
    let names: Vec<&String> = table
        .columns
        .iter()
        .map(|column| &column.name)
        .filter(|name| is_plain(table, name))
        .collect();
    (!names.is_empty()).then(|| (*random.pick(&names)).clone())
}

fn drop_column(table: &mut Table, random: &mut Random) {
    let Some(name) = any_plain(table, random) else { return };
    table.columns.retain(|column| column.name != name);
    table.indexes.retain(|index| !index.columns.contains(&name) && !holds(index, &name));
    table.foreign_keys.retain(|key| !key.columns.contains(&name));
    table.checks.retain(|check| column_of(check) != name);
}

fn holds(index: &Index, name: &str) -> bool {
    index.condition.as_deref() == Some(&format!("{name} IS NOT NULL"))
}

fn column_of(check: &Check) -> &str {
    match &check.rule {
        CheckRule::Bounds(bounds) => &bounds.column,
        CheckRule::Texts { column, .. } => column,
        CheckRule::Sql { .. } => "",
    }
}

fn rename_column(table: &mut Table, to: &str, random: &mut Random) {
    let Some(from) = any_plain(table, random) else { return };
    let to = &format!("{}{to}", &from[..1]);
    let replace = |name: &mut String| {
        if *name == from {
            to.clone_into(name);
        }
    };
    table.indexes.retain(|index| !holds(index, &from));
    for column in table.columns.iter_mut().filter(|column| column.name == from) {
        column.renamed_from.get_or_insert_with(|| from.clone());
        replace(&mut column.name);
    }
    table.indexes.iter_mut().for_each(|index| index.columns.iter_mut().for_each(replace));
    table.foreign_keys.iter_mut().for_each(|key| key.columns.iter_mut().for_each(replace));
    for check in &mut table.checks {
        if let CheckRule::Bounds(bounds) = &mut check.rule {
            replace(&mut bounds.column);
        }
    }
}

fn alter(table: &mut Table, random: &mut Random) {
    let Some(name) = any_plain(table, random) else { return };
    // What once referred must do so again on the way back.
    let refers = name.starts_with('r');
    let Some(column) = table.columns.iter_mut().find(|column| column.name == name) else { return };
    match random.below(3) {
        0 if !refers => {
            column.kind = match column.kind {
                Kind::Bool => Kind::Int16,
                Kind::Int16 => Kind::Int32,
                Kind::Int32 => Kind::Int64,
                Kind::Float32 => Kind::Float64,
                other => other,
            };
            if let Some(Value::Bool(value)) = column.default {
                column.default = Some(if column.kind == Kind::Bool {
                    Value::Bool(value)
                } else {
                    Value::Int(1)
                });
            }
        }
        1 => column.nullable = refers || column.default.is_none() || !column.nullable,
        _ if !refers => {
            column.default = default(column.kind, random);
            column.nullable |= column.default.is_none();
        }
        _ => {}
    }
}

fn add_index(table: &mut Table, random: &mut Random) {
    let can = |kind| !matches!(kind, Kind::Bytes | Kind::Json | Kind::Text | Kind::Decimal);
    let mut columns: Vec<String> = Vec::new();
    for _ in 0..=random.below(2) {
        let column = random.pick(&table.columns);
        if can(column.kind) || column.kind == Kind::Text && column.length.is_none_or(|n| n < 100) {
            columns.push(column.name.clone());
        }
    }
    columns.dedup();
    if columns.is_empty() || columns.len() == 2 && columns[0] == columns[1] {
        return;
    }
    // What every row has for itself is unique, alone and with others.
    let unique = columns.iter().any(|name| name == "own") && random.one_in(2);
    let nullable = table.columns.iter().find(|column| column.nullable);
    let condition =
        nullable.filter(|_| random.one_in(3)).map(|column| format!("{} IS NOT NULL", column.name));
    let index = Index { name: String::new(), columns, unique, condition };
    table.indexes.push(index);
}

fn refer(table: &mut Table, target: &str, number: usize, random: &mut Random) {
    let name = format!("r{number}");
    let mut column = column(&name, random);
    column.kind = Kind::Int64;
    (column.length, column.default, column.fill, column.nullable) = (None, None, None, true);
    table.columns.push(column);
    table.foreign_keys.push(ForeignKey {
        name: String::new(),
        columns: vec![name.clone()],
        table: target.to_owned(),
        target: vec!["id".into()],
        on_delete: *random.pick(&[OnDelete::Restrict, OnDelete::Cascade, OnDelete::SetNull]),
    });
    table.indexes.push(Index {
        name: String::new(),
        columns: vec![name],
        unique: false,
        condition: None,
    });
}

fn add_check(table: &mut Table, random: &mut Random) {
    let column = random.pick(&table.columns).clone();
    let has_one = table.checks.iter().any(|check| column_of(check) == column.name);
    // MariaDB allows none on a column that a deletion elsewhere sets to null.
    if has_one || column.name == "id" || column.name.starts_with('r') {
        return;
    }
    let mut bounds =
        Bounds { column: column.name, min_length: None, max_length: None, min: None, max: None };
    match column.kind {
        Kind::Text => (bounds.min_length, bounds.max_length) = (Some(0), column.length),
        Kind::Int16 | Kind::Int32 | Kind::Int64 => {
            bounds.min = Some(Number::Int(-32_768));
            bounds.max = Some(Number::Int(1_000_000));
        }
        Kind::Float64 => bounds.max = Some(Number::Float(1e6)),
        _ => return,
    }
    table.checks.push(Check { name: String::new(), rule: CheckRule::Bounds(bounds) });
}

/// Gives everything the name that the models would give it, and the order.
fn name_all(schema: &mut Schema) {
    for table in &mut schema.tables {
        let name = &table.name;
        for index in &mut table.indexes {
            let end = if index.unique { "key" } else { "idx" };
            let part = if index.condition.is_some() { "_part" } else { "" };
            index.name = format!("{name}_{}{part}_{end}", index.columns.join("_"));
        }
        for key in &mut table.foreign_keys {
            key.name = format!("{name}_{}_fkey", key.columns.join("_"));
        }
        for check in &mut table.checks {
            check.name = format!("{name}.{}", column_of(check));
        }
        table.indexes.sort_by(|one, other| one.name.cmp(&other.name));
        table.indexes.dedup_by(|one, other| one.name == other.name);
        table.foreign_keys.sort_by(|one, other| one.name.cmp(&other.name));
        table.checks.sort_by(|one, other| one.name.cmp(&other.name));
    }
    schema.tables.sort_by(|one, other| one.name.cmp(&other.name));
}
