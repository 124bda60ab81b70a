//! Tokens that were verified before, found by their hash.
//!
//! It holds what is true of a token for ever: its signature and its claims. Whether it is in time,
//! and what its bearer may do, is decided each time anew.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::mem;
use std::sync::{Arc, Mutex, PoisonError};

use ring::digest::{SHA256, digest};

use super::claims::Verified;

/// So many threads seldom meet at one of so many parts.
const PARTS: usize = 32;

/// How many tokens a generation of a part has: with two generations, 16384 tokens in all.
const GENERATION: usize = 256;

/// The hash of a token; who finds another token with the same one has broken SHA-256.
pub(super) type Digest = [u8; 32];

/// A bounded number of tokens, those that were used last.
#[derive(Default)]
pub(super) struct Cache {
    parts: [Mutex<Part>; PARTS],
}

type Generation = HashMap<Digest, Arc<Verified>, BuildHasherDefault<FirstBytes>>;

/// When the young ones are as many as may be, they become the old ones, and the old ones go. An old
/// one that is asked for becomes young again.
#[derive(Default)]
struct Part {
    young: Generation,
    old: Generation,
}

impl Cache {
    pub(super) fn digest(token: &str) -> Digest {
        let mut bytes = [0; 32];
        bytes.copy_from_slice(digest(&SHA256, token.as_bytes()).as_ref());
        bytes
    }

    pub(super) fn get(&self, digest: &Digest) -> Option<Arc<Verified>> {
        self.with(digest, |part| {
            if let Some(found) = part.young.get(digest) {
                return Some(Arc::clone(found));
            }
            let found = part.old.remove(digest)?;
            part.put(*digest, Arc::clone(&found));
            Some(found)
        })
    }

    pub(super) fn put(&self, digest: Digest, verified: Arc<Verified>) {
        self.with(&digest, |part| part.put(digest, verified));
    }

    /// Forgets a token whose time is over.
    pub(super) fn remove(&self, digest: &Digest) {
        self.with(digest, |part| {
            part.young.remove(digest);
            part.old.remove(digest);
        });
    }

    fn with<T>(&self, digest: &Digest, act: impl FnOnce(&mut Part) -> T) -> T {
        let part = &self.parts[usize::from(digest[31]) % PARTS];
        // A part is whole between any two steps.
        act(&mut part.lock().unwrap_or_else(PoisonError::into_inner))
    }

    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        let count = |part: &Mutex<Part>| {
            let part = part.lock().unwrap_or_else(PoisonError::into_inner);
            part.young.len() + part.old.len()
        };
        self.parts.iter().map(count).sum()
    }
}

impl Part {
    fn put(&mut self, digest: Digest, verified: Arc<Verified>) {
        if self.young.len() >= GENERATION {
            self.old = mem::take(&mut self.young);
        }
        self.young.insert(digest, verified);
    }
}

/// A hash needs no other hash: its first bytes do. Only tokens that this application has signed get
/// here, so nobody chooses them.
#[derive(Default)]
struct FirstBytes(u64);

impl Hasher for FirstBytes {
    fn write(&mut self, bytes: &[u8]) {
        if let Some(first) = bytes.first_chunk() {
            self.0 = u64::from_ne_bytes(*first);
        }
    }

    fn write_usize(&mut self, _: usize) {}

    fn finish(&self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verified(id: i64) -> Arc<Verified> {
        Arc::new(Verified::of(id))
    }

    fn token(number: usize) -> Digest {
        Cache::digest(&number.to_string())
    }

    #[test]
    fn it_finds_what_was_put_and_forgets_what_was_removed() {
        let cache = Cache::default();
        cache.put(token(1), verified(1));
        cache.put(token(2), verified(2));
        assert_eq!(cache.get(&token(1)).map(|found| found.id()), Some(1));
        assert_eq!(cache.get(&token(2)).map(|found| found.id()), Some(2));
        cache.remove(&token(1));
        assert!(cache.get(&token(1)).is_none() && cache.get(&token(2)).is_some());
    }

    #[test]
    fn it_is_bounded_and_keeps_what_is_used() {
        let cache = Cache::default();
        cache.put(token(0), verified(0));
        for number in 1..100_000 {
            cache.put(token(number), verified(1));
            assert!(cache.get(&token(0)).is_some(), "it was used all the time: {number}");
        }
        assert!(cache.len() <= PARTS * GENERATION * 2, "{}", cache.len());
        assert!(cache.len() >= PARTS * GENERATION, "{}", cache.len());
        assert!(cache.get(&token(1)).is_none(), "the oldest is gone");
    }
}
