//! Texts that somebody keeps and shows again: the cookie of a session, a refresh token, a link in a mail, an
//! API key.
//!
//! What is stored is the name and a hash of the secret; the text itself is known to nobody but its bearer.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD as BASE64;
use ring::digest::{SHA256, digest};

use super::same::same;
use super::seal::{SIGNATURE, Seal, random};
use crate::error::Result;

const NAME: usize = 16;
const SECRET: usize = 32;

/// What a ticket is for. One is never taken for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    Cookie,
    Refresh,
    Verify,
    Reset,
    Key,
}

impl Purpose {
    /// How it is called in a signature and in a table.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Cookie => "cookie",
            Self::Refresh => "refresh",
            Self::Verify => "verify",
            Self::Reset => "reset",
            Self::Key => "key",
        }
    }
}

/// A name under which something is stored, and the secret that only its bearer knows. Two are not compared: one is
/// found by its name, and its secret by [`Ticket::has_hash`].
#[derive(Clone, Copy)]
pub(super) struct Ticket {
    name: [u8; NAME],
    secret: [u8; SECRET],
}

impl Ticket {
    /// A new one.
    pub(super) fn new() -> Result<Self> {
        Ok(Self { name: random()?, secret: random()? })
    }

    /// A new secret under the same name.
    pub(super) fn renewed(self) -> Result<Self> {
        Ok(Self { name: self.name, secret: random()? })
    }

    /// The name: what is stored is found by it.
    pub(super) fn name(&self) -> String {
        hex(&self.name)
    }

    /// What is stored of the secret. It has 256 bits of randomness, so that nothing slower than SHA-256 is
    /// needed to keep it.
    pub(super) fn hash(&self) -> String {
        hex(digest(&SHA256, &self.secret).as_ref())
    }

    /// The text for its bearer. It is signed, so that rubbish is known without looking anything up.
    pub(super) fn write(&self, seal: &Seal, purpose: Purpose) -> String {
        let body = [&self.name[..], &self.secret].concat();
        let signature = seal.sign(purpose.name(), &body);
        BASE64.encode([&body[..], &signature].concat())
    }

    /// The ticket that a text is; `None` if this application did not write it for this purpose.
    pub(super) fn read(text: &str, seal: &Seal, purpose: Purpose) -> Option<Self> {
        let bytes = BASE64.decode(text).ok()?;
        let bytes: &[u8; NAME + SECRET + SIGNATURE] = bytes.as_slice().try_into().ok()?;
        let (body, signature) = bytes.split_at(NAME + SECRET);
        if !seal.is_signed(purpose.name(), body, signature) {
            return None;
        }
        let (name, secret) = body.split_at(NAME);
        Some(Self { name: name.try_into().ok()?, secret: secret.try_into().ok()? })
    }

    /// Whether this is the hash of the secret.
    pub(super) fn has_hash(&self, hash: &str) -> bool {
        same(self.hash(), hash)
    }
}

/// The bytes in hexadecimal.
pub(super) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seal() -> Seal {
        Seal::of(&["a secret that is long enough for it"]).expect("keys")
    }

    #[test]
    fn a_ticket_is_read_as_it_was_written_for_its_purpose_only() {
        let (seal, ticket) = (seal(), Ticket::new().expect("randomness"));
        let text = ticket.write(&seal, Purpose::Cookie);
        let read = Ticket::read(&text, &seal, Purpose::Cookie).expect("the same");
        assert!(read.name() == ticket.name() && read.has_hash(&ticket.hash()));
        for other in [Purpose::Refresh, Purpose::Verify, Purpose::Reset, Purpose::Key] {
            assert!(Ticket::read(&text, &seal, other).is_none(), "{other:?}");
        }
    }

    #[test]
    fn a_text_of_somebody_else_is_no_ticket() {
        let (seal, ticket) = (seal(), Ticket::new().expect("randomness"));
        let text = ticket.write(&seal, Purpose::Key);
        let stranger = Seal::of(&["another secret that is long enough"]).expect("keys");
        assert!(Ticket::read(&text, &stranger, Purpose::Key).is_none());
        for at in 0..text.len() {
            let mut changed = text.clone().into_bytes();
            changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
            let changed = String::from_utf8(changed).expect("ASCII");
            let read = Ticket::read(&changed, &seal, Purpose::Key);
            assert!(read.is_none(), "changed at {at}");
        }
        for rubbish in ["", "A", "not base64!", &text[1..], &format!("{text}AAAA")] {
            assert!(Ticket::read(rubbish, &seal, Purpose::Key).is_none(), "{rubbish}");
        }
    }

    #[test]
    fn a_renewed_ticket_keeps_its_name_and_loses_its_secret() {
        let ticket = Ticket::new().expect("randomness");
        let renewed = ticket.renewed().expect("randomness");
        assert_eq!(renewed.name(), ticket.name());
        assert!(!renewed.has_hash(&ticket.hash()));
    }
}
