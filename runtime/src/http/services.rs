//! What the application gives to its routes: values by type, and a few settings.
//!
//! It is put together once at start and never changes while requests are served.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use super::cors::Cors;
use super::failure::ErrorForm;
use super::load::Load;
use super::security::Security;
use crate::auth::{Authenticator, Scheme};
use crate::limit::Shared;

/// The values and settings that arguments are taken from.
#[derive(Default)]
pub struct Services {
    values: HashMap<TypeId, Box<dyn Any + Send + Sync>>,
    /// Who a bearer of a token is.
    pub authenticator: Authenticator,
    /// The word before a token, of which strangers are told.
    pub scheme: Scheme,
    /// How errors are written.
    pub errors: ErrorForm,
    /// Whether a denial explains itself and errors tell more.
    pub explain: bool,
    /// The size of a body in bytes where a route does not say otherwise.
    pub body_limit: usize,
    /// How long a body may take to arrive.
    pub body_timeout: Option<Duration>,
    /// Which pages of other origins may read answers.
    pub cors: Cors,
    /// What browsers are told about every answer.
    pub security: Security,
    /// The requests in flight, where they are counted.
    pub load: Option<Arc<Load>>,
    /// Which statements are logged.
    #[cfg(feature = "__database")]
    pub watch: super::watch::Watch,
    /// The name of the cookie that holds a session, where there are such.
    pub session_cookie: Option<&'static str>,
    /// Where rate limits are counted, if not in this process alone.
    pub limits: Option<Shared>,
    /// Whether each request is logged.
    pub log_requests: bool,
    /// Whether there are jobs that a route can queue.
    #[cfg(feature = "jobs")]
    pub queues: bool,
}

impl Services {
    /// Provides a value to every route that asks for its type.
    pub fn provide<T: Send + Sync + 'static>(&mut self, value: T) {
        self.values.insert(TypeId::of::<T>(), Box::new(value));
    }

    /// The provided value of a type.
    #[must_use]
    pub fn get<T: 'static>(&self) -> Option<&T> {
        self.values.get(&TypeId::of::<T>()).and_then(|value| value.downcast_ref())
    }
}
