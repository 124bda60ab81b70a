//! The one who acts: an identity and the roles it holds.
//!
//! An actor never knows how it was recognised.

use std::fmt;

use super::spec::{PermissionSpec, RoleSpec};
use super::{Granted, RoleSet};

/// Who asks: the identity's key and its roles.
///
/// A handler that takes an `Actor` answers 401 to everybody who is not signed in.
///
/// # Examples
///
/// ```
/// use ordain::policy::Actor;
///
/// let nobody_special = Actor::new(7, ());
/// assert_eq!(nobody_special.id, 7);
/// assert_eq!(nobody_special.roles().count(), 0);
/// ```
#[derive(Clone)]
pub struct Actor {
    /// The key of the identity.
    pub id: i64,
    // Nearly every actor has one role: it costs no allocation.
    first: Option<&'static RoleSpec>,
    others: Vec<&'static RoleSpec>,
}

impl Actor {
    /// An actor with a role, an array of roles, or `()` for none.
    #[must_use]
    pub fn new(id: i64, roles: impl IntoRoles) -> Self {
        let mut roles = roles.into_roles();
        Self { id, first: roles.next(), others: roles.collect() }
    }

    /// The roles that it was given; those that they include are not listed.
    pub fn roles(&self) -> impl Iterator<Item = &'static RoleSpec> + '_ {
        self.first.into_iter().chain(self.others.iter().copied())
    }

    /// Whether it holds the permission or the role, by whatever role it has.
    ///
    /// For decisions inside a handler; what guards the whole route belongs into its `policy`.
    #[must_use]
    pub fn has<G: Granted>(&self, granted: G) -> bool {
        G::RULES.get(granted.index()).is_some_and(|rule| rule.decide(Some(self), None).is_allowed())
    }

    #[inline]
    pub(super) fn has_permission(&self, permission: &PermissionSpec) -> bool {
        self.roles().any(|role| role.grants(permission))
    }

    #[inline]
    pub(super) fn has_role(&self, wanted: &RoleSpec) -> bool {
        self.roles().any(|role| role.includes(wanted))
    }
}

impl fmt::Debug for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let roles: Vec<String> = self.roles().map(ToString::to_string).collect();
        write!(f, "Actor {{ id: {}, roles: [{}] }}", self.id, roles.join(", "))
    }
}

/// What can be an actor's roles: one role, several of one enum, or `()` for none.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no role",
    label = "expected a role",
    note = "give a role (`Role::Author`), an array of roles, or `()` for none; a role is a variant of an enum with `#[policy(permissions = …)]`"
)]
pub trait IntoRoles {
    /// The descriptors of the roles.
    fn into_roles(self) -> impl Iterator<Item = &'static RoleSpec>;
}

impl<R: RoleSet> IntoRoles for R {
    fn into_roles(self) -> impl Iterator<Item = &'static RoleSpec> {
        R::SPECS.get(self.index()).into_iter()
    }
}

impl<R: RoleSet, const N: usize> IntoRoles for [R; N] {
    fn into_roles(self) -> impl Iterator<Item = &'static RoleSpec> {
        self.into_iter().flat_map(IntoRoles::into_roles)
    }
}

impl<R: RoleSet> IntoRoles for &[R] {
    fn into_roles(self) -> impl Iterator<Item = &'static RoleSpec> {
        self.iter().copied().flat_map(IntoRoles::into_roles)
    }
}

impl IntoRoles for () {
    fn into_roles(self) -> impl Iterator<Item = &'static RoleSpec> {
        std::iter::empty()
    }
}

impl IntoRoles for &'static RoleSpec {
    fn into_roles(self) -> impl Iterator<Item = &'static RoleSpec> {
        std::iter::once(self)
    }
}

impl IntoRoles for Vec<&'static RoleSpec> {
    fn into_roles(self) -> impl Iterator<Item = &'static RoleSpec> {
        self.into_iter()
    }
}
