//! What a token says: written when it is issued, read when its signature is good.

use serde::{Deserialize, Serialize};

use super::error::AuthError;
use crate::policy::{self, Actor, Means, RoleSpec};

/// How far the clocks of two servers may be apart, in seconds.
pub(super) const LEEWAY: u64 = 5;

/// That several means were asked for: a password and a code, say (RFC 8176).
const SEVERAL: &str = "mfa";

/// What is written into a token.
#[derive(Serialize)]
pub(super) struct Claims<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) iss: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) aud: Option<&'a str>,
    pub(super) sub: String,
    pub(super) roles: Vec<&'static str>,
    pub(super) iat: u64,
    pub(super) exp: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) sid: Option<&'a str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub(super) amr: &'static [&'static str],
}

/// What `amr` says of somebody who gave a second factor, or did not.
pub(super) const fn means(second_factor: bool) -> &'static [&'static str] {
    if second_factor { &[SEVERAL] } else { &[] }
}

/// What is read out of a token. Who issued it and for whom has been looked at before.
#[derive(Deserialize)]
pub(super) struct Said {
    sub: String,
    #[serde(default)]
    roles: Vec<String>,
    exp: u64,
    nbf: Option<u64>,
    sid: Option<String>,
    #[serde(default)]
    amr: Vec<String>,
}

/// What a token with a good signature says.
#[derive(Debug, Clone)]
pub(crate) struct Verified {
    actor: Actor,
    begin: u64,
    end: u64,
    session: Option<String>,
}

impl Verified {
    /// Who bears the token, with the roles that this application knows.
    pub(crate) fn actor(&self) -> &Actor {
        &self.actor
    }

    /// Whether the token may be used at this time, in seconds since 1970.
    pub(super) fn check(&self, now: u64) -> Result<(), AuthError> {
        if now > self.end.saturating_add(LEEWAY) {
            return Err(AuthError::Expired);
        }
        if now.saturating_add(LEEWAY) < self.begin {
            return Err(AuthError::Claims);
        }
        Ok(())
    }
}

impl Verified {
    /// Which session the token belongs to.
    pub(crate) fn session(&self) -> Option<&str> {
        self.session.as_deref()
    }
}

impl TryFrom<Said> for Verified {
    type Error = AuthError;

    fn try_from(said: Said) -> Result<Self, AuthError> {
        let id = said.sub.parse().map_err(|_| AuthError::Claims)?;
        let roles: Vec<_> = said.roles.iter().filter_map(|name| known_role(name)).collect();
        let second_factor = said.amr.iter().any(|means| means == SEVERAL);
        Ok(Self {
            actor: Actor::new(id, roles).by(Means::Token).with_second_factor(second_factor),
            begin: said.nbf.unwrap_or_default(),
            end: said.exp,
            session: said.sid,
        })
    }
}

fn known_role(name: &str) -> Option<&'static RoleSpec> {
    let role = policy::role(name);
    if role.is_none() {
        tracing::warn!(role = name, "a bearer token names a role that is not known");
    }
    role
}

#[cfg(test)]
impl Verified {
    pub(super) fn of(id: i64) -> Self {
        let actor = Actor::new(id, ());
        Self { actor, begin: 0, end: u64::MAX, session: None }
    }

    pub(super) fn id(&self) -> i64 {
        self.actor.id
    }
}
