//! The second factor: codes of an authenticator app (TOTP, RFC 6238), and recovery codes for who has lost it.
//!
//! A code is good once; a recovery code, too.

use ring::digest::{SHA256, digest};
use totp_rs::{Builder, Secret};

use super::same::same;
use super::seal::{Seal, random};
use super::standing::{self, Standing};
use super::ticket::hex;
use crate::db::Executor;
use crate::error::{Error, Result};

const RECOVERY_CODES: usize = 10;

/// A secret for an app.
pub(super) struct Enrolment {
    /// What the app is told: `otpauth://totp/…`.
    pub(super) uri: String,
    /// The secret in base32, for those who type it.
    pub(super) secret: String,
}

/// A new secret for the account of that name.
pub(super) fn enrol(issuer: &str, login: &str) -> Result<Enrolment> {
    let totp = Builder::new()
        .with_secret(random::<20>()?.to_vec())
        // A colon would end the issuer's name.
        .with_issuer(Some(issuer.replace(':', " ")))
        .with_account_name(login.replace(':', " "))
        .build()
        .map_err(Error::internal)?;
    Ok(Enrolment {
        uri: totp.to_url().map_err(Error::internal)?,
        secret: totp.secret().to_base32(),
    })
}

/// The step of time whose code this is, near to now.
pub(super) fn step_of(secret: &str, code: &str, now: u64) -> Result<Option<i64>> {
    let secret = Secret::try_from_base32(secret)
        .map_err(|_| Error::internal("the secret of a second factor is damaged"))?;
    let totp = Builder::new().with_secret(secret).build().map_err(Error::internal)?;
    Ok(totp.check(code, now).and_then(|step| i64::try_from(step).ok()))
}

/// Whether the code is one of the account's app or a recovery code, and was not used before. It is used by this.
pub(super) async fn check(
    x: impl Executor,
    seal: &Seal,
    account: i64,
    (standing, code): (&Standing, &str),
    now: u64,
) -> Result<bool> {
    let Some(secret) = standing.second_factor(seal, account) else { return Ok(false) };
    let code: String = code.chars().filter(|char| !matches!(char, ' ' | '-')).collect();
    if let Some(step) = step_of(&secret, &code, now)? {
        return standing::use_step(x, account, step).await;
    }
    let hash = hash(&code);
    if !standing.recovery.split(' ').any(|known| same(known, &hash)) {
        return Ok(false);
    }
    let left = standing.recovery.replace(&format!("{hash} "), "");
    standing::use_recovery(x, account, &standing.recovery, left).await
}

/// New recovery codes, and what is kept of them.
pub(super) fn recovery_codes() -> Result<(Vec<String>, String)> {
    let mut codes = Vec::with_capacity(RECOVERY_CODES);
    let mut hashes = String::new();
    for _ in 0..RECOVERY_CODES {
        let code = hex(&random::<8>()?);
        hashes.push_str(&hash(&code));
        hashes.push(' ');
        codes.push(format!("{}-{}", &code[..8], &code[8..]));
    }
    Ok((codes, hashes))
}

/// A recovery code has 64 bits of randomness.
fn hash(code: &str) -> String {
    hex(digest(&SHA256, code.to_lowercase().as_bytes()).as_ref())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The secret of RFC 6238, appendix B, in base32.
    const SECRET: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    #[test]
    fn codes_are_those_of_the_standard() {
        for (time, code) in [(59, "287082"), (1_111_111_109, "081804"), (2_000_000_000, "279037")] {
            let step = i64::try_from(time / 30).ok();
            assert_eq!(step_of(SECRET, code, time).ok().flatten(), step, "{time}");
        }
    }

    #[test]
    fn a_code_is_good_one_step_early_and_late() {
        let at = |now| step_of(SECRET, "287082", now).ok().flatten();
        assert_eq!((at(0), at(30), at(89), at(90)), (Some(1), Some(1), Some(1), None));
    }

    #[test]
    fn an_app_is_told_who_and_where() {
        let enrolment = enrol("Shop: home", "a@b.example").expect("an address");
        let secret = &enrolment.secret;
        let uri = format!(
            "otpauth://totp/Shop%20%20home:a%40b.example?secret={secret}&issuer=Shop%20%20home"
        );
        assert_eq!(enrolment.uri, uri);
    }

    #[test]
    fn recovery_codes_are_kept_as_hashes() {
        let (codes, kept) = recovery_codes().expect("randomness");
        assert_eq!((codes.len(), kept.split_whitespace().count()), (10, 10));
        for code in codes {
            let plain = code.replace('-', "");
            assert!(kept.contains(&hash(&plain)) && !kept.contains(&plain));
        }
    }
}
