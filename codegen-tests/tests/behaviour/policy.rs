//! `#[policy]`: permissions, roles and policy functions, from declaration to decision.

use ordain::policy;
use ordain::policy::matrix::{self, Caller, Cell};
use ordain::policy::{Actor, Decision, Granted, ObjectPolicy, Place, RoleSet, RoleSpec, Rule};

/// What a signed-in person may be allowed to do.
#[policy]
pub(crate) enum Permission {
    /// Write posts.
    WritePosts,
    EditAnyPost,
    ManageUsers,
}

/// Roles of a blog.
#[policy(permissions = Permission)]
#[derive(Debug, PartialEq)]
pub(crate) enum Role {
    /// Reads.
    #[grants()]
    Reader,
    /// Writes
    /// posts.
    #[grants(Reader, WritePosts)]
    Author,
    #[grants(Author, EditAnyPost)]
    Editor,
    #[grants(all)]
    Admin,
}

struct Post {
    author_id: i64,
}

/// Authors see and change their own posts.
#[policy]
fn own_post(actor: &Actor, post: &Post) -> bool {
    actor.id == post.author_id
}

mod shop {
    /// A second world with names of its own.
    #[ordain::policy]
    #[derive(Clone, Copy)]
    pub(super) enum Right {
        WritePosts,
    }

    #[ordain::policy(permissions = Right)]
    pub(super) enum Clerk {
        #[grants(WritePosts)]
        Admin,
    }
}

const WRITE: Rule = Permission::RULES[0];

fn decide(rule: &Rule, role: Role) -> Decision {
    rule.decide(Some(&Actor::new(7, role)), None)
}

#[test]
fn a_role_grants_what_it_lists_and_what_it_includes() {
    let granted = |role: Role| -> Vec<Permission> {
        [Permission::WritePosts, Permission::EditAnyPost, Permission::ManageUsers]
            .into_iter()
            .filter(|permission| Actor::new(1, role).has(*permission))
            .collect()
    };
    assert_eq!(granted(Role::Reader), []);
    assert_eq!(granted(Role::Author), [Permission::WritePosts]);
    assert_eq!(granted(Role::Editor), [Permission::WritePosts, Permission::EditAnyPost]);
    assert_eq!(granted(Role::Admin).len(), 3);
}

#[test]
fn inclusion_is_transitive_and_has_a_direction() {
    let editor = Actor::new(1, Role::Editor);
    assert!(editor.has(Role::Reader));
    assert!(editor.has(Role::Editor));
    assert!(!editor.has(Role::Admin));
    assert!(!Actor::new(1, Role::Admin).has(Role::Reader), "`all` is every permission, no role");
}

#[test]
fn several_roles_add_up_and_none_is_none() {
    let both = Actor::new(1, [Role::Reader, Role::Author]);
    assert!(both.has(Permission::WritePosts));
    assert!(!Actor::new(1, ()).has(Permission::WritePosts));
    assert_eq!(Actor::new(1, &[Role::Reader, Role::Author][..]).roles().count(), 2);
}

#[test]
fn equal_names_of_other_enums_are_other_things() {
    let clerk = Actor::new(1, shop::Clerk::Admin);
    assert!(clerk.has(shop::Right::WritePosts));
    assert!(!clerk.has(Permission::WritePosts));
    assert!(!clerk.has(Role::Admin));
    assert_eq!(policy::role("Admin").map(ToString::to_string), None, "it may be either");
    for role in [spec(shop::Clerk::Admin), spec(Role::Admin), spec(Role::Author)] {
        let found = policy::role(role.token_name());
        assert!(found.is_some_and(|found| std::ptr::eq(found, role)), "{role}");
    }
    assert_eq!(policy::role("Emperor").map(ToString::to_string), None);
}

fn spec<R: RoleSet>(role: R) -> &'static RoleSpec {
    &R::SPECS[role.index()]
}

#[test]
fn rules_decide_by_the_declaration() {
    assert_eq!(decide(&WRITE, Role::Reader), Decision::Deny);
    assert_eq!(decide(&WRITE, Role::Author), Decision::Allow);
    assert_eq!(WRITE.to_string(), "Permission::WritePosts");
    assert_eq!(Role::RULES[2].to_string(), "Role::Editor");
}

#[test]
fn a_policy_function_stays_a_function_and_becomes_a_rule() {
    let actor = Actor::new(7, Role::Author);
    assert!(own_post(&actor, &Post { author_id: 7 }));
    let rule = <own_post as ObjectPolicy>::RULE;
    assert_eq!(rule.decide(Some(&actor), None), Decision::NeedsResource);
    assert_eq!(rule.decide(Some(&actor), Some(&Post { author_id: 7 })), Decision::Allow);
    assert_eq!(rule.decide(Some(&actor), Some(&Post { author_id: 8 })), Decision::Deny);
    assert_eq!(rule.decide(None, Some(&Post { author_id: 7 })), Decision::Deny);
}

#[test]
fn everything_is_registered_with_its_place() {
    let here = |place: &Place| place.module.starts_with(module_path!());
    let roles = policy::roles().iter().filter(|role| here(&role.place));
    let roles: Vec<String> = roles.map(ToString::to_string).collect();
    assert_eq!(
        roles,
        ["Role::Reader", "Role::Author", "Role::Editor", "Role::Admin", "Clerk::Admin"]
    );
    let author = spec(Role::Author);
    assert_eq!(author.docs, "Writes\nposts.");
    assert_eq!(author.place.module, "behaviour::policy");
    assert!(author.place.file.ends_with("policy.rs"));
    let permissions = policy::permissions().iter().filter(|right| here(&right.place));
    let permissions: Vec<_> = permissions.map(|right| (right.name, right.docs)).collect();
    assert_eq!(
        permissions,
        [
            ("WritePosts", "Write posts."),
            ("EditAnyPost", ""),
            ("ManageUsers", ""),
            ("WritePosts", "")
        ]
    );
    let objects = policy::objects().iter().filter(|object| here(&object.place));
    let objects: Vec<_> = objects.map(|object| (object.resource, object.docs)).collect();
    assert_eq!(objects, [("Post", "Authors see and change their own posts.")]);
}

#[test]
fn the_matrix_has_a_column_for_each_role() {
    let callers: Vec<String> = matrix::callers().iter().map(ToString::to_string).collect();
    assert_eq!(callers[0], "nobody");
    let editor = spec(Role::Editor).token_name();
    assert_eq!(callers.iter().filter(|caller| *caller == editor).count(), 1);
    let own = <own_post as ObjectPolicy>::RULE;
    let author = Caller::Role(spec(Role::Author));
    assert_eq!(matrix::decision(&own, author), Cell::Depends("own_post".to_owned()));
    let passing: Vec<_> = matrix::passing(&WRITE).iter().map(|role| role.name).collect();
    assert_eq!(passing, ["Author", "Editor", "Admin"]);
}

#[test]
fn a_role_is_its_name_in_text_and_json() {
    assert_eq!(Role::Author.to_string(), "Author");
    assert_eq!(format!("{:>8}", Role::Author), "  Author");
    assert_eq!("Editor".parse(), Ok(Role::Editor));
    let unknown = "editor".parse::<Role>().map_err(|error| error.to_string());
    assert_eq!(
        unknown,
        Err("unknown role `editor`, expected one of `Reader`, `Author`, `Editor`, `Admin`"
            .to_owned())
    );
    assert_eq!(serde_json::to_value(Role::Admin).ok(), Some("Admin".into()));
    assert_eq!(serde_json::from_str::<Role>("\"Author\"").ok(), Some(Role::Author));
    let error = serde_json::from_str::<Role>("\"Boss\"").map_err(|error| error.to_string());
    assert!(error.is_err_and(|error| error.starts_with("unknown variant `Boss`")));
    assert!(serde_json::from_str::<Role>("1").is_err());
}

#[test]
fn a_role_has_a_schema() {
    use ordain::JsonSchema;
    let mut schemas = ordain::schema::Schemas::new();
    assert_eq!(Role::name().as_deref(), Some("Role"));
    assert_eq!(
        serde_json::to_value(Role::schema(&mut schemas)).ok(),
        Some(serde_json::json!({
            "type": "string",
            "enum": ["Reader", "Author", "Editor", "Admin"],
            "description": "Roles of a blog.\n\n- `Reader`: Reads.\n- `Author`: Writes\n  posts.",
        }))
    );
}

#[test]
fn a_denial_says_what_would_pass() {
    assert_eq!(
        WRITE.explain(Some(&Actor::new(7, Role::Reader)), None),
        "`Permission::WritePosts` does not accept actor 7 with `Role::Reader`: \
         `Permission::WritePosts` is missing (granted by `Role::Author`, `Role::Editor`, \
         `Role::Admin`)"
    );
}

#[test]
fn a_token_carries_roles_by_name() -> ordain::Result<()> {
    let tokens = ordain::auth::Tokens::random(std::time::Duration::from_secs(60))?;
    let author = tokens.verify(tokens.issue(7, Role::Author)?.as_str())?;
    assert_eq!(format!("{author:?}"), "Actor { id: 7, roles: [Role::Author] }");
    // Two enums have an `Admin`: the token says which of them is meant.
    let both = tokens.issue(7, [shop::Clerk::Admin])?;
    let clerk = tokens.verify(both.as_str())?;
    assert!(clerk.has(shop::Right::WritePosts));
    assert!(!clerk.has(Permission::WritePosts));
    Ok(())
}
