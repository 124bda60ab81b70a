//! Values for path segments that fit their types and name nothing.

use serde_json::Value;
use utoipa::openapi::path::ParameterIn;

use crate::http::spec::RouteSpec;
use crate::http::{Operation, segment::url};
use crate::schema::Schemas;

/// The address of a route at which nothing is found.
pub(super) fn address(spec: &'static RouteSpec) -> String {
    let mut schemas = Schemas::new();
    let mut operation = Operation::new(spec, &mut schemas);
    for segment in spec.segments {
        (segment.describe)(&mut operation, segment.name);
    }
    for argument in spec.arguments {
        (argument.describe)(&mut operation);
    }
    let parameters = operation.finish().parameters;
    let values: Vec<String> = spec
        .segment_names()
        .map(|name| {
            let described = parameters.iter().find(|parameter| {
                parameter.name == name && parameter.parameter_in == ParameterIn::Path
            });
            let schema = described.and_then(|parameter| parameter.schema.as_ref());
            let schema = schema.and_then(|schema| serde_json::to_value(schema).ok());
            value(&schema.unwrap_or_default())
        })
        .collect();
    let values: Vec<&dyn std::fmt::Display> =
        values.iter().map(|value| value as &dyn std::fmt::Display).collect();
    url(spec.path, &values)
}

/// A value of the schema.
fn value(schema: &Value) -> String {
    if let Some(first) = schema["enum"].as_array().and_then(|values| values.first()) {
        return first.as_str().map_or_else(|| first.to_string(), str::to_owned);
    }
    let text = |name: &str| schema[name].as_str().unwrap_or_default();
    match (text("type"), text("format")) {
        ("integer", _) if schema["minimum"].as_f64().is_some_and(|least| least >= 0.0) => "0",
        ("integer" | "number", _) => "-1",
        ("boolean", _) => "false",
        (_, "uuid") => "00000000-0000-0000-0000-000000000000",
        (_, "date") => "0001-01-01",
        (_, "date-time") => "0001-01-01T00:00:00Z",
        _ => "nothing-has-this-name",
    }
    .to_owned()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::value;

    #[test]
    fn a_value_is_of_its_schema() {
        for (schema, expected) in [
            (json!({"type": "integer", "format": "int64"}), "-1"),
            (json!({"type": "integer", "minimum": 0}), "0"),
            (json!({"type": "string", "format": "uuid"}), "00000000-0000-0000-0000-000000000000"),
            (json!({"type": "string", "enum": ["Reader", "Author"]}), "Reader"),
            (json!({"type": "string"}), "nothing-has-this-name"),
            (json!({"$ref": "#/components/schemas/Role"}), "nothing-has-this-name"),
        ] {
            assert_eq!(value(&schema), expected, "{schema}");
        }
    }
}
