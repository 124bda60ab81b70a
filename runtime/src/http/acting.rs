//! A request as the work remembers it that its route queues: who calls, which request it was.
//!
//! It is asked when something is queued, never before: a program without jobs has none of it.

use std::cell::RefCell;
use std::rc::Rc;

use actix_web::HttpRequest;
use actix_web::http::header::HeaderName;

use super::call::Handling;
use super::request_id::{request_id, text};
use crate::policy::acting::{Requesting, in_request};
use crate::policy::{Actor, Origin};

const TRACEPARENT: HeaderName = HeaderName::from_static("traceparent");

/// A request whose route runs.
pub struct Behind {
    request: HttpRequest,
    actor: RefCell<Option<Actor>>,
}

impl Behind {
    /// The request, and who calls as far as it is known.
    pub(super) fn new(request: &HttpRequest, actor: Option<&Actor>) -> Rc<Self> {
        Rc::new(Self { request: request.clone(), actor: RefCell::new(actor.cloned()) })
    }

    /// Notes who calls, when an argument of the route has asked.
    pub(super) fn learn(&self, actor: Option<&Actor>) {
        *self.actor.borrow_mut() = actor.cloned();
    }

    /// Runs the route.
    pub(super) fn run(self: Rc<Self>, handling: Handling) -> Handling {
        Box::pin(in_request(self, handling))
    }
}

impl Requesting for Behind {
    fn origin(&self) -> Origin {
        let trace = self.request.headers().get(TRACEPARENT).and_then(|value| value.to_str().ok());
        Origin {
            acting: self.actor.borrow().clone().into(),
            request_id: Some(text(&request_id(&self.request)).to_owned()),
            trace: trace.filter(|trace| is_traceparent(trace)).map(str::to_owned),
        }
    }
}

/// Whether it is a version, a trace, a parent and flags, as W3C Trace Context (§3.2.2) has them.
fn is_traceparent(text: &str) -> bool {
    let is_hexadecimal = |part: &str| {
        part.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
    };
    let is_zero = |part: &str| part.bytes().all(|byte| byte == b'0');
    let parts: Vec<&str> = text.split('-').collect();
    let [version, trace, parent, flags] = parts.as_slice() else { return false };
    let has_lengths = (version.len(), trace.len(), parent.len(), flags.len()) == (2, 32, 16, 2);
    let is_known = *version != "ff" && !is_zero(trace) && !is_zero(parent);
    has_lengths && is_known && parts.iter().all(|part| is_hexadecimal(part))
}

#[cfg(test)]
mod tests {
    use super::is_traceparent;

    #[test]
    fn a_trace_is_one_or_is_none() {
        let good = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        assert!(is_traceparent(good));
        for bad in [
            "",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
            "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
            "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-extra",
        ] {
            assert!(!is_traceparent(bad), "{bad}");
        }
    }
}
