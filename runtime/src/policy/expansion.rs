//! What the expansion of `#[policy]` calls, so that it can stay thin.
//!
//! Only `__private` names it, for generated code.

use std::any::Any;
use std::borrow::Cow;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

use super::rule::Rule;
use super::spec::RoleSpec;
use super::{Actor, Granted, ObjectPolicy, PermissionSet, RoleSet, UnknownRole, view};

/// The role of that name.
///
/// # Errors
///
/// If no role has that name.
pub fn named<R: RoleSet>(name: &str) -> Result<R, UnknownRole> {
    R::NAMES
        .iter()
        .position(|known| *known == name)
        .and_then(|index| R::ALL.get(index).copied())
        .ok_or_else(|| UnknownRole { name: name.to_owned(), known: R::NAMES })
}

/// The name of a role.
pub fn name<R: RoleSet>(role: R) -> &'static str {
    R::NAMES.get(role.index()).copied().unwrap_or_default()
}

/// The descriptor of a role.
pub fn role_of<R: RoleSet>(role: R) -> Option<&'static RoleSpec> {
    R::SPECS.get(role.index())
}

/// Reads a role from its name.
///
/// # Errors
///
/// The deserializer's, if it has no text or no role has that name.
pub fn deserialize<'de, R: RoleSet, D: Deserializer<'de>>(from: D) -> Result<R, D::Error> {
    let name = Cow::<str>::deserialize(from)?;
    named(&name).map_err(|_| D::Error::unknown_variant(&name, R::NAMES))
}

/// The value itself. Where it is no policy its type is unknown from here on, so that the compiler
/// reports that and nothing else.
pub const fn granted<G: Granted<Own = G>>(granted: G) -> G::Own {
    granted
}

/// The rule of one permission or role. The index is the variant's number, which only the place of
/// the call can compute in a `const`.
#[must_use]
pub const fn grant<G: Granted>(_: G, index: usize) -> Rule {
    // After a mistake in the enum there are no rules; one error for it is enough.
    if index < G::RULES.len() { G::RULES[index] } else { Rule::Any(&[]) }
}

/// The bit of the variant with that number.
#[must_use]
pub const fn bit(index: u32) -> u128 {
    1 << index
}

/// Asks a policy function, if the resource is of its type.
pub fn check<T: 'static>(
    policy: fn(&Actor, &T) -> bool,
    actor: &Actor,
    resource: &dyn Any,
) -> Option<bool> {
    resource.downcast_ref::<T>().map(|resource| policy(actor, resource))
}

/// Whether whoever looks may read a field of the row.
#[must_use]
pub fn shows(rule: &Rule, row: &dyn Any) -> bool {
    view::shows(rule, row)
}

/// The policy function of a field's rule decides over the rows of `T`.
#[diagnostic::on_unimplemented(
    message = "a rule for a field of `{T}` cannot decide over a `{Self}`",
    label = "this policy function takes a `{Self}`",
    note = "only the row that the field is in is at hand: let the function take a `&{T}`"
)]
pub trait RowOf<T> {}

impl<T> RowOf<T> for T {}

/// Does not compile unless the policy function decides over the rows of `T`.
pub const fn assert_row<P, T>()
where
    P: ObjectPolicy<Resource: RowOf<T>>,
{
}

/// Fails the build when a permission is missing in `granted`, and names it.
///
/// # Panics
///
/// In a `const` only: that is how the build fails.
#[track_caller]
pub const fn assert_all_granted<P: PermissionSet>(granted: u128) {
    let mut text = Text::new();
    let mut index = 0;
    while index < P::SPECS.len() {
        let permission = &P::SPECS[index];
        if granted & permission.bit == 0 {
            text.push(if text.length == 0 { "no role grants `" } else { "`, `" });
            text.push(permission.owner);
            text.push("::");
            text.push(permission.name);
        }
        index += 1;
    }
    if text.length > 0 {
        text.push("`\nhelp: list it in the `#[grants(..)]` of a role, or remove it");
        panic!("{}", text.as_str());
    }
}

/// A text that can be put together in a `const`; what does not fit is left out.
struct Text {
    bytes: [u8; 1024],
    length: usize,
}

impl Text {
    const fn new() -> Self {
        Self { bytes: [0; 1024], length: 0 }
    }

    const fn push(&mut self, part: &str) {
        let part = part.as_bytes();
        if self.length + part.len() > self.bytes.len() {
            return;
        }
        let mut index = 0;
        while index < part.len() {
            self.bytes[self.length] = part[index];
            self.length += 1;
            index += 1;
        }
    }

    const fn as_str(&self) -> &str {
        match std::str::from_utf8(self.bytes.split_at(self.length).0) {
            Ok(text) => text,
            Err(_) => "a permission is granted by no role",
        }
    }
}
