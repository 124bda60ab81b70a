//! The second factor of the caller.

use ordain_macros::{dto, route};

use super::desk::Desk;
use crate::error::{Error, Result, Violation};
use crate::http::{NoContent, State};
use crate::policy::Actor;

/// A secret for an authenticator app.
#[dto(crate = crate)]
struct Enrolment {
    /// What the app is told, as a picture (a QR code) or a link.
    uri: String,
    /// The secret in base32, for those who type it.
    secret: String,
}

/// A code of the second factor.
#[dto(crate = crate)]
struct Code {
    /// Six digits of the app; where the second factor is removed, a recovery code as well.
    #[validate(length(max = 40))]
    code: String,
}

/// What signs in when the app is lost.
#[dto(crate = crate)]
struct RecoveryCodes {
    /// Each is good once. They are never shown again.
    recovery_codes: Vec<String>,
}

/// Begin a second factor: it counts once its first code is given.
#[route(post, "/auth/second-factor", policy = authenticated, tag = "accounts", crate = crate)]
async fn enrol_second_factor(actor: Actor, State(desk): State<Desk>) -> Result<Enrolment> {
    let enrolment = desk.inner()?.accounts.enrol(actor.id).await?;
    Ok(Enrolment { uri: enrolment.uri, secret: enrolment.secret })
}

/// Make the second factor count, by its first code.
///
/// From then on signing in needs a code; this session has given one.
#[route(
    put,
    "/auth/second-factor",
    policy = authenticated,
    tag = "accounts",
    rate_limit = "10/min per actor",
    audit = "account.second_factor.confirm", crate = crate
)]
async fn confirm_second_factor(
    given: Code,
    actor: Actor,
    State(desk): State<Desk>,
) -> Result<RecoveryCodes> {
    let accounts = &desk.inner()?.accounts;
    let codes = accounts.confirm(actor.id, &given.code).await?.ok_or_else(wrong_code)?;
    if let Some(session) = actor.session() {
        accounts.sessions().raise(actor.id, session).await?;
    }
    Ok(RecoveryCodes { recovery_codes: codes })
}

/// Give the second factor in a session that was begun without one, such as by an account elsewhere.
#[route(
    post,
    "/auth/second-factor/code",
    policy = authenticated,
    tag = "accounts",
    rate_limit = "10/min per actor",
    crate = crate
)]
async fn give_second_factor(
    given: Code,
    actor: Actor,
    State(desk): State<Desk>,
) -> Result<NoContent> {
    let accounts = &desk.inner()?.accounts;
    let Some(session) = actor.session() else {
        return Err(Error::forbidden("the caller has no session that a second factor is given in"));
    };
    if !accounts.check_second_factor(actor.id, &given.code).await? {
        return Err(wrong_code());
    }
    accounts.sessions().raise(actor.id, session).await?;
    Ok(NoContent)
}

/// Remove the second factor, by a code of it.
#[route(
    delete,
    "/auth/second-factor",
    policy = authenticated,
    tag = "accounts",
    rate_limit = "10/min per actor",
    audit = "account.second_factor.remove", crate = crate
)]
async fn remove_second_factor(
    given: Code,
    actor: Actor,
    State(desk): State<Desk>,
) -> Result<NoContent> {
    let removed = desk.inner()?.accounts.remove_second_factor(actor.id, &given.code).await?;
    if removed { Ok(NoContent) } else { Err(wrong_code()) }
}

fn wrong_code() -> Error {
    Error::invalid(vec![Violation {
        pointer: "/code".to_owned(),
        code: "code".into(),
        message: "is wrong, or was used before".to_owned(),
    }])
}
