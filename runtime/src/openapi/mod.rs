//! The OpenAPI document, put together from the declared routes alone.
//!
//! It never looks at a request: what it says is what the declarations say.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};
use utoipa::openapi::path::{HttpMethod, OperationBuilder, PathItem, PathItemBuilder};
use utoipa::openapi::security::{
    ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme,
};
use utoipa::openapi::tag::{Tag, TagBuilder};
use utoipa::openapi::{ComponentsBuilder, Deprecated, InfoBuilder, OpenApiVersion, ServerBuilder};

use crate::auth::Scheme;
use crate::http::Operation;
use crate::http::failure::ErrorForm;
use crate::http::spec::{LimitKey, Method, Priority, RateLimit, RouteSpec};
use crate::policy::matrix::{self, Cell};
use crate::policy::{Decision, Rule};
use crate::schema::Schemas;
use actix_web::http::StatusCode;

/// The name of the security scheme of bearer tokens.
const BEARER: &str = "bearer";
/// That of the cookie of a session.
const COOKIE: &str = "session";
/// That of API keys.
const KEY: &str = "api_key";

/// What the document says of the application as a whole.
#[derive(Debug, Clone, Default)]
pub struct Info {
    /// The name.
    pub title: String,
    /// The version.
    pub version: String,
    /// A text, which may be Markdown.
    pub description: String,
}

/// By which credentials callers are known.
#[derive(Debug, Clone, Copy, Default)]
pub struct Ways {
    /// The word before a token.
    pub scheme: Scheme,
    /// The name of the cookie that holds a session.
    pub cookie: Option<&'static str>,
    /// Whether there are API keys.
    pub keys: bool,
}

/// What the declarations of some routes say, to be written by serde.
///
/// It is put together while it is written, path by path: as values, the operations of many routes
/// take fifty times the room of their text.
pub struct Document<'d> {
    info: &'d Info,
    paths: BTreeMap<String, Vec<(&'static RouteSpec, String)>>,
    ways: Ways,
    errors: ErrorForm,
}

/// The document for these routes, whose callers are known in these ways and whose errors have this form.
#[must_use]
pub fn document<'d>(
    info: &'d Info,
    specs: &[&'static RouteSpec],
    ways: Ways,
    errors: ErrorForm,
) -> Document<'d> {
    let visible: Vec<&'static RouteSpec> =
        specs.iter().copied().filter(|spec| !spec.hidden).collect();
    let mut paths: BTreeMap<String, Vec<_>> = BTreeMap::new();
    for (&spec, id) in visible.iter().zip(operation_ids(&visible)) {
        paths.entry(spec.path.replace("{*", "{")).or_default().push((spec, id));
    }
    Document { info, paths, ways, errors }
}

impl Document<'_> {
    /// The headings of all routes, in their order.
    fn tags(&self) -> Vec<Tag> {
        let specs = self.paths.values().flatten().map(|(spec, _)| *spec);
        let names: BTreeSet<&str> = specs.map(tag).collect();
        names.into_iter().map(|name| TagBuilder::new().name(name).build()).collect()
    }
}

impl Serialize for Document<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let found = RefCell::default();
        let mut document = serializer.serialize_struct("OpenApi", 6)?;
        document.serialize_field("openapi", &OpenApiVersion::default())?;
        document.serialize_field("info", &describe_info(self.info))?;
        document.serialize_field("servers", &[ServerBuilder::new().url("/").build()])?;
        document.serialize_field("paths", &Paths { document: self, found: &found })?;
        let Found { schemas, is_secured } = found.into_inner();
        let components = components(schemas, is_secured.then_some(self.ways));
        document.serialize_field("components", &components)?;
        document.serialize_field("tags", &self.tags())?;
        document.end()
    }
}

/// What the operations turn out to need.
#[derive(Default)]
struct Found {
    schemas: Schemas,
    is_secured: bool,
}

struct Paths<'d> {
    document: &'d Document<'d>,
    found: &'d RefCell<Found>,
}

impl Serialize for Paths<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut found = self.found.borrow_mut();
        let Document { paths, ways, errors, .. } = self.document;
        serializer.collect_map(paths.iter().map(|(path, routes)| {
            let item = routes.iter().fold(PathItemBuilder::new(), |item, (spec, id)| {
                let parts = Operation::new(spec, &mut found.schemas).with_errors(*errors);
                let operation = operation((spec, *ways), id, tag(spec), parts);
                found.is_secured |= operation.security.as_ref().is_some_and(|any| !any.is_empty());
                item.operation(method(spec.method), operation)
            });
            (path, PathItem::from(item))
        }))
    }
}

fn describe_info(info: &Info) -> utoipa::openapi::Info {
    let description = Some(info.description.clone()).filter(|text| !text.is_empty());
    InfoBuilder::new().title(&info.title).version(&info.version).description(description).build()
}

fn components(schemas: Schemas, secured: Option<Ways>) -> utoipa::openapi::Components {
    let mut components = ComponentsBuilder::new();
    for (name, schema) in schemas.into_named() {
        components = components.schema(name, schema);
    }
    if let Some(ways) = secured {
        components = components.security_scheme(BEARER, token_scheme(ways.scheme));
        if let Some(name) = ways.cookie {
            let about = "The session that signing in begins. What changes something needs the header \
                         `X-CSRF-Token`, too.";
            let cookie = ApiKey::Cookie(ApiKeyValue::with_description(name, about));
            components = components.security_scheme(COOKIE, SecurityScheme::ApiKey(cookie));
        }
        if ways.keys {
            let key = ApiKeyValue::with_description("X-API-Key", "A key of an account.");
            let key = SecurityScheme::ApiKey(ApiKey::Header(key));
            components = components.security_scheme(KEY, key);
        }
    }
    components.build()
}

/// How a token is sent. OpenAPI knows no other word than `Bearer` before one: with another, it is a header.
fn token_scheme(scheme: Scheme) -> SecurityScheme {
    let about = "The token that signing in answers with.";
    if scheme == Scheme::BEARER {
        let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("JWT");
        return SecurityScheme::Http(bearer.description(Some(about)).build());
    }
    let about = format!("{about} The header is `{} <token>`.", scheme.name());
    let header = ApiKeyValue::with_description("Authorization", &about);
    SecurityScheme::ApiKey(ApiKey::Header(header))
}

fn operation(
    (spec, ways): (&'static RouteSpec, Ways),
    id: &str,
    tag: &str,
    mut parts: Operation<'_>,
) -> utoipa::openapi::path::Operation {
    for segment in spec.segments {
        (segment.describe)(&mut parts, segment.name);
    }
    for argument in spec.arguments {
        (argument.describe)(&mut parts);
    }
    (spec.reply.describe)(&mut parts);
    describe_policy(&mut parts);
    describe_limits(&mut parts);
    let parts = parts.finish();
    let mut operation = OperationBuilder::new()
        .operation_id(Some(id))
        .tag(tag)
        .summary(Some(spec.summary).filter(|text| !text.is_empty()))
        .description(Some(description(spec)))
        .request_body(parts.body)
        .securities(Some(security(spec, parts.knows_actors, ways)));
    if !parts.parameters.is_empty() {
        operation = operation.parameters(Some(parts.parameters));
    }
    if spec.deprecated.is_some() {
        operation = operation.deprecated(Some(Deprecated::True));
    }
    let operation = parts
        .responses
        .into_iter()
        .fold(operation, |operation, (status, response)| operation.response(status, response));
    operation.build()
}

/// The doc comment, and who may call.
fn description(spec: &RouteSpec) -> String {
    let access = match spec.policy {
        Rule::Public => "everybody".to_owned(),
        policy => format!("`{policy}`"),
    };
    let mut text = spec.description.to_owned();
    if !text.is_empty() {
        text.push_str("\n\n");
    }
    text.push_str("**Access:** ");
    text.push_str(&access);
    if let Some(sunset) = spec.deprecated.and_then(|deprecated| deprecated.sunset) {
        text.push_str("\n\n**Served until:** ");
        text.push_str(sunset);
    }
    text
}

fn describe_policy(parts: &mut Operation<'_>) {
    let policy = parts.spec.policy;
    if !needs_actor(&policy) {
        return;
    }
    parts.problem(StatusCode::UNAUTHORIZED, "Nobody is signed in.");
    parts.problem_header::<String>(
        StatusCode::UNAUTHORIZED,
        "WWW-Authenticate",
        "How to say who is calling (RFC 6750).",
    );
    if matches!(policy, Rule::Authenticated) {
        return;
    }
    let text = format!("`{policy}` does not accept the caller. It accepts {}.", accepted(&policy));
    parts.problem(StatusCode::FORBIDDEN, text);
}

/// Whom a policy accepts: the roles, and those on which it depends.
fn accepted(policy: &Rule) -> String {
    let mut always: Vec<String> = Vec::new();
    let mut depending: Vec<(String, Vec<String>)> = Vec::new();
    for caller in matrix::callers() {
        match matrix::decision(policy, caller) {
            Cell::No => {}
            Cell::Yes => always.push(caller.to_string()),
            Cell::Depends(on) => match depending.iter_mut().find(|(other, _)| *other == on) {
                Some((_, callers)) => callers.push(caller.to_string()),
                None => depending.push((on, vec![caller.to_string()])),
            },
        }
    }
    let mut parts: Vec<String> = depending
        .into_iter()
        .map(|(on, callers)| format!("{} if `{on}`", callers.join(", ")))
        .collect();
    if !always.is_empty() {
        parts.insert(0, always.join(", "));
    }
    if parts.is_empty() { "nobody".to_owned() } else { parts.join("; ") }
}

fn describe_limits(parts: &mut Operation<'_>) {
    let limits = parts.spec.limits;
    if let Some(timeout) = limits.timeout {
        let text = format!("The call took longer than {timeout:?}.");
        parts.problem(StatusCode::GATEWAY_TIMEOUT, text);
    }
    if matches!(limits.priority, Some(Priority::Background | Priority::Normal)) {
        let status = StatusCode::SERVICE_UNAVAILABLE;
        parts.problem(status, "There is too much to do.");
        parts.problem_header::<u32>(status, "Retry-After", "In how many seconds to try again.");
    }
    if limits.rates.is_empty() {
        return;
    }
    let told: Vec<String> = limits.rates.iter().map(describe_rate).collect();
    let status = StatusCode::TOO_MANY_REQUESTS;
    parts.problem(status, format!("More than {}.", told.join(", or more than ")));
    parts.problem_header::<u32>(status, "Retry-After", "In how many seconds to try again.");
    for (name, text) in [
        ("RateLimit-Limit", "How many calls are allowed."),
        ("RateLimit-Remaining", "How many are left."),
        ("RateLimit-Reset", "In how many seconds there is one more."),
    ] {
        parts.every_header::<u32>(name, text);
    }
}

fn describe_rate(rate: &RateLimit) -> String {
    let key = match rate.key {
        LimitKey::Ip => "by one address".to_owned(),
        LimitKey::Actor => "by one caller".to_owned(),
        LimitKey::Key => "with one key".to_owned(),
        LimitKey::Header(name) => format!("with one value of `{name}`"),
    };
    let burst = rate.burst.map(|burst| format!(", {burst} at once")).unwrap_or_default();
    format!("{} calls in {:?}{burst} {key}", rate.count, rate.per)
}

fn needs_actor(policy: &Rule) -> bool {
    policy.decide(None, None) != Decision::Allow
}

fn security(spec: &RouteSpec, knows_actors: bool, ways: Ways) -> Vec<SecurityRequirement> {
    let one = |name| SecurityRequirement::new::<&str, [&str; 0], &str>(name, []);
    let names = [Some(BEARER), ways.cookie.map(|_| COOKIE), ways.keys.then_some(KEY)];
    let any = names.into_iter().flatten().map(one);
    match (needs_actor(&spec.policy), knows_actors) {
        (true, _) => any.collect(),
        // Anybody may call; who says who they are is known.
        (false, true) => std::iter::once(SecurityRequirement::default()).chain(any).collect(),
        (false, false) => Vec::new(),
    }
}

/// The heading of a route: its own, or the module that declares it.
fn tag(spec: &'static RouteSpec) -> &'static str {
    spec.tag.unwrap_or_else(|| spec.module.rsplit("::").next().unwrap_or(spec.module))
}

/// The functions' names; those that occur twice are told apart by their modules.
fn operation_ids(specs: &[&'static RouteSpec]) -> Vec<String> {
    let mut twins: BTreeMap<&str, usize> = BTreeMap::new();
    for spec in specs {
        *twins.entry(spec.name).or_default() += 1;
    }
    let id = |spec: &RouteSpec| {
        let module = spec.module.rsplit("::").next().unwrap_or(spec.module);
        if twins.get(spec.name) > Some(&1) {
            format!("{module}_{}", spec.name)
        } else {
            spec.name.to_owned()
        }
    };
    specs.iter().map(|spec| id(spec)).collect()
}

fn method(method: Method) -> HttpMethod {
    match method {
        Method::Get => HttpMethod::Get,
        Method::Head => HttpMethod::Head,
        Method::Post => HttpMethod::Post,
        Method::Put => HttpMethod::Put,
        Method::Patch => HttpMethod::Patch,
        Method::Delete => HttpMethod::Delete,
        Method::Options => HttpMethod::Options,
    }
}
