//! What a type looks like as JSON: the schemas of the OpenAPI document.
//!
//! The values are utoipa's; the trait is ours, so that types of other crates (dates, UUIDs) can
//! have a schema too. Nothing here validates a value.

mod foreign;
mod inline;
mod nullable;
mod object;
mod parameter;
mod property;
mod registry;
mod scalar;
mod search;
mod wrapper;

use std::borrow::Cow;

pub use utoipa::openapi::{RefOr, Schema};

pub use inline::inlined;
pub use nullable::{not_null, nullable};
pub use object::{Choice, ObjectSchema};
pub use parameter::{Parameter, parameters};
pub use property::Property;
pub(crate) use property::{READ, WRITE};
pub use registry::Schemas;

/// A type whose JSON form can be described.
///
/// `#[dto]` and `#[model]` write it; it is there for numbers, texts, times, identifiers, lists, maps
/// and options of such types. Implement it by hand for a type that serializes in its own way.
///
/// # Examples
///
/// ```
/// use std::borrow::Cow;
/// use ordain::schema::{JsonSchema, Property, Schema, Schemas};
///
/// struct Colour(u32);
///
/// impl JsonSchema for Colour {
///     fn name() -> Option<Cow<'static, str>> { Some("Colour".into()) }
///
///     fn schema(schemas: &mut Schemas) -> Schema {
///         Property::of::<String>(schemas).pattern("^#[0-9a-f]{6}$").into_definition()
///     }
/// }
/// # let _ = Colour(1).0;
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no JSON schema",
    label = "its form in the OpenAPI document is unknown",
    note = "put `#[dto]` on it, or implement `ordain::JsonSchema` for it"
)]
pub trait JsonSchema {
    /// Whether a member of this type may be left out of an object, as an `Option` may.
    const OPTIONAL: bool = false;

    /// The name under which the schema stands in the document's components; `None` for types that
    /// are written out where they are used.
    #[must_use]
    fn name() -> Option<Cow<'static, str>> {
        None
    }

    /// Which Rust type this is: two types of one [`JsonSchema::name`] are told apart by it.
    #[must_use]
    fn rust_name() -> &'static str {
        std::any::type_name::<Self>()
    }

    /// The schema itself. Types inside it are added with [`Schemas::of`].
    fn schema(schemas: &mut Schemas) -> Schema;
}

/// The result of [`JsonSchema::name`].
pub type Name = Option<Cow<'static, str>>;

/// The name of a type without parameters.
#[must_use]
pub fn named(name: &'static str) -> Name {
    Some(Cow::Borrowed(name))
}

/// The name of a generic type's schema: `Page` of `Post` is `PageOfPost`.
#[must_use]
pub fn generic(base: &str, arguments: &[Cow<'static, str>]) -> Name {
    Some(Cow::Owned(format!("{base}Of{}", arguments.join("And"))))
}

/// What a type is called inside the name of a generic type around it: its own name, or one made of
/// its path (`Vec<Post>` is `VecPost`).
#[must_use]
pub fn label<T: JsonSchema + ?Sized>() -> Cow<'static, str> {
    T::name().unwrap_or_else(|| {
        let path = T::rust_name();
        let names = path.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':'));
        let last = names.filter_map(|name| name.rsplit("::").next());
        Cow::Owned(last.map(capitalized).collect())
    })
}

fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A value as JSON, for examples; nothing when it does not serialize.
#[must_use]
pub fn json(value: &(impl serde::Serialize + ?Sized)) -> Option<serde_json::Value> {
    serde_json::to_value(value).ok()
}

/// A default as JSON; nothing when it is not the same each time, as the present time is not.
#[must_use]
pub fn json_default(make: impl Fn() -> Option<serde_json::Value>) -> Option<serde_json::Value> {
    let value = make()?;
    (Some(&value) == make().as_ref()).then_some(value)
}

#[cfg(test)]
mod tests;
