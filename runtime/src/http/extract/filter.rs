//! Filters and orders in a query string.
//!
//! A parameter that the route knows nothing of is refused: a filter that is misspelt is not to give
//! all rows.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::sync::{LazyLock, Mutex, PoisonError};

use utoipa::openapi::path::ParameterIn;
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::{RefOr, Schema};

use crate::error::{Error, Result, Violation};
use crate::http::argument::{Argument, source};
use crate::http::call::Call;
use crate::http::operation::Operation;
use crate::http::spec::RouteSpec;
use crate::model::{ColumnSpec, Filter, Filterable, Operator, Sort, Sortable};
use crate::schema::Schemas;

const SORT: &str = "sort";

impl<R, M: Filterable> Argument<R, source::Own> for Filter<M> {
    async fn take(call: &mut Call) -> Result<Self> {
        let pairs = form_urlencoded::parse(call.request.query_string().as_bytes());
        let (filter, others, mut violations) = Filter::<M>::parse(pairs);
        for name in others {
            let names = names(call.spec);
            if !names.contains(&*name) {
                violations.push(unknown(&name, &names));
            }
        }
        if violations.is_empty() { Ok(filter) } else { Err(malformed(violations)) }
    }

    fn describe(operation: &mut Operation<'_>) {
        for (name, column, operator) in Filter::<M>::parameters() {
            let text = operator.description(column);
            operation.optional_parameter(&name, &text, schema(column, operator));
        }
        operation.malformed_parameter();
    }
}

impl<R, M: Sortable> Argument<R, source::Own> for Sort<M> {
    async fn take(call: &mut Call) -> Result<Self> {
        let mut pairs = form_urlencoded::parse(call.request.query_string().as_bytes());
        let Some((_, text)) = pairs.find(|(name, _)| name == SORT) else {
            return Ok(Self::default());
        };
        Self::parse(&text).map_err(|name| {
            let message = format!("`{name}` is none of `{}`", allowed::<M>().join("`, `"));
            malformed(vec![violation(SORT, "unknown_column", message)])
        })
    }

    fn describe(operation: &mut Operation<'_>) {
        let text = format!(
            "The order: `{}`, separated by commas, the most important first. A `-` before a name turns \
             the order around.",
            allowed::<M>().join("`, `")
        );
        operation.optional_parameter(SORT, &text, text_schema());
        operation.malformed_parameter();
    }
}

fn allowed<M: Sortable>() -> Vec<&'static str> {
    Sort::<M>::allowed().map(|column| column.wire).collect()
}

fn schema(column: &ColumnSpec, operator: Operator) -> RefOr<Schema> {
    match operator {
        Operator::In | Operator::Contains => text_schema(),
        Operator::Null => {
            let schema: Schema = ObjectBuilder::new().schema_type(Type::Boolean).into();
            schema.into()
        }
        _ => (column.schema)(),
    }
}

fn text_schema() -> RefOr<Schema> {
    let schema: Schema = ObjectBuilder::new().schema_type(Type::String).into();
    schema.into()
}

/// The names of a route's query parameters, from its document. They are asked for by requests that have
/// more than filters, so they are kept.
fn names(spec: &'static RouteSpec) -> BTreeSet<String> {
    static NAMES: LazyLock<Mutex<HashMap<usize, BTreeSet<String>>>> = LazyLock::new(Mutex::default);
    let mut known = NAMES.lock().unwrap_or_else(PoisonError::into_inner);
    let names = known.entry(std::ptr::from_ref(spec).addr()).or_insert_with(|| {
        let mut schemas = Schemas::new();
        let mut operation = Operation::new(spec, &mut schemas);
        for argument in spec.arguments {
            (argument.describe)(&mut operation);
        }
        let parameters = operation.finish().parameters.into_iter();
        let queries = parameters.filter(|found| found.parameter_in == ParameterIn::Query);
        queries.map(|parameter| parameter.name).collect()
    });
    names.clone()
}

fn unknown(name: &str, names: &BTreeSet<String>) -> Violation {
    let near = names
        .iter()
        .map(|known| (strsim::levenshtein(known, name), known))
        .filter(|(distance, known)| *distance <= 1 + known.len() / 4)
        .min();
    let message = if let Some((_, near)) = near {
        format!("is no parameter; did you mean `{near}`?")
    } else {
        let plain = names.iter().filter(|name| !name.contains("__"));
        let plain: Vec<&str> = plain.map(String::as_str).collect();
        format!("is no parameter: they are `{}`", plain.join("`, `"))
    };
    violation(name, "unknown_parameter", message)
}

fn violation(name: &str, code: &'static str, message: String) -> Violation {
    Violation { pointer: format!("/{name}"), code: Cow::Borrowed(code), message }
}

fn malformed(violations: Vec<Violation>) -> Error {
    Error::bad_request("a parameter is malformed").with_violations(violations)
}
