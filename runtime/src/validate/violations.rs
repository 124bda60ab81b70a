//! The broken rules of one value, with their places.
//!
//! Places are written from the inside out, so that a value without faults costs nothing.

use std::fmt::Display;

use super::Fault;
use crate::error::{Error, Result, Violation};

/// More would help nobody: a body of a million empty objects must not become a larger reply.
const MOST: usize = 1000;

/// The broken rules found so far.
#[derive(Debug, Default)]
pub struct Violations {
    list: Vec<Violation>,
}

impl Violations {
    /// None yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether none was found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Notes a fault of a member, under its name on the wire, if there is one.
    #[inline]
    pub fn check(&mut self, member: &str, fault: Option<Fault>) {
        if let Some(fault) = fault {
            self.note(pointer(member), fault);
        }
    }

    /// Notes a fault of the value as a whole, if there is one.
    #[inline]
    pub fn check_whole(&mut self, fault: Option<Fault>) {
        if let Some(fault) = fault {
            self.note(String::new(), fault);
        }
    }

    /// Lets `visit` check a member: what it finds is placed inside of it.
    #[inline]
    pub fn nested(&mut self, member: impl Display, visit: impl FnOnce(&mut Self)) {
        let before = self.list.len();
        visit(self);
        if self.list.len() > before {
            self.place(before, &pointer(&member.to_string()));
        }
    }

    /// The error that tells the client about all of them, if there are any.
    ///
    /// # Errors
    ///
    /// - 422 with every violation.
    pub fn into_result(self) -> Result<()> {
        if self.list.is_empty() { Ok(()) } else { Err(Error::invalid(self.list)) }
    }

    /// The violations.
    #[must_use]
    pub fn into_list(self) -> Vec<Violation> {
        self.list
    }

    /// Sorts what was found since there were `from` violations, for members in no order.
    pub(super) fn sort_from(&mut self, from: usize) {
        self.list[from..].sort_by(|one, other| one.pointer.cmp(&other.pointer));
    }

    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    #[cold]
    fn note(&mut self, pointer: String, fault: Fault) {
        if self.list.len() < MOST {
            let Fault { code, message } = fault;
            self.list.push(Violation { pointer, code, message: message.into_owned() });
        }
    }

    #[cold]
    fn place(&mut self, from: usize, inside: &str) {
        for violation in &mut self.list[from..] {
            violation.pointer.insert_str(0, inside);
        }
    }
}

/// `/name`, with the two characters escaped that RFC 6901 escapes.
fn pointer(member: &str) -> String {
    format!("/{}", member.replace('~', "~0").replace('/', "~1"))
}
