//! Attempts to prove who one is: those who fail wait longer and longer, and nobody can lock out
//! somebody else.
//!
//! Login names are never kept, only keyed hashes of them. Whether a login exists is not asked.

use std::net::IpAddr;
use std::time::Duration;

use ring::hmac;

use super::clock::wall;
use super::digest::first_bits;
use super::memory::Memory;
use super::network::network;
use super::refusal::refusal;
use super::shared::Shared;
use super::store::{Store, update};
use super::window::Window;
use crate::error::Result;

/// The first failure after which somebody waits.
const FREE: u32 = 5;
/// The first wait; each further failure doubles it.
const FIRST_WAIT: u64 = 1000;
/// The longest wait.
const LONGEST_WAIT: u64 = 15 * 60 * 1000;
/// When failures are forgotten.
const FORGOTTEN: Duration = Duration::from_hours(24);
/// How long it is remembered that a login succeeded from a network.
const KNOWN: Duration = Duration::from_hours(90 * 24);
/// The attempts of one login, from all networks from which it did not succeed lately …
const STRANGERS: u32 = 100;
/// … within this time.
const STRANGERS_WITHIN: Duration = Duration::from_hours(1);
/// How long somebody waits when too many instances count at once.
const CROWDED: u64 = 1000;

/// Counts attempts to log in.
///
/// They are counted for each login together with the network that they come from. After five failures
/// in a row one waits a second, then two, then four, up to a quarter of an hour; a success forgets them. Over
/// all networks a login has a hundred attempts an hour, but those from which it succeeded in the last
/// ninety days neither count nor are bound by that: an attacker locks out nobody but strangers.
///
/// An attempt counts as failed from its beginning, so that those that run at the same time are
/// counted too.
///
/// # Examples
///
/// ```
/// use ordain::limit::Attempts;
///
/// # async fn log_in(attempts: Attempts, password_is_right: bool) -> ordain::Result<()> {
/// let attempt = attempts.begin("ada@example.com", "192.0.2.1".parse().ok()).await?;
/// if password_is_right {
///     attempt.succeeded().await;
/// }
/// # Ok(())
/// # }
/// ```
pub struct Attempts {
    key: hmac::Key,
    memory: Memory,
    shared: Option<Shared>,
    over_all: Option<Window>,
}

/// An attempt that has begun. Dropped, it has failed.
#[must_use = "an attempt that is dropped has failed"]
pub struct LoginAttempt<'a> {
    attempts: &'a Attempts,
    pair: String,
}

/// What is remembered of a login and a network.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Pair {
    failures: u32,
    /// Nothing is tried before, in milliseconds since 1970.
    closed: u64,
    /// Until when the network is known.
    known: u64,
}

/// How long to wait, in milliseconds.
type Wait = u64;

impl Attempts {
    /// Counts in this process, or in what instances share. Those need the same secret.
    #[must_use]
    pub fn new(secret: &[u8], shared: Option<Shared>) -> Self {
        let key = hmac::Key::new(hmac::HMAC_SHA256, secret);
        let over_all = Window::new(STRANGERS, STRANGERS_WITHIN, None);
        Self { key, memory: Memory::default(), shared, over_all }
    }

    /// Begins an attempt of this login from this address.
    ///
    /// # Errors
    /// 429 with `Retry-After` while it must wait, whether or not there is such a login.
    pub async fn begin(&self, login: &str, address: Option<IpAddr>) -> Result<LoginAttempt<'_>> {
        let (login, pair) = self.keys(login, address);
        let begun = match &self.shared {
            Some(shared) => shared.ask(|store| self.try_begin(store, &login, &pair)).await,
            None => None,
        };
        let begun = match begun {
            Some(begun) => begun,
            None => self.try_begin(&self.memory, &login, &pair).await?,
        };
        match begun {
            Ok(()) => Ok(LoginAttempt { attempts: self, pair }),
            Err(wait) => Err(refusal("failed attempts", wait)),
        }
    }

    async fn try_begin<S: Store + ?Sized>(
        &self,
        store: &S,
        login: &str,
        pair: &str,
    ) -> Result<std::result::Result<(), Wait>> {
        let now = wall();
        let seen = Pair::read(store.load(pair).await?.as_deref());
        if let Some(wait) = seen.wait(now) {
            return Ok(Err(wait));
        }
        if seen.known <= now
            && let Some(window) = &self.over_all
        {
            let verdict = store.hit(login, window).await?;
            if !verdict.allowed {
                return Ok(Err(verdict.reset));
            }
        }
        let begun = update(store, pair, KNOWN.max(FORGOTTEN), |old| {
            let mut pair = Pair::read(old);
            match pair.begin(now) {
                Ok(()) => (Some(pair.write()), Ok(())),
                Err(wait) => (None, Err(wait)),
            }
        });
        Ok(begun.await?.unwrap_or(Err(CROWDED)))
    }

    async fn change(&self, pair: &str, change: fn(&mut Pair)) {
        let make = |old: Option<&str>| {
            let mut pair = Pair::read(old);
            change(&mut pair);
            (Some(pair.write()), ())
        };
        let changed = match &self.shared {
            Some(shared) => shared.ask(|store| update(store, pair, KNOWN, make)).await,
            None => None,
        };
        if changed.is_none() {
            // The memory is never away.
            let _ = update(&self.memory, pair, KNOWN, make).await;
        }
    }

    /// The keys of a login, and of a login from a network.
    fn keys(&self, login: &str, address: Option<IpAddr>) -> (String, String) {
        // Nobody gets more attempts by writing a name in another way.
        let login = login.trim().to_lowercase();
        let network = address.map(network).map(|network| network.to_string()).unwrap_or_default();
        let pair = format!("{network} {login}");
        (format!("login:{}", self.hash(&login)), format!("attempt:{}", self.hash(&pair)))
    }

    fn hash(&self, text: &str) -> String {
        let tag = hmac::sign(&self.key, text.as_bytes());
        format!("{:032x}", first_bits(tag.as_ref()))
    }
}

impl LoginAttempt<'_> {
    /// It has succeeded: the failures before it are forgotten, and the network is known.
    pub async fn succeeded(self) {
        let known =
            |pair: &mut Pair| *pair = Pair { known: wall() + millis(KNOWN), ..Pair::default() };
        self.attempts.change(&self.pair, known).await;
    }

    /// It was none: something else went wrong, which is nobody's failure.
    pub async fn withdraw(self) {
        let withdrawn = |pair: &mut Pair| {
            pair.failures = pair.failures.saturating_sub(1);
            pair.closed = 0;
        };
        self.attempts.change(&self.pair, withdrawn).await;
    }
}

impl Pair {
    pub(super) fn begin(&mut self, now: u64) -> std::result::Result<(), Wait> {
        if let Some(wait) = self.wait(now) {
            return Err(wait);
        }
        if now > self.closed.saturating_add(millis(FORGOTTEN)) {
            self.failures = 0;
        }
        self.failures = self.failures.saturating_add(1);
        self.closed = now + self.delay();
        Ok(())
    }

    fn delay(&self) -> u64 {
        let Some(doublings) = self.failures.checked_sub(FREE) else { return 0 };
        // Ten of them are past the longest wait.
        (FIRST_WAIT << doublings.min(10)).min(LONGEST_WAIT)
    }

    pub(super) fn wait(&self, now: u64) -> Option<Wait> {
        // A longer one comes of a clock that was set back.
        self.closed.checked_sub(now).filter(|wait| (1..=LONGEST_WAIT).contains(wait))
    }

    fn write(&self) -> String {
        format!("{}:{}:{}", self.failures, self.closed, self.known)
    }

    /// What was never written is nothing.
    fn read(text: Option<&str>) -> Self {
        let mut numbers = text.unwrap_or_default().split(':').map(str::parse);
        let mut next = || numbers.next().and_then(std::result::Result::ok).unwrap_or_default();
        let (failures, closed, known) = (next(), next(), next());
        Self { failures: u32::try_from(failures).unwrap_or(u32::MAX), closed, known }
    }
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
