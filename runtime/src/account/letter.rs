//! Mail to the bearers of accounts, sent by a job: a request never waits for the mail server, and takes as long for an
//! address that nobody has.
//!
//! A link is made when its mail is written, so that no table of jobs ever holds one.

use ordain_macros::job;
use serde::{Deserialize, Serialize};

use super::desk::{Desk, Inner};
use crate::auth::LinkKind;
use crate::db::Executor;
use crate::error::Result;
use crate::job::JobContext;
use crate::mail::Mail;

/// A mail that is to be written.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Letter {
    pub(super) login: String,
    pub(super) about: About,
}

/// What a mail is about.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum About {
    /// An address that is to be proved.
    Verify,
    /// A password that was forgotten.
    Reset,
    /// Somebody wants to register with an address that has an account.
    Taken,
}

/// Write and send a mail about an account.
#[job(queue = "mail", retries = 8, backoff = "exponential 10s..1h", timeout = "1m", crate = crate)]
async fn account_mail(letter: Letter, cx: JobContext) -> Result<()> {
    let desk = cx.state::<Desk>().unwrap_or_default();
    let desk = desk.inner()?;
    let Letter { login, about } = letter;
    if let Some(mail) = write(desk, login, about).await? {
        desk.mailer.send(mail).await?;
    }
    Ok(())
}

/// Has a mail sent, once what is done so far is kept.
pub(super) async fn post(x: impl Executor, login: &str, about: About) -> Result<()> {
    account_mail::enqueue(x, Letter { login: login.to_owned(), about }).await?;
    Ok(())
}

async fn write(desk: &Inner, login: String, about: About) -> Result<Option<Mail>> {
    let Inner { accounts, url, name, .. } = desk;
    let (subject, text) = match about {
        About::Verify => {
            let Some(token) = accounts.link(&login, LinkKind::Verify).await? else {
                return Ok(None);
            };
            let text = format!(
                "Open this address within a day to confirm that this mail reaches you:\n\n\
                 {url}/verify?token={token}\n\nIf you have no account at {name}, do nothing.\n"
            );
            ("Confirm your address", text)
        }
        About::Reset => {
            let Some(token) = accounts.link(&login, LinkKind::Reset).await? else {
                return Ok(None);
            };
            let text = format!(
                "Open this address within an hour to choose another password:\n\n\
                 {url}/reset?token={token}\n\nIf you did not ask for it, do nothing: your password is as it was.\n"
            );
            ("Choose another password", text)
        }
        About::Taken => {
            let text = format!(
                "Somebody, perhaps you, wants to register at {name} with this address, which has an account.\n\n\
                 If it was you, sign in, or choose another password: {url}\n"
            );
            ("You have an account already", text)
        }
    };
    Ok(Some(Mail { to: login, subject: format!("{name}: {subject}"), text }))
}
