//! Whether a schema has a keyword anywhere inside.
//!
//! A schema that contains itself is looked at once.

use utoipa::openapi::extensions::Extensions;
use utoipa::openapi::schema::{AdditionalProperties, ArrayItems};
use utoipa::openapi::{RefOr, Schema};

use super::Schemas;

impl Schemas {
    /// Whether a keyword of Ordain's own is in the schema, or in one that it refers to.
    pub(crate) fn has_keyword(&self, schema: &RefOr<Schema>, name: &str) -> bool {
        let (mut open, mut seen) = (vec![schema], Vec::new());
        while let Some(next) = open.pop() {
            match next {
                RefOr::Ref(reference) => {
                    let place = reference.ref_location.as_str();
                    if !seen.contains(&place) {
                        seen.push(place);
                        let found = self.find(reference);
                        if found.is_some_and(|found| look(found, name, &mut open)) {
                            return true;
                        }
                    }
                }
                RefOr::T(schema) => {
                    if look(schema, name, &mut open) {
                        return true;
                    }
                }
            }
        }
        false
    }
}

/// Whether the schema itself has the keyword; those inside are left for later.
fn look<'s>(schema: &'s Schema, name: &str, open: &mut Vec<&'s RefOr<Schema>>) -> bool {
    match schema {
        Schema::Object(object) => {
            open.extend(object.properties.values());
            if let Some(AdditionalProperties::RefOr(inner)) =
                object.additional_properties.as_deref()
            {
                open.push(inner);
            }
        }
        Schema::Array(array) => {
            if let ArrayItems::RefOrSchema(inner) = &array.items {
                open.push(inner);
            }
            if array.prefix_items.iter().any(|item| look(item, name, open)) {
                return true;
            }
        }
        Schema::OneOf(choice) => open.extend(&choice.items),
        Schema::AllOf(all) => open.extend(&all.items),
        Schema::AnyOf(any) => open.extend(&any.items),
        _ => {}
    }
    keywords(schema).is_some_and(|keywords| keywords.contains_key(name))
}

fn keywords(schema: &Schema) -> Option<&Extensions> {
    match schema {
        Schema::Object(object) => object.extensions.as_ref(),
        Schema::Array(array) => array.extensions.as_ref(),
        Schema::OneOf(choice) => choice.extensions.as_ref(),
        Schema::AllOf(all) => all.extensions.as_ref(),
        Schema::AnyOf(any) => any.extensions.as_ref(),
        _ => None,
    }
}

/// Where the keywords of a schema stand.
pub(super) fn keywords_mut(schema: &mut Schema) -> Option<&mut Option<Extensions>> {
    match schema {
        Schema::Object(object) => Some(&mut object.extensions),
        Schema::Array(array) => Some(&mut array.extensions),
        Schema::OneOf(choice) => Some(&mut choice.extensions),
        Schema::AllOf(all) => Some(&mut all.extensions),
        Schema::AnyOf(any) => Some(&mut any.extensions),
        _ => None,
    }
}
