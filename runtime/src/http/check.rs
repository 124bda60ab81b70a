//! What is refused while a route is compiled, once the types of its arguments are known.
//!
//! Generated code evaluates these functions in constants, where a panic is a message of the
//! compiler. None of them runs in a program.

#![expect(clippy::missing_panics_doc, reason = "to panic is what they are for")]

use super::segment::{taken, takers};
use super::spec::{Method, RouteSpec};
use crate::policy::Rule;

/// Refuses a segment that no argument takes, or more than one.
#[track_caller]
pub const fn segment(spec: &RouteSpec, name: &str, none: &str, many: &str) {
    let takers = takers(name, spec.arguments);
    assert!(takers != 0, "{}", none);
    assert!(takers == 1, "{}", many);
}

/// Refuses an argument that asks for more than the declaration gives: `at` is its number, `free`
/// are the segments that no argument has the name of.
#[track_caller]
pub const fn argument(spec: &RouteSpec, at: usize, free: &[&str], is_text: bool) {
    let argument = &spec.arguments[at];
    assert!(
        !is_text,
        "the path has no segment of this argument's name\n\
        help: add it to the path, in braces; a body of plain text is an `actix_web::web::Bytes`"
    );
    let taken = taken(argument, free);
    assert!(
        taken != 0,
        "this argument loads a model, and no path segment says which one\n\
        help: add a segment named like its key or a unique column, such as `{{id}}`"
    );
    assert!(
        taken == 1,
        "this argument can be found by more than one path segment\n\
        help: keep the segment that names the row, and name the others after their models"
    );
    assert!(
        !(argument.actor && matches!(spec.policy, Rule::Public)),
        "this argument needs somebody who is signed in, and the route is `public`\n\
        help: write `policy = authenticated`, or take `Option<Actor>`"
    );
    assert!(
        !(argument.audit && spec.audit.is_none()),
        "this argument writes into the audit log, and the route is not audited\n\
        help: say what it does, in the option `audit = \"user.delete\"`"
    );
    assert!(
        !(argument.body && matches!(spec.method, Method::Get | Method::Head)),
        "a GET or HEAD request has no body that this argument could be\n\
        help: for the query string put `#[dto(query)]` on the type, or take `Query<..>`"
    );
    assert!(
        !(argument.body && has_body_before(spec, at)),
        "a request has one body, and an argument before this one is it already\n\
        help: put the fields of both into one type"
    );
}

/// Refuses a policy over a resource where no argument is that resource.
#[track_caller]
pub const fn policy(spec: &RouteSpec, none: &str) {
    let mut at = 0;
    let mut authorized = false;
    while at < spec.arguments.len() {
        authorized |= spec.arguments[at].authorized;
        at += 1;
    }
    assert!(authorized, "{}", none);
}

/// Refuses the option `status` for a reply that has a status of its own.
#[track_caller]
pub const fn status(spec: &RouteSpec) {
    assert!(
        !spec.reply.own_status,
        "the reply of this route has a status of its own\n\
        help: leave `status` out, or reply with the value alone"
    );
}

const fn has_body_before(spec: &RouteSpec, end: usize) -> bool {
    let mut at = 0;
    while at < end {
        if spec.arguments[at].body {
            return true;
        }
        at += 1;
    }
    false
}
