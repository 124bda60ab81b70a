//! Schemas that also take `null`, and the way back.
//!
//! Nothing here changes what a schema says about values other than `null`.

use utoipa::openapi::schema::{OneOf, Schema, SchemaType, Type};
use utoipa::openapi::{Object, RefOr};

/// The schema, or `null`.
#[must_use]
pub fn nullable(schema: RefOr<Schema>) -> Schema {
    match schema {
        RefOr::T(Schema::Object(mut object)) => {
            if object.schema_type == SchemaType::AnyValue {
                return Schema::Object(object);
            }
            add_null(&mut object.schema_type);
            if let Some(values) = &mut object.enum_values
                && !values.contains(&serde_json::Value::Null)
            {
                values.push(serde_json::Value::Null);
            }
            Schema::Object(object)
        }
        RefOr::T(Schema::Array(mut array)) => {
            add_null(&mut array.schema_type);
            Schema::Array(array)
        }
        RefOr::T(Schema::OneOf(mut choice)) => {
            if !choice.items.iter().any(is_null) {
                choice.items.push(null());
            }
            Schema::OneOf(choice)
        }
        other => {
            let mut choice = OneOf::new();
            choice.items = vec![other, null()];
            Schema::OneOf(choice)
        }
    }
}

/// The schema without `null`.
#[must_use]
pub fn not_null(schema: RefOr<Schema>) -> RefOr<Schema> {
    match schema {
        RefOr::T(Schema::Object(mut object)) => {
            remove_null(&mut object.schema_type);
            if let Some(values) = &mut object.enum_values {
                values.retain(|value| !value.is_null());
            }
            object.into()
        }
        RefOr::T(Schema::Array(mut array)) => {
            remove_null(&mut array.schema_type);
            array.into()
        }
        RefOr::T(Schema::OneOf(mut choice)) => {
            choice.items.retain(|item| !is_null(item));
            match (choice.items.pop(), choice.items.is_empty()) {
                (Some(only), true) => only,
                (Some(last), false) => {
                    choice.items.push(last);
                    RefOr::T(Schema::OneOf(choice))
                }
                (None, _) => RefOr::T(Schema::OneOf(choice)),
            }
        }
        other => other,
    }
}

/// Whether the schema takes `null` and nothing else.
pub(super) fn is_null(schema: &RefOr<Schema>) -> bool {
    let RefOr::T(Schema::Object(object)) = schema else { return false };
    object.schema_type == SchemaType::Type(Type::Null)
}

fn null() -> RefOr<Schema> {
    Object::with_type(Type::Null).into()
}

fn add_null(types: &mut SchemaType) {
    match types {
        SchemaType::Type(Type::Null) | SchemaType::AnyValue => {}
        SchemaType::Type(one) => *types = SchemaType::Array(vec![one.clone(), Type::Null]),
        SchemaType::Array(many) => {
            if !many.contains(&Type::Null) {
                many.push(Type::Null);
            }
        }
    }
}

fn remove_null(types: &mut SchemaType) {
    if let SchemaType::Array(many) = types {
        many.retain(|one| *one != Type::Null);
        if let [one] = many.as_slice() {
            *types = SchemaType::Type(one.clone());
        }
    }
}
