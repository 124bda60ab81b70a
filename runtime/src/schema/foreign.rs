//! Schemas of the types of other crates that Ordain's own columns and messages use.
//!
//! A type whose serde form depends on a feature of its crate is not here.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeZone};
use utoipa::openapi::Object;
use utoipa::openapi::schema::{
    AdditionalProperties, KnownFormat, Schema, SchemaFormat, SchemaType, Type,
};

use super::scalar::typed;
use super::{JsonSchema, Name, ObjectSchema, Property, Schemas, named};
use crate::error::Violation;
use crate::json::Millis;

macro_rules! texts {
    ($($ty:ty $(where $bound:ident: $trait:ident)?, $format:expr;)*) => {$(
        impl$(<$bound: $trait>)? JsonSchema for $ty {
            fn schema(_: &mut Schemas) -> Schema {
                typed(Type::String, Some($format)).into()
            }
        }
    )*};
}

fn custom(format: &str) -> SchemaFormat {
    SchemaFormat::Custom(format.to_owned())
}

texts! {
    DateTime<Z> where Z: TimeZone, SchemaFormat::KnownFormat(KnownFormat::DateTime);
    Millis, SchemaFormat::KnownFormat(KnownFormat::DateTime);
    NaiveDate, SchemaFormat::KnownFormat(KnownFormat::Date);
    // RFC 3339 has neither without an offset, so these are not `date-time` and `time`.
    NaiveDateTime, custom("date-time-local");
    NaiveTime, custom("time-local");
    uuid::Uuid, custom("uuid");
}

impl JsonSchema for serde_json::Value {
    fn schema(_: &mut Schemas) -> Schema {
        Object::with_type(SchemaType::AnyValue).into()
    }
}

impl JsonSchema for serde_json::Map<String, serde_json::Value> {
    fn schema(_: &mut Schemas) -> Schema {
        let mut object = Object::with_type(Type::Object);
        object.additional_properties = Some(Box::new(AdditionalProperties::FreeForm(true)));
        object.into()
    }
}

/// Numbers whose digits all count are texts: most readers of JSON make floating point numbers of
/// numbers.
#[cfg(feature = "__database")]
impl JsonSchema for rust_decimal::Decimal {
    fn schema(_: &mut Schemas) -> Schema {
        typed(Type::String, Some(custom("decimal"))).into()
    }
}

impl JsonSchema for Violation {
    fn name() -> Name {
        named("Violation")
    }

    fn schema(schemas: &mut Schemas) -> Schema {
        let pointer = Property::of::<String>(schemas)
            .describe("Where: a JSON Pointer (RFC 6901) into the body, or `/name` of a parameter.")
            .example(Some("/title".into()));
        let code = Property::of::<String>(schemas)
            .describe("Which rule, in a form that programs can compare.")
            .example(Some("length".into()));
        let message = Property::of::<String>(schemas).describe("What is wrong, for people.");
        ObjectSchema::new()
            .describe("One rule that the request breaks, and where.")
            .property("pointer", pointer)
            .property("code", code)
            .property("message", message)
            .into_schema()
    }
}
