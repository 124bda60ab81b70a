//! The descriptors of permissions, roles and policy functions, and their registry.
//!
//! A descriptor is compared by the type that declares it, never by its bare name.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::fmt;
use std::sync::OnceLock;

use super::Actor;

/// Where something is declared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The module path.
    pub module: &'static str,
    /// The source file, as the compiler was given it.
    pub file: &'static str,
    /// The line in that file.
    pub line: u32,
}

/// One permission: a variant of a `#[policy]` enum.
#[derive(Debug)]
pub struct PermissionSpec {
    /// The name of the enum.
    pub owner: &'static str,
    /// The name of the variant.
    pub name: &'static str,
    /// Its doc comment.
    pub docs: &'static str,
    /// Where it is declared.
    pub place: Place,
    /// Which enum it belongs to.
    pub set: TypeId,
    /// Its bit among the permissions of that enum.
    pub bit: u128,
    /// Whether it is said that functions ask for it.
    pub in_code: bool,
}

/// One role: a variant of a `#[policy(permissions = …)]` enum.
#[derive(Debug)]
pub struct RoleSpec {
    /// The name of the enum.
    pub owner: &'static str,
    /// The name of the variant.
    pub name: &'static str,
    /// Its doc comment.
    pub docs: &'static str,
    /// Where it is declared.
    pub place: Place,
    /// Which enum it belongs to.
    pub set: TypeId,
    /// Its bit among the roles of that enum.
    pub bit: u128,
    /// The bits of the roles that it includes, itself among them.
    pub includes: u128,
    /// Which permission enum its grants are of.
    pub permission_set: TypeId,
    /// The bits of the permissions that it grants, those of included roles among them.
    pub permissions: u128,
    /// Whether it is said that functions ask for it.
    pub in_code: bool,
}

/// One policy function over a resource.
#[derive(Debug)]
pub struct ObjectSpec {
    /// The name of the function.
    pub name: &'static str,
    /// The name of the resource's type.
    pub resource: &'static str,
    /// Its doc comment.
    pub docs: &'static str,
    /// Where it is declared.
    pub place: Place,
    /// Whether it is said that functions ask it.
    pub in_code: bool,
    /// Asks the function; `None` when the value is of another type.
    pub check: fn(&Actor, &dyn Any) -> Option<bool>,
}

/// What one `#[policy]` registers.
#[derive(Debug)]
pub enum PolicySpec {
    /// The permissions of one enum.
    Permissions(&'static [PermissionSpec]),
    /// The roles of one enum.
    Roles(&'static [RoleSpec]),
    /// One policy function.
    Object(&'static ObjectSpec),
}

inventory::collect!(PolicySpec);

impl RoleSpec {
    /// Whether the role grants the permission, by itself or by a role that it includes.
    #[inline]
    #[must_use]
    pub fn grants(&self, permission: &PermissionSpec) -> bool {
        self.permissions & permission.bit != 0 && self.permission_set == permission.set
    }

    /// Whether the role is the other one or includes it.
    #[inline]
    #[must_use]
    pub fn includes(&self, role: &RoleSpec) -> bool {
        self.includes & role.bit != 0 && self.set == role.set
    }

    /// The name that a token carries: `Author`, or more of the path when another enum of the
    /// application has a role of the same name.
    #[must_use]
    pub fn token_name(&self) -> &'static str {
        let registry = registry();
        registry
            .roles
            .iter()
            .position(|role| std::ptr::eq(*role, self))
            .and_then(|index| registry.token_names.get(index))
            .map_or(self.name, String::as_str)
    }
}

impl fmt::Display for PermissionSpec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}::{}", self.owner, self.name)
    }
}

impl fmt::Display for RoleSpec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}::{}", self.owner, self.name)
    }
}

impl fmt::Display for ObjectSpec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

/// Every permission of the application, by module, enum and order of declaration.
#[must_use]
pub fn permissions() -> &'static [&'static PermissionSpec] {
    &registry().permissions
}

/// Every role of the application, by module, enum and order of declaration.
#[must_use]
pub fn roles() -> &'static [&'static RoleSpec] {
    &registry().roles
}

/// Every policy function of the application, by module and name.
#[must_use]
pub fn objects() -> &'static [&'static ObjectSpec] {
    &registry().objects
}

/// The role that a token calls by this name; `None` when no role, or more than one, has it.
#[must_use]
pub fn role(name: &str) -> Option<&'static RoleSpec> {
    registry().by_name.get(name).copied()
}

#[derive(Default)]
struct Registry {
    permissions: Vec<&'static PermissionSpec>,
    roles: Vec<&'static RoleSpec>,
    objects: Vec<&'static ObjectSpec>,
    /// Under every name that means one role only.
    by_name: HashMap<String, &'static RoleSpec>,
    /// The shortest such name of each of `roles`.
    token_names: Vec<String>,
}

fn registry() -> &'static Registry {
    static REGISTRY: OnceLock<Registry> = OnceLock::new();
    REGISTRY.get_or_init(|| Registry::of(inventory::iter::<PolicySpec>()))
}

impl Registry {
    fn of(specs: impl IntoIterator<Item = &'static PolicySpec>) -> Self {
        let mut registry = Self::default();
        for spec in specs {
            match spec {
                PolicySpec::Permissions(list) => registry.permissions.extend(list.iter()),
                PolicySpec::Roles(list) => registry.roles.extend(list.iter()),
                PolicySpec::Object(object) => registry.objects.push(object),
            }
        }
        registry.permissions.sort_by_key(|spec| (spec.place.module, spec.owner, spec.bit));
        registry.roles.sort_by_key(|spec| (spec.place.module, spec.owner, spec.bit));
        registry.objects.sort_by_key(|spec| (spec.place.module, spec.name));
        registry.name_roles();
        registry
    }

    fn name_roles(&mut self) {
        let mut bearers: HashMap<String, Vec<&'static RoleSpec>> = HashMap::new();
        for role in &self.roles {
            for name in names(role) {
                bearers.entry(name).or_default().push(role);
            }
        }
        let alone = |name: &String| bearers.get(name).is_some_and(|roles| roles.len() == 1);
        self.token_names = self
            .roles
            .iter()
            .map(|role| {
                let [short, longer, full] = names(role);
                [short, longer].into_iter().find(alone).unwrap_or(full)
            })
            .collect();
        self.by_name = bearers
            .into_iter()
            .filter_map(|(name, roles)| match roles.as_slice() {
                [role] => Some((name, *role)),
                _ => None,
            })
            .collect();
    }
}

fn names(role: &RoleSpec) -> [String; 3] {
    [role.name.to_owned(), role.to_string(), format!("{}::{role}", role.place.module)]
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn place(module: &'static str) -> Place {
        Place { module, file: "lib.rs", line: 1 }
    }

    const fn spec(module: &'static str, name: &'static str, set: TypeId, index: u32) -> RoleSpec {
        RoleSpec {
            owner: "Role",
            name,
            docs: "",
            place: place(module),
            set,
            bit: 1 << index,
            includes: 1 << index,
            permission_set: set,
            permissions: 0,
            in_code: false,
        }
    }

    static SHOP: [RoleSpec; 2] = [
        spec("shop", "Clerk", TypeId::of::<u8>(), 0),
        spec("shop", "Admin", TypeId::of::<u8>(), 1),
    ];
    static BLOG: [RoleSpec; 2] = [
        spec("blog", "Author", TypeId::of::<u16>(), 0),
        spec("blog", "Admin", TypeId::of::<u16>(), 1),
    ];
    static SPECS: [PolicySpec; 2] = [PolicySpec::Roles(&SHOP), PolicySpec::Roles(&BLOG)];

    #[test]
    fn a_name_that_two_enums_share_means_neither() {
        let registry = Registry::of(&SPECS);
        let found = |name: &str| registry.by_name.get(name).map(|role| role.place.module);
        assert_eq!(found("Clerk"), Some("shop"));
        assert_eq!(found("Admin"), None);
        assert_eq!(found("Role::Admin"), None);
        assert_eq!(found("blog::Role::Admin"), Some("blog"));
        assert_eq!(
            registry.token_names,
            ["Author", "blog::Role::Admin", "Clerk", "shop::Role::Admin"]
        );
    }

    #[test]
    fn roles_are_sorted_by_module_and_declaration() {
        let names: Vec<_> = Registry::of(&SPECS).roles.iter().map(|role| role.name).collect();
        assert_eq!(names, ["Author", "Admin", "Clerk", "Admin"]);
    }

    #[test]
    fn the_same_bit_of_another_enum_is_not_included() {
        assert!(SHOP[0].includes(&SHOP[0]));
        assert!(!SHOP[0].includes(&BLOG[0]));
    }
}
