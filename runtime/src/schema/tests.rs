//! Schemas of the types that have one without a macro, and what a member adds to them.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};

use serde_json::{Value, json};
use utoipa::openapi::{RefOr, Schema};

use super::{
    Choice, JsonSchema, Name, ObjectSchema, Property, Schemas, generic, inlined, json_default,
    label, named, parameters,
};

fn of<T: JsonSchema>() -> Value {
    value(&Schemas::new().of::<T>())
}

fn value(schema: &RefOr<Schema>) -> Value {
    serde_json::to_value(schema).unwrap_or_default()
}

/// A type that contains itself.
struct Node {
    _size: u8,
}

impl JsonSchema for Node {
    fn name() -> Name {
        named("Node")
    }

    fn schema(schemas: &mut Schemas) -> Schema {
        ObjectSchema::new()
            .property("children", Property::of::<Vec<Node>>(schemas).max_length(9))
            .property("parent", Property::of::<Option<Box<Node>>>(schemas).describe("Above."))
            .property("size", Property::of::<u8>(schemas))
            .into_schema()
    }
}

const NODE: &str = "#/components/schemas/Node";

#[test]
fn scalars_have_the_bounds_of_their_types() {
    assert_eq!(of::<i64>(), json!({"type": "integer", "format": "int64"}));
    assert_eq!(
        of::<u8>(),
        json!({"type": "integer", "format": "int32", "minimum": 0, "maximum": 255})
    );
    assert_eq!(of::<f64>(), json!({"type": "number", "format": "double"}));
    assert_eq!(of::<char>(), json!({"type": "string", "minLength": 1, "maxLength": 1}));
    assert_eq!(of::<()>(), json!({"type": "null"}));
}

#[test]
fn types_of_other_crates_have_formats() {
    let format = |name: &str| json!({"type": "string", "format": name});
    assert_eq!(of::<chrono::DateTime<chrono::Utc>>(), format("date-time"));
    assert_eq!(of::<chrono::NaiveDate>(), format("date"));
    assert_eq!(of::<uuid::Uuid>(), format("uuid"));
    assert_eq!(of::<Value>(), json!({}));
}

#[test]
fn options_take_null() {
    assert_eq!(of::<Option<bool>>(), json!({"type": ["boolean", "null"]}));
    assert_eq!(of::<Option<Option<bool>>>(), json!({"type": ["boolean", "null"]}));
    assert_eq!(of::<Option<Value>>(), json!({}));
    let list = json!({"type": ["array", "null"], "items": {"type": "boolean"}});
    assert_eq!(of::<Option<Vec<bool>>>(), list);
    assert_eq!(of::<Option<Node>>(), json!({"oneOf": [{"$ref": NODE}, {"type": "null"}]}));
}

#[test]
fn containers_describe_what_is_in_them() {
    let unique = json!({"type": "array", "uniqueItems": true, "items": {"type": "string"}});
    assert_eq!(of::<HashSet<String>>(), unique);
    let pair = json!({"type": "array", "minItems": 2, "maxItems": 2, "items": {"type": "boolean"}});
    assert_eq!(of::<[bool; 2]>(), pair);
    let map = json!({"type": "object", "additionalProperties": {"$ref": NODE}});
    assert_eq!(of::<BTreeMap<String, Node>>(), map);
    assert_eq!(of::<Cow<'static, str>>(), json!({"type": "string"}));
}

#[test]
fn a_type_that_contains_itself_ends() {
    let mut schemas = Schemas::new();
    assert_eq!(value(&schemas.of::<Node>()), json!({"$ref": NODE}));
    let all: Vec<(String, Schema)> = schemas.into_named().collect();
    assert_eq!(all.len(), 1);
    let (name, schema) = &all[0];
    assert_eq!(name, "Node");
    assert_eq!(
        serde_json::to_value(schema).unwrap_or_default(),
        json!({
            "type": "object",
            "required": ["children", "size"],
            "properties": {
                "children": {"type": "array", "items": {"$ref": NODE}, "maxItems": 9},
                "parent": {
                    "oneOf": [{"$ref": NODE}, {"type": "null"}],
                    "description": "Above."
                },
                "size": {"type": "integer", "format": "int32", "minimum": 0, "maximum": 255},
            }
        })
    );
}

#[test]
fn inlined_schemas_have_no_references() {
    let text = value(&inlined::<Node>()).to_string();
    assert!(!text.contains("$ref"), "{text}");
    assert!(text.contains(r#""children":{"items":{},"maxItems":9"#), "{text}");
}

#[test]
fn bounds_stand_beside_references_and_inside_options() {
    let schemas = &mut Schemas::new();
    let property = Property::of::<Node>(schemas).max_length(3).describe("Text.");
    assert_eq!(
        value(&property.into_schema()),
        json!({"allOf": [{"$ref": NODE}, {"maxLength": 3}], "description": "Text."})
    );
    let property = Property::of::<Option<Node>>(schemas).max_length(3);
    assert_eq!(
        value(&property.into_schema()),
        json!({"oneOf": [{"allOf": [{"$ref": NODE}, {"maxLength": 3}]}, {"type": "null"}]})
    );
    let property = Property::of::<Option<String>>(schemas).max_length(3).min_length(1);
    assert_eq!(
        value(&property.into_schema()),
        json!({"type": ["string", "null"], "minLength": 1, "maxLength": 3})
    );
    let property = Property::of::<BTreeMap<String, bool>>(schemas).max_length(3);
    assert_eq!(value(&property.into_schema())["maxProperties"], json!(3));
}

#[test]
fn a_reference_keeps_what_is_said_beside_it() {
    let schemas = &mut Schemas::new();
    let property = Property::of::<Node>(schemas).describe("The root.").read_only();
    assert_eq!(
        value(&property.into_schema()),
        json!({"$ref": NODE, "description": "The root.", "readOnly": true})
    );
    let property = Property::of::<Node>(schemas).example(Some(json!({"size": 1})));
    assert_eq!(
        value(&property.into_schema()),
        json!({"allOf": [{"$ref": NODE}], "examples": [{"size": 1}]})
    );
    let property = Property::of::<Node>(schemas).describe("A node.");
    assert_eq!(
        serde_json::to_value(property.into_definition()).unwrap_or_default(),
        json!({"allOf": [{"$ref": NODE}], "description": "A node."})
    );
}

#[test]
fn a_member_says_everything_about_itself() {
    let schemas = &mut Schemas::new();
    let property = Property::of::<Option<f64>>(schemas)
        .not_null()
        .minimum(0_i64)
        .exclusive_maximum(1.5_f64)
        .default(Some(json!(1)))
        .example(Some(json!(0.5)))
        .write_only()
        .describe("A share.")
        .note("Must be fair.");
    assert!(property.is_optional());
    assert_eq!(
        value(&property.into_schema()),
        json!({
            "type": "number", "format": "double", "minimum": 0, "exclusiveMaximum": 1.5,
            "default": 1, "examples": [0.5], "writeOnly": true,
            "description": "A share.\n\nMust be fair.",
        })
    );
}

#[test]
fn choices_list_their_values() {
    let choice =
        Choice::new().describe("How far.").value("draft", "Not shown.").value("public", "");
    assert_eq!(
        serde_json::to_value(choice.into_schema()).unwrap_or_default(),
        json!({
            "type": "string", "enum": ["draft", "public"],
            "description": "How far.\n\n- `draft`: Not shown.",
        })
    );
}

#[test]
fn members_become_parameters_without_null() {
    let found = parameters::<Node>(&mut Schemas::new());
    let names: Vec<(&str, bool)> =
        found.iter().map(|parameter| (parameter.name.as_str(), parameter.required)).collect();
    assert_eq!(names, [("children", true), ("parent", false), ("size", true)]);
    assert_eq!(found[1].description.as_deref(), Some("Above."));
    assert_eq!(value(&found[1].schema), json!({"$ref": NODE}));
}

#[test]
fn names_are_made_of_names() {
    assert_eq!(label::<Node>(), "Node");
    assert_eq!(label::<Vec<Option<i64>>>(), "VecOptionI64");
    assert_eq!(
        generic("Pair", &[label::<Node>(), label::<String>()]).unwrap_or_default(),
        "PairOfNodeAndString"
    );
}

#[test]
fn a_default_that_changes_is_not_documented() {
    assert_eq!(json_default(|| Some(json!(7))), Some(json!(7)));
    let count = std::cell::Cell::new(0);
    let next = || {
        count.set(count.get() + 1);
        Some(json!(count.get()))
    };
    assert_eq!(json_default(next), None);
}
