//! The members of an object as parameters of an operation.
//!
//! Only members of a struct become parameters: other schemas have none.

use utoipa::openapi::schema::Schema;
use utoipa::openapi::{Object, RefOr};

use super::{JsonSchema, Schemas, not_null};

/// One parameter that a query or header type reads.
pub struct Parameter {
    /// Its name on the wire.
    pub name: String,
    /// Whether it must be given.
    pub required: bool,
    /// What it means.
    pub description: Option<String>,
    /// The schema of its value, without the description.
    pub schema: RefOr<Schema>,
}

/// The members of `T` as parameters, in declared order.
#[must_use]
pub fn parameters<T: JsonSchema>(schemas: &mut Schemas) -> Vec<Parameter> {
    let Schema::Object(object) = T::schema(schemas) else { return Vec::new() };
    let Object { properties, required, .. } = object;
    properties
        .into_iter()
        .map(|(name, mut schema)| Parameter {
            required: required.contains(&name),
            description: take_description(&mut schema),
            name,
            // What is not given is left out: there is no way to write `null`.
            schema: not_null(schema),
        })
        .collect()
}

fn take_description(schema: &mut RefOr<Schema>) -> Option<String> {
    match schema {
        RefOr::Ref(reference) => {
            Some(std::mem::take(&mut reference.description)).filter(|text| !text.is_empty())
        }
        RefOr::T(Schema::Object(object)) => object.description.take(),
        RefOr::T(Schema::Array(array)) => array.description.take(),
        RefOr::T(Schema::OneOf(choice)) => choice.description.take(),
        RefOr::T(Schema::AllOf(all)) => all.description.take(),
        RefOr::T(Schema::AnyOf(any)) => any.description.take(),
        RefOr::T(_) => None,
    }
}
