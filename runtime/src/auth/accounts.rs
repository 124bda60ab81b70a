//! What accounts can do and what can be done with them: sign in, prove an address, change a password, give a
//! second factor.
//!
//! Nothing here knows HTTP; what a stranger may learn from the answers is decided by who calls.

use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use actix_web::http::StatusCode;
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64;

use super::identity::{Account, IdentityEntry};
use super::password::PasswordHash;
use super::seal::Seal;
use super::second_factor;
use super::session::{Begun, Client, Kind, Sessions};
use super::ticket::Purpose;
use super::{ApiKeys, api_key, link, standing};
use crate::db::own_table::create_own_tables;
use crate::db::{Db, Tx};
use crate::error::{Error, Result, Violation};
use crate::policy::{self, RoleSpec};

/// How long a link in a mail is good.
const LINK: Duration = Duration::from_hours(1);
const VERIFICATION: Duration = Duration::from_hours(24);

/// What CSRF tokens are signed for.
const CSRF: &str = "csrf";

/// The accounts of an application.
#[derive(Clone)]
pub struct Accounts(pub(super) Arc<Inner>);

pub(super) struct Inner {
    db: Db,
    pub(super) seal: Seal,
    pub(super) identity: &'static IdentityEntry,
    sessions: Sessions,
    keys: ApiKeys,
    name: String,
}

/// How an attempt to sign in ended.
#[derive(Debug)]
pub enum SignIn {
    /// It is this account, and whether a second factor was given.
    Good(Account, bool),
    /// There is no such account, its password is another one, or it is disabled.
    Wrong,
    /// The password is right; the second factor is missing.
    SecondFactorNeeded,
    /// The password is right; the second factor is wrong or was used before.
    SecondFactorWrong,
}

/// What a link in a mail is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkKind {
    /// To prove that an address reaches its bearer.
    Verify,
    /// To choose another password.
    Reset,
}

/// A second factor that is to be put into an app.
pub struct Enrolment {
    /// What the app is told: `otpauth://totp/…`.
    pub uri: String,
    /// The secret in base32, for those who type it.
    pub secret: String,
}

/// A role that was granted to an account at run time.
#[derive(Debug, Clone)]
pub struct Granted {
    /// The role.
    pub role: String,
    /// Who granted it, where somebody did.
    pub by: Option<i64>,
    /// When, in milliseconds since 1970.
    pub at: i64,
}

impl Accounts {
    /// The accounts of a model and their sessions; tables are made where they are missing. Apps that give second
    /// factors show `name`.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn open(
        db: Db,
        seal: Seal,
        identity: &'static IdentityEntry,
        (name, sessions): (String, Sessions),
    ) -> Result<Self> {
        let [accounts, grants] = standing::TABLES;
        create_own_tables(&db, &[accounts, grants, link::TABLE, api_key::TABLE]).await?;
        let keys = ApiKeys::new(db.clone(), seal.clone(), identity);
        Ok(Self(Arc::new(Inner { db, seal, identity, sessions, keys, name })))
    }

    /// Their sessions.
    #[must_use]
    pub fn sessions(&self) -> &Sessions {
        &self.0.sessions
    }

    /// Their API keys.
    #[must_use]
    pub fn keys(&self) -> &ApiKeys {
        &self.0.keys
    }

    /// The database that they are in.
    #[must_use]
    pub fn db(&self) -> &Db {
        &self.0.db
    }

    /// A key for a purpose, the same in all processes that have the application's secret.
    pub(crate) fn key_of(&self, purpose: &str) -> [u8; 32] {
        self.0.seal.sign(purpose, b"key")
    }

    /// What shows that a page of the application sends a request of the session with that name.
    #[must_use]
    pub fn csrf_token(&self, session: &str) -> String {
        BASE64.encode(self.0.seal.sign(CSRF, session.as_bytes()))
    }

    /// Whether the text is a token of the session; also one from before the secret was changed. It takes as long for
    /// a wrong one as for another.
    #[must_use]
    pub fn is_csrf_token(&self, session: &str, text: &str) -> bool {
        let signature = BASE64.decode(text);
        signature.is_ok_and(|it| self.0.seal.is_signed(CSRF, session.as_bytes(), &it))
    }

    /// Checks a login and a password, and the second factor where the account has one. It takes as long for a
    /// login that nobody has.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn sign_in(&self, login: &str, password: &str, code: Option<&str>) -> Result<SignIn> {
        let Inner { db, seal, identity, .. } = &*self.0;
        let found = identity.find_by_login(db, login).await?;
        let hash = found.as_ref().map(|account| &account.password);
        let is_right = PasswordHash::check(hash, password).await?;
        let Some(account) = found.filter(|_| is_right) else { return Ok(SignIn::Wrong) };
        let standing = standing::of(db, account.id).await?;
        if standing.disabled_at.is_some() {
            return Ok(SignIn::Wrong);
        }
        if account.password.needs_rehash() {
            let hash = PasswordHash::of(password).await?;
            db.transaction(async |tx| identity.set_password(tx, account.id, hash).await).await?;
        }
        if !standing.totp_confirmed {
            return Ok(SignIn::Good(account, false));
        }
        let Some(code) = code else { return Ok(SignIn::SecondFactorNeeded) };
        let now = seconds()?;
        if second_factor::check(db, seal, account.id, (&standing, code), now).await? {
            Ok(SignIn::Good(account, true))
        } else {
            Ok(SignIn::SecondFactorWrong)
        }
    }

    /// Begins a session of an account.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn begin(
        &self,
        account: i64,
        (kind, second_factor): (Kind, bool),
        client: &Client,
    ) -> Result<Begun> {
        self.0.sessions.begin(account, (kind, second_factor), client).await
    }

    /// Whether the password is the account's.
    ///
    /// # Errors
    /// 404 if there is no such account; when the database refuses.
    pub async fn is_password(&self, account: i64, password: &str) -> Result<bool> {
        let Inner { db, identity, .. } = &*self.0;
        let account = identity.find(db, account).await?.ok_or_else(no_account)?;
        account.password.verify(password).await
    }

    /// What is typed at a login of the account.
    ///
    /// # Errors
    /// 404 if there is no such account; when the database refuses.
    pub async fn login(&self, account: i64) -> Result<String> {
        let Inner { db, identity, .. } = &*self.0;
        Ok(identity.find(db, account).await?.ok_or_else(no_account)?.login)
    }

    /// Gives an account another password and ends its sessions, but for the one that is named.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn change_password(
        &self,
        tx: &Tx,
        account: i64,
        (password, except): (PasswordHash, Option<&str>),
    ) -> Result<()> {
        let Inner { identity, sessions, .. } = &*self.0;
        identity.set_password(tx, account, password).await?;
        link::forget(tx, account, Purpose::Reset).await?;
        sessions.end_all(&Db::within(tx), account, except).await?;
        Ok(())
    }

    /// Makes a link for the account with that login: the text for the mail, or nothing if there is no such account,
    /// or it needs none.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn link(&self, login: &str, kind: LinkKind) -> Result<Option<String>> {
        let Inner { db, seal, identity, .. } = &*self.0;
        let Some(account) = identity.find_by_login(db, login).await? else { return Ok(None) };
        let standing = standing::of(db, account.id).await?;
        let is_idle = kind == LinkKind::Verify && standing.verified_at.is_some();
        if standing.disabled_at.is_some() || is_idle {
            return Ok(None);
        }
        let whose = (account.id, account.login);
        let text = db.transaction(async |tx| {
            link::issue(tx, seal, whose, (kind.purpose(), kind.lifetime())).await
        });
        text.await.map(Some)
    }

    /// Uses a link: whose it is; nobody's if it is none, was used, is over, or was sent to an address that is not
    /// the account's any more.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn redeem(&self, tx: &Tx, kind: LinkKind, text: &str) -> Result<Option<i64>> {
        let Inner { seal, identity, .. } = &*self.0;
        let redeemed = link::redeem(tx, seal, kind.purpose(), text).await?;
        let Some((account, login)) = redeemed else { return Ok(None) };
        let found = identity.find(&Db::within(tx), account).await?;
        let is_current = found.is_some_and(|account| account.login == login);
        if is_current {
            // Who opens either link reads the account's mail.
            standing::verify(tx, account).await?;
        }
        Ok(is_current.then_some(account))
    }

    /// Whether the code is one of the account's second factor. It is used by this.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn check_second_factor(&self, account: i64, code: &str) -> Result<bool> {
        let Inner { db, seal, .. } = &*self.0;
        let standing = standing::of(db, account).await?;
        second_factor::check(db, seal, account, (&standing, code), seconds()?).await
    }

    /// Makes a secret for a second factor. It counts when it is confirmed.
    ///
    /// # Errors
    /// 409 if the account has one; when the database refuses.
    pub async fn enrol(&self, account: i64) -> Result<Enrolment> {
        let Inner { db, seal, identity, name, .. } = &*self.0;
        let found = identity.find(db, account).await?.ok_or_else(no_account)?;
        let second_factor::Enrolment { uri, secret } = second_factor::enrol(name, &found.login)?;
        let closed = seal.close(&standing::place(account), &secret)?;
        db.transaction(async |tx| {
            if standing::of(tx, account).await?.totp_confirmed {
                let detail = "the account has a second factor: remove it first";
                return Err(Error::new(StatusCode::CONFLICT, "second_factor_present", detail));
            }
            standing::enrol(tx, account, closed).await
        })
        .await?;
        Ok(Enrolment { uri, secret })
    }

    /// Makes the second factor count whose first code this is: the recovery codes, or nothing if the code is wrong.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn confirm(&self, account: i64, code: &str) -> Result<Option<Vec<String>>> {
        let Inner { db, seal, .. } = &*self.0;
        let standing = standing::of(db, account).await?;
        let closed = standing.totp.as_ref().filter(|_| !standing.totp_confirmed);
        let secret = closed.and_then(|closed| seal.open(&standing::place(account), closed));
        let Some(secret) = secret else { return Ok(None) };
        let Some(step) = second_factor::step_of(&secret, code, seconds()?)? else {
            return Ok(None);
        };
        let (codes, kept) = second_factor::recovery_codes()?;
        db.transaction(async |tx| standing::confirm(tx, account, step, kept).await).await?;
        Ok(Some(codes))
    }

    /// Removes the second factor, if the code is one of it: whether it was.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn remove_second_factor(&self, account: i64, code: &str) -> Result<bool> {
        if !self.check_second_factor(account, code).await? {
            return Ok(false);
        }
        let forget = async |tx: &Tx| standing::forget_second_factor(tx, account).await;
        self.0.db.transaction(forget).await?;
        Ok(true)
    }

    /// The roles that were granted to an account at run time.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn grants(&self, account: i64) -> Result<Vec<Granted>> {
        let grants = standing::grants(&self.0.db, account).await?;
        let granted = |grant: standing::Grant| Granted {
            role: grant.role,
            by: grant.granted_by,
            at: grant.granted_at,
        };
        Ok(grants.into_iter().map(granted).collect())
    }

    /// Grants a role to an account, or takes it away: whether that changed anything. It holds from the next request.
    ///
    /// # Errors
    /// 422 if there is no such role; 404 if there is no such account; when the database refuses.
    pub async fn set_role(
        &self,
        tx: &Tx,
        account: i64,
        (role, granted, by): (&str, bool, Option<i64>),
    ) -> Result<bool> {
        let role = known_role(role)?;
        let found = self.0.identity.find(&Db::within(tx), account).await?;
        found.ok_or_else(no_account)?;
        if granted {
            standing::grant(tx, account, role, by).await
        } else {
            standing::revoke(tx, account, role).await
        }
    }

    /// Lets nobody sign in as an account any more, and ends its sessions; or lets its bearer sign in again.
    ///
    /// # Errors
    /// 404 if there is no such account; when the database refuses.
    pub async fn set_disabled(&self, tx: &Tx, account: i64, disabled: bool) -> Result<()> {
        let Inner { identity, sessions, .. } = &*self.0;
        identity.find(&Db::within(tx), account).await?.ok_or_else(no_account)?;
        standing::set_disabled(tx, account, disabled).await?;
        if disabled {
            sessions.end_all(&Db::within(tx), account, None).await?;
        }
        Ok(())
    }
}

impl LinkKind {
    const fn purpose(self) -> Purpose {
        match self {
            Self::Verify => Purpose::Verify,
            Self::Reset => Purpose::Reset,
        }
    }

    const fn lifetime(self) -> Duration {
        match self {
            Self::Verify => VERIFICATION,
            Self::Reset => LINK,
        }
    }
}

fn known_role(name: &str) -> Result<&'static RoleSpec> {
    policy::role(name).ok_or_else(|| {
        let known: Vec<&str> = policy::roles().iter().map(|role| role.token_name()).collect();
        Error::invalid(vec![Violation {
            pointer: "/role".to_owned(),
            code: "role".into(),
            message: format!("`{name}` is no role; the roles are `{}`", known.join("`, `")),
        }])
    })
}

fn no_account() -> Error {
    Error::not_found("there is no such account")
}

fn seconds() -> Result<u64> {
    Ok(SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs())
}
