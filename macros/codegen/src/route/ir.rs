//! A checked route: wrong ones cannot be written down.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Attribute, Ident, Type, Visibility};

use crate::item::docs::Docs;
use crate::paths::Root;
use crate::rule::cors::Cors;
use crate::rule::date::Date;
use crate::rule::path_template::PathTemplate;
use crate::rule::policy_expr::PolicyExpr;
use crate::rule::priority::Priority;
use crate::rule::rate::Rate;
use std::time::Duration;

/// One route.
#[derive(Debug)]
pub struct Route {
    /// Where the runtime is.
    pub root: Root,
    /// `#[cfg]` attributes of the function, which hold for everything beside it.
    pub cfg: Vec<Attribute>,
    /// The function's visibility.
    pub vis: Visibility,
    /// The function's name.
    pub ident: Ident,
    /// Whether the function is async.
    pub is_async: bool,
    /// The variant of the runtime's `Method`.
    pub method: Ident,
    /// The name of the method on the wire.
    pub method_name: &'static str,
    /// The path with its prefix.
    pub path: PathTemplate,
    /// The function's arguments, in order.
    pub params: Vec<Param>,
    /// The return type, if one is written.
    pub reply: Option<Type>,
    /// Who may call.
    pub policy: PolicyExpr,
    /// The status of a good reply, with the tokens that say so.
    pub status: Option<(u16, TokenStream)>,
    /// The heading in the document.
    pub tag: Option<String>,
    /// The function's doc comment.
    pub docs: Docs,
    /// The option `summary`.
    pub summary: Option<String>,
    /// Since when and until when.
    pub deprecated: Option<(Date, Option<Date>)>,
    /// Whether the document leaves the route out.
    pub hidden: bool,
    /// The size of a body in bytes.
    pub body_limit: Option<usize>,
    /// How long a call may take.
    pub timeout: Option<Duration>,
    /// How often somebody may call; each of them holds.
    pub rate_limits: Vec<Rate>,
    /// The name of the action in the audit log.
    pub audit: Option<String>,
    /// When it is refused under load.
    pub priority: Option<Priority>,
    /// Who may read its answers from another origin.
    pub cors: Option<Cors>,
    /// The content security policy of its answers.
    pub csp: Option<String>,
}

/// One argument.
#[derive(Debug)]
pub struct Param {
    /// Its type; of the transaction, what is borrowed.
    pub ty: Type,
    /// Where its value comes from.
    pub source: Source,
}

/// Where an argument comes from.
#[derive(Debug, PartialEq, Eq)]
pub enum Source {
    /// The path segment of that name.
    Segment(String),
    /// The rest of the request, as the argument's type says.
    Extracted,
    /// It is the transaction that the route runs in.
    Transaction,
}

impl Param {
    /// Whether its type says where it comes from.
    pub fn is_extracted(&self) -> bool {
        self.source == Source::Extracted
    }
}

impl Route {
    /// The arguments that are taken by their types.
    pub fn extracted(&self) -> impl Iterator<Item = &Type> {
        self.params.iter().filter(|param| param.is_extracted()).map(|param| &param.ty)
    }

    /// Whether the route runs in a transaction.
    pub fn has_transaction(&self) -> bool {
        self.params.iter().any(|param| param.source == Source::Transaction)
    }

    /// The return type, `()` where none is written.
    pub fn reply_type(&self) -> TokenStream {
        self.reply.as_ref().map_or_else(|| quote!(()), ToTokens::to_token_stream)
    }

    /// The type of the argument that takes a segment by its name.
    pub fn segment_type(&self, name: &str) -> Option<&Type> {
        let takes =
            |param: &&Param| matches!(&param.source, Source::Segment(segment) if segment == name);
        self.params.iter().find(takes).map(|param| &param.ty)
    }
}
