//! `has_many(Comment)`, `has_one(Profile)`, `many_to_many(Tag, through = PostTag)`: as they were written.

use proc_macro2::TokenStream;
use syn::{Ident, Path};

use crate::args::{Args, Known};
use crate::errors::Errors;

pub(in crate::model) const HAS_MANY: Known = Known { name: "has_many", form: "has_many(Comment)" };
pub(in crate::model) const HAS_ONE: Known = Known { name: "has_one", form: "has_one(Profile)" };
pub(in crate::model) const MANY_TO_MANY: Known =
    Known { name: "many_to_many", form: "many_to_many(Tag, through = PostTag)" };

const BY: Known = Known { name: "by", form: "by = comments::post_id" };
const NAME: Known = Known { name: "name", form: "name = replies" };
const THROUGH: Known = Known { name: "through", form: "through = PostTag" };

/// The options of `has_many(..)` and `has_one(..)`, after the model.
pub const CHILDREN_OPTIONS: &[Known] = &[BY, NAME];

/// The options of `many_to_many(..)`, after the model.
pub const LINK_OPTIONS: &[Known] = &[THROUGH, NAME];

/// One relation.
pub(in crate::model) struct ChildrenArgs {
    pub(in crate::model) tokens: TokenStream,
    pub(in crate::model) option: Known,
    pub(in crate::model) target: Path,
    pub(in crate::model) by: Option<Path>,
    pub(in crate::model) through: Option<Path>,
    pub(in crate::model) name: Option<Ident>,
}

/// Each of the options may be given many times.
pub(super) fn parse(args: &mut Args, errors: &mut Errors) -> Vec<ChildrenArgs> {
    let mut found = Vec::new();
    for option in [HAS_MANY, HAS_ONE, MANY_TO_MANY] {
        for (piece, mut list) in args.take_lists(option, errors) {
            let first = list.positional(true);
            let known =
                if option.name == MANY_TO_MANY.name { LINK_OPTIONS } else { CHILDREN_OPTIONS };
            list.check(option.name, known, errors);
            let target = first.as_ref().and_then(|first| syn::parse2(first.tokens.clone()).ok());
            let Some(target) = target else {
                let place = first.map_or(piece.tokens, |first| first.tokens);
                errors
                    .at(place, "this is no path to a model")
                    .help(format!("write `{}`", option.form));
                continue;
            };
            found.push(ChildrenArgs {
                tokens: piece.tokens,
                option,
                target,
                by: list.parsed(BY, errors),
                through: list.parsed(THROUGH, errors),
                name: list.parsed(NAME, errors),
            });
        }
    }
    found
}
