//! One broken rule, before it is known where.
//!
//! A fault never knows the name of a field.

use std::borrow::Cow;

/// Which rule is broken, and a sentence about it.
///
/// A function of `#[validate(custom(function = f))]` returns `Result<(), E>` where `E` is a `Fault`,
/// a text (the message) or a `validator::ValidationError`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub(super) code: Cow<'static, str>,
    pub(super) message: Cow<'static, str>,
}

impl Fault {
    /// A fault of the rule `code`; the message says what the value must be.
    #[must_use]
    pub fn new(code: impl Into<Cow<'static, str>>, message: impl Into<Cow<'static, str>>) -> Self {
        Self { code: code.into(), message: message.into() }
    }

    /// The same fault under another code.
    #[must_use]
    pub fn with_code(mut self, code: &'static str) -> Self {
        self.code = Cow::Borrowed(code);
        self
    }

    /// The same fault with another message.
    #[must_use]
    pub fn with_message(mut self, message: &'static str) -> Self {
        self.message = Cow::Borrowed(message);
        self
    }
}

impl From<&'static str> for Fault {
    fn from(message: &'static str) -> Self {
        Self::new("custom", message)
    }
}

impl From<String> for Fault {
    fn from(message: String) -> Self {
        Self::new("custom", message)
    }
}

impl From<validator::ValidationError> for Fault {
    fn from(error: validator::ValidationError) -> Self {
        let message = error.message.unwrap_or_else(|| error.code.clone());
        Self { code: error.code, message }
    }
}
