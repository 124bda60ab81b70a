//! Whether two secrets, or what is kept of them, are the same.
//!
//! Everything in `auth` and `account` that compares such asks here: a comparison that ends at the first difference
//! tells by its time how much of a guess is right.

use subtle::ConstantTimeEq;

/// Whether two texts are the same. How long that takes tells their lengths, and nothing else.
pub(super) fn same(one: impl AsRef<[u8]>, other: impl AsRef<[u8]>) -> bool {
    one.as_ref().ct_eq(other.as_ref()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_the_same_or_not() {
        assert!(same("", "") && same("abc", "abc"));
        for (one, other) in [("abc", "abd"), ("abc", "xbc"), ("abc", "ab"), ("", "a")] {
            assert!(!same(one, other) && !same(other, one), "{one} {other}");
        }
    }
}
