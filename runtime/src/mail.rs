//! Mail: a message to somebody, handed to the server that the configuration names.
//!
//! It waits for the server's answer; what is to be tried again is the work of a job.

use std::fmt;
use std::sync::Arc;

use lettre::message::Mailbox;
use lettre::message::header::ContentType;
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};

use crate::config::{Config, Profile};
use crate::error::{Error, Result, Violation};

/// A message of plain text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// Whom it is sent to: an address, perhaps with a name (`Ada <ada@example.com>`).
    pub to: String,
    /// What it is about.
    pub subject: String,
    /// What it says.
    pub text: String,
}

/// Sends mail. Copies are cheap and share their connections.
#[derive(Clone)]
pub struct Mailer(Arc<Sending>);

struct Sending {
    from: Option<Mailbox>,
    transport: Transport,
}

enum Transport {
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
    /// Into the log, so that a developer reads what would have been sent.
    Log,
    /// No server is named, and this is production.
    None,
}

impl Mailer {
    /// The mailer of a configuration.
    ///
    /// # Errors
    /// 500 if the address of the server is none.
    pub fn new(config: &Config) -> Result<Self> {
        let transport = match &config.mail.url {
            Some(url) => {
                let built = AsyncSmtpTransport::<Tokio1Executor>::from_url(url.expose());
                // The address may hold a password: it is not repeated.
                let built = built.map_err(|_| Error::internal("`mail.url` is no mail server"))?;
                Transport::Smtp(built.build())
            }
            None if config.profile() == Profile::Prod => Transport::None,
            None => Transport::Log,
        };
        Ok(Self(Arc::new(Sending { from: config.mail.from.clone(), transport })))
    }

    /// Whether there is a server to send by, or a log to write to.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        self.0.from.is_some() && !matches!(self.0.transport, Transport::None)
    }

    /// Hands a message to the mail server.
    ///
    /// # Errors
    /// 422 if `to` is no address; 500 if no server is configured; 503 if the server does not take the message.
    pub async fn send(&self, mail: Mail) -> Result<()> {
        let Sending { from, transport } = &*self.0;
        let to: Mailbox = mail.to.parse().map_err(|_| no_address(&mail.to))?;
        let from = from.clone().ok_or_else(|| Error::internal("`mail.from` is not configured"))?;
        match transport {
            Transport::None => Err(Error::internal("`mail.url` is not configured")),
            Transport::Log => {
                let Mail { to, subject, text } = mail;
                tracing::info!(target: "ordain::mail", to, subject, "mail, which is not sent:\n{text}");
                Ok(())
            }
            Transport::Smtp(server) => {
                let message = Message::builder()
                    .from(from)
                    .to(to)
                    .subject(mail.subject)
                    .header(ContentType::TEXT_PLAIN)
                    .body(mail.text)
                    .map_err(Error::internal)?;
                server.send(message).await.map_err(|error| {
                    Error::unavailable("the mail server does not take the message")
                        .with_source(error)
                })?;
                Ok(())
            }
        }
    }
}

fn no_address(text: &str) -> Error {
    Error::invalid(vec![Violation {
        pointer: "/to".to_owned(),
        code: "email".into(),
        message: format!("`{text}` is no mail address"),
    }])
}

impl fmt::Debug for Mailer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Mailer(..)")
    }
}
