//! One member of an object: the schema of its type and what its declaration adds.
//!
//! It never decides what a rule means; it only finds the keyword that says it.

use serde_json::Value;
use utoipa::Number;
use utoipa::openapi::extensions::Extensions;
use utoipa::openapi::schema::{AllOf, Schema, SchemaFormat, SchemaType};
use utoipa::openapi::{Object, RefOr};

use super::nullable::{is_null, not_null};
use super::{JsonSchema, Schemas};
use crate::policy::Rule;

/// The keyword of a member that not everybody reads.
pub(crate) const READ: &str = "x-ordain-read";

/// The keyword of a member that not everybody writes.
pub(crate) const WRITE: &str = "x-ordain-write";

/// A member of an object, while it is being described.
pub struct Property {
    schema: RefOr<Schema>,
    optional: bool,
    description: String,
    notes: Vec<String>,
}

impl Property {
    /// A member of type `T`, required unless `T` is an `Option`.
    #[must_use]
    pub fn of<T: JsonSchema + ?Sized>(schemas: &mut Schemas) -> Self {
        Self {
            schema: schemas.of::<T>(),
            optional: T::OPTIONAL,
            description: String::new(),
            notes: Vec::new(),
        }
    }

    /// The member may be left out.
    #[must_use]
    pub fn optional(mut self) -> Self {
        self.optional = true;
        self
    }

    /// The member is always there, though it may be `null`.
    #[must_use]
    pub fn required(mut self) -> Self {
        self.optional = false;
        self
    }

    /// The member is always there and never `null`.
    #[must_use]
    pub fn not_null(mut self) -> Self {
        self.optional = false;
        self.schema = not_null(self.schema);
        self
    }

    /// What the member means.
    #[must_use]
    pub fn describe(mut self, text: &str) -> Self {
        text.clone_into(&mut self.description);
        self
    }

    /// A rule that no keyword says; it is added to the description.
    #[must_use]
    pub fn note(mut self, text: impl Into<String>) -> Self {
        self.notes.push(text.into());
        self
    }

    /// The fewest characters, items or members.
    #[must_use]
    pub fn min_length(self, least: u64) -> Self {
        let least = usize::try_from(least).unwrap_or(usize::MAX);
        self.narrow(|schema| match schema {
            Schema::Array(array) => array.min_items = Some(least),
            Schema::Object(object) if is_map(object) => object.min_properties = Some(least),
            Schema::Object(object) => object.min_length = Some(least),
            _ => {}
        })
    }

    /// The most characters, items or members.
    #[must_use]
    pub fn max_length(self, most: u64) -> Self {
        let most = usize::try_from(most).unwrap_or(usize::MAX);
        self.narrow(|schema| match schema {
            Schema::Array(array) => array.max_items = Some(most),
            Schema::Object(object) if is_map(object) => object.max_properties = Some(most),
            Schema::Object(object) => object.max_length = Some(most),
            _ => {}
        })
    }

    /// The smallest number.
    #[must_use]
    pub fn minimum(self, least: impl Into<Number>) -> Self {
        let least = least.into();
        self.narrow_object(|object| object.minimum = Some(least))
    }

    /// The greatest number.
    #[must_use]
    pub fn maximum(self, most: impl Into<Number>) -> Self {
        let most = most.into();
        self.narrow_object(|object| object.maximum = Some(most))
    }

    /// The number that all must be greater than.
    #[must_use]
    pub fn exclusive_minimum(self, below: impl Into<Number>) -> Self {
        let below = below.into();
        self.narrow_object(|object| object.exclusive_minimum = Some(below))
    }

    /// The number that all must be less than.
    #[must_use]
    pub fn exclusive_maximum(self, above: impl Into<Number>) -> Self {
        let above = above.into();
        self.narrow_object(|object| object.exclusive_maximum = Some(above))
    }

    /// The format of a text, such as `email`.
    #[must_use]
    pub fn format(self, name: &str) -> Self {
        let format = SchemaFormat::Custom(name.to_owned());
        self.narrow_object(|object| object.format = Some(format))
    }

    /// The regular expression that a text matches.
    #[must_use]
    pub fn pattern(self, pattern: &str) -> Self {
        let pattern = pattern.to_owned();
        self.narrow_object(|object| object.pattern = Some(pattern))
    }

    /// What the member is when it is left out.
    #[must_use]
    pub fn default(mut self, value: Option<Value>) -> Self {
        self.optional = true;
        let Some(value) = value.filter(|value| !value.is_null()) else { return self };
        if let RefOr::Ref(reference) = &mut self.schema {
            reference.default = Some(value);
            return self;
        }
        self.around(|schema| match schema {
            Schema::Object(object) => object.default = Some(value),
            Schema::Array(array) => array.default = Some(value),
            Schema::OneOf(choice) => choice.default = Some(value),
            Schema::AllOf(all) => all.default = Some(value),
            Schema::AnyOf(any) => any.default = Some(value),
            _ => {}
        })
    }

    /// A value as it may look.
    #[must_use]
    pub fn example(self, value: Option<Value>) -> Self {
        let Some(value) = value else { return self };
        self.around(|schema| match schema {
            Schema::Object(object) => object.examples.push(value),
            Schema::Array(array) => array.examples.push(value),
            Schema::OneOf(choice) => choice.examples.push(value),
            Schema::AllOf(all) => all.examples.push(value),
            Schema::AnyOf(any) => any.examples.push(value),
            _ => {}
        })
    }

    /// The member is in responses only.
    #[must_use]
    pub fn read_only(mut self) -> Self {
        if let RefOr::Ref(reference) = &mut self.schema {
            reference.read_only = Some(true);
            return self;
        }
        self.marked(|object| object.read_only = Some(true))
    }

    /// The member is in requests only.
    #[must_use]
    pub fn write_only(mut self) -> Self {
        if let RefOr::Ref(reference) = &mut self.schema {
            reference.write_only = Some(true);
            return self;
        }
        self.marked(|object| object.write_only = Some(true))
    }

    /// Only those read the member whom the rule accepts: for others it is left out.
    #[must_use]
    pub fn read_by(self, rule: &Rule) -> Self {
        self.optional().note(format!("Read by `{rule}`.")).keyword(READ, rule)
    }

    /// Only those write the member whom the rule accepts.
    #[must_use]
    pub fn write_by(self, rule: &Rule) -> Self {
        self.note(format!("Written by `{rule}`.")).keyword(WRITE, rule)
    }

    /// Whether the member may be left out.
    #[must_use]
    pub fn is_optional(&self) -> bool {
        self.optional
    }

    /// The schema, complete.
    #[must_use]
    pub fn into_schema(mut self) -> RefOr<Schema> {
        let text = self.text();
        if text.is_empty() {
            return self.schema;
        }
        if let RefOr::Ref(reference) = &mut self.schema {
            reference.description = text;
            return self.schema;
        }
        let text = Some(text);
        self.around(|schema| match schema {
            Schema::Object(object) => object.description = text,
            Schema::Array(array) => array.description = text,
            Schema::OneOf(choice) => choice.description = text,
            Schema::AllOf(all) => all.description = text,
            Schema::AnyOf(any) => any.description = text,
            _ => {}
        })
        .schema
    }

    /// The schema as that of a type of its own.
    #[must_use]
    pub fn into_definition(self) -> Schema {
        match self.into_schema() {
            RefOr::T(schema) => schema,
            RefOr::Ref(mut reference) => {
                let text = std::mem::take(&mut reference.description);
                let mut all = AllOf::new();
                all.items.push(RefOr::Ref(reference));
                all.description = Some(text).filter(|text| !text.is_empty());
                Schema::AllOf(all)
            }
        }
    }

    fn text(&self) -> String {
        let description = Some(&self.description).filter(|text| !text.is_empty());
        let parts: Vec<&str> =
            description.into_iter().chain(&self.notes).map(String::as_str).collect();
        parts.join("\n\n")
    }

    /// Changes what is said about the value, looking through `null`.
    fn narrow(mut self, change: impl FnOnce(&mut Schema)) -> Self {
        narrow(&mut self.schema, change);
        self
    }

    fn narrow_object(self, change: impl FnOnce(&mut Object)) -> Self {
        self.narrow(|schema| {
            if let Schema::Object(object) = schema {
                change(object);
            }
        })
    }

    /// Changes what is said about the member as a whole.
    fn around(mut self, change: impl FnOnce(&mut Schema)) -> Self {
        if let Some(schema) = whole(&mut self.schema) {
            change(schema);
        }
        self
    }

    /// Adds a keyword of Ordain's own.
    fn keyword(self, name: &str, rule: &Rule) -> Self {
        let keywords = Extensions::from_iter([(name, rule.to_string())]);
        self.around(|schema| {
            if let Some(place) = super::search::keywords_mut(schema) {
                place.get_or_insert_default().merge(keywords);
            }
        })
    }

    /// Changes a keyword that only objects of utoipa have.
    fn marked(mut self, change: impl FnOnce(&mut Object)) -> Self {
        if let RefOr::T(Schema::Object(object)) = &mut self.schema {
            change(object);
        } else {
            let mut mark = Object::with_type(SchemaType::AnyValue);
            change(&mut mark);
            beside(&mut self.schema, mark.into());
        }
        self
    }
}

fn is_map(object: &Object) -> bool {
    object.additional_properties.is_some()
}

fn narrow(schema: &mut RefOr<Schema>, change: impl FnOnce(&mut Schema)) {
    match schema {
        RefOr::T(Schema::OneOf(choice)) => {
            let mut others = choice.items.iter_mut().filter(|item| !is_null(item));
            if let (Some(only), None) = (others.next(), others.next()) {
                narrow(only, change);
            }
        }
        // A reference is left as it is; the narrowing stands beside it.
        RefOr::Ref(_) => beside(schema, narrowed(change)),
        RefOr::T(Schema::AllOf(all)) => match all.items.last_mut() {
            Some(RefOr::T(last)) => change(last),
            _ => all.items.push(narrowed(change)),
        },
        RefOr::T(other) => change(other),
    }
}

/// A schema that says nothing but the change.
fn narrowed(change: impl FnOnce(&mut Schema)) -> RefOr<Schema> {
    let mut limits = Schema::Object(Object::with_type(SchemaType::AnyValue));
    change(&mut limits);
    RefOr::T(limits)
}

/// The schema as something that keywords can be added to.
fn whole(schema: &mut RefOr<Schema>) -> Option<&mut Schema> {
    if let RefOr::Ref(_) = schema {
        let mut all = AllOf::new();
        all.items.push(std::mem::take(schema));
        *schema = RefOr::T(Schema::AllOf(all));
    }
    match schema {
        RefOr::T(schema) => Some(schema),
        RefOr::Ref(_) => None,
    }
}

/// The schema and `more`.
fn beside(schema: &mut RefOr<Schema>, more: RefOr<Schema>) {
    let mut all = AllOf::new();
    all.items = vec![std::mem::take(schema), more];
    *schema = RefOr::T(Schema::AllOf(all));
}
