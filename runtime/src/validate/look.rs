//! How generated code asks the compiler what a field's type can do.
//!
//! Each wrapper has the same method in several traits; the one for the most specific type is found
//! at the fewest references, so `(&&&Look(&self.name)).present()` needs no type's spelling. None of
//! this is called by hand.

use super::{Validate, Violations};
use crate::json::Change;

/// A field, to look through its options.
pub struct Look<'a, T>(pub &'a T);

/// The value of a field that may be left out and may be `null`.
pub trait LookThroughTwo<'a> {
    /// The type inside.
    type Value: ?Sized;

    /// The value, if there is one.
    fn present(&self) -> Option<&'a Self::Value>;
}

/// The value of a field that may be left out.
pub trait LookThroughOne<'a> {
    /// The type inside.
    type Value: ?Sized;

    /// The value, if there is one.
    fn present(&self) -> Option<&'a Self::Value>;
}

/// The value of a field.
pub trait LookAt<'a> {
    /// The type of the field.
    type Value: ?Sized;

    /// The value.
    fn present(&self) -> Option<&'a Self::Value>;
}

impl<'a, T> LookThroughTwo<'a> for &&Look<'a, Option<Option<T>>> {
    type Value = T;

    #[inline]
    fn present(&self) -> Option<&'a T> {
        self.0.as_ref()?.as_ref()
    }
}

impl<'a, T> LookThroughOne<'a> for &Look<'a, Option<T>> {
    type Value = T;

    #[inline]
    fn present(&self) -> Option<&'a T> {
        self.0.as_ref()
    }
}

impl<'a, T> LookThroughTwo<'a> for &&Look<'a, Change<Option<T>>> {
    type Value = T;

    #[inline]
    fn present(&self) -> Option<&'a T> {
        self.0.as_ref()?.as_ref()
    }
}

impl<'a, T> LookThroughOne<'a> for &Look<'a, Change<T>> {
    type Value = T;

    #[inline]
    fn present(&self) -> Option<&'a T> {
        self.0.as_ref()
    }
}

impl<'a, T> LookAt<'a> for Look<'a, T> {
    type Value = T;

    #[inline]
    fn present(&self) -> Option<&'a T> {
        Some(self.0)
    }
}

/// What a length counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Of a text.
    Characters,
    /// Of a list or a map.
    Items,
}

/// A value, to find out what its length counts.
pub struct Counted<'a, T: ?Sized>(pub Option<&'a T>);

/// The length of a text.
pub trait CountsCharacters {
    /// What the length counts.
    fn unit(&self) -> Unit;
}

/// The length of anything else.
pub trait CountsItems {
    /// What the length counts.
    fn unit(&self) -> Unit;
}

impl<T: AsRef<str> + ?Sized> CountsCharacters for &Counted<'_, T> {
    #[inline]
    fn unit(&self) -> Unit {
        Unit::Characters
    }
}

impl<T: ?Sized> CountsItems for Counted<'_, T> {
    #[inline]
    fn unit(&self) -> Unit {
        Unit::Items
    }
}

/// A field, to check the rules of its own type.
pub struct Inside<'a, T>(pub &'a T);

/// A field whose type has rules.
pub trait HasRules {
    /// Checks them.
    fn visit(&self, found: &mut Violations);
}

/// A field whose type has none.
pub trait HasNoRules {
    /// Checks nothing.
    fn visit(&self, found: &mut Violations);
}

impl<T: Validate> HasRules for &Inside<'_, T> {
    #[inline]
    fn visit(&self, found: &mut Violations) {
        self.0.validate(found);
    }
}

impl<T> HasNoRules for Inside<'_, T> {
    #[inline]
    fn visit(&self, _: &mut Violations) {}
}
