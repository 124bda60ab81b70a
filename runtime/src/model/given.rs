//! Whether a value that only the server gives was given.
//!
//! The answer is a type, so that a forgotten value does not compile.

/// A value that is still to be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Missing;

/// A value that was given.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Set<T>(pub T);

/// That a value of the column `C` was given: what `create` asks for.
#[diagnostic::on_unimplemented(
    message = "the new row has no `{C}`",
    label = "`{C}` is missing",
    note = "no client gives it, so the application must: call the method of its name, as in `new.author_id(7)`"
)]
pub trait Given<C, T> {
    /// The value.
    fn given(self) -> T;
}

impl<C, T> Given<C, T> for Set<T> {
    fn given(self) -> T {
        self.0
    }
}

// What is given may be a secret.
impl<T> std::fmt::Debug for Set<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Set(..)")
    }
}
