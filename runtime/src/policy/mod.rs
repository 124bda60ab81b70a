//! Who may do what: actors, roles, permissions and the one tree of rules that is enforced,
//! documented and printed.
//!
//! It is pure: it knows no HTTP, no token and no database, and it never waits.

mod actor;
pub(crate) mod expansion;
mod explain;
mod granted;
pub mod matrix;
mod rule;
mod spec;
#[cfg(test)]
mod tests;
pub mod view;

pub use actor::{Actor, IntoRoles, Means};
pub use granted::{Granted, ObjectPolicy, PermissionSet, RoleSet, UnknownRole};
pub use rule::{Decision, Rule, RuleInCode, rules_in_code};
pub use spec::{
    ObjectSpec, PermissionSpec, Place, PolicySpec, RoleSpec, objects, permissions, role, roles,
};
