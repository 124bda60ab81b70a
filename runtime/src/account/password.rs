//! Passwords that are changed or forgotten, and addresses that are proved.

use ordain_macros::{dto, route};

use super::desk::Desk;
use super::letter::{About, post};
use crate::auth::{LinkKind, NewPassword};
use crate::error::{Error, Result, Violation};
use crate::http::{Accepted, NoContent, State};
use crate::policy::Actor;

/// Another password for the caller.
#[dto(crate = crate)]
struct PasswordChange {
    /// The password as it is.
    #[validate(length(max = 200))]
    current: String,
    /// The password as it is to be.
    new: NewPassword,
}

/// Whose password was forgotten.
#[dto(crate = crate)]
struct Forgotten {
    /// The login of the account.
    #[validate(length(max = 320))]
    login: String,
}

/// Another password, by a link from a mail.
#[dto(crate = crate)]
struct Reset {
    /// The token of the link.
    #[validate(length(max = 200))]
    token: String,
    /// The password as it is to be.
    password: NewPassword,
}

/// A link from a mail.
#[dto(crate = crate)]
struct Verification {
    /// The token of the link.
    #[validate(length(max = 200))]
    token: String,
}

/// Change the password of the caller. All other sessions end.
#[route(
    put,
    "/auth/password",
    policy = authenticated,
    tag = "accounts",
    rate_limit = "10/min per actor",
    audit = "account.password", crate = crate
)]
async fn change_password(
    change: PasswordChange,
    actor: Actor,
    State(desk): State<Desk>,
) -> Result<NoContent> {
    let accounts = &desk.inner()?.accounts;
    if !accounts.is_password(actor.id, &change.current).await? {
        return Err(Error::invalid(vec![Violation {
            pointer: "/current".to_owned(),
            code: "password".into(),
            message: "is not the password of the account".to_owned(),
        }]));
    }
    let hash = change.new.hash().await?;
    let session = actor.session();
    accounts
        .db()
        .transaction(async |tx| accounts.change_password(tx, actor.id, (hash, session)).await)
        .await?;
    Ok(NoContent)
}

/// Ask for a mail with a link by which another password can be chosen.
///
/// The answer is the same for an address that nobody has.
#[route(
    post,
    "/auth/forgot",
    policy = public,
    tag = "accounts",
    rate_limit = "10/hour per ip",
    crate = crate
)]
async fn forgot_password(given: Forgotten, State(desk): State<Desk>) -> Result<Accepted> {
    post(desk.inner()?.accounts.db(), &given.login, About::Reset).await?;
    Ok(Accepted)
}

/// Choose another password by a link from a mail. All sessions end.
#[route(
    post,
    "/auth/reset",
    policy = public,
    tag = "accounts",
    rate_limit = "30/hour per ip",
    audit = "account.reset", crate = crate
)]
async fn reset_password(given: Reset, State(desk): State<Desk>) -> Result<NoContent> {
    let accounts = &desk.inner()?.accounts;
    let hash = given.password.hash().await?;
    accounts
        .db()
        .transaction(async |tx| {
            let account = accounts.redeem(tx, LinkKind::Reset, &given.token).await?;
            let account = account.ok_or_else(no_link)?;
            accounts.change_password(tx, account, (hash, None)).await
        })
        .await?;
    Ok(NoContent)
}

/// Prove an address by a link from a mail.
#[route(
    post,
    "/auth/verify",
    policy = public,
    tag = "accounts",
    rate_limit = "30/hour per ip",
    audit = "account.verify", crate = crate
)]
async fn verify_address(given: Verification, State(desk): State<Desk>) -> Result<NoContent> {
    let accounts = &desk.inner()?.accounts;
    let redeemed = accounts
        .db()
        .transaction(async |tx| accounts.redeem(tx, LinkKind::Verify, &given.token).await)
        .await?;
    redeemed.map(|_| NoContent).ok_or_else(no_link)
}

/// Ask for another mail with a link that proves the address of the caller.
#[route(
    post,
    "/auth/verify/mail",
    policy = authenticated,
    tag = "accounts",
    rate_limit = "5/hour per actor",
    crate = crate
)]
async fn send_verification(actor: Actor, State(desk): State<Desk>) -> Result<Accepted> {
    let accounts = &desk.inner()?.accounts;
    let login = accounts.login(actor.id).await?;
    post(accounts.db(), &login, About::Verify).await?;
    Ok(Accepted)
}

fn no_link() -> Error {
    Error::invalid(vec![Violation {
        pointer: "/token".to_owned(),
        code: "token".into(),
        message: "is not valid, was used before, or is too old".to_owned(),
    }])
}
