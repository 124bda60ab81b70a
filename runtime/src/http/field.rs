//! Fields that not everybody reads or writes: who looks at a reply, and what a request may give.
//!
//! No rule is declared here: the columns of the models declare them. A program without such rules
//! pays for none.

use std::any::Any;
use std::sync::LazyLock;

use actix_web::http::header::{CACHE_CONTROL, HeaderMap, HeaderValue, VARY};

use super::call::{Answer, Call};
use super::operation::Operation;
use super::spec::RouteSpec;
use crate::error::{Error, Result, Violation};
use crate::policy::Decision;
use crate::policy::view::Viewer;
use crate::schema::Schemas;
use crate::validate::Claim;

/// What a request says of who calls.
const IDENTITY: HeaderValue = HeaderValue::from_static("Authorization, Cookie, X-Api-Key");
const PRIVATE: HeaderValue = HeaderValue::from_static("private");

/// Which rules for fields a route meets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Fields {
    /// Not everybody reads all of its reply.
    pub read: bool,
    /// Not everybody may give all of its body.
    pub written: bool,
}

impl Fields {
    /// What the document says of a route, found out once at start.
    #[must_use]
    pub fn of(spec: &'static RouteSpec) -> Self {
        if !*HAS_RULES {
            return Self::default();
        }
        let mut schemas = Schemas::new();
        let mut operation = Operation::new(spec, &mut schemas);
        for argument in spec.arguments {
            (argument.describe)(&mut operation);
        }
        (spec.reply.describe)(&mut operation);
        operation.fields_with_rules()
    }

    /// Whether it matters who calls, even where anybody may.
    #[must_use]
    pub fn ask_who_calls(self) -> bool {
        self.read || self.written
    }
}

static HAS_RULES: LazyLock<bool> = LazyLock::new(|| {
    #[cfg(feature = "__database")]
    let has_rules = crate::model::models()
        .iter()
        .flat_map(|model| model.columns)
        .any(|column| column.read.is_some() || column.write.is_some());
    #[cfg(not(feature = "__database"))]
    let has_rules = false;
    has_rules
});

/// Whether the program has such rules.
pub(super) fn has_rules() -> bool {
    *HAS_RULES
}

impl Call {
    /// Who looks at the reply; nobody in a program without rules for fields.
    #[must_use]
    pub(super) fn viewer(&self) -> Option<Viewer> {
        HAS_RULES.then(|| Viewer::caller(self.actor.clone()))
    }

    /// Makes the response, while the caller looks.
    pub(super) fn write(&self, write: impl FnOnce() -> Answer) -> Answer {
        let Some(viewer) = self.viewer() else { return write() };
        let answer = viewer.look(write);
        if !self.fields.read && !viewer.was_asked() {
            return answer;
        }
        match answer {
            Ok(mut response) => {
                keep_apart(response.headers_mut());
                Ok(response)
            }
            Err(error) => Err(error.with_header(VARY, IDENTITY)),
        }
    }
}

/// No cache gives one caller what another one was answered.
fn keep_apart(headers: &mut HeaderMap) {
    headers.append(VARY, IDENTITY);
    if !headers.contains_key(CACHE_CONTROL) {
        headers.insert(CACHE_CONTROL, PRIVATE);
    }
}

/// Lets the members of a body pass that the caller may give.
///
/// # Errors
/// 401 to a stranger or 403, naming each member that the caller may not give; 404 where a rule
/// depends on a row that is not there.
pub(crate) async fn allow(call: &mut Call, claims: Vec<Claim>) -> Result<()> {
    if claims.is_empty() {
        return Ok(());
    }
    if claims.iter().any(|claim| claim.is_of_the_row() && decides_over_rows(claim)) {
        for loads in call.spec.arguments.iter().filter_map(|argument| argument.loads) {
            (loads.load)(call).await?;
        }
    }
    let refused: Vec<Violation> =
        claims.into_iter().filter_map(|claim| refuse(call, claim)).collect();
    if refused.is_empty() { Ok(()) } else { Err(refusal(call, refused)) }
}

fn decides_over_rows(claim: &Claim) -> bool {
    !claim.rule.objects().is_empty()
}

fn refuse(call: &Call, claim: Claim) -> Option<Violation> {
    let actor = call.actor.as_ref();
    let rows = call.resource.iter().chain(&call.rows).filter(|_| claim.is_of_the_row());
    let rows: Vec<&dyn Any> = rows.map(|row| &**row).collect();
    let decide = |row: Option<&dyn Any>| claim.rule.decide(actor, row);
    if decide(None).is_allowed() || rows.iter().any(|row| decide(Some(*row)).is_allowed()) {
        return None;
    }
    let message = if call.services.explain {
        // A row that the rule is not about decides nothing.
        let row = rows.into_iter().find(|row| decide(Some(*row)) == Decision::Deny);
        claim.rule.explain(actor, row)
    } else {
        "you may not give this field".to_owned()
    };
    Some(Violation { pointer: claim.pointer, code: "forbidden".into(), message })
}

fn refusal(call: &Call, refused: Vec<Violation>) -> Error {
    use actix_web::http::header::WWW_AUTHENTICATE;
    let error = match call.actor {
        Some(_) => Error::forbidden("you may not give the fields listed in `errors`"),
        None => Error::unauthorized("sign in to give the fields listed in `errors`")
            .with_header(WWW_AUTHENTICATE, call.services.scheme.challenge()),
    };
    error.with_violations(refused)
}
