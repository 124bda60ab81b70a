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
use super::window::{Trace, Window};
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
/// The failures of one network at all logins that did not succeed from it lately …
const SPRAYED: u32 = 200;
/// … within this time.
const SPRAYED_WITHIN: Duration = Duration::from_hours(1);
/// The failures of all such networks at all such logins together, from which on each attempt is slower …
const FLOOD: u32 = 1000;
/// … within this time …
const FLOOD_WITHIN: Duration = Duration::from_mins(10);
/// … by so much.
const SLOWED: Duration = Duration::from_secs(2);
/// The key of that.
const ALL: &str = "attempts of all";
/// How long somebody waits when too many instances count at once.
const CROWDED: u64 = 1000;

/// Counts attempts to log in.
///
/// They are counted for each login together with the network that they come from. After five failures
/// in a row one waits a second, then two, then four, up to a quarter of an hour; a success forgets them. Over
/// all networks a login has a hundred attempts an hour, but those from which it succeeded in the last
/// ninety days neither count nor are bound by that: an attacker locks out nobody but strangers.
///
/// Who tries one password with many logins is bound as well: a network has two hundred failures an hour at logins
/// that did not succeed from it lately. When there are a thousand of them within ten minutes from all networks together,
/// each such attempt takes two seconds longer; nobody is refused for what others do elsewhere.
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
    strangers: Option<Window>,
    sprayed: Option<Window>,
    flood: Option<Window>,
}

/// An attempt that has begun. Dropped, it has failed.
#[must_use = "an attempt that is dropped has failed"]
pub struct LoginAttempt<'a> {
    attempts: &'a Attempts,
    keys: Keys,
    /// Whether it counts for its network and for all.
    is_counted: bool,
}

/// By which an attempt is counted.
struct Keys {
    login: String,
    pair: String,
    /// Nothing if it is not known where it comes from.
    network: Option<String>,
}

/// How an attempt begins.
struct Begun {
    is_known: bool,
    is_slowed: bool,
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
        Self {
            key: hmac::Key::new(hmac::HMAC_SHA256, secret),
            memory: Memory::default(),
            shared,
            strangers: Window::new(STRANGERS, STRANGERS_WITHIN, None),
            sprayed: Window::new(SPRAYED, SPRAYED_WITHIN, None),
            flood: Window::new(FLOOD, FLOOD_WITHIN, None),
        }
    }

    /// Begins an attempt of this login from this address.
    ///
    /// # Errors
    /// 429 with `Retry-After` while it must wait, whether or not there is such a login.
    pub async fn begin(&self, login: &str, address: Option<IpAddr>) -> Result<LoginAttempt<'_>> {
        let keys = self.keys(login, address);
        let begun = match &self.shared {
            Some(shared) => shared.ask(|store| self.try_begin(store, &keys)).await,
            None => None,
        };
        let begun = match begun {
            Some(begun) => begun,
            None => self.try_begin(&self.memory, &keys).await?,
        };
        let begun = begun.map_err(|wait| refusal("failed attempts", wait))?;
        if begun.is_slowed {
            tokio::time::sleep(SLOWED).await;
        }
        Ok(LoginAttempt { attempts: self, keys, is_counted: !begun.is_known })
    }

    async fn try_begin<S: Store + ?Sized>(
        &self,
        store: &S,
        keys: &Keys,
    ) -> Result<std::result::Result<Begun, Wait>> {
        let now = wall();
        let seen = Pair::read(store.load(&keys.pair).await?.as_deref());
        if let Some(wait) = seen.wait(now) {
            return Ok(Err(wait));
        }
        let is_known = seen.known > now;
        if !is_known && let Some(wait) = self.count_stranger(store, keys).await? {
            return Ok(Err(wait));
        }
        let begun = update(store, &keys.pair, KNOWN.max(FORGOTTEN), |old| {
            let mut pair = Pair::read(old);
            match pair.begin(now) {
                Ok(()) => (Some(pair.write()), Ok(())),
                Err(wait) => (None, Err(wait)),
            }
        });
        if let Err(wait) = begun.await?.unwrap_or(Err(CROWDED)) {
            return Ok(Err(wait));
        }
        let is_slowed = match &self.flood {
            Some(flood) if !is_known => !store.hit(ALL, flood).await?.allowed,
            _ => false,
        };
        Ok(Ok(Begun { is_known, is_slowed }))
    }

    /// Counts an attempt that comes from a network from which the login did not succeed lately: how long it
    /// must wait. The network is asked first: what it is refused costs nobody's login an attempt.
    async fn count_stranger<S: Store + ?Sized>(
        &self,
        store: &S,
        keys: &Keys,
    ) -> Result<Option<Wait>> {
        let network = keys.network.as_deref().zip(self.sprayed.as_ref());
        let login = self.strangers.as_ref().map(|window| (keys.login.as_str(), window));
        for (key, window) in network.into_iter().chain(login) {
            let verdict = store.hit(key, window).await?;
            if !verdict.allowed {
                return Ok(Some(verdict.reset));
            }
        }
        Ok(None)
    }

    /// Changes what is remembered of an attempt's login and network; what was no failure does not count.
    async fn change(&self, attempt: &LoginAttempt<'_>, change: fn(&mut Pair)) {
        let changed = match &self.shared {
            Some(shared) => shared.ask(|store| self.change_in(store, attempt, change)).await,
            None => None,
        };
        if changed.is_none() {
            // The memory is never away.
            let _ = self.change_in(&self.memory, attempt, change).await;
        }
    }

    async fn change_in<S: Store + ?Sized>(
        &self,
        store: &S,
        LoginAttempt { keys, is_counted, .. }: &LoginAttempt<'_>,
        change: fn(&mut Pair),
    ) -> Result<()> {
        let make = |old: Option<&str>| {
            let mut pair = Pair::read(old);
            change(&mut pair);
            (Some(pair.write()), ())
        };
        update(store, &keys.pair, KNOWN, make).await?;
        if *is_counted {
            let network = keys.network.as_deref().zip(self.sprayed.as_ref());
            let all = self.flood.as_ref().map(|window| (ALL, window));
            for (key, window) in network.into_iter().chain(all) {
                take_back(store, key, window).await?;
            }
        }
        Ok(())
    }

    fn keys(&self, login: &str, address: Option<IpAddr>) -> Keys {
        // Nobody gets more attempts by writing a name in another way.
        let login = login.trim().to_lowercase();
        let network = address.map(|address| network(address).to_string());
        let pair = format!("{} {login}", network.as_deref().unwrap_or_default());
        Keys {
            login: format!("login:{}", self.hash(&login)),
            pair: format!("attempt:{}", self.hash(&pair)),
            network: network.map(|network| format!("network:{}", self.hash(&network))),
        }
    }

    fn hash(&self, text: &str) -> String {
        let tag = hmac::sign(&self.key, text.as_bytes());
        format!("{:032x}", first_bits(tag.as_ref()))
    }
}

/// Takes back a call that was counted and is none.
async fn take_back<S: Store + ?Sized>(store: &S, key: &str, window: &Window) -> Result<()> {
    let make = |old: Option<&str>| match old.and_then(Trace::read) {
        Some(mut trace) => {
            window.take_back(&mut trace);
            (Some(trace.write()), ())
        }
        None => (None, ()),
    };
    update(store, key, window.memory(), make).await.map(|_| ())
}

impl LoginAttempt<'_> {
    /// It has succeeded: the failures before it are forgotten, and the network is known.
    pub async fn succeeded(self) {
        let known =
            |pair: &mut Pair| *pair = Pair { known: wall() + millis(KNOWN), ..Pair::default() };
        self.attempts.change(&self, known).await;
    }

    /// It was none: something else went wrong, which is nobody's failure.
    pub async fn withdraw(self) {
        let withdrawn = |pair: &mut Pair| {
            pair.failures = pair.failures.saturating_sub(1);
            pair.closed = 0;
        };
        self.attempts.change(&self, withdrawn).await;
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
