//! Which rows of a table a statement is about.

use std::ops::Range;
use std::sync::Arc;

use diesel::query_builder::{AstPass, QueryFragment};
use diesel::result::QueryResult;

use super::super::filter::push_column;
use super::super::spec::ModelSpec;
use super::super::value::{Database, Value, value};
use super::NewRow;

/// The values of a key, in the order of its columns.
pub type Key = Vec<Box<dyn Value>>;

/// Several keys.
pub enum Keys {
    /// Of one column.
    Single(Box<dyn Value>),
    /// Of several.
    Composite(Vec<Key>),
}

impl Keys {
    /// Of several columns: their values are those that `values` makes of each.
    pub fn composite<K>(keys: Vec<K>, values: fn(K) -> Key) -> Self {
        Self::Composite(keys.into_iter().map(values).collect())
    }
}

/// Some rows of a model.
pub(in crate::model) struct Rows {
    spec: &'static ModelSpec,
    by: By,
    version: Option<Box<dyn Value>>,
    deleted: Deleted,
}

enum By {
    /// All.
    Nothing,
    Key(Key),
    Keys(Keys),
    Column(&'static str, Box<dyn Value>),
    List(&'static str, Box<dyn Value>),
    Inserted {
        rows: Arc<[NewRow]>,
        range: Range<usize>,
        /// The column whose values they are found by, if it is not the key.
        unique: Option<&'static str>,
    },
}

/// Rows that are marked as deleted.
#[derive(Clone, Copy)]
enum Deleted {
    No,
    Too,
    Only,
}

impl Rows {
    fn new(spec: &'static ModelSpec, by: By) -> Self {
        Self { spec, by, version: None, deleted: Deleted::No }
    }

    /// All that are not deleted.
    pub(in crate::model) fn all(spec: &'static ModelSpec) -> Self {
        Self::new(spec, By::Nothing)
    }

    /// The row with this key.
    pub(in crate::model) fn key(spec: &'static ModelSpec, key: Key) -> Self {
        Self::new(spec, By::Key(key))
    }

    /// Those with these keys.
    pub(in crate::model) fn keys(spec: &'static ModelSpec, keys: Keys) -> Self {
        Self::new(spec, By::Keys(keys))
    }

    /// Those with this value in a column.
    pub(in crate::model) fn with(
        spec: &'static ModelSpec,
        column: &'static str,
        value: Box<dyn Value>,
    ) -> Self {
        Self::new(spec, By::Column(column, value))
    }

    /// Those with one of these values in a column.
    pub(in crate::model) fn among(
        spec: &'static ModelSpec,
        column: &'static str,
        list: Box<dyn Value>,
    ) -> Self {
        Self::new(spec, By::List(column, list))
    }

    /// Those that an insert has just written: by the values of a column, or else by their keys.
    pub(in crate::model) fn inserted(
        spec: &'static ModelSpec,
        rows: Arc<[NewRow]>,
        range: Range<usize>,
        unique: Option<&'static str>,
    ) -> Self {
        Self::new(spec, By::Inserted { rows, range, unique })
    }

    /// Deleted ones, too.
    pub(in crate::model) fn with_deleted(self) -> Self {
        Self { deleted: Deleted::Too, ..self }
    }

    /// Deleted ones alone.
    pub(in crate::model) fn only_deleted(self) -> Self {
        Self { deleted: Deleted::Only, ..self }
    }

    /// Of this version, if they have one.
    pub(in crate::model) fn of_version(self, version: Option<i64>) -> Self {
        Self { version: version.map(value), ..self }
    }

    pub(super) fn spec(&self) -> &'static ModelSpec {
        self.spec
    }
}

/// ` WHERE …`
impl<DB: Database> QueryFragment<DB> for Rows {
    fn walk_ast<'b>(&'b self, out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        let spec = self.spec;
        let mut conditions = Conditions { out, spec, any: false };
        match &self.by {
            By::Nothing => {}
            By::Key(key) => conditions.key(key)?,
            By::Keys(Keys::Single(list)) => {
                let key = spec.key().map_or("id", |key| key.name);
                conditions.list(key, &**list)?;
            }
            By::Keys(Keys::Composite(keys)) => {
                conditions.composite(keys.iter().map(|key| key.iter().map(|value| &**value)))?;
            }
            By::Column(column, value) => conditions.equal(column, &**value)?,
            By::List(column, list) => conditions.list(column, &**list)?,
            By::Inserted { rows, range, unique } => {
                let (count, rows) = (range.len(), rows.get(range.clone()).unwrap_or_default());
                match unique {
                    Some(unique) => conditions.written(rows, unique)?,
                    None => conditions.made(rows, count)?,
                }
            }
        }
        if let (Some(column), Some(version)) = (spec.version, &self.version) {
            conditions.equal(column, &**version)?;
        }
        match (spec.soft_delete, self.deleted) {
            (Some(column), Deleted::No) => conditions.is(column, " IS NULL"),
            (Some(column), Deleted::Only) => conditions.is(column, " IS NOT NULL"),
            (None, _) | (_, Deleted::Too) => Ok(()),
        }
    }
}

/// Conditions that hold together.
struct Conditions<'a, 'b, DB: Database> {
    out: AstPass<'a, 'b, DB>,
    spec: &'static ModelSpec,
    any: bool,
}

impl<'b, DB: Database> Conditions<'_, 'b, DB> {
    fn begin(&mut self) {
        self.out.push_sql(if self.any { " AND " } else { " WHERE " });
        self.any = true;
    }

    fn column(&mut self, column: &str) -> QueryResult<()> {
        self.begin();
        push_column(&mut self.out, self.spec.table, column)
    }

    fn is(&mut self, column: &str, what: &str) -> QueryResult<()> {
        self.column(column)?;
        self.out.push_sql(what);
        Ok(())
    }

    fn equal(&mut self, column: &str, value: &'b dyn Value) -> QueryResult<()> {
        self.column(column)?;
        self.out.push_sql(" = ");
        DB::bind(value, self.out.reborrow())
    }

    fn list(&mut self, column: &str, list: &'b dyn Value) -> QueryResult<()> {
        self.column(column)?;
        DB::bind(list, self.out.reborrow())
    }

    fn key(&mut self, key: &'b Key) -> QueryResult<()> {
        for (column, value) in self.spec.keys().zip(key) {
            self.equal(column.name, &**value)?;
        }
        Ok(())
    }

    /// `(a, b) IN ((1, 2), (3, 4))`
    fn composite<I>(&mut self, keys: impl Iterator<Item = I>) -> QueryResult<()>
    where
        I: Iterator<Item = &'b dyn Value>,
    {
        self.begin();
        // Each number of keys is another text.
        self.out.unsafe_to_cache_prepared();
        let mut any = false;
        for key in keys {
            if any {
                self.out.push_sql(", ");
            } else {
                self.key_columns()?;
                self.out.push_sql(DB::LIST_OF_ROWS);
            }
            any = true;
            for (at, value) in key.enumerate() {
                self.out.push_sql(if at == 0 { "(" } else { ", " });
                DB::bind(value, self.out.reborrow())?;
            }
            self.out.push_sql(")");
        }
        self.out.push_sql(if any { ")" } else { "1 = 0" });
        Ok(())
    }

    fn key_columns(&mut self) -> QueryResult<()> {
        let spec = self.spec;
        for (at, key) in spec.keys().enumerate() {
            self.out.push_sql(if at == 0 { "(" } else { ", " });
            push_column(&mut self.out, spec.table, key.name)?;
        }
        self.out.push_sql(")");
        Ok(())
    }

    /// The rows that have what was written into this column.
    fn written(&mut self, rows: &'b [NewRow], column: &str) -> QueryResult<()> {
        self.column(column)?;
        // Each number of values is another text.
        self.out.unsafe_to_cache_prepared();
        let at = self.spec.columns.iter().position(|other| other.name == column);
        let values = rows.iter().filter_map(|row| row.value(at?));
        for (at, value) in values.enumerate() {
            self.out.push_sql(if at == 0 { " IN (" } else { ", " });
            DB::bind(value, self.out.reborrow())?;
        }
        self.out.push_sql(")");
        Ok(())
    }

    /// The rows that an insert of so many has made: by their keys, unless the database made them.
    fn made(&mut self, rows: &'b [NewRow], count: usize) -> QueryResult<()> {
        let spec = self.spec;
        let places: Vec<usize> =
            (0..spec.columns.len()).filter(|at| spec.columns[*at].key).collect();
        if let [place] = *places
            && rows.iter().all(|row| row.value(place).is_none())
        {
            return self.last(spec.columns[place].name, count);
        }
        let keys = rows.iter().map(|row| places.iter().filter_map(|place| row.value(*place)));
        match rows {
            // One text, whatever the key.
            [row] => {
                for place in &places {
                    if let Some(value) = row.value(*place) {
                        self.equal(spec.columns[*place].name, value)?;
                    }
                }
                Ok(())
            }
            _ => self.composite(keys),
        }
    }

    /// MySQL, the only one that is asked, numbers the rows of one statement one after another, from
    /// the one that it tells.
    fn last(&mut self, key: &str, count: usize) -> QueryResult<()> {
        if count == 1 {
            return self.is(key, " = LAST_INSERT_ID()");
        }
        self.out.unsafe_to_cache_prepared();
        self.column(key)?;
        for at in 0..count {
            self.out.push_sql(if at == 0 { " IN (" } else { ", " });
            self.out.push_sql(&format!("LAST_INSERT_ID() + {at} * @@auto_increment_increment"));
        }
        self.out.push_sql(")");
        Ok(())
    }
}
