//! From a matched request to its route's own code: how often the caller calls, who they are, and whether they
//! may.
//!
//! What the request alone says is decided at once; what somebody has to be asked about becomes a part of the
//! future. A body is read here only to find the token that comes with a cookie.

use std::rc::Rc;
use std::sync::Arc;

use actix_web::HttpRequest;
use actix_web::dev::Payload;
use actix_web::http::StatusCode;

#[cfg(feature = "jobs")]
use super::acting::Behind;
use super::call::{Answer, Call, Handling, authenticate, denied, identify};
use super::incoming::{Bounds, bounded};
use super::limit::{Counted, Limiter};
use super::services::Services;
use super::table::Endpoint;
use crate::auth::Finding;
use crate::error::{Error, Result};
use crate::limit::Shared;
use crate::policy::entry::{By, Entry, enter};
use crate::policy::{Actor, Kind, Pass, Rule};

/// A request that has found its route.
pub(super) struct Entering {
    /// Its head.
    pub(super) request: HttpRequest,
    /// Its body, not read yet.
    pub(super) payload: Payload,
    /// What the application provides.
    #[expect(clippy::redundant_allocation, reason = "as the dispatcher has it")]
    pub(super) services: Rc<Arc<Services>>,
    /// What the limits of the route say of it, if it has some.
    pub(super) counted: Option<Counted>,
}

impl Entering {
    /// Runs the route's own code, if the caller may.
    ///
    /// # Errors
    /// 401, 403, 413 and 429.
    pub(super) fn start(self, endpoint: &Arc<Endpoint>) -> Result<Handling> {
        if let (Some(_), Some(shared)) = (&self.counted, &self.services.limits) {
            let shared = shared.clone();
            return Ok(Box::pin(self.counted_by_all(Arc::clone(endpoint), shared)));
        }
        self.count(endpoint, true, None)?;
        match self.who(endpoint) {
            Finding::Now(Err(error)) => Err(self.unproved(endpoint, error)),
            Finding::Now(Ok(actor)) => self.admit(endpoint, actor),
            found @ Finding::Later(_) => {
                let endpoint = Arc::clone(endpoint);
                Ok(Box::pin(async move {
                    let mut entering = self;
                    match entering.known(&endpoint, found).await {
                        Ok(actor) => entering.admit(&endpoint, actor)?.await,
                        Err(error) => Err(entering.unproved(&endpoint, error)),
                    }
                }))
            }
        }
    }

    /// As [`Entering::start`], where instances count together: for that it must wait.
    async fn counted_by_all(mut self, endpoint: Arc<Endpoint>, shared: Shared) -> Answer {
        self.count_by_all(&endpoint, &shared, (true, None)).await?;
        let found = self.who(&endpoint);
        let actor = match self.known(&endpoint, found).await {
            Ok(actor) => actor,
            Err(error) => return Err(self.unproved_for_all(&endpoint, &shared, error).await),
        };
        let pass = self.guard(&endpoint, actor.as_ref())?;
        self.count_by_all(&endpoint, &shared, (false, actor.as_ref())).await?;
        self.run(&endpoint, actor, pass)?.await
    }

    /// Who calls, where the policy or a rule for a field wants to know.
    fn who(&self, endpoint: &Endpoint) -> Finding {
        let is_public = matches!(endpoint.spec.policy, Rule::Public);
        if is_public && !endpoint.fields.ask_who_calls() {
            return Finding::Now(Ok(None));
        }
        authenticate(&self.request, &self.services)
    }

    async fn known(&mut self, endpoint: &Endpoint, found: Finding) -> Result<Option<Actor>> {
        match found {
            Finding::Now(actor) => actor,
            Finding::Later(actor) => {
                self.bound(endpoint)?;
                identify(actor, &self.request, &mut self.payload, &self.services).await
            }
        }
    }

    /// What somebody is told whose credential is not good: that, or that they have tried too many.
    fn unproved(&self, endpoint: &Endpoint, error: Error) -> Error {
        for (limiter, counted) in self.credential_limiters(endpoint, &error) {
            if let Err(too_many) = limiter.count_unproved(&self.request, counted) {
                return too_many;
            }
        }
        error
    }

    /// As [`Entering::unproved`], where instances count together.
    async fn unproved_for_all(&self, endpoint: &Endpoint, shared: &Shared, error: Error) -> Error {
        for (limiter, counted) in self.credential_limiters(endpoint, &error) {
            let counted = limiter.count_unproved_shared(shared, &self.request, counted).await;
            if let Err(too_many) = counted {
                return too_many;
            }
        }
        error
    }

    fn credential_limiters<'a>(
        &'a self,
        endpoint: &'a Endpoint,
        error: &Error,
    ) -> impl Iterator<Item = (&'a Limiter, &'a Counted)> {
        let counted = self.counted.as_ref().filter(|_| error.status() == StatusCode::UNAUTHORIZED);
        counted.into_iter().flat_map(|counted| {
            let limiters = endpoint.limiters.iter();
            limiters.filter(|limiter| limiter.counts_credentials()).map(move |one| (one, counted))
        })
    }

    fn admit(self, endpoint: &Endpoint, actor: Option<Actor>) -> Result<Handling> {
        let pass = self.guard(endpoint, actor.as_ref())?;
        self.count(endpoint, false, actor.as_ref())?;
        self.run(endpoint, actor, pass)
    }

    /// Whether the policy may let the caller in.
    fn guard(&self, endpoint: &Endpoint, actor: Option<&Actor>) -> Result<Pass> {
        let spec = endpoint.spec;
        #[cfg(feature = "__database")]
        super::audit::acts(spec, &self.request, actor);
        let entry = Entry { kind: Kind::Route, name: spec, rule: &spec.policy };
        enter(entry, By::Caller(actor)).map_err(|_| denied(spec, actor, None, &self.services))
    }

    fn count(&self, endpoint: &Endpoint, is_early: bool, actor: Option<&Actor>) -> Result<()> {
        let Some(counted) = &self.counted else { return Ok(()) };
        let mut limiters =
            endpoint.limiters.iter().filter(|limiter| limiter.is_early() == is_early);
        limiters.try_for_each(|limiter| limiter.count(&self.request, actor, counted))
    }

    async fn count_by_all(
        &self,
        endpoint: &Endpoint,
        shared: &Shared,
        (is_early, actor): (bool, Option<&Actor>),
    ) -> Result<()> {
        let Some(counted) = &self.counted else { return Ok(()) };
        for limiter in endpoint.limiters.iter().filter(|limiter| limiter.is_early() == is_early) {
            limiter.count_shared(shared, &self.request, actor, counted).await?;
        }
        Ok(())
    }

    /// The route's own code, with a body that is not too large.
    fn run(mut self, endpoint: &Endpoint, actor: Option<Actor>, pass: Pass) -> Result<Handling> {
        self.bound(endpoint)?;
        let spec = endpoint.spec;
        let Self { request, payload, services, .. } = self;
        #[cfg(feature = "__database")]
        let watch = services.watch;
        let (resource, rows, fields) = (None, Vec::new(), endpoint.fields);
        #[cfg(feature = "jobs")]
        let behind = services.queues.then(|| Behind::new(&request, actor.as_ref()));
        let call = Call {
            spec,
            request,
            payload,
            services,
            actor,
            resource,
            rows,
            fields,
            pass,
            #[cfg(feature = "jobs")]
            behind: behind.clone(),
        };
        let handling = (spec.handle)(call);
        #[cfg(feature = "jobs")]
        let handling = match behind {
            Some(behind) => behind.run(handling),
            None => handling,
        };
        #[cfg(feature = "__database")]
        let handling = watch.over(spec, handling);
        Ok(handling)
    }

    fn bound(&mut self, endpoint: &Endpoint) -> Result<()> {
        let size = endpoint.spec.limits.body.unwrap_or(self.services.body_limit);
        let bounds = Bounds { size, time: self.services.body_timeout };
        let payload = std::mem::replace(&mut self.payload, Payload::None);
        self.payload = bounded(payload, &self.request, bounds)?;
        Ok(())
    }
}
