//! From a matched request to its route's own code: how often the caller calls, who they are, and whether they
//! may.
//!
//! What the request alone says is decided at once; what somebody has to be asked about becomes a part of the
//! future. A body is read here only to find the token that comes with a cookie.

use std::rc::Rc;
use std::sync::Arc;

use actix_web::HttpRequest;
use actix_web::dev::Payload;

use super::call::{Answer, Call, Handling, authenticate, denied, identify};
use super::incoming::{Bounds, bounded};
use super::limit::Counted;
use super::services::Services;
use super::table::Endpoint;
use crate::auth::Finding;
use crate::error::Result;
use crate::limit::Shared;
use crate::policy::{Actor, Decision, Rule};

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
            Finding::Now(actor) => self.admit(endpoint, actor?),
            found @ Finding::Later(_) => {
                let endpoint = Arc::clone(endpoint);
                Ok(Box::pin(async move {
                    let (entering, actor) = self.known(&endpoint, found).await?;
                    entering.admit(&endpoint, actor)?.await
                }))
            }
        }
    }

    /// As [`Entering::start`], where instances count together: for that it must wait.
    async fn counted_by_all(self, endpoint: Arc<Endpoint>, shared: Shared) -> Answer {
        self.count_by_all(&endpoint, &shared, (true, None)).await?;
        let found = self.who(&endpoint);
        let (entering, actor) = self.known(&endpoint, found).await?;
        entering.guard(&endpoint, actor.as_ref())?;
        entering.count_by_all(&endpoint, &shared, (false, actor.as_ref())).await?;
        entering.run(&endpoint, actor)?.await
    }

    /// Who calls, where the policy or a rule for a field wants to know.
    fn who(&self, endpoint: &Endpoint) -> Finding {
        let is_public = matches!(endpoint.spec.policy, Rule::Public);
        if is_public && !endpoint.fields.ask_who_calls() {
            return Finding::Now(Ok(None));
        }
        authenticate(&self.request, &self.services)
    }

    async fn known(mut self, endpoint: &Endpoint, found: Finding) -> Result<(Self, Option<Actor>)> {
        let actor = match found {
            Finding::Now(actor) => actor?,
            Finding::Later(actor) => {
                self.bound(endpoint)?;
                identify(actor, &self.request, &mut self.payload, &self.services).await?
            }
        };
        Ok((self, actor))
    }

    fn admit(self, endpoint: &Endpoint, actor: Option<Actor>) -> Result<Handling> {
        self.guard(endpoint, actor.as_ref())?;
        self.count(endpoint, false, actor.as_ref())?;
        self.run(endpoint, actor)
    }

    /// Whether the policy may let the caller in.
    fn guard(&self, endpoint: &Endpoint, actor: Option<&Actor>) -> Result<()> {
        let spec = endpoint.spec;
        #[cfg(feature = "__database")]
        super::audit::acts(spec, &self.request, actor);
        match spec.policy.decide(actor, None) {
            Decision::Allow | Decision::NeedsResource => Ok(()),
            Decision::Deny => Err(denied(spec, actor, None, &self.services)),
        }
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
    fn run(mut self, endpoint: &Endpoint, actor: Option<Actor>) -> Result<Handling> {
        self.bound(endpoint)?;
        let spec = endpoint.spec;
        let Self { request, payload, services, .. } = self;
        #[cfg(feature = "__database")]
        let watch = services.watch;
        let (resource, rows, fields) = (None, Vec::new(), endpoint.fields);
        let call = Call { spec, request, payload, services, actor, resource, rows, fields };
        let handling = (spec.handle)(call);
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
