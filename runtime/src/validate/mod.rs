//! The rules of requests: what breaks them, all at once, and where.
//!
//! The checks themselves are the `validator` crate's. Nothing here reads a request: a value is
//! checked after it has been parsed.

mod container;
mod fault;
pub(crate) mod look;
pub(crate) mod rule;
mod subject;
mod text;
mod violations;

pub use fault::Fault;
pub use regex::Regex;
pub use subject::{
    ContainsSubject, EmailSubject, IpSubject, LengthSubject, NonControlCharacterSubject,
    RangeSubject, RegexSubject, RequiredSubject, UrlSubject,
};
pub use text::UnknownText;
pub(crate) use violations::Claim;
pub use violations::Violations;

use crate::error::Result;

/// A value with rules.
///
/// `#[dto]` and `#[model]` write this from `#[validate(..)]` on the fields. Implement it by hand for
/// rules that concern several fields at once.
///
/// # Examples
///
/// ```
/// use ordain::validate::{Fault, Validate, Violations, check};
///
/// struct Span { from: u32, to: u32 }
///
/// impl Validate for Span {
///     fn validate(&self, found: &mut Violations) {
///         let ordered = self.from <= self.to;
///         found.check("to", (!ordered).then(|| Fault::new("order", "must not be before `from`")));
///     }
/// }
///
/// assert!(check(&Span { from: 1, to: 2 }).is_ok());
/// let error = check(&Span { from: 2, to: 1 }).unwrap_err();
/// assert_eq!(error.violations()[0].pointer, "/to");
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no rules that could be checked",
    label = "no `Validate`",
    note = "put `#[dto]` on the type, or implement `ordain::validate::Validate` for it"
)]
pub trait Validate {
    /// Adds every violation of the value's rules to `found`.
    fn validate(&self, found: &mut Violations);
}

/// Checks all rules of a value.
///
/// # Errors
///
/// - 422 with every violation, if there is one.
pub fn check<T: Validate + ?Sized>(value: &T) -> Result<()> {
    let mut found = Violations::new();
    value.validate(&mut found);
    found.into_result()
}

#[cfg(test)]
mod tests;
