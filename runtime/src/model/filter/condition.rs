//! The conditions on each column, in the column's own type.

use diesel::backend::Backend;
use diesel::query_builder::AstPass;
use diesel::result::QueryResult;
use diesel::serialize::ToSql;
use diesel::sql_types::{HasSqlType, Text};

use super::super::column::ColumnType;
use super::operator::Operator;
use super::push_column;

/// A longer list would be a load, not a filter.
const MOST_VALUES: usize = 100;

/// So many conditions a column can have. With all columns of a model, SQLite takes the values of all
/// of them in one statement.
const MOST_TERMS: usize = 9;

/// The conditions on a column of type `T`.
#[derive(Debug, Clone)]
pub struct On<T>(Vec<Term<T>>);

#[derive(Debug, Clone)]
enum Term<T> {
    Compare(Operator, T),
    In(Vec<T>),
    Contains(String),
    Null(bool),
}

impl<T> Default for On<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: ColumnType> On<T> {
    fn add(&mut self, operator: Operator, text: &str) -> Result<(), String> {
        if self.0.len() >= MOST_TERMS {
            return Err(format!("more than {MOST_TERMS} conditions are no filter"));
        }
        let value = |text: &str| T::parse(text).ok_or_else(|| format!("`{text}` is no value"));
        self.0.push(match operator {
            Operator::In if text.split(',').count() > MOST_VALUES => {
                return Err(format!("more than {MOST_VALUES} values are no list"));
            }
            Operator::In => Term::In(text.split(',').map(value).collect::<Result<_, _>>()?),
            Operator::Contains => Term::Contains(pattern(text)),
            Operator::Null => Term::Null(
                text.parse().map_err(|_| format!("`{text}` is neither `true` nor `false`"))?,
            ),
            _ => Term::Compare(operator, value(text)?),
        });
        Ok(())
    }
}

/// The text anywhere: what `LIKE` would take for something else is escaped.
fn pattern(text: &str) -> String {
    let mut pattern = String::with_capacity(text.len() + 2);
    pattern.push('%');
    for letter in text.chars() {
        if matches!(letter, '%' | '_' | '!') {
            pattern.push('!');
        }
        pattern.push(letter);
    }
    pattern.push('%');
    pattern
}

/// Conditions on several columns: `(On<String>, (On<bool>, ()))`.
pub trait Conditions: Clone + Default + Send + Sync + 'static {
    /// Adds a condition on the column that is the `at`-th of them.
    ///
    /// # Errors
    /// What is wrong with the text.
    fn add(&mut self, at: usize, operator: Operator, text: &str) -> Result<(), String>;
}

impl Conditions for () {
    fn add(&mut self, _: usize, _: Operator, text: &str) -> Result<(), String> {
        Err(format!("`{text}` is no value"))
    }
}

impl<T: ColumnType + Clone + Send + Sync + 'static, R: Conditions> Conditions for (On<T>, R) {
    fn add(&mut self, at: usize, operator: Operator, text: &str) -> Result<(), String> {
        match at.checked_sub(1) {
            None => self.0.add(operator, text),
            Some(before) => self.1.add(before, operator, text),
        }
    }
}

/// Conditions as SQL.
pub trait ConditionsFragment<DB: Backend> {
    /// Writes ` AND …` for each condition.
    ///
    /// # Errors
    /// Those of diesel.
    fn walk<'b>(
        &'b self,
        table: &str,
        columns: &mut dyn Iterator<Item = &'static str>,
        out: AstPass<'_, 'b, DB>,
    ) -> QueryResult<()>;
}

impl<DB: Backend> ConditionsFragment<DB> for () {
    fn walk<'b>(
        &'b self,
        _: &str,
        _: &mut dyn Iterator<Item = &'static str>,
        _: AstPass<'_, 'b, DB>,
    ) -> QueryResult<()> {
        Ok(())
    }
}

impl<T, R, DB> ConditionsFragment<DB> for (On<T>, R)
where
    T: ColumnType + ToSql<T::Sql, DB>,
    R: ConditionsFragment<DB>,
    DB: Backend + HasSqlType<T::Sql> + HasSqlType<Text>,
    String: ToSql<Text, DB>,
{
    fn walk<'b>(
        &'b self,
        table: &str,
        columns: &mut dyn Iterator<Item = &'static str>,
        mut out: AstPass<'_, 'b, DB>,
    ) -> QueryResult<()> {
        let Some(column) = columns.next() else { return Ok(()) };
        for term in &self.0.0 {
            out.push_sql(" AND ");
            term.walk(table, column, out.reborrow())?;
        }
        self.1.walk(table, columns, out)
    }
}

impl<T> Term<T> {
    fn walk<'b, DB>(
        &'b self,
        table: &str,
        column: &str,
        mut out: AstPass<'_, 'b, DB>,
    ) -> QueryResult<()>
    where
        T: ColumnType + ToSql<T::Sql, DB>,
        DB: Backend + HasSqlType<T::Sql> + HasSqlType<Text>,
        String: ToSql<Text, DB>,
    {
        match self {
            Self::Compare(operator, value) => {
                push_column(&mut out, table, column)?;
                out.push_sql(operator.sql());
                out.push_bind_param::<T::Sql, T>(value)
            }
            Self::In(values) => {
                push_column(&mut out, table, column)?;
                for (at, value) in values.iter().enumerate() {
                    out.push_sql(if at == 0 { " IN (" } else { ", " });
                    out.push_bind_param::<T::Sql, T>(value)?;
                }
                out.push_sql(")");
                Ok(())
            }
            Self::Contains(pattern) => {
                out.push_sql("LOWER(");
                push_column(&mut out, table, column)?;
                out.push_sql(") LIKE LOWER(");
                out.push_bind_param::<Text, String>(pattern)?;
                out.push_sql(") ESCAPE '!'");
                Ok(())
            }
            Self::Null(is_null) => {
                push_column(&mut out, table, column)?;
                out.push_sql(if *is_null { " IS NULL" } else { " IS NOT NULL" });
                Ok(())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::pattern;

    #[test]
    fn what_is_special_in_a_pattern_is_escaped() {
        assert_eq!(pattern("50%_!a"), "%50!%!_!!a%");
    }
}
