//! Schemas of options, lists, maps and pointers.
//!
//! None of them has a name of its own in the document.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, LinkedList, VecDeque};
use std::rc::Rc;
use std::sync::Arc;

use utoipa::openapi::schema::{AdditionalProperties, Array, Schema, Type};
use utoipa::openapi::{Object, RefOr};

use super::{JsonSchema, Schemas, nullable};
use crate::json::{Change, Json};

impl<T: JsonSchema> JsonSchema for Option<T> {
    const OPTIONAL: bool = true;

    fn schema(schemas: &mut Schemas) -> Schema {
        nullable(schemas.of::<T>())
    }
}

/// That it may be left out is said by `#[serde(default)]`.
impl<T: JsonSchema> JsonSchema for Change<T> {
    fn name() -> Option<Cow<'static, str>> {
        T::name()
    }

    fn rust_name() -> &'static str {
        T::rust_name()
    }

    fn schema(schemas: &mut Schemas) -> Schema {
        T::schema(schemas)
    }
}

macro_rules! pointers {
    ($($ty:ty where [$($bound:tt)*];)*) => {$(
        impl<$($bound)*> JsonSchema for $ty {
            const OPTIONAL: bool = T::OPTIONAL;

            fn name() -> Option<Cow<'static, str>> {
                T::name()
            }

            fn rust_name() -> &'static str {
                T::rust_name()
            }

            fn schema(schemas: &mut Schemas) -> Schema {
                T::schema(schemas)
            }
        }
    )*};
}

pointers! {
    &T where [T: JsonSchema + ?Sized];
    Json<T> where [T: JsonSchema];
    Box<T> where [T: JsonSchema + ?Sized];
    Rc<T> where [T: JsonSchema + ?Sized];
    Arc<T> where [T: JsonSchema + ?Sized];
    Cow<'_, T> where [T: JsonSchema + ToOwned + ?Sized];
}

fn list(item: RefOr<Schema>) -> Array {
    Array::new(item)
}

macro_rules! lists {
    ($($ty:ty where [$($bound:tt)*] $change:expr;)*) => {$(
        impl<$($bound)*> JsonSchema for $ty {
            fn schema(schemas: &mut Schemas) -> Schema {
                let change: fn(&mut Array) = $change;
                let mut array = list(schemas.of::<T>());
                change(&mut array);
                array.into()
            }
        }
    )*};
}

lists! {
    [T] where [T: JsonSchema] |_| ();
    Vec<T> where [T: JsonSchema] |_| ();
    VecDeque<T> where [T: JsonSchema] |_| ();
    LinkedList<T> where [T: JsonSchema] |_| ();
    HashSet<T, S> where [T: JsonSchema, S] |array| array.unique_items = true;
    BTreeSet<T> where [T: JsonSchema] |array| array.unique_items = true;
    [T; N] where [T: JsonSchema, const N: usize] |array| {
        array.min_items = Some(N);
        array.max_items = Some(N);
    };
}

fn map(values: RefOr<Schema>) -> Schema {
    let mut object = Object::with_type(Type::Object);
    object.additional_properties = Some(Box::new(AdditionalProperties::RefOr(values)));
    object.into()
}

macro_rules! maps {
    ($($ty:ty where [$($bound:tt)*];)*) => {$(
        impl<$($bound)*> JsonSchema for $ty {
            fn schema(schemas: &mut Schemas) -> Schema {
                map(schemas.of::<V>())
            }
        }
    )*};
}

maps! {
    HashMap<K, V, S> where [K, V: JsonSchema, S];
    BTreeMap<K, V> where [K, V: JsonSchema];
}
