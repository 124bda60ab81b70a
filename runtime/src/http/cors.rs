//! Cross-origin resource sharing (the Fetch standard, §3.2): which pages of other origins may read an
//! answer.
//!
//! It refuses no request: the browser does, by what it is told here.

use actix_web::HttpRequest;
use actix_web::http::header::{
    ACCESS_CONTROL_ALLOW_CREDENTIALS, ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS,
    ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE,
    ACCESS_CONTROL_REQUEST_HEADERS, ACCESS_CONTROL_REQUEST_METHOD, HeaderMap, HeaderValue, ORIGIN,
    VARY,
};

use super::spec::{Cors as Declared, Method, RouteSpec};
use crate::config::{self, Listed};
use crate::error::{Error, Result};

const EVERYBODY: HeaderValue = HeaderValue::from_static("*");
const BY_ORIGIN: HeaderValue = HeaderValue::from_static("Origin");
const BY_PREFLIGHT: HeaderValue = HeaderValue::from_static(
    "Origin, Access-Control-Request-Method, Access-Control-Request-Headers",
);

/// What the configuration says, in the form in which it is sent.
pub struct Cors {
    origins: Listed,
    /// `None`: those that a preflight asks for.
    headers: Option<HeaderValue>,
    expose: Option<HeaderValue>,
    credentials: bool,
    max_age: HeaderValue,
}

/// Whether a page may read an answer.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Verdict {
    /// No page of another origin ever may.
    Never,
    /// Every page may.
    Always,
    /// This one may.
    Allowed,
    /// This one may not, others may.
    Refused,
}

impl Cors {
    /// Takes over the configuration, for these routes.
    ///
    /// # Errors
    /// Where credentials meet a wildcard: a browser takes such an answer for none, and naming each
    /// origin that asks would let every page act for the person who is signed in.
    pub fn of(config: &config::Cors, specs: &[&'static RouteSpec]) -> Result<Self> {
        if config.credentials {
            let help = "name what is allowed, or set `cors.credentials` to `false`";
            let refuse = |what: &str| {
                Error::internal(format!(
                    "{what} and `cors.credentials` contradict each other: {help}"
                ))
            };
            if config.origins == Listed::All {
                return Err(refuse("`cors.origins = \"*\"`"));
            }
            if config.expose == Listed::All {
                return Err(refuse("`cors.expose = \"*\"`"));
            }
            if let Some(spec) = specs.iter().find(|spec| spec.cors == Some(Declared::Everybody)) {
                return Err(refuse(&format!("`cors = any` of {spec}")));
            }
        }
        Ok(Self {
            origins: config.origins.clone(),
            headers: match &config.headers {
                Listed::All => None,
                Listed::Nothing => Some(HeaderValue::from_static("")),
                Listed::These(names) => Some(HeaderValue::try_from(names.join(", "))?),
            },
            expose: match &config.expose {
                Listed::All => Some(EVERYBODY),
                Listed::Nothing => None,
                Listed::These(names) => Some(HeaderValue::try_from(names.join(", "))?),
            },
            credentials: config.credentials,
            max_age: HeaderValue::from(config.max_age.as_secs()),
        })
    }

    /// Tells the browser who may read the answer of a route, or of no route.
    pub fn answer(&self, spec: Option<&RouteSpec>, request: &HttpRequest, headers: &mut HeaderMap) {
        let asked = request.headers();
        let verdict = self.judge(spec.and_then(|spec| spec.cors), asked);
        if verdict == Verdict::Never || headers.contains_key(ACCESS_CONTROL_ALLOW_ORIGIN) {
            return;
        }
        if verdict != Verdict::Always && !varies(headers) {
            headers.append(VARY, BY_ORIGIN);
        }
        if self.admit(verdict, asked.get(ORIGIN), headers)
            && let Some(expose) = &self.expose
        {
            headers.insert(ACCESS_CONTROL_EXPOSE_HEADERS, expose.clone());
        }
    }

    /// Answers the question that a browser asks before a request, for the routes of one path.
    pub fn preflight(
        &self,
        specs: impl Iterator<Item = &'static RouteSpec>,
        request: &HttpRequest,
        headers: &mut HeaderMap,
    ) {
        let asked = request.headers();
        let Some(origin) = asked.get(ORIGIN) else { return };
        if !asked.contains_key(ACCESS_CONTROL_REQUEST_METHOD) {
            return;
        }
        let (mut methods, mut verdicts) = (String::new(), Vec::new());
        for spec in specs {
            let verdict = self.judge(spec.cors, asked);
            verdicts.push(verdict);
            if matches!(verdict, Verdict::Always | Verdict::Allowed) {
                add_method(&mut methods, spec.method);
            }
        }
        let verdict = match verdicts.as_slice() {
            [first, others @ ..] if others.iter().all(|other| other == first) => *first,
            // Some methods are for everybody and some are not: the answer is for this origin alone.
            _ if methods.is_empty() => Verdict::Refused,
            _ => Verdict::Allowed,
        };
        if verdict == Verdict::Never {
            return;
        }
        headers.append(VARY, BY_PREFLIGHT);
        if !self.admit(verdict, Some(origin), headers) {
            return;
        }
        if let Ok(methods) = HeaderValue::try_from(methods) {
            headers.insert(ACCESS_CONTROL_ALLOW_METHODS, methods);
        }
        if let Some(names) = self.headers.as_ref().or(asked.get(ACCESS_CONTROL_REQUEST_HEADERS)) {
            headers.insert(ACCESS_CONTROL_ALLOW_HEADERS, names.clone());
        }
        headers.insert(ACCESS_CONTROL_MAX_AGE, self.max_age.clone());
    }

    /// Names who may read the answer; whether that is the page that asks.
    fn admit(
        &self,
        verdict: Verdict,
        origin: Option<&HeaderValue>,
        headers: &mut HeaderMap,
    ) -> bool {
        match (verdict, origin) {
            (Verdict::Always, _) => {
                headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, EVERYBODY);
            }
            (Verdict::Allowed, Some(origin)) => {
                headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
                if self.credentials {
                    let yes = HeaderValue::from_static("true");
                    headers.insert(ACCESS_CONTROL_ALLOW_CREDENTIALS, yes);
                }
            }
            _ => return false,
        }
        true
    }

    fn judge(&self, declared: Option<Declared>, asked: &HeaderMap) -> Verdict {
        let is = |known: &str| {
            asked.get(ORIGIN).is_some_and(|origin| origin.as_bytes() == known.as_bytes())
        };
        let listed = match (declared, &self.origins) {
            (Some(Declared::Nobody), _) | (None, Listed::Nothing) => return Verdict::Never,
            (Some(Declared::Everybody), _) | (None, Listed::All) => return Verdict::Always,
            (Some(Declared::Origins(list)), _) => list.iter().any(|known| is(known)),
            (None, Listed::These(list)) => list.iter().any(|known| is(known)),
        };
        if listed { Verdict::Allowed } else { Verdict::Refused }
    }
}

/// Whether the answer says that it is another one for another origin.
fn varies(headers: &HeaderMap) -> bool {
    let names = headers.get_all(VARY).filter_map(|value| value.to_str().ok());
    names.flat_map(|names| names.split(',')).any(|name| name.trim().eq_ignore_ascii_case("origin"))
}

/// GET is HEAD, too.
fn add_method(methods: &mut String, method: Method) {
    let names: &[Method] =
        if method == Method::Get { &[Method::Get, Method::Head] } else { &[method] };
    for name in names {
        let is_new = !methods.split(", ").any(|known| known == name.name());
        if is_new {
            if !methods.is_empty() {
                methods.push_str(", ");
            }
            methods.push_str(name.name());
        }
    }
}

impl Default for Cors {
    fn default() -> Self {
        Self {
            origins: Listed::Nothing,
            headers: None,
            expose: None,
            credentials: false,
            max_age: HeaderValue::from_static("0"),
        }
    }
}
