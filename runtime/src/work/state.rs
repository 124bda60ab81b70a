//! The values that an application provides.
//!
//! They are found by type and never changed.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::sync::Arc;

/// The application's own values, one of each type.
#[derive(Clone, Default)]
pub struct State(Arc<HashMap<TypeId, Arc<dyn Any + Send + Sync>>>);

impl State {
    /// No values.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a value, in place of one of the same type.
    #[must_use]
    pub fn with<T: Send + Sync + 'static>(mut self, value: Arc<T>) -> Self {
        Arc::make_mut(&mut self.0).insert(TypeId::of::<T>(), value);
        self
    }

    /// The value of that type.
    #[must_use]
    pub fn get<T: Send + Sync + 'static>(&self) -> Option<Arc<T>> {
        let value = self.0.get(&TypeId::of::<T>())?;
        Arc::clone(value).downcast().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_found_by_type() {
        let state = State::new().with(Arc::new(7_u8)).with(Arc::new("text")).with(Arc::new(8_u8));
        assert_eq!(state.get::<u8>().as_deref(), Some(&8));
        assert_eq!(state.get::<&str>().as_deref(), Some(&"text"));
        assert!(state.get::<u16>().is_none());
    }
}
