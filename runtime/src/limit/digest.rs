//! Keys of any length made short. Nobody reads back what they were.

use sha2::{Digest, Sha256};

/// A digest of a text.
#[must_use]
pub fn digest(text: &[u8]) -> u128 {
    first_bits(&Sha256::digest(text))
}

/// The first bits of a digest: more than enough to tell keys apart.
pub(super) fn first_bits(digest: &[u8]) -> u128 {
    digest.iter().take(16).fold(0, |bits, byte| bits << 8 | u128::from(*byte))
}
