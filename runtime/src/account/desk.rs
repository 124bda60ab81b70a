//! What the routes of accounts are given: the accounts, and how this application runs them.

use std::sync::Arc;

use actix_web::cookie::{Cookie, SameSite as Policy};

use crate::auth::{Accounts, Tokens};
use crate::config::{self, Config};
use crate::error::{Error, Result};
use crate::limit::{Attempts, Shared};
use crate::mail::Mailer;

/// The name of the cookie: a browser takes the first one only from the host itself, and over HTTPS.
const SECURE_NAME: &str = "__Host-session";
const PLAIN_NAME: &str = "session";

/// What the routes of accounts are given. An application without a model of accounts has an empty one.
#[derive(Clone, Default)]
pub struct Desk(Option<Arc<Inner>>);

pub(super) struct Inner {
    pub(super) accounts: Accounts,
    pub(super) tokens: Tokens,
    /// Who fails to sign in waits longer and longer.
    pub(super) attempts: Attempts,
    pub(super) mailer: Mailer,
    /// How the application is called in a mail.
    pub(super) name: String,
    /// What links begin with.
    pub(super) url: String,
    cookie: config::Sessions,
}

impl Desk {
    /// The desk of an application that is called `name`.
    ///
    /// # Errors
    /// 500 if the mail server's address is none, or, in production, no mail can be sent or its links lead nowhere.
    pub fn new(
        config: &Config,
        name: String,
        (accounts, tokens): (Accounts, Tokens),
        shared: Option<Shared>,
    ) -> Result<Self> {
        let mailer = Mailer::new(config)?;
        if !mailer.is_ready() {
            return Err(Error::internal(
                "accounts have routes that send mail, and no mail can be sent: set ORDAIN_MAIL__URL and \
                 ORDAIN_MAIL__FROM",
            ));
        }
        let url = config.accounts.url.clone().ok_or_else(|| {
            Error::internal(
                "accounts have routes that send links, and nothing says where they lead: set \
                 ORDAIN_ACCOUNTS__URL to the address of the application",
            )
        })?;
        let cookie = config.sessions.clone();
        let attempts = Attempts::new(&accounts.key_of("attempts"), shared);
        Ok(Self(Some(Arc::new(Inner { accounts, tokens, attempts, mailer, name, url, cookie }))))
    }

    pub(super) fn inner(&self) -> Result<&Inner> {
        self.0.as_deref().ok_or_else(|| Error::internal("there is no model of accounts"))
    }
}

/// The name of the cookie that holds a session.
#[must_use]
pub fn cookie_name(sessions: &config::Sessions) -> &'static str {
    if sessions.secure { SECURE_NAME } else { PLAIN_NAME }
}

impl Inner {
    /// The cookie of a session. No script reads it.
    pub(super) fn cookie(&self, value: String) -> Cookie<'static> {
        let config::Sessions { secure, same_site, lifetime, .. } = &self.cookie;
        let seconds = i64::try_from(lifetime.as_secs()).unwrap_or(i64::MAX);
        Cookie::build(cookie_name(&self.cookie), value)
            .path("/")
            .http_only(true)
            .secure(*secure)
            .same_site(match same_site {
                config::SameSite::Strict => Policy::Strict,
                config::SameSite::Lax => Policy::Lax,
                config::SameSite::None => Policy::None,
            })
            .max_age(actix_web::cookie::time::Duration::seconds(seconds))
            .finish()
    }

    /// The cookie that makes a browser forget the session.
    pub(super) fn no_cookie(&self) -> Cookie<'static> {
        let mut cookie = self.cookie(String::new());
        cookie.make_removal();
        cookie
    }
}
