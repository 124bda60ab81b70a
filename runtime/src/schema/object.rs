//! Schemas of structs and of enums without data.
//!
//! Members stay in the order in which they are declared.

use serde_json::Value;
use utoipa::openapi::Object;
use utoipa::openapi::schema::{AdditionalProperties, Schema, Type};

use super::Property;

/// The schema of a struct, while it is being built.
pub struct ObjectSchema(Object);

impl ObjectSchema {
    /// An object without members.
    #[must_use]
    pub fn new() -> Self {
        Self(Object::with_type(Type::Object))
    }

    /// What the type means.
    #[must_use]
    pub fn describe(mut self, text: &str) -> Self {
        self.0.description = Some(text.to_owned());
        self
    }

    /// Adds a member under its name on the wire.
    #[must_use]
    pub fn property(mut self, name: &str, property: Property) -> Self {
        if !property.is_optional() {
            self.0.required.push(name.to_owned());
        }
        self.0.properties.insert(name.to_owned(), property.into_schema());
        self
    }

    /// No other members are taken.
    #[must_use]
    pub fn closed(mut self) -> Self {
        self.0.additional_properties = Some(Box::new(AdditionalProperties::FreeForm(false)));
        self
    }

    /// The schema.
    #[must_use]
    pub fn into_schema(self) -> Schema {
        self.0.into()
    }
}

impl Default for ObjectSchema {
    fn default() -> Self {
        Self::new()
    }
}

/// The schema of a text that is one of a few, while it is being built.
pub struct Choice {
    description: String,
    values: Vec<(&'static str, &'static str)>,
}

impl Choice {
    /// A choice of nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self { description: String::new(), values: Vec::new() }
    }

    /// What the type means.
    #[must_use]
    pub fn describe(mut self, text: &str) -> Self {
        text.clone_into(&mut self.description);
        self
    }

    /// Adds a value and what it means.
    #[must_use]
    pub fn value(mut self, value: &'static str, meaning: &'static str) -> Self {
        self.values.push((value, meaning));
        self
    }

    /// The schema; the meanings are listed in its description.
    #[must_use]
    pub fn into_schema(self) -> Schema {
        let meanings: Vec<String> = self
            .values
            .iter()
            .filter(|(_, meaning)| !meaning.is_empty())
            .map(|(value, meaning)| format!("- `{value}`: {meaning}"))
            .collect();
        let parts = [self.description, meanings.join("\n")];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        let mut object = Object::with_type(Type::String);
        object.enum_values =
            Some(self.values.iter().map(|(value, _)| Value::from(*value)).collect());
        object.description = Some(parts.join("\n\n")).filter(|text| !text.is_empty());
        object.into()
    }
}

impl Default for Choice {
    fn default() -> Self {
        Self::new()
    }
}
