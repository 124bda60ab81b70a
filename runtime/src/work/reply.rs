//! What such work may return.
//!
//! A value is none of it: nobody waits for one.

use crate::error::{Error, Result};

/// What a job or a seeder may return: nothing, or a result without a value.
#[diagnostic::on_unimplemented(
    message = "a job or a seeder cannot return `{Self}`",
    label = "neither `()` nor a `Result<(), E>` whose error can be told",
    note = "nobody waits for its value: return `()` or `Result<(), E>`",
    note = "`E` is `ordain::Error`, or a type that implements `std::error::Error`"
)]
pub trait Reply {
    /// The outcome.
    ///
    /// # Errors
    ///
    /// The function's own error.
    fn into_result(self) -> Result<()>;
}

impl Reply for () {
    fn into_result(self) -> Result<()> {
        Ok(())
    }
}

#[diagnostic::do_not_recommend]
impl<E: Into<Error>> Reply for Result<(), E> {
    fn into_result(self) -> Result<()> {
        self.map_err(Into::into)
    }
}
