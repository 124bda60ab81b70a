//! An account that is made of what somebody else says of a person, as far as the columns take it.

use serde_json::{Map, Value};

use super::{Create, Creating, Registered};
use crate::schema::{JsonSchema, Schema, Schemas};
use crate::validate::check;

/// What is said: the login, and the rest by the names of columns.
pub(in crate::account) type Said<'s> = (Value, &'s Map<String, Value>);

/// The account, or the columns that are missing or not as they have to be.
pub(super) type Read = for<'s> fn(Said<'s>) -> Result<Box<dyn Create>, Vec<String>>;

pub(super) fn read<T: Registered>((login, rest): Said<'_>) -> Result<Box<dyn Create>, Vec<String>> {
    let Schema::Object(object) = T::New::schema(&mut Schemas::new()) else {
        return Err(vec![T::LOGIN.to_owned()]);
    };
    let mut given: Map<String, Value> = rest.clone();
    given.retain(|name, _| object.properties.contains_key(name));
    given.insert(T::LOGIN.to_owned(), login);
    let missing: Vec<String> =
        object.required.iter().filter(|name| !given.contains_key(*name)).cloned().collect();
    if !missing.is_empty() {
        return Err(missing);
    }
    let mut columns: Vec<String> = given.keys().cloned().collect();
    let Ok(new) = serde_json::from_value::<T::New>(Value::Object(given)) else {
        return Err(columns);
    };
    match check(&new) {
        Ok(()) => Ok(Box::new(Creating::<T>(new))),
        Err(error) => {
            let wrong = |column: &String| {
                let member = format!("/{column}");
                error.violations().iter().any(|violation| violation.pointer == member)
            };
            columns.retain(wrong);
            Err(columns)
        }
    }
}
