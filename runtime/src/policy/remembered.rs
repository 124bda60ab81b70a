//! An actor who is written down, to act again later: who it was and by which means, not what it may do.
//!
//! What an account may do is asked again when it acts, so that a right that was taken away meanwhile is gone.

use std::sync::Arc;

use futures_util::future::BoxFuture;
use serde::{Deserialize, Serialize};

use super::actor::{Actor, IntoRoles, Means};
use super::spec::{PermissionSpec, permissions, role};
use crate::error::Result;

/// An actor as it is written down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remembered {
    /// The key of the identity.
    pub id: i64,
    means: Means,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    session: Option<String>,
    /// The only permissions that its credential allows, by name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    scopes: Option<Vec<String>>,
    #[serde(default, skip_serializing_if = "is_false")]
    second_factor: bool,
    #[serde(default, skip_serializing_if = "is_false")]
    verified: bool,
    /// The roles of an actor that no account stands behind: where there are accounts, nobody reads them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    roles: Vec<String>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
fn is_false(value: &bool) -> bool {
    !*value
}

impl Remembered {
    /// Writes an actor down.
    #[must_use]
    pub fn of(actor: &Actor) -> Self {
        let scopes = actor.scopes();
        let session = actor.session().map(str::to_owned);
        // Of a session and of a key the account is known, and has its roles.
        let has_own_roles =
            session.is_none() && matches!(actor.means(), Means::Token | Means::Application);
        let roles = actor.roles().filter(|_| has_own_roles);
        Self {
            id: actor.id,
            means: actor.means(),
            session,
            scopes: scopes.map(|list| list.iter().map(|scope| path(scope)).collect()),
            second_factor: actor.has_second_factor(),
            verified: actor.is_verified(),
            roles: roles.map(|role| role.token_name().to_owned()).collect(),
        }
    }

    /// The actor, with the roles and the proof of an address that its account has now.
    #[must_use]
    pub fn with(self, roles: impl IntoRoles, verified: bool) -> Actor {
        let mut actor = Actor::new(self.id, roles)
            .by(self.means)
            .with_second_factor(self.second_factor)
            .with_verified(verified);
        if let Some(session) = self.session {
            actor = actor.in_session(session);
        }
        match self.scopes {
            // A scope that the application does not know any more allows nothing.
            Some(scopes) => actor.limited_to(scopes.iter().filter_map(|name| permission(name))),
            None => actor,
        }
    }

    /// The actor as it was, for an application without accounts. A role that it does not know any more grants
    /// nothing.
    #[must_use]
    pub fn as_it_was(self) -> Actor {
        let roles: Vec<_> = self.roles.iter().filter_map(|name| role(name)).collect();
        let verified = self.verified;
        self.with(roles, verified)
    }
}

fn permission(name: &str) -> Option<&'static PermissionSpec> {
    permissions().iter().copied().find(|spec| path(spec) == name)
}

/// The name that no two permissions share.
fn path(spec: &PermissionSpec) -> String {
    format!("{}::{spec}", spec.place.module)
}

/// Finds out who somebody is now who was written down: nobody, if the account is gone or disabled.
#[derive(Clone)]
pub struct Recall(Arc<Find>);

type Find = dyn Fn(Remembered) -> BoxFuture<'static, Result<Option<Actor>>> + Send + Sync;

impl Recall {
    /// By this function.
    pub fn by<F>(find: F) -> Self
    where
        F: Fn(Remembered) -> BoxFuture<'static, Result<Option<Actor>>> + Send + Sync + 'static,
    {
        Self(Arc::new(find))
    }

    /// Who it is now.
    ///
    /// # Errors
    /// When it cannot be found out: when the database does not answer.
    pub async fn find(&self, remembered: Remembered) -> Result<Option<Actor>> {
        (self.0)(remembered).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_the_same_one_who_acts_again() -> serde_json::Result<()> {
        let actor = Actor::new(7, ()).by(Means::Session).in_session("s").with_second_factor(true);
        let text = serde_json::to_string(&Remembered::of(&actor))?;
        assert_eq!(text, r#"{"id":7,"means":"session","session":"s","second_factor":true}"#);
        let again = serde_json::from_str::<Remembered>(&text)?.with((), true);
        assert_eq!((again.id, again.means(), again.session()), (7, Means::Session, Some("s")));
        assert!(again.has_second_factor() && again.is_verified());
        Ok(())
    }

    #[test]
    fn what_a_credential_is_limited_to_stays() {
        let actor = Actor::new(7, ()).by(Means::Key).limited_to([]);
        let again = Remembered::of(&actor).with((), false);
        assert!(again.scopes().is_some_and(<[_]>::is_empty));
    }

    #[test]
    fn means_that_are_not_known_are_none() {
        assert!(serde_json::from_str::<Remembered>(r#"{"id":7,"means":"magic"}"#).is_err());
    }
}
