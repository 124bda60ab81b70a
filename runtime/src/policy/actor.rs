//! The one who acts: an identity, the roles it holds, and how it proved who it is.
//!
//! It never proves anything: whoever makes an actor has done that.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::spec::{PermissionSpec, RoleSpec};
use super::{Granted, RoleSet};

/// By which means somebody proved who they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Means {
    /// The application itself says so: it made the actor.
    #[default]
    Application,
    /// A bearer token.
    Token,
    /// The cookie of a session.
    Session,
    /// An API key.
    Key,
}

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
    pub(super) proof: Proof,
}

/// What is known of an actor beside its roles.
#[derive(Clone, Default)]
pub(super) struct Proof {
    means: Means,
    session: Option<Box<str>>,
    /// The only permissions that it may use, where there are such.
    scopes: Option<Box<[&'static PermissionSpec]>>,
    pub(super) second_factor: Known,
    pub(super) verified: Known,
}

/// Whether something was proved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Known {
    /// It was.
    Yes,
    /// It was not.
    #[default]
    No,
    /// Nobody in particular acts: it depends on who does.
    Depends,
}

impl From<bool> for Known {
    fn from(proved: bool) -> Self {
        if proved { Self::Yes } else { Self::No }
    }
}

impl fmt::Display for Means {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Application => "application",
            Self::Token => "bearer token",
            Self::Session => "session",
            Self::Key => "API key",
        })
    }
}

impl Actor {
    /// An actor with a role, an array of roles, or `()` for none.
    #[must_use]
    pub fn new(id: i64, roles: impl IntoRoles) -> Self {
        let mut roles = roles.into_roles();
        Self { id, first: roles.next(), others: roles.collect(), proof: Proof::default() }
    }

    /// Anybody with this role, for tables of who may do what.
    pub(super) fn anybody(roles: impl IntoRoles) -> Self {
        let mut actor = Self::new(0, roles);
        (actor.proof.second_factor, actor.proof.verified) = (Known::Depends, Known::Depends);
        actor
    }

    /// The actor, known by these means.
    #[must_use]
    pub fn by(mut self, means: Means) -> Self {
        self.proof.means = means;
        self
    }

    /// The actor, in the session of this name.
    #[must_use]
    pub fn in_session(mut self, session: impl Into<Box<str>>) -> Self {
        self.proof.session = Some(session.into());
        self
    }

    /// The actor, who has, or has not, given a second factor in this session.
    #[must_use]
    pub fn with_second_factor(mut self, given: bool) -> Self {
        self.proof.second_factor = given.into();
        self
    }

    /// The actor, whose address is, or is not, verified.
    #[must_use]
    pub fn with_verified(mut self, verified: bool) -> Self {
        self.proof.verified = verified.into();
        self
    }

    /// The actor, who may use only those of its permissions, and no role.
    #[must_use]
    pub fn limited_to(mut self, scopes: impl IntoIterator<Item = &'static PermissionSpec>) -> Self {
        self.proof.scopes = Some(scopes.into_iter().collect());
        self
    }

    /// By which means it is known who acts.
    #[must_use]
    pub fn means(&self) -> Means {
        self.proof.means
    }

    /// The name of the session in which it acts, where there is one.
    #[must_use]
    pub fn session(&self) -> Option<&str> {
        self.proof.session.as_deref()
    }

    /// Whether it has given a second factor in this session.
    #[must_use]
    pub fn has_second_factor(&self) -> bool {
        self.proof.second_factor == Known::Yes
    }

    /// Whether its address is verified.
    #[must_use]
    pub fn is_verified(&self) -> bool {
        self.proof.verified == Known::Yes
    }

    /// The permissions that its credential is limited to; `None` when it is not.
    #[must_use]
    pub fn scopes(&self) -> Option<&[&'static PermissionSpec]> {
        self.proof.scopes.as_deref()
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

    /// Whether it holds a permission of which only the descriptor is known.
    #[must_use]
    pub fn may(&self, permission: &PermissionSpec) -> bool {
        self.has_permission(permission)
    }

    #[inline]
    pub(super) fn has_permission(&self, permission: &PermissionSpec) -> bool {
        self.is_in_scope(permission) && self.roles().any(|role| role.grants(permission))
    }

    /// A credential that is limited to permissions holds no role: it would be more than they are.
    #[inline]
    pub(super) fn has_role(&self, wanted: &RoleSpec) -> bool {
        self.proof.scopes.is_none() && self.roles().any(|role| role.includes(wanted))
    }

    #[inline]
    fn is_in_scope(&self, permission: &PermissionSpec) -> bool {
        let is_it = |scope: &&'static PermissionSpec| {
            scope.set == permission.set && scope.bit == permission.bit
        };
        self.proof.scopes.as_ref().is_none_or(|scopes| scopes.iter().any(is_it))
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
