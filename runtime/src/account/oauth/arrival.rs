//! Whose account somebody is given who comes back from a provider.
//!
//! Nobody is given an account for an address alone that was not proved on both sides: who made the account, or who made
//! the account elsewhere, may be somebody who does not read its mail.

use serde_json::Value;

use crate::account::desk::Inner;
use crate::account::entry::{Offer, entry};
use crate::auth::{Linking, OAuthError, PasswordHash, Person, Providers, unguessable};
use crate::db::Tx;
use crate::error::{Error, Result};

/// The account of somebody: the one that they are linked with, or have now been linked with.
pub(super) async fn account(
    desk: &Inner,
    providers: &Providers,
    (person, linking): (&Person, Option<Linking>),
) -> Result<i64, OAuthError> {
    if let Some(linking) = &linking {
        check_session(desk, linking).await?;
    }
    let found = desk.accounts.db().transaction(async |tx| match &linking {
        Some(linking) => link(desk, providers, tx, (person, linking.account)).await.map(Some),
        None => known(desk, providers, tx, person).await,
    });
    if let Some(account) = found.await? {
        return Ok(account);
    }
    // Hashing takes a while, and nobody has to wait for the database meanwhile.
    let offer = offered(person)?;
    // Nobody knows the password. Who wants one asks for a mail to choose it.
    let password = PasswordHash::of(&unguessable()?).await?;
    let accounts = &desk.accounts;
    let created = accounts.db().transaction(async |tx| {
        let account = offer.create(tx, password).await?;
        accounts.set_verified(tx, account).await?;
        providers.link(tx, person, account).await?;
        Ok::<_, Error>(account)
    });
    Ok(created.await?)
}

/// Somebody who links a provider is still signed in, where they asked for it.
async fn check_session(desk: &Inner, linking: &Linking) -> Result<(), OAuthError> {
    let live = desk.accounts.sessions().list(linking.account).await?;
    let is_live = live.iter().any(|session| session.id == linking.session);
    if is_live { Ok(()) } else { Err(OAuthError::NotSignedIn) }
}

/// The account that somebody links a provider with.
async fn link(
    desk: &Inner,
    providers: &Providers,
    tx: &Tx,
    (person, account): (&Person, i64),
) -> Result<i64, OAuthError> {
    if desk.accounts.is_enabled(tx, account).await? != Some(true) {
        return Err(OAuthError::NotSignedIn);
    }
    match live_account(desk, providers, tx, person).await? {
        Some((known, _)) if known == account => {}
        Some(_) => return Err(OAuthError::LinkedElsewhere),
        None => providers.link(tx, person, account).await?,
    }
    Ok(account)
}

/// The account of somebody who signs in; nothing if they have none.
async fn known(
    desk: &Inner,
    providers: &Providers,
    tx: &Tx,
    person: &Person,
) -> Result<Option<i64>, OAuthError> {
    if let Some((account, enabled)) = live_account(desk, providers, tx, person).await? {
        return if enabled { Ok(Some(account)) } else { Err(OAuthError::AccountDisabled) };
    }
    let email = person.email.as_ref().filter(|_| person.email_verified);
    let email = email.ok_or(OAuthError::AddressNotVerified)?;
    let Some((account, verified)) = desk.accounts.by_login(tx, email).await? else {
        return Ok(None);
    };
    if !verified {
        return Err(OAuthError::AccountExists);
    }
    if desk.accounts.is_enabled(tx, account).await? != Some(true) {
        return Err(OAuthError::AccountDisabled);
    }
    providers.link(tx, person, account).await?;
    Ok(Some(account))
}

/// The account that somebody is linked with, and whether it may sign in. A link with one that is gone is forgotten.
async fn live_account(
    desk: &Inner,
    providers: &Providers,
    tx: &Tx,
    person: &Person,
) -> Result<Option<(i64, bool)>> {
    let Some(account) = providers.account_of(tx, person).await? else { return Ok(None) };
    if let Some(enabled) = desk.accounts.is_enabled(tx, account).await? {
        return Ok(Some((account, enabled)));
    }
    providers.forget(tx, person).await?;
    Ok(None)
}

/// What an account is made of, if the provider says enough.
fn offered(person: &Person) -> Result<Offer, OAuthError> {
    let entry = entry().ok_or_else(|| Error::internal("there is no model of accounts"))?;
    let email = person.email.clone().unwrap_or_default();
    let offer = entry.offer((Value::String(email), &person.profile));
    offer.map_err(|columns| OAuthError::AccountIncomplete { columns })
}
