//! Schemas of the numbers and texts of the language.
//!
//! Bounds are those of the type: what serde would refuse, the schema refuses.

use utoipa::Number;
use utoipa::openapi::Object;
use utoipa::openapi::schema::{KnownFormat, Schema, SchemaFormat, Type};

use super::{JsonSchema, Schemas};

/// A type of the document, with a format that its registry of formats knows.
pub(super) fn typed(kind: Type, format: Option<SchemaFormat>) -> Object {
    let mut object = Object::with_type(kind);
    object.format = format;
    object
}

#[expect(clippy::unnecessary_wraps, reason = "it fills a cell of the tables below")]
fn known(format: KnownFormat) -> Option<SchemaFormat> {
    Some(SchemaFormat::KnownFormat(format))
}

macro_rules! integers {
    ($($ty:ident, $format:expr, $min:expr, $max:expr;)*) => {$(
        impl JsonSchema for $ty {
            fn schema(_: &mut Schemas) -> Schema {
                let mut object = typed(Type::Integer, $format);
                object.minimum = $min;
                object.maximum = $max;
                object.into()
            }
        }
    )*};
}

#[expect(clippy::unnecessary_wraps, reason = "it fills a cell of the table below")]
fn whole(value: impl Into<Number>) -> Option<Number> {
    Some(value.into())
}

integers! {
    i8, known(KnownFormat::Int32), whole(i8::MIN), whole(i8::MAX);
    i16, known(KnownFormat::Int32), whole(i16::MIN), whole(i16::MAX);
    i32, known(KnownFormat::Int32), None, None;
    i64, known(KnownFormat::Int64), None, None;
    i128, None, None, None;
    isize, known(KnownFormat::Int64), None, None;
    u8, known(KnownFormat::Int32), whole(0_u8), whole(u8::MAX);
    u16, known(KnownFormat::Int32), whole(0_u8), whole(u16::MAX);
    u32, known(KnownFormat::Int64), whole(0_u8), whole(u32::MAX);
    u64, None, whole(0_u8), None;
    u128, None, whole(0_u8), None;
    usize, None, whole(0_u8), None;
}

macro_rules! scalars {
    ($($ty:ty, $kind:expr, $format:expr;)*) => {$(
        impl JsonSchema for $ty {
            fn schema(_: &mut Schemas) -> Schema {
                typed($kind, $format).into()
            }
        }
    )*};
}

scalars! {
    bool, Type::Boolean, None;
    f32, Type::Number, known(KnownFormat::Float);
    f64, Type::Number, known(KnownFormat::Double);
    str, Type::String, None;
    String, Type::String, None;
    (), Type::Null, None;
    std::net::Ipv4Addr, Type::String, known(KnownFormat::Ipv4);
    std::net::Ipv6Addr, Type::String, known(KnownFormat::Ipv6);
    std::net::IpAddr, Type::String, None;
}

impl JsonSchema for char {
    fn schema(_: &mut Schemas) -> Schema {
        let mut object = typed(Type::String, None);
        object.min_length = Some(1);
        object.max_length = Some(1);
        object.into()
    }
}
