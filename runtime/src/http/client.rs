//! Who sent a request, over which scheme and to which host, where proxies stand between.
//!
//! What a proxy says is believed if the proxy is trusted, and what it says of the proxy before it if
//! that one is trusted as well. Everything else in such a header anybody can have written: it is
//! ignored, and is no error.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use actix_web::HttpRequest;
use actix_web::dev::RequestHead;
use actix_web::http::header::{
    FORWARDED, HOST, HeaderMap, HeaderName, HeaderValue, X_FORWARDED_FOR, X_FORWARDED_HOST,
    X_FORWARDED_PROTO,
};
use actix_web::http::uri::Authority;

use super::argument::{Argument, source};
use super::call::Call;
use crate::config::{ForwardedHeaders, IpNet};
use crate::error::{Error, Result};

/// The address that a request comes from: of the client, where the proxies before the server are
/// trusted (`server.trusted_proxies`), else of whoever is connected.
///
/// # Examples
///
/// ```
/// use ordain::prelude::*;
///
/// /// Say where the caller is.
/// #[route(get, "/where", policy = public)]
/// async fn whereabouts(from: ClientAddress) -> String {
///     from.0.to_string()
/// }
/// # fn main() {}
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ClientAddress(pub IpAddr);

/// The proxies that are believed, and how they say it.
#[derive(Debug, Clone)]
pub struct Proxies {
    trusted: Arc<[IpNet]>,
    headers: ForwardedHeaders,
}

/// What is known of a request's way.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Way {
    address: IpAddr,
    /// So many proxies have been believed.
    proxies: usize,
}

impl Proxies {
    /// These proxies, which write these headers.
    #[must_use]
    pub fn new(trusted: &[IpNet], headers: ForwardedHeaders) -> Self {
        Self { trusted: trusted.into(), headers }
    }

    fn trusts(&self, address: IpAddr) -> bool {
        self.trusted.iter().any(|network| network.contains(&address))
    }

    /// Goes back from the peer, as long as the one who speaks is trusted.
    fn way(&self, head: &RequestHead) -> Option<Way> {
        let peer = head.peer_addr?.ip().to_canonical();
        let mut way = Way { address: peer, proxies: 0 };
        if self.trusted.is_empty() {
            return Some(way);
        }
        let mut before: Box<dyn Iterator<Item = Option<IpAddr>>> = match self.headers {
            ForwardedHeaders::XForwarded => {
                Box::new(from_right(&head.headers, &X_FORWARDED_FOR).map(parse_address))
            }
            ForwardedHeaders::Forwarded => Box::new(
                from_right(&head.headers, &FORWARDED)
                    .map(|element| parse_address(&parameter(element, "for")?)),
            ),
        };
        while self.trusts(way.address)
            && let Some(Some(address)) = before.next()
        {
            way = Way { address, proxies: way.proxies + 1 };
        }
        Some(way)
    }

    /// What the outermost trusted proxy says beside the address: the scheme, or the host.
    fn said(&self, head: &RequestHead, header: &HeaderName, name: &str) -> Option<String> {
        let peer = head.peer_addr?.ip().to_canonical();
        if !self.trusts(peer) {
            return None;
        }
        // Who is trusted and says nothing of where it came from is believed in the rest.
        let at = self.way(head)?.proxies.saturating_sub(1);
        match self.headers {
            ForwardedHeaders::XForwarded => {
                // A proxy may write one value over what was there: then there is none further left.
                let values = from_right(&head.headers, header).take(at + 1);
                values.last().map(|value| value.trim().to_owned())
            }
            ForwardedHeaders::Forwarded => {
                parameter(from_right(&head.headers, &FORWARDED).nth(at)?, name)
            }
        }
    }
}

/// The address that a request comes from; `None` where a connection has none.
#[must_use]
pub fn address(request: &HttpRequest) -> Option<IpAddr> {
    match request.app_data::<Proxies>() {
        Some(proxies) => proxies.way(request.head()).map(|way| way.address),
        None => request.peer_addr().map(|peer| peer.ip().to_canonical()),
    }
}

/// Whether a request came over HTTPS: to this server, or to the proxy before it.
#[must_use]
pub fn is_secure(request: &HttpRequest) -> bool {
    if request.app_config().secure() {
        return true;
    }
    let proxies = request.app_data::<Proxies>();
    let said =
        proxies.and_then(|proxies| proxies.said(request.head(), &X_FORWARDED_PROTO, "proto"));
    said.is_some_and(|scheme| scheme.eq_ignore_ascii_case("https"))
}

/// The host that the client asked, with its port if it named one.
#[must_use]
pub fn host(request: &HttpRequest) -> Option<String> {
    let is_host =
        |text: &String| text.parse::<Authority>().is_ok_and(|host| !host.as_str().contains('@'));
    let proxies = request.app_data::<Proxies>();
    let said = proxies.and_then(|proxies| proxies.said(request.head(), &X_FORWARDED_HOST, "host"));
    said.filter(is_host).or_else(|| {
        // HTTP/2 has it in the address.
        let own = match request.headers().get(HOST) {
            Some(host) => host.to_str().ok()?,
            None => request.uri().authority()?.as_str(),
        };
        Some(own.to_owned()).filter(is_host)
    })
}

/// The elements of a list header, the last one first: the nearest proxy has added it.
///
/// It is split at each comma. A quotation mark that somebody further away left open does not reach
/// what the trusted proxies wrote, nor does a byte that is no text.
fn from_right<'h>(
    headers: &'h HeaderMap,
    name: &HeaderName,
) -> impl Iterator<Item = &'h str> + use<'h> {
    let lines: Vec<&[u8]> = headers.get_all(name).map(HeaderValue::as_bytes).collect();
    let elements = lines.into_iter().rev().flat_map(|line| line.rsplit(|byte| *byte == b','));
    elements.map(|element| std::str::from_utf8(element).unwrap_or_default())
}

/// The value of a parameter of an element of `Forwarded` (RFC 7239 §4).
fn parameter(element: &str, name: &str) -> Option<String> {
    let pairs = element.split(';').filter_map(|pair| pair.split_once('='));
    let (_, value) =
        pairs.into_iter().find(|(known, _)| known.trim().eq_ignore_ascii_case(name))?;
    let value = value.trim();
    let Some(quoted) = value.strip_prefix('"') else { return Some(value.to_owned()) };
    let mut text = String::new();
    let mut letters = quoted.strip_suffix('"')?.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => text.push(letters.next()?),
            '"' => return None,
            other => text.push(other),
        }
    }
    Some(text)
}

/// An address with or without a port: `192.0.2.1`, `192.0.2.1:80`, `2001:db8::1`, `[2001:db8::1]:80`.
fn parse_address(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let bare = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text);
    let address = bare.parse::<IpAddr>().ok();
    let address = address.or_else(|| text.parse::<SocketAddr>().ok().map(|address| address.ip()));
    address.map(|address| address.to_canonical())
}

#[diagnostic::do_not_recommend]
impl<R> Argument<R, source::Own> for ClientAddress {
    async fn take(call: &mut Call) -> Result<Self> {
        let address = address(&call.request).map(Self);
        address.ok_or_else(|| Error::internal("the connection has no address"))
    }
}

#[cfg(test)]
mod tests;
