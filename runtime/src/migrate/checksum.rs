//! Checksums of migration files.
//!
//! A line ending is none of a file's content: a checkout on another system changes it.

use std::fmt::Write;

use sha2::{Digest, Sha256};

/// The SHA-256 of a text in lower case hexadecimal.
pub(super) fn of(text: &str) -> String {
    let digest = Sha256::digest(text.replace("\r\n", "\n").as_bytes());
    digest.iter().fold(String::with_capacity(64), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn line_endings_do_not_count() {
        assert_eq!(super::of("a\r\nb"), super::of("a\nb"));
        assert!(super::of("").starts_with("e3b0c44298fc1c14"));
    }
}
