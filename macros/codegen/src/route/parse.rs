//! The arguments of `#[route]` as tokens of the right kinds.
//!
//! What they say is judged in `check`.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::parse::{Parse, ParseStream};
use syn::{Expr, ExprArray, Ident, LitInt, LitStr};

use crate::args::{Args, CRATE, Known, Piece, Value};
use crate::errors::{Errors, nearest};
use crate::names::bare;
use crate::paths::Root;

pub(super) const POLICY: Known = Known { name: "policy", form: "policy = public" };
pub(super) const STATUS: Known = Known { name: "status", form: "status = 201" };
pub(super) const TAG: Known = Known { name: "tag", form: "tag = \"posts\"" };
const SUMMARY: Known = Known { name: "summary", form: "summary = \"List posts\"" };
pub(super) const DEPRECATED: Known = Known {
    name: "deprecated",
    form: "deprecated(since = \"2026-01-01\", sunset = \"2027-01-01\")",
};
const SINCE: Known = Known { name: "since", form: "since = \"2026-01-01\"" };
const SUNSET: Known = Known { name: "sunset", form: "sunset = \"2027-01-01\"" };
const HIDDEN: Known = Known { name: "hidden", form: "hidden" };
const BODY_LIMIT: Known = Known { name: "body_limit", form: "body_limit = \"1MB\"" };
const TIMEOUT: Known = Known { name: "timeout", form: "timeout = \"2s\"" };
pub(super) const TRANSACTION: Known = Known { name: "transaction", form: "transaction" };
const AUDIT: Known = Known { name: "audit", form: "audit = \"user.delete\"" };
pub(super) const RATE_LIMIT: Known =
    Known { name: "rate_limit", form: "rate_limit = \"10/min per actor\"" };

const PRIORITY: Known = Known { name: "priority", form: "priority = background" };
const CORS: Known = Known { name: "cors", form: "cors = \"https://app.example.com\"" };
const CSP: Known = Known { name: "csp", form: "csp = \"default-src 'self'\"" };

/// The options of `#[route]`.
pub const OPTIONS: &[Known] = &[
    POLICY,
    STATUS,
    TAG,
    SUMMARY,
    DEPRECATED,
    HIDDEN,
    BODY_LIMIT,
    TIMEOUT,
    RATE_LIMIT,
    PRIORITY,
    CORS,
    CSP,
    TRANSACTION,
    AUDIT,
    CRATE,
];

/// The options of `deprecated`.
pub const DEPRECATED_OPTIONS: &[Known] = &[SINCE, SUNSET];

/// How `#[routes]` hands its options down.
pub(super) const WITHIN: &str = "__within";
pub(super) const PREFIX: Known = Known { name: "prefix", form: "prefix = \"/api\"" };

/// The arguments of one `#[route]`.
#[derive(Debug, Default)]
pub(super) struct Input {
    pub(super) root: Root,
    pub(super) method: Option<Piece>,
    pub(super) path: Option<Piece>,
    pub(super) prefix: Option<LitStr>,
    pub(super) policy: Policy,
    pub(super) status: Option<LitInt>,
    pub(super) tag: Option<LitStr>,
    pub(super) summary: Option<LitStr>,
    pub(super) deprecated: Option<Deprecated>,
    pub(super) hidden: bool,
    pub(super) body_limit: Option<LitStr>,
    pub(super) timeout: Option<LitStr>,
    pub(super) rate_limit: Option<Rates>,
    pub(super) audit: Option<LitStr>,
    pub(super) priority: Option<Ident>,
    pub(super) cors: Option<Expr>,
    pub(super) csp: Option<LitStr>,
    /// Where the option stands.
    pub(super) transaction: Option<Piece>,
}

/// The option `rate_limit`: one text, or a list of them.
#[derive(Debug)]
pub(super) struct Rates {
    pub(super) texts: Vec<LitStr>,
    /// The list, where it is one.
    pub(super) list: TokenStream,
}

impl Parse for Rates {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.peek(LitStr) {
            return Ok(Self { texts: vec![input.parse()?], list: TokenStream::new() });
        }
        let list: ExprArray = input.parse()?;
        let text = |element: &Expr| syn::parse2(element.to_token_stream());
        let texts = list.elems.iter().map(text).collect::<syn::Result<_>>()?;
        Ok(Self { texts, list: list.into_token_stream() })
    }
}

/// The option `policy`.
#[derive(Debug, Default)]
pub(super) enum Policy {
    /// Nobody says anything.
    #[default]
    Absent,
    /// It has no value, which has been reported.
    Wrong,
    /// The route says it.
    Own(TokenStream),
    /// A surrounding `#[routes]` says it, and has reported what is wrong with it.
    Shared(TokenStream),
}

/// The arguments of `deprecated`.
#[derive(Debug)]
pub(super) struct Deprecated {
    pub(super) place: Piece,
    pub(super) since: Option<LitStr>,
    pub(super) sunset: Option<LitStr>,
}

pub(super) fn parse_args(mut args: Args, errors: &mut Errors) -> Input {
    let (method, path) = parse_place(&mut args);
    let within = parse_within(&mut args, errors);
    args.check("#[route]", OPTIONS, errors);
    let policy = match args.get(POLICY.name) {
        Some(_) => args.parsed(POLICY, errors).map_or(Policy::Wrong, Policy::Own),
        // A misspelt one has been reported.
        None if args.pieces().iter().any(is_nearly_policy) => Policy::Wrong,
        None => within.policy.map_or(Policy::Absent, Policy::Shared),
    };
    Input {
        root: args.root(errors),
        method,
        path,
        prefix: within.prefix,
        policy,
        status: args.parsed(STATUS, errors),
        tag: args.text(TAG, errors).or(within.tag),
        summary: args.text(SUMMARY, errors),
        deprecated: parse_deprecated(&args, errors),
        hidden: args.flag(HIDDEN, errors),
        body_limit: args.text(BODY_LIMIT, errors),
        timeout: args.text(TIMEOUT, errors),
        rate_limit: args.parsed(RATE_LIMIT, errors),
        audit: args.text(AUDIT, errors),
        priority: args.parsed(PRIORITY, errors),
        cors: args.parsed(CORS, errors),
        csp: args.text(CSP, errors),
        transaction: args.get(TRANSACTION.name).filter(|_| args.flag(TRANSACTION, errors)).cloned(),
    }
}

/// Method and path. What seems to be meant as the path is taken as one, so that `check` can say so.
fn parse_place(args: &mut Args) -> (Option<Piece>, Option<Piece>) {
    let first = args.positional(true);
    let is_text = first.as_ref().is_some_and(|piece| piece.name.is_none());
    let (method, path) = if is_text { (None, first) } else { (first, args.positional(false)) };
    let path = path.or_else(|| args.take("path")).or_else(|| {
        let next = args.pieces().first()?.name.as_ref().map(bare)?;
        let known = OPTIONS.iter().any(|option| option.name == next);
        if known { None } else { args.positional(true) }
    });
    (method, path)
}

fn is_nearly_policy(piece: &Piece) -> bool {
    let name = piece.name.as_ref().map(bare).unwrap_or_default();
    nearest(&name, OPTIONS.iter().map(|option| option.name)) == Some(POLICY.name)
}

/// What a surrounding `#[routes]` says.
#[derive(Debug, Default)]
struct Within {
    prefix: Option<LitStr>,
    tag: Option<LitStr>,
    policy: Option<TokenStream>,
}

fn parse_within(args: &mut Args, errors: &mut Errors) -> Within {
    let Some(piece) = args.take(WITHIN) else { return Within::default() };
    let Value::List(inner) = piece.value else { return Within::default() };
    let inner = Args::split(inner);
    Within {
        prefix: inner.text(PREFIX, errors),
        tag: inner.text(TAG, errors),
        policy: inner.parsed(POLICY, errors),
    }
}

fn parse_deprecated(args: &Args, errors: &mut Errors) -> Option<Deprecated> {
    let place = args.get(DEPRECATED.name)?.clone();
    let inner = args.list(DEPRECATED, errors)?;
    inner.check("deprecated", DEPRECATED_OPTIONS, errors);
    let (since, sunset) = (inner.text(SINCE, errors), inner.text(SUNSET, errors));
    Some(Deprecated { place, since, sunset })
}
