//! Passwords, as hashes that cannot be turned back: argon2id.
//!
//! A password is never kept, logged or compared; only its hash is.

mod common;
mod queue;

use std::fmt;
use std::str::FromStr;

use argon2::password_hash::Error as HashError;
use argon2::{Argon2, Params, PasswordHash as Phc, PasswordHasher, PasswordVerifier};
use secrecy::{ExposeSecret, SecretString};

pub use common::uncommon_password;
use queue::blocking;
pub(crate) use queue::limit_queue;

use crate::error::{Error, Result};

/// What a password is compared with when nobody has the name: as dear to compute as a real one.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5IGhhcyB0aGlz$\
    AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// The hash of a password: argon2id with 19 MiB, two passes and one lane, and a salt of its own.
///
/// It can be a `#[secret]` column of a model. It shows itself to nobody: it has no `Display`, its
/// `Debug` is blank, and it is never part of a request or a response.
///
/// # Examples
///
/// ```
/// use ordain::auth::PasswordHash;
///
/// # async fn show() -> ordain::Result<()> {
/// let hash = PasswordHash::of("correct horse battery staple").await?;
/// assert!(hash.verify("correct horse battery staple").await?);
/// assert!(!hash.verify("correct horse").await?);
/// # Ok(())
/// # }
/// # tokio::runtime::Runtime::new()?.block_on(show())?;
/// # Ok::<(), ordain::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct PasswordHash(String);

impl PasswordHash {
    /// Hashes a password, on a thread of its own; few at once, the others wait.
    ///
    /// # Errors
    ///
    /// 503 if more of them wait than `auth.password_queue` allows, 500 if there is no randomness for
    /// the salt.
    pub async fn of(password: &str) -> Result<Self> {
        let password = SecretString::from(password);
        let hash =
            blocking(move || Argon2::default().hash_password(password.expose_secret().as_bytes()));
        Ok(Self(hash.await??.to_string()))
    }

    /// Whether this is the hash of the password.
    ///
    /// Where somebody signs in, use [`PasswordHash::check`].
    ///
    /// # Errors
    ///
    /// 503 if more of them wait than `auth.password_queue` allows, 500 if the hash is damaged.
    pub async fn verify(&self, password: &str) -> Result<bool> {
        verify(self.0.clone(), SecretString::from(password)).await
    }

    /// Whether the password is right for somebody who may not exist.
    ///
    /// It takes as long for a name that nobody has: who measures the time does not learn which
    /// names there are.
    ///
    /// # Errors
    ///
    /// 503 if more of them wait than `auth.password_queue` allows, 500 if the hash is damaged.
    ///
    /// # Examples
    ///
    /// ```
    /// # use ordain::auth::PasswordHash;
    /// # struct User { password: PasswordHash }
    /// # async fn login(user: Option<User>, password: &str) -> ordain::Result<User> {
    /// let right = PasswordHash::check(user.as_ref().map(|user| &user.password), password).await?;
    /// match user {
    ///     Some(user) if right => Ok(user),
    ///     _ => Err(ordain::Error::unauthorized("the name or the password is wrong")),
    /// }
    /// # }
    /// ```
    pub async fn check(hash: Option<&Self>, password: &str) -> Result<bool> {
        let text = hash.map_or_else(|| NOBODY.to_owned(), |hash| hash.0.clone());
        let matches = verify(text, SecretString::from(password)).await?;
        Ok(matches && hash.is_some())
    }

    /// Whether the hash was made with other costs than new ones are: more memory or passes are asked
    /// for as machines get faster.
    ///
    /// Only who signs in has the password: look there, and replace the hash.
    ///
    /// # Examples
    ///
    /// ```
    /// # use ordain::auth::PasswordHash;
    /// # struct User { password: PasswordHash }
    /// # async fn login(mut user: User, password: &str) -> ordain::Result<User> {
    /// if user.password.verify(password).await? && user.password.needs_rehash() {
    ///     user.password = PasswordHash::of(password).await?; // and write it to the database
    /// }
    /// # Ok(user)
    /// # }
    /// ```
    #[must_use]
    pub fn needs_rehash(&self) -> bool {
        let ours = Argon2::default();
        let ours = ours.params();
        let theirs = Phc::new(&self.0).ok().and_then(|hash| Params::try_from(&hash).ok());
        theirs.is_none_or(|theirs| {
            let costs = |params: &Params| (params.m_cost(), params.t_cost(), params.p_cost());
            costs(&theirs) != costs(ours)
        })
    }

    /// The hash as text in the PHC format, for a column or an export. Keep it as secret as you can.
    #[must_use]
    pub fn to_text(&self) -> String {
        self.0.clone()
    }
}

/// Reads a hash in the PHC format; anything else, a password above all, is refused.
impl FromStr for PasswordHash {
    type Err = NoPasswordHash;

    fn from_str(text: &str) -> Result<Self, NoPasswordHash> {
        let hash = Phc::new(text).map_err(|_| NoPasswordHash)?;
        let is_complete = hash.algorithm.as_str() == "argon2id" && hash.hash.is_some();
        if is_complete { Ok(Self(text.to_owned())) } else { Err(NoPasswordHash) }
    }
}

#[cfg(feature = "__database")]
crate::__ordain_text_column!(PasswordHash, secret PasswordHash::to_text);

impl fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PasswordHash(..)")
    }
}

/// A text that is no hash of a password. The text is not repeated: it may be the password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoPasswordHash;

impl fmt::Display for NoPasswordHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("this is no argon2id hash in the PHC format")
    }
}

impl std::error::Error for NoPasswordHash {}

async fn verify(hash: String, password: SecretString) -> Result<bool> {
    let compared = blocking(move || {
        let hash = Phc::new(&hash)?;
        Argon2::default().verify_password(password.expose_secret().as_bytes(), &hash)
    });
    match compared.await? {
        Ok(()) => Ok(true),
        Err(HashError::PasswordInvalid) => Ok(false),
        Err(error) => Err(Error::internal(error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run<T>(future: impl Future<Output = Result<T>>) -> Result<T> {
        tokio::runtime::Builder::new_current_thread().build()?.block_on(future)
    }

    #[test]
    fn a_hash_fits_its_password_only() {
        let found = run(async {
            let hash = PasswordHash::of("secret").await?;
            let other = PasswordHash::of("secret").await?;
            assert_ne!(hash, other, "each has a salt of its own");
            assert!(hash.to_text().starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
            Ok((
                hash.verify("secret").await?,
                hash.verify("Secret").await?,
                PasswordHash::check(Some(&hash), "secret").await?,
                PasswordHash::check(Some(&hash), "").await?,
                PasswordHash::check(None, "secret").await?,
            ))
        });
        assert!(matches!(found, Ok((true, false, true, false, false))), "{found:?}");
    }

    #[test]
    fn a_name_that_nobody_has_costs_what_a_password_costs() {
        let nobody = Phc::new(NOBODY);
        let params = nobody.as_ref().ok().and_then(|nobody| Params::try_from(nobody).ok());
        let costs = params.map(|params| (params.m_cost(), params.t_cost(), params.p_cost()));
        let ours = Argon2::default();
        let ours = ours.params();
        assert_eq!(costs, Some((ours.m_cost(), ours.t_cost(), ours.p_cost())));
        let lengths = |hash: &Phc| hash.hash.map(|output| output.len());
        assert_eq!(nobody.ok().as_ref().and_then(lengths), Some(Params::DEFAULT_OUTPUT_LEN));
    }

    #[test]
    fn a_hash_of_other_costs_is_to_be_made_anew() {
        let needs = |text: &str| text.parse::<PasswordHash>().map(|hash| hash.needs_rehash());
        assert_eq!(needs(NOBODY), Ok(false));
        for (ours, theirs) in
            [("m=19456", "m=4096"), ("m=19456", "m=65536"), ("t=2", "t=1"), ("p=1", "p=4")]
        {
            assert_eq!(needs(&NOBODY.replace(ours, theirs)), Ok(true), "{theirs}");
        }
    }

    #[test]
    fn only_a_complete_argon2id_hash_is_read() {
        assert!(NOBODY.parse::<PasswordHash>().is_ok());
        for text in [
            "",
            "secret",
            "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5IGhhcyB0aGlz",
            "$argon2i$v=19$m=19456,t=2,p=1$bm9ib2R5IGhhcyB0aGlz$AAAAAAAAAAAAAAAAAAAAAA",
            "$2b$12$abcdefghijklmnopqrstuv",
        ] {
            let read = text.parse::<PasswordHash>();
            assert_eq!(read, Err(NoPasswordHash), "{text}");
        }
    }

    #[test]
    fn a_hash_does_not_show_itself() {
        let hash = NOBODY.parse::<PasswordHash>();
        assert!(hash.is_ok_and(|hash| format!("{hash:?}") == "PasswordHash(..)"));
    }
}
