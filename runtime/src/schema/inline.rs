//! Schemas written out in full, for places that have no components beside them.
//!
//! A type that contains itself is written out once; inside, it may be anything.

use utoipa::openapi::schema::{AdditionalProperties, ArrayItems, SchemaType};
use utoipa::openapi::{Object, Ref, RefOr, Schema};

use super::{JsonSchema, Schemas};

/// The schema of `T` without references.
#[must_use]
pub fn inlined<T: JsonSchema + ?Sized>() -> RefOr<Schema> {
    let mut schemas = Schemas::new();
    let mut schema = schemas.of::<T>();
    write_out(&mut schema, &schemas, &mut Vec::new());
    schema
}

fn write_out(schema: &mut RefOr<Schema>, schemas: &Schemas, open: &mut Vec<String>) {
    match schema {
        RefOr::Ref(reference) => {
            let place = reference.ref_location.clone();
            let known = schemas.find(reference).filter(|_| !open.contains(&place));
            let Some(known) = known else {
                *schema = Object::with_type(SchemaType::AnyValue).into();
                return;
            };
            let mut written = RefOr::T(with_description(known.clone(), reference));
            open.push(place);
            write_out(&mut written, schemas, open);
            open.pop();
            *schema = written;
        }
        RefOr::T(schema) => {
            for part in parts(schema) {
                write_out(part, schemas, open);
            }
        }
    }
}

/// What was said beside the reference is said of the schema.
fn with_description(mut schema: Schema, reference: &Ref) -> Schema {
    if let Schema::Object(object) = &mut schema
        && !reference.description.is_empty()
    {
        object.description = Some(reference.description.clone());
    }
    schema
}

fn parts(schema: &mut Schema) -> Vec<&mut RefOr<Schema>> {
    match schema {
        Schema::Object(object) => {
            let mut parts: Vec<_> = object.properties.values_mut().collect();
            if let Some(AdditionalProperties::RefOr(rest)) =
                object.additional_properties.as_deref_mut()
            {
                parts.push(rest);
            }
            parts
        }
        Schema::Array(array) => match &mut array.items {
            ArrayItems::RefOrSchema(item) => vec![item.as_mut()],
            ArrayItems::False => Vec::new(),
        },
        Schema::OneOf(one) => one.items.iter_mut().collect(),
        Schema::AllOf(all) => all.items.iter_mut().collect(),
        Schema::AnyOf(any) => any.items.iter_mut().collect(),
        _ => Vec::new(),
    }
}
