//! A checked job.
//!
//! Nothing wrong can be written down here: what is absent has the runtime's default.

use std::time::Duration;

use syn::{Attribute, Ident, Type, Visibility};

use crate::paths::Root;
use crate::rule::backoff::Backoff;
use crate::rule::policy_expr::PolicyExpr;

/// An async function that can be queued.
#[derive(Debug)]
pub struct Job {
    /// Where the runtime is.
    pub root: Root,
    /// The `#[cfg(..)]`s of the function, which its companions share.
    pub cfg: Vec<Attribute>,
    /// Who may queue it: whoever may call it.
    pub vis: Visibility,
    /// The function.
    pub ident: Ident,
    /// The type of the first argument.
    pub payload: Type,
    /// The types of the others.
    pub resources: Vec<Type>,
    /// What it returns, when anything is written.
    pub output: Option<Type>,
    /// The option `queue`.
    pub queue: Option<String>,
    /// The option `retries`.
    pub retries: Option<u16>,
    /// The option `backoff`.
    pub backoff: Option<Backoff>,
    /// The option `timeout`.
    pub timeout: Option<Duration>,
    /// The option `policy`, which is about no resource.
    pub policy: Option<PolicyExpr>,
}
