//! What is known of a route before any request: the declaration, as constant data.
//!
//! A [`RouteSpec`] is read by the dispatcher, the document, the access matrix and the checks at
//! start-up alike, which is why they cannot disagree. Nothing here runs.

use std::fmt;
use std::time::Duration;

use super::argument::Argument;
use super::call::{Call, Handling};
use super::operation::Operation;
use super::segment::{Loads, Segment};
use super::services::Services;
use crate::policy::Rule;

/// The HTTP methods that a route can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Method {
    /// GET
    Get,
    /// HEAD
    Head,
    /// POST
    Post,
    /// PUT
    Put,
    /// PATCH
    Patch,
    /// DELETE
    Delete,
    /// OPTIONS
    Options,
}

impl Method {
    /// How many methods there are.
    pub const COUNT: usize = 7;

    /// All of them, in the order of their discriminants.
    pub const ALL: [Self; Self::COUNT] =
        [Self::Get, Self::Head, Self::Post, Self::Put, Self::Patch, Self::Delete, Self::Options];

    /// The name on the wire.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Head => "HEAD",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
            Self::Options => "OPTIONS",
        }
    }

    /// The method of a request; `None` for one that no route can have.
    #[must_use]
    pub fn of(method: &actix_web::http::Method) -> Option<Self> {
        use actix_web::http::Method as Http;
        match *method {
            Http::GET => Some(Self::Get),
            Http::HEAD => Some(Self::Head),
            Http::POST => Some(Self::Post),
            Http::PUT => Some(Self::Put),
            Http::PATCH => Some(Self::Patch),
            Http::DELETE => Some(Self::Delete),
            Http::OPTIONS => Some(Self::Options),
            _ => None,
        }
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Whom a rate limit counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LimitKey {
    /// The address that the request comes from.
    Ip,
    /// The signed-in caller.
    Actor,
    /// What the caller signs in with: each token or key for itself.
    Key,
    /// The value of a header, whose name is in lower case.
    Header(&'static str),
}

impl LimitKey {
    /// Whether it is known before the caller is.
    #[must_use]
    pub const fn is_early(self) -> bool {
        matches!(self, Self::Ip | Self::Header(_))
    }
}

/// How often a caller may call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RateLimit {
    /// So many calls …
    pub count: u32,
    /// … in any stretch of time of this length.
    pub per: Duration,
    /// No more than so many at once, and the others evenly.
    pub burst: Option<u32>,
    /// Each of whom has a count of their own.
    pub key: LimitKey,
}

/// Which pages of other origins may read the answers of a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cors {
    /// None.
    Nobody,
    /// All, without credentials.
    Everybody,
    /// Those of these origins.
    Origins(&'static [&'static str]),
}

/// What is refused first when there is too much to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Priority {
    /// Refused before the others.
    Background,
    /// Refused at the bound.
    #[default]
    Normal,
    /// Never refused.
    Critical,
}

/// The bounds of a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Limits {
    /// The size of a body in bytes; `None`: the server's `body_limit`.
    pub body: Option<usize>,
    /// How long a call may take.
    pub timeout: Option<Duration>,
    /// How often one caller may call; each of them holds.
    pub rates: &'static [RateLimit],
    /// When it is refused; `None` is as [`Priority::Normal`], and not in the document.
    pub priority: Option<Priority>,
}

/// Since when a route is deprecated, and until when it is served.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deprecated {
    /// The day in seconds since 1970, for the header `Deprecation` (RFC 9745).
    pub since: i64,
    /// The day as HTTP writes dates, for the header `Sunset` (RFC 8594).
    pub sunset: Option<&'static str>,
}

/// An argument that a path segment fills.
#[derive(Clone, Copy)]
pub struct SegmentSpec {
    /// The segment's name.
    pub name: &'static str,
    /// Adds it to the document.
    pub describe: fn(&mut Operation<'_>, &str),
}

impl SegmentSpec {
    /// The segment `name` as a `T`.
    #[must_use]
    pub const fn of<T: Segment<M>, M>(name: &'static str) -> Self {
        Self { name, describe: |operation, name| operation.segment::<T>(name) }
    }
}

/// An argument that is taken by its type.
#[derive(Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "each is said independently of the others")]
pub struct ArgumentSpec {
    /// The model that it loads by a path segment.
    pub loads: Option<Loads>,
    /// Whether it is what the policy decided over.
    pub authorized: bool,
    /// Whether it needs somebody who is signed in.
    pub actor: bool,
    /// Whether it is the request's body.
    pub body: bool,
    /// Whether it writes into the audit log.
    pub audit: bool,
    /// Adds it to the document.
    pub describe: fn(&mut Operation<'_>),
    /// Names what it needs of the application and does not find.
    pub missing: fn(&Services) -> Option<&'static str>,
}

impl ArgumentSpec {
    /// A `T` as an argument of the route `R`.
    #[must_use]
    pub const fn of<R, T: Argument<R, M>, M>() -> Self {
        Self {
            loads: T::LOADS,
            authorized: T::AUTHORIZED,
            actor: T::ACTOR,
            body: T::BODY,
            audit: T::AUDIT,
            describe: T::describe,
            missing: T::missing,
        }
    }
}

/// What a route replies with.
#[derive(Clone, Copy)]
pub struct ReplySpec {
    /// Whether the reply decides its status itself.
    pub own_status: bool,
    /// Adds it to the document.
    pub describe: fn(&mut Operation<'_>),
}

/// One declared route.
#[derive(Clone, Copy)]
pub struct RouteSpec {
    /// The function's name.
    pub name: &'static str,
    /// The module that declares it.
    pub module: &'static str,
    /// The file, for messages.
    pub file: &'static str,
    /// The line, for messages.
    pub line: u32,
    /// The method.
    pub method: Method,
    /// The path, with its prefix: `/posts/{slug}`.
    pub path: &'static str,
    /// Who may call.
    pub policy: Rule,
    /// The first paragraph of the doc comment, or the option `summary`.
    pub summary: &'static str,
    /// The whole doc comment.
    pub description: &'static str,
    /// Under which heading the document lists it.
    pub tag: Option<&'static str>,
    /// The status of a good reply; `None`: what the reply says, or 200.
    pub status: Option<u16>,
    /// Whether callers are told to move away from it.
    pub deprecated: Option<Deprecated>,
    /// Whether the document leaves it out.
    pub hidden: bool,
    /// Its bounds.
    pub limits: Limits,
    /// What its requests are called in the audit log, if they are written there.
    pub audit: Option<&'static str>,
    /// Which pages of other origins may read its answers; `None`: what the configuration says.
    pub cors: Option<Cors>,
    /// The content security policy of its answers; `None`: the one of their media type.
    pub csp: Option<&'static str>,
    /// The arguments that path segments fill.
    pub segments: &'static [SegmentSpec],
    /// The other arguments.
    pub arguments: &'static [ArgumentSpec],
    /// The reply.
    pub reply: ReplySpec,
    /// Extracts, calls, replies.
    pub handle: fn(Call) -> Handling,
}

impl RouteSpec {
    /// The names of the path segments, in order: `slug` of `/posts/{slug}`.
    pub fn segment_names(&self) -> impl Iterator<Item = &'static str> + use<> {
        let parts = self.path.split('/');
        parts.filter_map(|part| {
            Some(part.strip_prefix('{')?.strip_suffix('}')?.trim_start_matches('*'))
        })
    }
}

impl fmt::Display for RouteSpec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} ({}::{})", self.method, self.path, self.module, self.name)
    }
}

/// The type that `#[route]` puts beside a function, under the same name.
pub trait Route: 'static {
    /// The declaration.
    const SPEC: &'static RouteSpec;
}

/// How a route is found: the macro submits one for each.
pub struct RouteEntry(pub &'static RouteSpec);

inventory::collect!(RouteEntry);

/// All routes of the program, by path and method.
#[must_use]
pub fn routes() -> Vec<&'static RouteSpec> {
    let mut all: Vec<_> = inventory::iter::<RouteEntry>().map(|entry| entry.0).collect();
    all.sort_by_key(|spec| (spec.path, spec.method, spec.module, spec.name));
    all
}
