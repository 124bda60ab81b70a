//! A text that is always the same.

pub(super) async fn plaintext() -> &'static str {
    "Hello, world!"
}
