//! `resource(..)`: which routes a model has.
//!
//! The policies are for `#[route]` to check, which stands on each of them.

use quote::ToTokens;

use super::super::ir::{Action, Column, Resource, ResourceRoute, Writer};
use super::super::parse::{Input, Policy, RESOURCE, ResourceArgs};
use crate::errors::Errors;
use crate::names::bare;
use crate::rule::policy_expr::PolicyExpr;

pub(super) fn check_resource(
    input: &Input<'_>,
    columns: &[Column],
    errors: &mut Errors,
) -> Option<Resource> {
    let written = input.resource.as_ref()?;
    let path = check_path(written, errors);
    let actions = [
        (Action::List, &written.list),
        (Action::Show, &written.show),
        (Action::Create, &written.create),
        (Action::Update, &written.update),
        (Action::Delete, &written.delete),
    ];
    let mut routes = Vec::new();
    for (action, policy) in actions {
        let Some(policy) = policy else { continue };
        check_action(action, policy, columns, errors);
        // What is wrong with the policy, its route says.
        let mut unheard = Errors::new();
        let expr = PolicyExpr::parse(policy.policy.clone(), &mut unheard);
        let _ = unheard.finish();
        let decides = expr.is_some_and(|expr| !expr.objects().is_empty());
        routes.push(ResourceRoute { action, policy: policy.policy.clone(), decides });
    }
    if routes.is_empty() {
        errors
            .at(&written.tokens, "nothing of this resource exists")
            .help(format!("name what does, and who may: `{}`", RESOURCE.form));
    }
    Some(Resource { path: path?, routes })
}

fn check_path(written: &ResourceArgs, errors: &mut Errors) -> Option<String> {
    let literal = written.path.as_ref()?;
    let path = literal.value();
    if path.contains('{') {
        errors
            .at(literal, "the path of a resource has no segments in braces")
            .help("the key follows by itself; for more, write the routes as functions");
        return None;
    }
    if !path.starts_with('/') || path.ends_with('/') {
        errors
            .at(literal, "a path begins with a slash and ends without one")
            .help(format!("write `\"/{}\"`", path.trim_matches('/')));
        return None;
    }
    Some(path)
}

/// What a client cannot do with this model, no policy allows.
fn check_action(action: Action, policy: &Policy, columns: &[Column], errors: &mut Errors) {
    let place = policy.option.to_token_stream();
    let is_written =
        |column: &&Column| !column.key && matches!(column.writer, Writer::Client | Writer::Server);
    let by_client = |column: &Column| column.writer == Writer::Client;
    match action {
        Action::Show | Action::Update | Action::Delete
            if columns.iter().filter(|column| column.key).count() > 1 =>
        {
            errors
                .at(place, "a composite key is no segment of a path")
                .help("write this route as a function");
        }
        Action::Create => {
            let forgotten = columns
                .iter()
                .find(|column| column.writer == Writer::Server && column.is_required());
            if let Some(column) = forgotten {
                let name = bare(&column.field);
                errors
                    .at(place, format!("no client gives `{name}`, so no client can create a row"))
                    .help(format!("write the route as a function that calls `new.{name}(..)`"));
            }
        }
        Action::Update if !columns.iter().filter(is_written).any(by_client) => {
            errors.at(place, "clients change no column of this model").help("remove `update`");
        }
        Action::List | Action::Show | Action::Update | Action::Delete => {}
    }
}
