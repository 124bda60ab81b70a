//! The tree of a condition, folded as it grows, and how it is written.
//!
//! Each test in it is true or false for every row, and never null: so `NOT` means what it means in
//! Rust.

use std::sync::Arc;

use diesel::query_builder::AstPass;
use diesel::result::{Error as DieselError, QueryResult};

use super::super::column::ColumnKind;
use super::super::filter::push_column;
use super::super::spec::ModelSpec;
use super::super::value::{Database, Texts, Value};

/// A condition on the rows of a model.
#[derive(Clone)]
pub(super) enum Condition {
    /// Every row, or none.
    Constant(bool),
    /// One test of one column.
    Test(Column, Test),
    /// What diesel's expressions say.
    Expressed(Arc<dyn Value>),
    /// All of them hold.
    All(Vec<Condition>),
    /// One of them holds.
    Any(Vec<Condition>),
    /// It does not hold.
    Not(Box<Condition>),
}

/// A column, by the name of its field.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column {
    pub(super) field: &'static str,
    pub(super) kind: ColumnKind,
}

/// What is asked of a column.
#[derive(Clone)]
pub(super) enum Test {
    /// It is null, or it is not.
    Null(bool),
    /// It is true.
    True,
    /// It stands so to a value.
    Value(Comparison, Arc<dyn Value>),
    /// It stands so to another column.
    Column(Comparison, Column),
    /// It is one of the values; there is one at least.
    In(Vec<Arc<dyn Value>>),
}

/// How two values stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Comparison {
    Equal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Comparison {
    const fn sql(self) -> &'static str {
        match self {
            Self::Equal => " = ",
            Self::Less => " < ",
            Self::LessOrEqual => " <= ",
            Self::Greater => " > ",
            Self::GreaterOrEqual => " >= ",
        }
    }
}

impl Condition {
    pub(super) fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Constant(true), other) | (other, Self::Constant(true)) => other,
            (Self::Constant(false), _) | (_, Self::Constant(false)) => Self::Constant(false),
            (Self::All(mut all), other) => {
                all.push(other);
                Self::All(all)
            }
            (one, other) => Self::All(vec![one, other]),
        }
    }

    pub(super) fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::Constant(false), other) | (other, Self::Constant(false)) => other,
            (Self::Constant(true), _) | (_, Self::Constant(true)) => Self::Constant(true),
            (Self::Any(mut any), other) => {
                any.push(other);
                Self::Any(any)
            }
            (one, other) => Self::Any(vec![one, other]),
        }
    }

    pub(super) fn negated(self) -> Self {
        match self {
            Self::Constant(always) => Self::Constant(!always),
            Self::Test(column, Test::Null(is_null)) => Self::Test(column, Test::Null(!is_null)),
            Self::Not(condition) => *condition,
            other => Self::Not(Box::new(other)),
        }
    }

    pub(super) fn walk<'b, DB: Database>(
        &'b self,
        spec: &ModelSpec,
        mut out: AstPass<'_, 'b, DB>,
    ) -> QueryResult<()> {
        match self {
            Self::Constant(always) => out.push_sql(if *always { "1 = 1" } else { "1 = 0" }),
            Self::Test(column, test) => test.walk(*column, spec, out)?,
            Self::Expressed(expression) => {
                out.push_sql("(");
                DB::bind(&**expression, out.reborrow())?;
                out.push_sql(")");
            }
            Self::All(all) => join(all, " AND ", spec, out)?,
            Self::Any(any) => join(any, " OR ", spec, out)?,
            Self::Not(condition) => {
                out.push_sql("NOT (");
                condition.walk(spec, out.reborrow())?;
                out.push_sql(")");
            }
        }
        Ok(())
    }
}

fn join<'b, DB: Database>(
    conditions: &'b [Condition],
    between: &str,
    spec: &ModelSpec,
    mut out: AstPass<'_, 'b, DB>,
) -> QueryResult<()> {
    for (at, condition) in conditions.iter().enumerate() {
        out.push_sql(if at == 0 { "(" } else { between });
        condition.walk(spec, out.reborrow())?;
    }
    out.push_sql(")");
    Ok(())
}

impl Test {
    fn walk<'b, DB: Database>(
        &'b self,
        column: Column,
        spec: &ModelSpec,
        out: AstPass<'_, 'b, DB>,
    ) -> QueryResult<()> {
        let mut to = Writer { spec, out };
        match self {
            Self::Null(is_null) => {
                to.column(column)?;
                to.sql(if *is_null { " IS NULL" } else { " IS NOT NULL" });
                Ok(())
            }
            Self::True => {
                to.column(column)?;
                to.sql(" = TRUE");
                Ok(())
            }
            Self::Value(comparison, value) => {
                let values = std::slice::from_ref(value);
                to.compare(column, *comparison, Right::Values(values))
            }
            Self::Column(comparison, other) => {
                to.compare(column, *comparison, Right::Column(*other))
            }
            Self::In(values) => to.compare(column, Comparison::Equal, Right::Values(values)),
        }
    }
}

/// What a column is compared with.
#[derive(Clone, Copy)]
enum Right<'b> {
    Column(Column),
    /// One of them; several are a list.
    Values(&'b [Arc<dyn Value>]),
}

/// How texts are compared in one comparison.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Plain,
    Collated(&'static str),
    Binary,
}

/// The column that would hold the greater of two values; a value is a number.
fn greater(column: Column, comparison: Comparison, right: Right<'_>) -> Option<Column> {
    match (comparison, right) {
        (Comparison::Less | Comparison::LessOrEqual, Right::Column(other)) => Some(other),
        (Comparison::Greater | Comparison::GreaterOrEqual, _)
        | (Comparison::Equal, Right::Column(_)) => Some(column),
        _ => None,
    }
}

/// Writes tests on the columns of a model.
struct Writer<'a, 'o, 'b, DB: Database> {
    spec: &'a ModelSpec,
    out: AstPass<'o, 'b, DB>,
}

impl<'b, DB: Database> Writer<'_, '_, 'b, DB> {
    fn sql(&mut self, sql: &str) {
        self.out.push_sql(sql);
    }

    fn column(&mut self, Column { field, .. }: Column) -> QueryResult<()> {
        let Some(column) = self.spec.field(field) else {
            let text = format!("`{}` has no column of the field `{field}`", self.spec.ident);
            return Err(DieselError::QueryBuilderError(text.into()));
        };
        push_column(&mut self.out, self.spec.table, column.name)
    }

    /// `column = right`, as Rust would compare the two.
    fn compare(
        &mut self,
        column: Column,
        comparison: Comparison,
        right: Right<'b>,
    ) -> QueryResult<()> {
        if column.kind == ColumnKind::Text {
            return self.compare_texts(column, comparison, right);
        }
        let is_float = matches!(column.kind, ColumnKind::Float32 | ColumnKind::Float64);
        match greater(column, comparison, right).filter(|_| is_float && DB::HAS_NAN) {
            None => self.compare_as(Form::Plain, column, comparison, right),
            // What is no number is greater than all numbers there, and equal to itself.
            Some(greater) => {
                self.sql("(");
                self.compare_as(Form::Plain, column, comparison, right)?;
                self.sql(" AND ");
                self.column(greater)?;
                self.sql(" <= 'Infinity')");
                Ok(())
            }
        }
    }

    /// Texts are compared by their bytes.
    fn compare_texts(
        &mut self,
        column: Column,
        comparison: Comparison,
        right: Right<'b>,
    ) -> QueryResult<()> {
        match (DB::TEXTS, comparison) {
            (Texts::Bytes, _) | (Texts::Collated(_), Comparison::Equal) => {
                self.compare_as(Form::Plain, column, comparison, right)
            }
            (Texts::Collated(name), _) => {
                self.compare_as(Form::Collated(name), column, comparison, right)
            }
            // The first is for an index, the second for what it takes for the same.
            (Texts::Padded, Comparison::Equal) => {
                self.sql("(");
                self.compare_as(Form::Plain, column, comparison, right)?;
                self.sql(" AND ");
                self.compare_as(Form::Binary, column, comparison, right)?;
                self.sql(")");
                Ok(())
            }
            (Texts::Padded, _) => self.compare_as(Form::Binary, column, comparison, right),
        }
    }

    fn compare_as(
        &mut self,
        form: Form,
        column: Column,
        comparison: Comparison,
        right: Right<'b>,
    ) -> QueryResult<()> {
        self.operand(form, |to| to.column(column))?;
        if let Form::Collated(name) = form {
            self.sql(" COLLATE ");
            self.out.push_identifier(name)?;
        }
        match right {
            Right::Column(other) => {
                self.sql(comparison.sql());
                self.operand(form, |to| to.column(other))
            }
            Right::Values([value]) => {
                self.sql(comparison.sql());
                self.operand(form, |to| to.value(value))
            }
            Right::Values(values) => self.list(form, values),
        }
    }

    /// ` IN (…)`. The last one is repeated up to a power of two: so there are only a few such statements, and
    /// they can be kept.
    fn list(&mut self, form: Form, values: &'b [Arc<dyn Value>]) -> QueryResult<()> {
        self.sql(" IN (");
        let last = values.last();
        let length = values.len().next_power_of_two();
        for (at, value) in values.iter().chain(last.into_iter().cycle()).take(length).enumerate() {
            if at > 0 {
                self.sql(", ");
            }
            self.operand(form, |to| to.value(value))?;
        }
        self.sql(")");
        Ok(())
    }

    fn value(&mut self, value: &'b Arc<dyn Value>) -> QueryResult<()> {
        DB::bind(&**value, self.out.reborrow())
    }

    fn operand(
        &mut self,
        form: Form,
        write: impl FnOnce(&mut Self) -> QueryResult<()>,
    ) -> QueryResult<()> {
        if form != Form::Binary {
            return write(self);
        }
        self.sql("CAST(");
        write(self)?;
        self.sql(" AS BINARY)");
        Ok(())
    }
}
