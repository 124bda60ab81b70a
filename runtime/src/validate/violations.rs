//! The broken rules of one value, with their places.
//!
//! Places are written from the inside out, so that a value without faults costs nothing.

use std::fmt::Display;

use super::Fault;
use crate::error::{Error, Result, Violation};
use crate::policy::Rule;

/// More would help nobody: a body of a million empty objects must not become a larger reply.
const MOST: usize = 1000;

/// The broken rules found so far.
#[derive(Debug, Default)]
pub struct Violations {
    list: Vec<Violation>,
    claims: Vec<Claim>,
}

/// A member that was given and that not everybody may give.
#[derive(Debug)]
pub(crate) struct Claim {
    /// Where it stands.
    pub(crate) pointer: String,
    /// Who may give it.
    pub(crate) rule: &'static Rule,
    /// Whether it changes a row that is there already.
    changes: bool,
}

impl Claim {
    /// Whether the row that the request is about is the one that is changed: this holds of a
    /// member of the body itself, not of one further inside.
    pub(crate) fn is_of_the_row(&self) -> bool {
        self.changes && self.pointer.matches('/').count() == 1
    }
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

    /// Notes a member of a change that was given, if it was: who may give it is decided where it is
    /// known who calls. [`check`](super::check) by hand decides nothing.
    #[inline]
    pub fn guard(&mut self, member: &str, given: bool, rule: &'static Rule) {
        if given {
            self.claim(Claim { pointer: pointer(member), rule, changes: true });
        }
    }

    /// The same of a new row: there is none yet that a policy function could be asked about.
    #[inline]
    pub fn guard_new(&mut self, member: &str, given: bool, rule: &'static Rule) {
        if given {
            self.claim(Claim { pointer: pointer(member), rule, changes: false });
        }
    }

    /// Lets `visit` check a member: what it finds is placed inside of it.
    #[inline]
    pub fn nested(&mut self, member: impl Display, visit: impl FnOnce(&mut Self)) {
        let (before, claimed) = (self.list.len(), self.claims.len());
        visit(self);
        if self.list.len() > before || self.claims.len() > claimed {
            self.place(before, claimed, &pointer(&member.to_string()));
        }
    }

    /// The members that were given and that not everybody may give.
    pub(crate) fn take_claims(&mut self) -> Vec<Claim> {
        std::mem::take(&mut self.claims)
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
    fn claim(&mut self, claim: Claim) {
        // So many are not of one row, and of others a rule says the same each time.
        let is_known = || self.claims.iter().any(|known| std::ptr::eq(known.rule, claim.rule));
        if self.claims.len() < MOST || !is_known() {
            self.claims.push(claim);
        }
    }

    #[cold]
    fn place(&mut self, from: usize, claimed: usize, inside: &str) {
        for violation in &mut self.list[from..] {
            violation.pointer.insert_str(0, inside);
        }
        for claim in &mut self.claims[claimed..] {
            claim.pointer.insert_str(0, inside);
        }
    }
}

/// `/name`, with the two characters escaped that RFC 6901 escapes.
fn pointer(member: &str) -> String {
    format!("/{}", member.replace('~', "~0").replace('/', "~1"))
}
