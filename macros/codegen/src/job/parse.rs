//! The arguments of `#[job]` as they were written.
//!
//! Nothing is judged here but that each value is of its kind.

use proc_macro2::TokenStream;
use syn::{LitInt, LitStr};

use crate::args::{Args, CRATE, Known};
use crate::errors::Errors;
use crate::paths::Root;

pub(super) const OWNER: &str = "#[job]";

pub(super) const QUEUE: Known = Known { name: "queue", form: "queue = \"mail\"" };
pub(super) const RETRIES: Known = Known { name: "retries", form: "retries = 5" };
pub(super) const BACKOFF: Known =
    Known { name: "backoff", form: "backoff = \"exponential 10s..1h\"" };
pub(super) const TIMEOUT: Known = Known { name: "timeout", form: "timeout = \"30s\"" };

pub(super) const POLICY: Known = Known { name: "policy", form: "policy = Permission::WritePosts" };

/// The options of `#[job]`.
pub const OPTIONS: &[Known] = &[QUEUE, RETRIES, BACKOFF, TIMEOUT, POLICY, CRATE];

/// What stands in the parentheses.
#[derive(Debug)]
pub(super) struct Input {
    pub root: Root,
    pub queue: Option<LitStr>,
    pub retries: Option<LitInt>,
    pub backoff: Option<LitStr>,
    pub timeout: Option<LitStr>,
    pub policy: Option<TokenStream>,
}

pub(super) fn parse_args(args: &Args, errors: &mut Errors) -> Input {
    args.check(OWNER, OPTIONS, errors);
    Input {
        root: args.root(errors),
        queue: args.text(QUEUE, errors),
        retries: args.parsed(RETRIES, errors),
        backoff: args.text(BACKOFF, errors),
        timeout: args.text(TIMEOUT, errors),
        policy: args.parsed(POLICY, errors),
    }
}
