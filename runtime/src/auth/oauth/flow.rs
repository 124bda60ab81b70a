//! What a browser keeps between leaving for a provider and coming back, and between coming back and being given
//! tokens. Nobody but this application reads or makes it.

use std::time::Duration;

use openidconnect::CsrfToken;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::auth::seal::{Seal, random};
use crate::auth::ticket::hex;
use crate::db::clock::{Millis, after, now};
use crate::error::Result;

/// How long somebody may be away.
const AWAY: Duration = Duration::from_mins(10);
/// How long after coming back tokens can be had.
const BACK: Duration = Duration::from_mins(1);

/// Where somebody is to come back to, and why they leave.
#[derive(Debug, Serialize, Deserialize)]
pub struct Begin {
    /// The address that the provider sends them back to.
    pub redirect: String,
    /// The path of this application to go on with.
    pub next: String,
    /// Who asks for the provider to be linked.
    pub linking: Option<Linking>,
}

/// Somebody who is signed in and links a provider.
#[derive(Debug, Serialize, Deserialize)]
pub struct Linking {
    /// Their account.
    pub account: i64,
    /// The session that they asked in.
    pub session: String,
}

/// Somebody is away.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Flow {
    pub(super) id: String,
    pub(super) provider: String,
    pub(super) state: String,
    pub(super) nonce: String,
    pub(super) verifier: String,
    pub(super) begin: Begin,
    pub(super) expires_at: Millis,
}

/// Somebody is back, and their script has yet to ask for their tokens.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Handoff {
    pub(super) id: String,
    pub(super) provider: String,
    pub(super) account: i64,
    pub(super) expires_at: Millis,
}

impl Flow {
    pub(super) fn new(provider: &str, verifier: String, begin: Begin) -> Result<Self> {
        Ok(Self {
            id: hex(&random::<16>()?),
            provider: provider.to_owned(),
            state: CsrfToken::new_random().into_secret(),
            nonce: CsrfToken::new_random().into_secret(),
            verifier,
            begin,
            expires_at: after(AWAY),
        })
    }

    pub(super) fn close(&self, seal: &Seal) -> Result<String> {
        close(seal, "oauth flow", self)
    }

    pub(super) fn open(seal: &Seal, kept: &str) -> Option<Self> {
        open::<Self>(seal, "oauth flow", kept).filter(|flow| flow.expires_at > now())
    }
}

impl Handoff {
    pub(super) fn new(provider: &str, account: i64) -> Result<Self> {
        let id = hex(&random::<16>()?);
        Ok(Self { id, provider: provider.to_owned(), account, expires_at: after(BACK) })
    }

    pub(super) fn close(&self, seal: &Seal) -> Result<String> {
        close(seal, "oauth handoff", self)
    }

    pub(super) fn open(seal: &Seal, kept: &str) -> Option<Self> {
        open::<Self>(seal, "oauth handoff", kept).filter(|handoff| handoff.expires_at > now())
    }
}

fn close(seal: &Seal, place: &str, kept: &impl Serialize) -> Result<String> {
    seal.close(place, &serde_json::to_string(kept)?)
}

fn open<T: DeserializeOwned>(seal: &Seal, place: &str, kept: &str) -> Option<T> {
    serde_json::from_str(&seal.open(place, kept)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seal() -> Seal {
        Seal::of(&["a secret that is long enough for it"]).expect("keys")
    }

    fn flow() -> Flow {
        let begin =
            Begin { redirect: "https://a.example/back".into(), next: "/".into(), linking: None };
        Flow::new("google", "verifier".into(), begin).expect("randomness")
    }

    #[test]
    fn what_a_browser_keeps_is_read_by_this_application_for_ten_minutes() {
        let kept = flow().close(&seal()).expect("closed");
        let opened = Flow::open(&seal(), &kept).expect("the same");
        assert_eq!((opened.provider.as_str(), opened.verifier.as_str()), ("google", "verifier"));
        let stranger = Seal::of(&["another secret that is long enough"]).expect("keys");
        assert!(Flow::open(&stranger, &kept).is_none());
        let over = Flow { expires_at: now() - 1, ..flow() }.close(&seal()).expect("closed");
        assert!(Flow::open(&seal(), &over).is_none());
    }

    #[test]
    fn what_leaves_is_not_taken_for_what_is_back() {
        let kept = flow().close(&seal()).expect("closed");
        assert!(Handoff::open(&seal(), &kept).is_none());
        let kept = Handoff::new("google", 1).and_then(|it| it.close(&seal())).expect("closed");
        assert!(Flow::open(&seal(), &kept).is_none());
        assert!(Handoff::open(&seal(), &kept).is_some_and(|handoff| handoff.account == 1));
    }

    #[test]
    fn nothing_of_two_flows_is_the_same() {
        let (one, other) = (flow(), flow());
        assert!(one.id != other.id && one.state != other.state && one.nonce != other.nonce);
        assert_ne!(one.state, one.nonce);
    }
}
