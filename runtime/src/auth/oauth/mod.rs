//! Signing in with an account elsewhere: OpenID Connect, and OAuth 2 where a provider has no more.
//!
//! It says whose account elsewhere somebody has shown to be theirs, never which account of this application that is.

mod accounts;
mod error;
mod flow;
mod identities;
mod oidc;
mod plain;
mod preset;
mod tenant;
mod web;

use std::sync::Arc;

use openidconnect::{PkceCodeChallenge, PkceCodeVerifier};
use serde_json::{Map, Value};

use super::Accounts;
use super::same::same;
use super::seal::Seal;
use crate::config;
use crate::db::own_table::create_own_tables;
use crate::db::{Db, Tx};
use crate::error::Result;
pub use error::OAuthError;
pub use flow::{Begin, Linking};
pub use identities::Linked;

use flow::{Flow, Handoff};
use oidc::Oidc;
use plain::Plain;

/// The providers of an application.
#[derive(Clone)]
pub struct Providers(Arc<Inner>);

struct Inner {
    db: Db,
    seal: Seal,
    providers: Vec<Provider>,
}

/// Somebody whose accounts sign people in.
struct Provider {
    name: String,
    kind: config::ProviderKind,
    protocol: Protocol,
}

enum Protocol {
    Oidc(Oidc),
    Plain(Plain),
}

/// Where to send somebody, and what their browser has to keep until they are back.
pub struct Begun {
    /// The address at the provider.
    pub url: String,
    /// What the browser keeps.
    pub kept: String,
    /// Whether the answer comes as a form of another site, to which browsers add no cookie that is not for all sites.
    pub posted: bool,
}

/// What a browser brings back from a provider.
#[derive(Debug)]
pub struct Answer {
    /// What is exchanged for tokens.
    pub code: Option<String>,
    /// What the provider was given, to give it back.
    pub state: Option<String>,
    /// Who the provider says that it is.
    pub issuer: Option<String>,
    /// Why there is no code.
    pub error: Option<String>,
}

/// Somebody who is back.
pub struct Arrived {
    /// Who it is at the provider.
    pub person: Person,
    /// The path of this application to go on with.
    pub next: String,
    /// Who asked for the provider to be linked, if somebody did.
    pub linking: Option<Linking>,
}

/// Somebody, as a provider knows them.
#[derive(Debug, Clone)]
pub struct Person {
    /// The provider, as the configuration calls it.
    pub provider: String,
    /// The provider, as the whole world calls it.
    pub issuer: String,
    /// Their name there, which is never given to somebody else.
    pub subject: String,
    /// Their address.
    pub email: Option<String>,
    /// Whether the provider has seen that the address is theirs.
    pub email_verified: bool,
    /// What else is told of them: texts, by the names that OpenID Connect gives them.
    pub profile: Map<String, Value>,
}

/// What a provider is given with each request to sign somebody in.
struct Asked<'a> {
    redirect: &'a str,
    state: &'a str,
    nonce: &'a str,
    challenge: PkceCodeChallenge,
}

impl Providers {
    /// The providers of a configuration, whose tables are made where they are missing.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn open(accounts: &Accounts, providers: &[config::Provider]) -> Result<Self> {
        let (db, seal) = (accounts.db().clone(), accounts.0.seal.clone());
        create_own_tables(&db, &identities::TABLES).await?;
        let providers = providers.iter().map(Provider::of).collect();
        Ok(Self(Arc::new(Inner { db, seal, providers })))
    }

    /// How they are called, and what they are.
    pub fn names(&self) -> impl Iterator<Item = (&str, &'static str)> {
        self.0.providers.iter().map(|provider| (provider.name.as_str(), provider.kind.name()))
    }

    /// Begins to find out who somebody is at a provider.
    ///
    /// # Errors
    /// If there is no such provider, or it does not describe itself.
    pub async fn begin(&self, name: &str, begin: Begin) -> Result<Begun, OAuthError> {
        let provider = self.find(name)?;
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let flow = Flow::new(name, verifier.into_secret(), begin)?;
        let asked = Asked {
            redirect: &flow.begin.redirect,
            state: &flow.state,
            nonce: &flow.nonce,
            challenge,
        };
        let url = match &provider.protocol {
            Protocol::Oidc(oidc) => oidc.authorize(asked).await?,
            Protocol::Plain(plain) => plain.authorize(asked)?,
        };
        let kept = flow.close(&self.0.seal)?;
        Ok(Begun { url, kept, posted: provider.kind == config::ProviderKind::Apple })
    }

    /// Finds out who is back, of what their browser kept and what it brings. That is used by it, whatever comes of it.
    ///
    /// # Errors
    /// If it was not begun in this browser, or the provider says no, or what it says is not to be believed.
    pub async fn finish(
        &self,
        name: &str,
        (kept, answer): (Option<&str>, Answer),
    ) -> Result<Arrived, OAuthError> {
        let Inner { db, seal, .. } = &*self.0;
        let provider = self.find(name)?;
        let flow = kept.and_then(|kept| Flow::open(seal, kept)).ok_or(OAuthError::NotBegun)?;
        if flow.provider != name || !identities::use_once(db, &flow.id, flow.expires_at).await? {
            return Err(OAuthError::NotBegun);
        }
        if !answer.state.is_some_and(|state| same(state, &flow.state)) {
            return Err(OAuthError::StateMismatch);
        }
        if !provider.is_issuer(answer.issuer.as_deref()) {
            return Err(OAuthError::IssuerMismatch);
        }
        if let Some(error) = answer.error {
            return Err(OAuthError::denied(&error));
        }
        let code = answer.code.filter(|code| !code.is_empty()).ok_or(OAuthError::CodeMissing)?;
        let Flow { nonce, verifier, begin: Begin { redirect, next, linking }, .. } = flow;
        let verifier = PkceCodeVerifier::new(verifier);
        let person = match &provider.protocol {
            Protocol::Oidc(oidc) => oidc.exchange(code, (redirect, verifier, nonce)).await?,
            Protocol::Plain(plain) => plain.exchange(code, (redirect, verifier)).await?,
        };
        Ok(Arrived { person: person.of(name), next, linking })
    }

    /// What a browser keeps that is to be given the tokens of an account.
    ///
    /// # Errors
    /// If there is no randomness.
    pub fn hand_off(&self, name: &str, account: i64) -> Result<String> {
        Handoff::new(name, account)?.close(&self.0.seal)
    }

    /// Whose tokens a browser is to be given. That is used by it.
    ///
    /// # Errors
    /// If nobody came back from that provider in this browser just now, or has been given the tokens.
    pub async fn take_over(&self, name: &str, kept: Option<&str>) -> Result<i64, OAuthError> {
        let Inner { db, seal, .. } = &*self.0;
        let handoff =
            kept.and_then(|kept| Handoff::open(seal, kept)).ok_or(OAuthError::NotBegun)?;
        let is_good = handoff.provider == name
            && identities::use_once(db, &handoff.id, handoff.expires_at).await?;
        if is_good { Ok(handoff.account) } else { Err(OAuthError::NotBegun) }
    }

    /// The account that somebody is linked with.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn account_of(&self, tx: &Tx, person: &Person) -> Result<Option<i64>> {
        identities::find(tx, person).await
    }

    /// Links somebody with an account.
    ///
    /// # Errors
    /// 409 if they are linked; when the database refuses.
    pub async fn link(&self, tx: &Tx, person: &Person, account: i64) -> Result<()> {
        identities::insert(tx, person, account).await
    }

    /// Forgets whom somebody is linked with: the account is gone.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn forget(&self, tx: &Tx, person: &Person) -> Result<()> {
        identities::forget(tx, person).await
    }

    /// What an account is linked with.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn linked(&self, account: i64) -> Result<Vec<Linked>> {
        identities::of_account(&self.0.db, account).await
    }

    /// Takes the link with a provider from an account: whether there was one.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn unlink(&self, account: i64, name: &str) -> Result<bool> {
        identities::delete(&self.0.db, account, name).await
    }

    fn find(&self, name: &str) -> Result<&Provider, OAuthError> {
        let mut providers = self.0.providers.iter();
        providers.find(|provider| provider.name == name).ok_or(OAuthError::UnknownProvider)
    }
}

impl Provider {
    fn of(config: &config::Provider) -> Self {
        let kind = config.kind();
        let protocol = match preset::plain(config) {
            Some(endpoints) => Protocol::Plain(Plain::new(config, endpoints)),
            None => Protocol::Oidc(Oidc::new(config)),
        };
        Self { name: config.name.clone(), kind, protocol }
    }

    /// Whether it is who an answer says that it is from, where it says so.
    fn is_issuer(&self, said: Option<&str>) -> bool {
        match &self.protocol {
            Protocol::Oidc(oidc) => said.is_none_or(|said| oidc.is_issuer(said)),
            Protocol::Plain(_) => true,
        }
    }
}

/// A text that nobody can guess.
///
/// # Errors
/// 500 if there is no randomness.
pub fn unguessable() -> Result<String> {
    Ok(super::ticket::hex(&super::seal::random::<32>()?))
}

/// What a provider says of somebody, before it is known under which name the application knows the provider.
struct Told {
    issuer: String,
    subject: String,
    email: Option<String>,
    email_verified: bool,
    profile: Map<String, Value>,
}

impl Told {
    fn of(self, provider: &str) -> Person {
        let Self { issuer, subject, email, email_verified, profile } = self;
        let provider = provider.to_owned();
        Person { provider, issuer, subject, email, email_verified, profile }
    }
}
