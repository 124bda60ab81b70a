//! The traits that `#[policy]` implements.
//!
//! Nothing here is decided: that is the work of `rule`.

use std::fmt;

use super::rule::Rule;
use super::spec::{PermissionSpec, RoleSpec};

/// A permission or a role: something that can be written as a policy.
///
/// `#[policy]` on an enum implements it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is neither a permission nor a role",
    label = "cannot be a policy",
    note = "a policy is `public`, `authenticated`, a permission or a role (a variant of an enum with `#[policy]`), a function with `#[policy]`, or `any(..)`, `all(..)`, `not(..)` of them"
)]
pub trait Granted: Copy + 'static {
    /// The type itself.
    #[doc(hidden)]
    type Own: Granted;

    /// The rule of each variant, in the order of declaration.
    const RULES: &'static [Rule];

    /// The place of this variant in [`Granted::RULES`].
    fn index(self) -> usize;
}

/// An enum of permissions: `#[policy]` without arguments.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no enum of permissions",
    label = "expected permissions",
    note = "write `#[policy]`, without arguments, on the enum that lists the permissions"
)]
pub trait PermissionSet: Granted {
    /// The descriptor of each permission, in the order of declaration.
    const SPECS: &'static [PermissionSpec];
}

/// An enum of roles: `#[policy(permissions = …)]`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no enum of roles",
    label = "expected roles",
    note = "write `#[policy(permissions = Permission)]` on the enum and `#[grants(..)]` on each variant"
)]
pub trait RoleSet: Granted {
    /// The descriptor of each role, in the order of declaration.
    const SPECS: &'static [RoleSpec];

    /// Each role, in the order of declaration.
    const ALL: &'static [Self];

    /// The name of each role, in the order of declaration.
    const NAMES: &'static [&'static str];
}

/// A policy function over a resource; the type that has the function's name implements it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no policy function",
    label = "cannot be a policy",
    note = "a policy in small letters is a function with `#[policy]`: `fn own_post(actor: &Actor, post: &Post) -> bool`"
)]
pub trait ObjectPolicy {
    /// What the function judges.
    type Resource: 'static;

    /// The rule that asks the function.
    const RULE: Rule;
}

/// A name that is none of the roles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownRole {
    pub(super) name: String,
    pub(super) known: &'static [&'static str],
}

impl fmt::Display for UnknownRole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unknown role `{}`, expected one of `{}`", self.name, self.known.join("`, `"))
    }
}

impl std::error::Error for UnknownRole {}
