//! `resource("/tags", list = public, …)`: as it was written.

use proc_macro2::TokenStream;
use syn::LitStr;

use crate::args::{Args, Known, Value};
use crate::errors::Errors;

pub(in crate::model) const RESOURCE: Known =
    Known { name: "resource", form: "resource(\"/posts\", list = public, show = public)" };

const LIST: Known = Known { name: "list", form: "list = public" };
const SHOW: Known = Known { name: "show", form: "show = public" };
const CREATE: Known = Known { name: "create", form: "create = authenticated" };
const UPDATE: Known = Known { name: "update", form: "update = Permission::EditPosts" };
const DELETE: Known = Known { name: "delete", form: "delete = Permission::EditPosts" };

/// The options of `resource(..)`, after the path.
pub const RESOURCE_OPTIONS: &[Known] = &[LIST, SHOW, CREATE, UPDATE, DELETE];

/// The option `resource`.
pub(in crate::model) struct ResourceArgs {
    pub(in crate::model) tokens: TokenStream,
    pub(in crate::model) path: Option<LitStr>,
    pub(in crate::model) list: Option<Policy>,
    pub(in crate::model) show: Option<Policy>,
    pub(in crate::model) create: Option<Policy>,
    pub(in crate::model) update: Option<Policy>,
    pub(in crate::model) delete: Option<Policy>,
}

/// Who may call a route.
pub(in crate::model) struct Policy {
    /// The whole option.
    pub(in crate::model) option: TokenStream,
    /// What is behind the `=`.
    pub(in crate::model) policy: TokenStream,
}

pub(super) fn parse(args: &Args, errors: &mut Errors) -> Option<ResourceArgs> {
    let tokens = args.get(RESOURCE.name)?.tokens.clone();
    let mut list = args.list(RESOURCE, errors)?;
    let first = list.positional(false);
    let path = first.as_ref().and_then(|first| syn::parse2(first.tokens.clone()).ok());
    if path.is_none() {
        let place = first.map_or_else(|| tokens.clone(), |first| first.tokens);
        errors
            .at(place, "`resource` begins with the path of its routes")
            .help(format!("write `{}`", RESOURCE.form));
    }
    list.check(RESOURCE.name, RESOURCE_OPTIONS, errors);
    let mut policy = |known: Known| {
        let piece = list.get(known.name)?;
        if let Value::Is(policy) = &piece.value
            && !policy.is_empty()
        {
            return Some(Policy { option: piece.tokens.clone(), policy: policy.clone() });
        }
        errors
            .at(&piece.tokens, format!("option `{}` needs a policy", known.name))
            .help(format!("write `{}`", known.form));
        None
    };
    Some(ResourceArgs {
        list: policy(LIST),
        show: policy(SHOW),
        create: policy(CREATE),
        update: policy(UPDATE),
        delete: policy(DELETE),
        tokens,
        path,
    })
}
