//! What `#[policy]` declares, checked.
//!
//! A role that includes itself or a policy function with three arguments cannot be written here.

use syn::{Ident, Path, Type, Visibility};

use crate::paths::Root;

/// One `#[policy]`.
#[derive(Debug)]
pub enum Policy {
    /// An enum of permissions.
    Permissions(Permissions),
    /// An enum of roles.
    Roles(Roles),
    /// A function over a resource.
    Object(Box<Object>),
}

/// What the two kinds of enums have in common.
#[derive(Debug)]
pub struct Declared {
    /// Where the runtime is.
    pub root: Root,
    /// The enum.
    pub ident: Ident,
    /// Its doc comment.
    pub docs: String,
    /// The traits to derive.
    pub derives: Vec<Derive>,
}

/// A trait that these enums need, to be derived.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Derive {
    /// `Clone`
    Clone,
    /// `Copy`
    Copy,
    /// `Debug`
    Debug,
    /// `PartialEq`
    PartialEq,
    /// `Eq`
    Eq,
    /// `Hash`
    Hash,
}

impl Derive {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Clone, Self::Copy, Self::Debug, Self::PartialEq, Self::Eq, Self::Hash];

    /// The name of the trait.
    pub fn name(self) -> &'static str {
        match self {
            Self::Clone => "Clone",
            Self::Copy => "Copy",
            Self::Debug => "Debug",
            Self::PartialEq => "PartialEq",
            Self::Eq => "Eq",
            Self::Hash => "Hash",
        }
    }
}

/// A permission, or the name of a role.
#[derive(Debug)]
pub struct Member {
    /// The variant.
    pub ident: Ident,
    /// Its doc comment.
    pub docs: String,
}

/// An enum of permissions.
#[derive(Debug)]
pub struct Permissions {
    /// The enum.
    pub declared: Declared,
    /// Its variants.
    pub members: Vec<Member>,
}

/// An enum of roles.
#[derive(Debug)]
pub struct Roles {
    /// The enum.
    pub declared: Declared,
    /// The enum of the permissions.
    pub permissions: Path,
    /// Its variants.
    pub members: Vec<Role>,
}

/// One role.
#[derive(Debug)]
pub struct Role {
    /// The variant.
    pub member: Member,
    /// What it grants beside what the roles grant that it includes.
    pub own: Grants,
    /// The indices of the roles that it includes: all of them, itself among them, in order.
    pub includes: Vec<usize>,
}

/// The permissions that a role grants by itself.
#[derive(Debug)]
pub enum Grants {
    /// Every permission.
    All,
    /// These variants of the permission enum.
    Some(Vec<Ident>),
}

/// A function over a resource.
#[derive(Debug)]
pub struct Object {
    /// Where the runtime is.
    pub root: Root,
    /// Who may name it.
    pub vis: Visibility,
    /// The function.
    pub ident: Ident,
    /// Its doc comment.
    pub docs: String,
    /// The type of the first argument, behind the reference.
    pub actor: Type,
    /// The type of the second argument, behind the reference.
    pub resource: Type,
    /// The type that it returns.
    pub output: Type,
}
