//! Texts that are one of a few.
//!
//! Nothing is guessed: a text that is none of them is an error.

use std::fmt;

/// A text is none of those that a type knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownText(&'static [&'static str]);

impl UnknownText {
    /// It should have been one of these.
    #[must_use]
    pub const fn new(known: &'static [&'static str]) -> Self {
        Self(known)
    }
}

impl fmt::Display for UnknownText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "must be one of `{}`", self.0.join("`, `"))
    }
}

impl std::error::Error for UnknownText {}
