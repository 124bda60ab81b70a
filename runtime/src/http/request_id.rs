//! The id of a request: the one that a client or a proxy sent, or one that is made when it is first
//! asked for.
//!
//! It is there to be quoted and never to be guessed: nothing may be granted because of it.

use std::cell::RefCell;
use std::future::{Ready, ready};

use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::web::BytesMut;
use actix_web::{FromRequest, HttpMessage, HttpRequest};

/// The header that carries the request id, in and out.
pub const HEADER: HeaderName = HeaderName::from_static("x-request-id");

/// A request id from outside is kept up to this length.
const MAX_LENGTH: usize = 128;

/// The id of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestId(pub String);

impl FromRequest for RequestId {
    type Error = actix_web::Error;
    type Future = Ready<Result<Self, Self::Error>>;

    fn from_request(request: &HttpRequest, _: &mut actix_web::dev::Payload) -> Self::Future {
        ready(Ok(Self(text(&request_id(request)).to_owned())))
    }
}

/// An id that was made here, kept with its request.
struct Made(HeaderValue);

/// The id of a request, for whoever works on it.
#[must_use]
pub fn request_id(request: &HttpRequest) -> HeaderValue {
    known(request).unwrap_or_else(|| {
        let id = fresh();
        request.extensions_mut().insert(Made(id.clone()));
        id
    })
}

/// The id of a request that has been answered: nobody asks again, so it is not kept.
#[must_use]
pub fn final_request_id(request: &HttpRequest) -> HeaderValue {
    known(request).unwrap_or_else(fresh)
}

/// An id as text.
#[must_use]
pub fn text(id: &HeaderValue) -> &str {
    id.to_str().unwrap_or_default()
}

fn known(request: &HttpRequest) -> Option<HeaderValue> {
    if let Some(Made(id)) = request.extensions().get() {
        return Some(id.clone());
    }
    request.headers().get(HEADER).filter(|given| is_good(given)).cloned()
}

/// Visible ASCII of a bearable length: an id goes into logs and headers.
fn is_good(id: &HeaderValue) -> bool {
    !id.is_empty() && id.len() <= MAX_LENGTH && id.as_bytes().iter().all(u8::is_ascii_graphic)
}

fn fresh() -> HeaderValue {
    thread_local! {
        static IDS: RefCell<FreshIds> = RefCell::new(FreshIds::new());
    }
    IDS.with_borrow_mut(FreshIds::next)
}

/// Makes ids: random for each thread, then counted, so that the system is asked once; cut from one
/// buffer, so that few of them are an allocation.
struct FreshIds {
    last: [u8; 32],
    buffer: BytesMut,
}

impl FreshIds {
    /// As many ids as share an allocation.
    const BUFFERED: usize = 64;

    fn new() -> Self {
        let (time, random) = uuid::Uuid::now_v7().as_u64_pair();
        let text = format!("{:016x}{random:016x}", time ^ random.rotate_left(32));
        let mut last = [b'0'; 32];
        last.copy_from_slice(text.as_bytes());
        Self { last, buffer: BytesMut::with_capacity(last.len() * Self::BUFFERED) }
    }

    fn next(&mut self) -> HeaderValue {
        count_up(&mut self.last);
        self.buffer.extend_from_slice(&self.last);
        let id = HeaderValue::from_maybe_shared(self.buffer.split().freeze());
        id.unwrap_or(HeaderValue::from_static("0"))
    }
}

/// Adds one to a number in hexadecimal digits.
fn count_up(digits: &mut [u8]) {
    for digit in digits.iter_mut().rev() {
        *digit = match *digit {
            b'f' => b'0',
            b'9' => b'a',
            other => other + 1,
        };
        if *digit != b'0' {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use actix_web::test::TestRequest;

    use super::*;

    #[test]
    fn ids_are_long_and_each_is_another() {
        let mut ids = FreshIds::new();
        let made: Vec<HeaderValue> = (0..200).map(|_| ids.next()).collect();
        assert!(made.iter().all(|id| id.len() == 32 && is_good(id)));
        let different: HashSet<&[u8]> = made.iter().map(HeaderValue::as_bytes).collect();
        assert_eq!(different.len(), made.len());
        assert_ne!(FreshIds::new().last[..16], ids.last[..16]);
    }

    #[test]
    fn digits_are_counted_up() {
        for (digits, next) in [("008", "009"), ("009", "00a"), ("0ff", "100"), ("fff", "000")] {
            let mut digits = digits.as_bytes().to_vec();
            count_up(&mut digits);
            assert_eq!(digits, next.as_bytes());
        }
    }

    #[test]
    fn a_request_keeps_its_id() {
        let request = TestRequest::default().to_http_request();
        let id = request_id(&request);
        assert_eq!(request_id(&request), id);
        assert_eq!(final_request_id(&request), id);
    }

    #[test]
    fn a_good_id_from_outside_is_taken_and_a_bad_one_is_not() {
        for (given, is_taken) in [("abc-1", true), ("a b", false), ("", false)] {
            let request = TestRequest::default().insert_header((HEADER, given)).to_http_request();
            assert_eq!(text(&request_id(&request)) == given, is_taken, "{given:?}");
            assert_eq!(final_request_id(&request), request_id(&request));
        }
    }
}
