//! The named schemas of a document.
//!
//! It never drops a type: two types of one name are told apart.

use std::collections::BTreeMap;

use utoipa::openapi::{Ref, RefOr, Schema};

use super::JsonSchema;

/// The schemas that a document has collected, by name.
#[derive(Default)]
pub struct Schemas {
    named: BTreeMap<String, (&'static str, Option<Schema>)>,
}

impl Schemas {
    /// No schemas yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The schema of `T` for use in another one: a reference if `T` has a name.
    pub fn of<T: JsonSchema + ?Sized>(&mut self) -> RefOr<Schema> {
        let Some(name) = T::name() else { return RefOr::T(T::schema(self)) };
        let rust_name = T::rust_name();
        let name = self.free_name(&name, rust_name);
        if !self.named.contains_key(&name) {
            // Noted before it is made, so that a type that contains itself comes to an end.
            self.named.insert(name.clone(), (rust_name, None));
            let schema = T::schema(self);
            self.named.insert(name.clone(), (rust_name, Some(schema)));
        }
        RefOr::Ref(Ref::from_schema_name(name))
    }

    /// All named schemas in the order of their names.
    pub fn into_named(self) -> impl Iterator<Item = (String, Schema)> {
        self.named.into_iter().filter_map(|(name, (_, schema))| Some((name, schema?)))
    }

    /// The named schema that a reference refers to.
    pub(super) fn find(&self, reference: &Ref) -> Option<&Schema> {
        let name = reference.ref_location.rsplit('/').next()?;
        self.named.get(name)?.1.as_ref()
    }

    /// Two types may have one name: the later one is told apart by its module.
    fn free_name(&self, name: &str, rust_name: &'static str) -> String {
        let taken = |name: &str| self.named.get(name).is_some_and(|(other, _)| *other != rust_name);
        if !taken(name) {
            return name.to_owned();
        }
        let module = rust_name.split('<').next().unwrap_or(rust_name);
        let mut qualified = name.to_owned();
        for part in module.rsplit("::").skip(1) {
            qualified = format!("{part}.{qualified}");
            if !taken(&qualified) {
                break;
            }
        }
        qualified
    }
}
