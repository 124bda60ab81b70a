//! How a column is compared with a value, and which columns are compared how.

use super::super::column::ColumnKind;
use super::super::spec::ColumnSpec;

/// How a column is compared with the value of a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    /// `title=x`
    Equal,
    /// `title__ne=x`
    NotEqual,
    /// `stars__lt=3`
    Less,
    /// `stars__le=3`
    LessOrEqual,
    /// `stars__gt=3`
    Greater,
    /// `stars__ge=3`
    GreaterOrEqual,
    /// `id__in=1,2`
    In,
    /// `title__contains=x`
    Contains,
    /// `subtitle__null=true`
    Null,
}

impl Operator {
    const ALL: [Self; 9] = [
        Self::Equal,
        Self::NotEqual,
        Self::Less,
        Self::LessOrEqual,
        Self::Greater,
        Self::GreaterOrEqual,
        Self::In,
        Self::Contains,
        Self::Null,
    ];

    /// What follows the column's name in the parameter's.
    #[must_use]
    pub const fn suffix(self) -> &'static str {
        match self {
            Self::Equal => "",
            Self::NotEqual => "__ne",
            Self::Less => "__lt",
            Self::LessOrEqual => "__le",
            Self::Greater => "__gt",
            Self::GreaterOrEqual => "__ge",
            Self::In => "__in",
            Self::Contains => "__contains",
            Self::Null => "__null",
        }
    }

    pub(super) fn of_suffix(suffix: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|operator| operator.suffix() == suffix)
    }

    /// The name of the parameter for a column.
    #[must_use]
    pub fn parameter(self, column: &ColumnSpec) -> String {
        format!("{}{}", column.wire, self.suffix())
    }

    /// What the parameter means, for the document.
    #[must_use]
    pub fn description(self, column: &ColumnSpec) -> String {
        let name = column.wire;
        match self {
            Self::Equal => format!("Only rows whose `{name}` is this."),
            Self::NotEqual => format!("Only rows whose `{name}` is not this."),
            Self::Less => format!("Only rows whose `{name}` is less."),
            Self::LessOrEqual => format!("Only rows whose `{name}` is this or less."),
            Self::Greater => format!("Only rows whose `{name}` is greater."),
            Self::GreaterOrEqual => format!("Only rows whose `{name}` is this or greater."),
            Self::In => format!("Only rows whose `{name}` is one of these, separated by commas."),
            Self::Contains => format!("Only rows whose `{name}` contains this text in any case."),
            Self::Null => format!("Only rows that have no `{name}`; `false`: only those that do."),
        }
    }

    /// The comparison in SQL, between column and value.
    pub(super) const fn sql(self) -> &'static str {
        match self {
            Self::NotEqual => " <> ",
            Self::Less => " < ",
            Self::LessOrEqual => " <= ",
            Self::Greater => " > ",
            Self::GreaterOrEqual => " >= ",
            Self::Equal | Self::In | Self::Contains | Self::Null => " = ",
        }
    }
}

/// The comparisons that make sense for a column.
pub(super) fn operators(column: &ColumnSpec) -> Vec<Operator> {
    let is_text = column.kind == ColumnKind::Text && column.texts.is_empty();
    let is_ordered = match column.kind {
        ColumnKind::Bool | ColumnKind::Bytes | ColumnKind::Uuid => false,
        ColumnKind::Text => is_text,
        _ => true,
    };
    let fits = |operator: &Operator| match operator {
        Operator::Equal | Operator::NotEqual => true,
        Operator::In => column.kind != ColumnKind::Bool,
        Operator::Contains => is_text,
        Operator::Null => column.nullable,
        _ => is_ordered,
    };
    Operator::ALL.into_iter().filter(fits).collect()
}
