//! Who may do what: actors, roles, permissions and the one tree of rules that is enforced,
//! documented and printed.
//!
//! It is pure: it knows no HTTP, no token and no database, and it never waits.

pub(crate) mod acting;
mod actor;
pub(crate) mod entry;
pub(crate) mod expansion;
mod explain;
mod granted;
pub mod matrix;
#[cfg(feature = "jobs")]
mod remembered;
mod rule;
mod spec;
#[cfg(test)]
mod tests;
pub mod view;

pub use acting::{Acting, Origin, origin};
pub use actor::{Actor, IntoRoles, Means};
pub use entry::{Kind, Pass};
pub use granted::{Granted, ObjectPolicy, PermissionSet, RoleSet, UnknownRole};
#[cfg(feature = "jobs")]
pub use remembered::{Recall, Remembered};
pub use rule::{Decision, Rule, RuleInCode, rules_in_code};
pub use spec::{
    ObjectSpec, PermissionSpec, Place, PolicySpec, RoleSpec, objects, permissions, role, roles,
};
