//! The truth tables of rules, and the texts about them.

use std::any::{Any, TypeId};

use super::matrix::{self, Caller, Cell};
use super::{Actor, Decision, ObjectSpec, PermissionSpec, Place, PolicySpec, RoleSpec, Rule};
use Decision::{Allow, Deny, NeedsResource};

const PLACE: Place = Place { module: "tests", file: "tests.rs", line: 1 };

/// Stands for an enum of permissions, another one, and an enum of roles.
struct Permissions;
struct OtherPermissions;
struct Roles;

const fn permission<T: 'static>(name: &'static str, index: u32) -> PermissionSpec {
    let set = TypeId::of::<T>();
    let bit = 1 << index;
    PermissionSpec { owner: "Permission", name, docs: "", place: PLACE, set, bit, in_code: false }
}

const fn role(name: &'static str, index: u32, includes: u128, permissions: u128) -> RoleSpec {
    RoleSpec {
        owner: "Role",
        name,
        docs: "",
        place: PLACE,
        set: TypeId::of::<Roles>(),
        bit: 1 << index,
        includes,
        permission_set: TypeId::of::<Permissions>(),
        permissions,
        in_code: false,
    }
}

static PERMISSIONS: [PermissionSpec; 2] =
    [permission::<Permissions>("Write", 0), permission::<Permissions>("Edit", 1)];
static FOREIGN: PermissionSpec = permission::<OtherPermissions>("Write", 0);
static ROLES: [RoleSpec; 3] = [
    role("Reader", 0, 0b001, 0b00),
    role("Author", 1, 0b011, 0b01),
    role("Editor", 2, 0b111, 0b11),
];
static OWN_POST: ObjectSpec = ObjectSpec {
    name: "own_post",
    resource: "Post",
    docs: "",
    place: PLACE,
    in_code: false,
    check: |actor, post| post.downcast_ref::<Post>().map(|post| post.author == actor.id),
};

inventory::submit! { PolicySpec::Permissions(&PERMISSIONS) }
inventory::submit! { PolicySpec::Roles(&ROLES) }
inventory::submit! { PolicySpec::Object(&OWN_POST) }

struct Post {
    author: i64,
}

const PUBLIC: Rule = Rule::Public;
const SIGNED_IN: Rule = Rule::Authenticated;
const WRITE: Rule = Rule::Permission(&PERMISSIONS[0]);
const EDIT: Rule = Rule::Permission(&PERMISSIONS[1]);
const AUTHOR: Rule = Rule::Role(&ROLES[1]);
const OWN: Rule = Rule::Object(&OWN_POST);
const NEVER: Rule = Rule::Any(&[]);

fn actor(role: usize) -> Actor {
    Actor::new(7, &ROLES[role])
}

#[test]
fn leaves_ask_the_actor() {
    let reader = actor(0);
    let author = actor(1);
    for (rule, nobody, as_reader, as_author) in [
        (PUBLIC, Allow, Allow, Allow),
        (SIGNED_IN, Deny, Allow, Allow),
        (WRITE, Deny, Deny, Allow),
        (EDIT, Deny, Deny, Deny),
        (AUTHOR, Deny, Deny, Allow),
        (Rule::Permission(&FOREIGN), Deny, Deny, Deny),
        (OWN, Deny, NeedsResource, NeedsResource),
    ] {
        assert_eq!(rule.decide(None, None), nobody, "{rule} for nobody");
        assert_eq!(rule.decide(Some(&reader), None), as_reader, "{rule} for a reader");
        assert_eq!(rule.decide(Some(&author), None), as_author, "{rule} for an author");
    }
}

#[test]
fn an_included_role_is_held_and_an_including_one_is_not() {
    assert_eq!(AUTHOR.decide(Some(&actor(2)), None), Allow);
    assert_eq!(Rule::Role(&ROLES[2]).decide(Some(&actor(1)), None), Deny);
    let both = Actor::new(7, vec![&ROLES[0], &ROLES[2]]);
    assert_eq!(EDIT.decide(Some(&both), None), Allow);
}

#[test]
fn a_policy_function_judges_the_resource() {
    let (own, foreign) = (Post { author: 7 }, Post { author: 8 });
    let author = actor(1);
    let decide = |rule: &Rule, post: &Post| rule.decide(Some(&author), Some(post as &dyn Any));
    assert_eq!(decide(&OWN, &own), Allow);
    assert_eq!(decide(&OWN, &foreign), Deny);
    assert_eq!(OWN.decide(None, Some(&own)), Deny);
}

#[test]
fn a_resource_of_another_type_is_never_allowed() {
    let author = actor(1);
    let decide = |rule: &Rule| rule.decide(Some(&author), Some(&"no post"));
    assert_eq!(decide(&OWN), NeedsResource);
    assert_eq!(decide(&Rule::Not(&OWN)), NeedsResource);
    assert_eq!(decide(&Rule::Any(&[OWN, EDIT])), NeedsResource);
    assert_eq!(decide(&Rule::All(&[OWN, WRITE])), NeedsResource);
}

#[test]
fn composed_rules_follow_three_valued_logic() {
    let author = actor(1);
    let decide = |rule: Rule| rule.decide(Some(&author), None);
    for (left, right, any, all) in [
        (PUBLIC, PUBLIC, Allow, Allow),
        (PUBLIC, NEVER, Allow, Deny),
        (NEVER, NEVER, Deny, Deny),
        (PUBLIC, OWN, Allow, NeedsResource),
        (NEVER, OWN, NeedsResource, Deny),
        (OWN, OWN, NeedsResource, NeedsResource),
    ] {
        for pair in [[left, right], [right, left]] {
            let pair: &'static [Rule] = Box::leak(Box::new(pair));
            assert_eq!(decide(Rule::Any(pair)), any, "any{pair:?}");
            assert_eq!(decide(Rule::All(pair)), all, "all{pair:?}");
        }
    }
    assert_eq!(decide(Rule::Not(&PUBLIC)), Deny);
    assert_eq!(decide(Rule::Not(&NEVER)), Allow);
    assert_eq!(decide(Rule::Not(&OWN)), NeedsResource);
}

#[test]
fn a_policy_function_never_accepts_somebody_who_is_not_signed_in() {
    let post = Post { author: 7 };
    for rule in [OWN, Rule::Not(&OWN), Rule::Any(&[OWN, Rule::Not(&OWN)])] {
        assert_eq!(rule.decide(None, None), Deny, "{rule}");
        assert_eq!(rule.decide(None, Some(&post)), Deny, "{rule}");
    }
    assert_eq!(Rule::Any(&[OWN, PUBLIC]).decide(None, None), Allow);
    assert_eq!(Rule::Not(&AUTHOR).decide(None, None), Allow);
    assert!(Rule::Not(&OWN).explain(None, None).ends_with(": `own_post` needs a signed-in actor"));
}

#[test]
fn a_list_without_rules_accepts_nobody() {
    assert_eq!(Rule::Any(&[]).decide(Some(&actor(2)), None), Deny);
    assert_eq!(Rule::All(&[]).decide(Some(&actor(2)), None), Deny);
}

#[test]
fn a_rule_reads_as_it_is_written() {
    const RULE: Rule = Rule::Any(&[OWN, Rule::All(&[EDIT, Rule::Not(&AUTHOR)])]);
    let text = "any(own_post, all(Permission::Edit, not(Role::Author)))";
    assert_eq!(RULE.to_string(), text);
    let objects: Vec<_> = RULE.objects().iter().map(|object| object.name).collect();
    assert_eq!(objects, ["own_post"]);
}

#[test]
fn an_explanation_says_what_failed_what_is_held_and_what_would_pass() {
    const RULE: Rule = Rule::Any(&[OWN, EDIT]);
    assert_eq!(
        RULE.explain(Some(&actor(1)), None),
        "`any(own_post, Permission::Edit)` does not accept actor 7 with `Role::Author`: `own_post` \
         must hold for the `Post`; `Permission::Edit` is missing (granted by `Role::Editor`)"
    );
    assert_eq!(
        WRITE.explain(None, None),
        "`Permission::Write` does not accept a caller who is not signed in: `Permission::Write` is \
         missing (granted by `Role::Author`, `Role::Editor`)"
    );
    assert_eq!(
        AUTHOR.explain(Some(&Actor::new(7, ())), None),
        "`Role::Author` does not accept actor 7 without a role: `Role::Author` is missing \
         (included in `Role::Editor`)"
    );
}

#[test]
fn an_explanation_names_only_what_failed() {
    const RULE: Rule = Rule::All(&[SIGNED_IN, WRITE, Rule::Not(&AUTHOR)]);
    let text = RULE.explain(Some(&actor(1)), None);
    assert!(text.ends_with(": `Role::Author` must not be held"), "{text}");
    let own = Post { author: 7 };
    let text = Rule::All(&[OWN, EDIT]).explain(Some(&actor(1)), Some(&own));
    assert!(
        text.ends_with(": `Permission::Edit` is missing (granted by `Role::Editor`)"),
        "{text}"
    );
    let text = Rule::All(&[OWN, WRITE]).explain(Some(&actor(1)), None);
    assert!(text.ends_with(": `own_post` must hold for the `Post`"), "{text}");
    let accepted = WRITE.explain(Some(&actor(1)), None);
    assert_eq!(accepted, "`Permission::Write` accepts actor 7 with `Role::Author`");
}

#[test]
fn the_matrix_shows_what_remains_open() {
    let author = Caller::Role(&ROLES[1]);
    let editor = Caller::Role(&ROLES[2]);
    let open = |text: &str| Cell::Depends(text.to_owned());
    for (rule, nobody, as_author, as_editor) in [
        (PUBLIC, Cell::Yes, Cell::Yes, Cell::Yes),
        (Rule::Any(&[OWN, EDIT]), Cell::No, open("own_post"), Cell::Yes),
        (Rule::All(&[OWN, WRITE]), Cell::No, open("own_post"), open("own_post")),
        (Rule::Not(&OWN), Cell::No, open("not(own_post)"), open("not(own_post)")),
        (Rule::All(&[OWN, Rule::Any(&[EDIT, OWN])]), Cell::No, open("own_post"), open("own_post")),
    ] {
        assert_eq!(matrix::decision(&rule, Caller::Nobody), nobody, "{rule} for nobody");
        assert_eq!(matrix::decision(&rule, author), as_author, "{rule} for an author");
        assert_eq!(matrix::decision(&rule, editor), as_editor, "{rule} for an editor");
    }
    let names =
        |rule: &Rule| -> Vec<&str> { matrix::passing(rule).iter().map(|role| role.name).collect() };
    assert_eq!(names(&WRITE), ["Author", "Editor"]);
    assert_eq!(names(&OWN), ["Reader", "Author", "Editor"]);
    let callers: Vec<String> = matrix::callers().iter().map(ToString::to_string).collect();
    assert_eq!(callers, ["nobody", "Reader", "Author", "Editor"]);
}

#[test]
fn a_table_is_aligned_and_escaped() {
    let mut table = matrix::Table::new(["route", "nobody"]);
    table.row(["GET /a|b", "depends on über"]);
    table.row(["GET /"]);
    assert_eq!(table.to_text(), "route     nobody\nGET /a|b  depends on über\nGET /\n");
    assert_eq!(
        table.to_markdown(),
        "| route     | nobody          |\n| --------- | --------------- |\n\
         | GET /a\\|b | depends on über |\n| GET /     |                 |\n"
    );
}

#[test]
fn an_actor_shows_its_roles() {
    assert_eq!(format!("{:?}", actor(1)), "Actor { id: 7, roles: [Role::Author] }");
}
