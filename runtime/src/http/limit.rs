//! Rate limits: whom they count, and what they say.
//!
//! How it is counted, and where, is decided elsewhere; a count never belongs to two routes.

use std::cell::Cell;
use std::net::IpAddr;
use std::rc::Rc;
use std::sync::Arc;

use actix_web::HttpRequest;
use actix_web::http::header::{AUTHORIZATION, HeaderMap, HeaderName, HeaderValue};

use super::call::API_KEY;
use super::client;
use super::spec::{LimitKey, RouteSpec};
use crate::error::Result;
use crate::limit::{Local, Shared, Verdict, Window, digest, network, refusal, seconds};
use crate::policy::Actor;

/// The header that tells how many calls are allowed.
pub const LIMIT: HeaderName = HeaderName::from_static("ratelimit-limit");
/// The header that tells how many are left.
pub const REMAINING: HeaderName = HeaderName::from_static("ratelimit-remaining");
/// The header that tells in how many seconds there is one more.
pub const RESET: HeaderName = HeaderName::from_static("ratelimit-reset");

/// Whom a count belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Caller {
    /// A network; `None` where a connection has no address.
    Network(Option<IpAddr>),
    /// A signed-in caller.
    Actor(i64),
    /// A text that a client chooses, or that is secret: as a hash, which is short and tells nothing.
    Text(u128),
    /// A network from which credentials came that are not good.
    Unproved(Option<IpAddr>),
}

impl Caller {
    /// Whom this limit counts. Who has none of what it counts is counted by address.
    fn of(key: LimitKey, request: &HttpRequest, actor: Option<&Actor>) -> Self {
        let found = match key {
            LimitKey::Ip => None,
            LimitKey::Actor => actor.map(|actor| Self::Actor(actor.id)),
            // What has been proved, so that nobody gets a count of their own by making it up.
            LimitKey::Key => actor.map(|actor| {
                let credential = Self::header(request, AUTHORIZATION.as_str())
                    .or_else(|| Self::header(request, API_KEY.as_str()));
                credential.unwrap_or(Self::Actor(actor.id))
            }),
            LimitKey::Header(name) => Self::header(request, name),
        };
        found.unwrap_or_else(|| Self::Network(client::address(request).map(network)))
    }

    fn unproved(request: &HttpRequest) -> Self {
        Self::Unproved(client::address(request).map(network))
    }

    fn header(request: &HttpRequest, name: &str) -> Option<Self> {
        let value = request.headers().get(name)?;
        Some(Self::Text(digest(value.as_bytes())))
    }

    fn name(&self) -> String {
        match self {
            Self::Network(Some(network)) => format!("ip {network}"),
            Self::Network(None) => "ip".to_owned(),
            Self::Actor(id) => format!("actor {id}"),
            Self::Text(hash) => format!("text {hash:032x}"),
            Self::Unproved(Some(network)) => format!("unproved {network}"),
            Self::Unproved(None) => "unproved".to_owned(),
        }
    }
}

/// One limit of one route, with its counts.
pub struct Limiter {
    key: LimitKey,
    /// What the counts are called where others count too.
    name: String,
    local: Local<Caller>,
}

/// What the limits of a route have said of a request so far: the one that leaves the least.
#[derive(Clone, Default)]
pub struct Counted(Rc<Cell<Option<Quota>>>);

#[derive(Clone, Copy)]
struct Quota {
    limit: u64,
    remaining: u64,
    reset: u64,
}

impl Limiter {
    /// The limits of a route. One that allows nothing or takes no time is left out: the macro refuses it.
    #[must_use]
    pub fn all(spec: &RouteSpec) -> Arc<[Self]> {
        let limiters = spec.limits.rates.iter().filter_map(|rate| {
            let window = Window::new(rate.count, rate.per, rate.burst)?;
            let key = match rate.key {
                LimitKey::Ip => "ip",
                LimitKey::Actor => "actor",
                LimitKey::Key => "key",
                LimitKey::Header(name) => name,
            };
            let name = format!("{} {} {} {key}", spec.method, spec.path, window.name());
            Some(Self { key: rate.key, name, local: Local::new(window) })
        });
        limiters.collect()
    }

    /// Whether it counts before it is known who calls.
    #[must_use]
    pub fn is_early(&self) -> bool {
        self.key.is_early()
    }

    /// Counts a call in this process.
    ///
    /// # Errors
    /// 429 with `Retry-After` if the caller called too often.
    pub fn count(
        &self,
        request: &HttpRequest,
        actor: Option<&Actor>,
        counted: &Counted,
    ) -> Result<()> {
        let caller = Caller::of(self.key, request, actor);
        self.told(self.local.hit(&caller), counted)
    }

    /// Whether it counts credentials that are not good, too: those of one network together, so that trying many
    /// is no way around it, and apart from the good ones, so that nobody is refused for what others try.
    #[must_use]
    pub fn counts_credentials(&self) -> bool {
        self.key == LimitKey::Key
    }

    /// Counts a credential that is not good, in this process.
    ///
    /// # Errors
    /// As [`Limiter::count`].
    pub fn count_unproved(&self, request: &HttpRequest, counted: &Counted) -> Result<()> {
        self.told(self.local.hit(&Caller::unproved(request)), counted)
    }

    /// As [`Limiter::count_unproved`], where all instances count.
    ///
    /// # Errors
    /// As [`Limiter::count`].
    pub async fn count_unproved_shared(
        &self,
        shared: &Shared,
        request: &HttpRequest,
        counted: &Counted,
    ) -> Result<()> {
        self.ask(shared, &Caller::unproved(request), counted).await
    }

    /// Counts a call where all instances do, or in this process when that is away.
    ///
    /// # Errors
    /// As [`Limiter::count`].
    pub async fn count_shared(
        &self,
        shared: &Shared,
        request: &HttpRequest,
        actor: Option<&Actor>,
        counted: &Counted,
    ) -> Result<()> {
        self.ask(shared, &Caller::of(self.key, request, actor), counted).await
    }

    async fn ask(&self, shared: &Shared, caller: &Caller, counted: &Counted) -> Result<()> {
        if let Some(refused) = self.local.refused(caller) {
            return self.told(refused, counted);
        }
        let key = format!("{} {}", self.name, caller.name());
        let verdict = match shared.ask(|store| store.hit(&key, self.local.window())).await {
            Some(verdict) => {
                self.local.learn(caller, verdict);
                verdict
            }
            None => self.local.hit(caller),
        };
        self.told(verdict, counted)
    }

    fn told(&self, verdict: Verdict, counted: &Counted) -> Result<()> {
        let Verdict { allowed, remaining, reset } = verdict;
        counted.note(Quota { limit: self.local.window().count(), remaining, reset });
        if allowed { Ok(()) } else { Err(refusal("requests", reset)) }
    }
}

impl Counted {
    fn note(&self, quota: Quota) {
        let tighter =
            |known: Quota| (quota.remaining, known.reset) < (known.remaining, quota.reset);
        if self.0.get().is_none_or(tighter) {
            self.0.set(Some(quota));
        }
    }

    /// Writes it into the headers of the answer, good or not.
    pub fn tell(&self, headers: &mut HeaderMap) {
        let Some(Quota { limit, remaining, reset }) = self.0.get() else { return };
        headers.insert(LIMIT, HeaderValue::from(limit));
        headers.insert(REMAINING, HeaderValue::from(remaining));
        headers.insert(RESET, HeaderValue::from(seconds(reset)));
    }
}
