//! All routes in one radix tree, built once at start: finding a route costs the same for ten of
//! them and for thousands.
//!
//! The tree never changes while requests are served.

use std::collections::BTreeMap;
use std::sync::Arc;

use actix_web::http::StatusCode;
use actix_web::http::header::{ALLOW, HeaderValue};

use super::field::Fields;
use super::limit::Limiter;
use super::spec::{Method, RouteSpec};
use crate::error::{Error, Result};

/// A route as the dispatcher uses it.
pub struct Endpoint {
    /// The declaration.
    pub spec: &'static RouteSpec,
    /// The names of its path segments, in order.
    pub segments: Vec<&'static str>,
    /// Which rules for fields it meets.
    pub fields: Fields,
    /// Its counts, one for each limit.
    pub limiters: Arc<[Limiter]>,
    /// The headers that tell that it is deprecated.
    pub deprecation: Option<Arc<Deprecation>>,
}

/// What the answers of a deprecated route say about it.
pub struct Deprecation {
    /// The header `Deprecation`.
    pub since: HeaderValue,
    /// The header `Sunset`.
    pub sunset: Option<HeaderValue>,
}

/// All methods of one path.
struct Node {
    endpoints: [Option<usize>; Method::COUNT],
    allow: HeaderValue,
}

/// All routes.
pub struct Table {
    tree: matchit::Router<usize>,
    nodes: Vec<Node>,
    endpoints: Vec<Arc<Endpoint>>,
}

/// What the tree says of a request.
pub enum Match<'t, 'p> {
    /// This route, with the texts of its path segments.
    Route(&'t Arc<Endpoint>, matchit::Params<'t, 'p>),
    /// The path is known, the method is `OPTIONS` and no route of its own answers it.
    Options(Known<'t>),
    /// The path is known, the method is not one of these.
    OtherMethods(&'t HeaderValue),
    /// No route has this path.
    Nothing,
}

/// A path that is known, and what it has.
#[derive(Clone, Copy)]
pub struct Known<'t> {
    table: &'t Table,
    node: &'t Node,
}

impl<'t> Known<'t> {
    /// Its methods, as the header `Allow` has them.
    #[must_use]
    pub fn allow(self) -> &'t HeaderValue {
        &self.node.allow
    }

    /// Its routes.
    pub fn specs(self) -> impl Iterator<Item = &'static RouteSpec> {
        let endpoints = self.node.endpoints.iter().flatten();
        endpoints.filter_map(move |at| Some(self.table.endpoints.get(*at)?.spec))
    }
}

impl Table {
    /// Builds the tree.
    ///
    /// # Errors
    /// Names both routes if two have the same method and path, or paths that no tree can tell
    /// apart.
    pub fn build(specs: &[&'static RouteSpec]) -> Result<Self> {
        let mut table =
            Self { tree: matchit::Router::new(), nodes: Vec::new(), endpoints: Vec::new() };
        let mut patterns: BTreeMap<String, (usize, &'static RouteSpec)> = BTreeMap::new();
        for &spec in specs {
            let pattern = normalize(spec.path);
            let node = if let Some((node, _)) = patterns.get(&pattern) {
                *node
            } else {
                let node = table.nodes.len();
                let inserted = table.tree.insert(pattern.clone(), node);
                inserted.map_err(|error| overlap(spec, &patterns, &error))?;
                table.nodes.push(Node {
                    endpoints: [None; Method::COUNT],
                    allow: HeaderValue::from_static(""),
                });
                patterns.insert(pattern, (node, spec));
                node
            };
            table.add(node, spec)?;
        }
        Ok(table)
    }

    /// Finds the route of a request.
    #[must_use]
    pub fn find<'t, 'p>(
        &'t self,
        method: &actix_web::http::Method,
        path: &'p str,
    ) -> Match<'t, 'p> {
        let Ok(found) = self.tree.at(path) else { return Match::Nothing };
        let Some(node) = self.nodes.get(*found.value) else { return Match::Nothing };
        let endpoint =
            |method: Method| node.endpoints[method as usize].and_then(|at| self.endpoints.get(at));
        let method = Method::of(method);
        let direct = method.and_then(endpoint);
        // HEAD is GET without the body, which actix leaves out.
        let direct = direct
            .or_else(|| if method == Some(Method::Head) { endpoint(Method::Get) } else { None });
        match direct {
            Some(endpoint) => Match::Route(endpoint, found.params),
            None if method == Some(Method::Options) => Match::Options(Known { table: self, node }),
            None => Match::OtherMethods(&node.allow),
        }
    }

    /// The declared path that a request's path fits, for logs and metrics.
    #[must_use]
    pub fn pattern(&self, path: &str) -> Option<&'static str> {
        let node = self.nodes.get(*self.tree.at(path).ok()?.value)?;
        let endpoint = node.endpoints.iter().flatten().next()?;
        self.endpoints.get(*endpoint).map(|endpoint| endpoint.spec.path)
    }

    /// The largest body that any route takes, in bytes, where one says so.
    #[must_use]
    pub fn largest_body(&self) -> Option<usize> {
        self.endpoints.iter().filter_map(|endpoint| endpoint.spec.limits.body).max()
    }

    fn add(&mut self, node: usize, spec: &'static RouteSpec) -> Result<()> {
        let slot = &mut self.nodes[node].endpoints[spec.method as usize];
        if let Some(taken) = slot.and_then(|at| self.endpoints.get(at)) {
            let text = format!("two routes have one method and path: {} and {spec}", taken.spec);
            return Err(Error::internal(text));
        }
        *slot = Some(self.endpoints.len());
        let deprecation = spec.deprecated.map(|deprecated| {
            let since = HeaderValue::try_from(format!("@{}", deprecated.since));
            let since = since.unwrap_or(HeaderValue::from_static("@0"));
            let sunset = deprecated.sunset.map(HeaderValue::from_static);
            Arc::new(Deprecation { since, sunset })
        });
        let limiters = Limiter::all(spec);
        let segments = spec.segment_names().collect();
        let fields = Fields::of(spec);
        self.endpoints.push(Arc::new(Endpoint { spec, segments, fields, limiters, deprecation }));
        self.nodes[node].allow = allow(&self.nodes[node].endpoints);
        Ok(())
    }
}

/// 405 with the methods that the path has.
#[must_use]
pub fn method_not_allowed(allow: &HeaderValue) -> Error {
    let detail = "the path is served, but not with this method";
    Error::new(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", detail)
        .with_header(ALLOW, allow.clone())
}

/// `/posts/{slug}` → `/posts/{s}`: two routes of one path may name a segment differently.
fn normalize(path: &'static str) -> String {
    let parts: Vec<String> = path
        .split('/')
        .enumerate()
        .map(|(at, part)| match part.strip_prefix('{') {
            Some(name) if name.starts_with('*') => format!("{{*s{at}}}"),
            Some(_) => format!("{{s{at}}}"),
            None => part.to_owned(),
        })
        .collect();
    parts.join("/")
}

fn allow(endpoints: &[Option<usize>; Method::COUNT]) -> HeaderValue {
    let has = |method: Method| endpoints[method as usize].is_some();
    let names: Vec<&str> = Method::ALL
        .into_iter()
        .filter(|&method| {
            has(method) || method == Method::Options || (method == Method::Head && has(Method::Get))
        })
        .map(Method::name)
        .collect();
    HeaderValue::try_from(names.join(", ")).unwrap_or(HeaderValue::from_static(""))
}

fn overlap(
    spec: &'static RouteSpec,
    patterns: &BTreeMap<String, (usize, &'static RouteSpec)>,
    error: &matchit::InsertError,
) -> Error {
    let other = match error {
        matchit::InsertError::Conflict { with } => {
            patterns.get(with).map(|(_, other)| other.to_string())
        }
        _ => None,
    };
    match other {
        Some(other) => {
            Error::internal(format!("{spec} and {other} overlap: no path tells them apart"))
        }
        None => Error::internal(format!("{spec} cannot be matched: {error}")),
    }
}
