//! Where counts are kept: a text for each key, that is only ever replaced by whoever has read it.
//!
//! A store knows nothing of what the texts mean; one that can count by itself may do so.

use std::time::Duration;

use futures_util::future::BoxFuture;

use super::window::{Trace, Verdict, Window};
use crate::error::{Error, Result};

/// So often a text is read again that another instance replaced meanwhile.
const TRIES: u32 = 16;

/// A refusal because too many instances replace one text at once; a second later they do not.
const CROWDED: Verdict = Verdict { allowed: false, remaining: 0, reset: 1000 };

/// A place for counts.
pub trait Store: Send + Sync + 'static {
    /// The text of a key, if there is one.
    fn load<'a>(&'a self, key: &'a str) -> BoxFuture<'a, Result<Option<String>>>;

    /// Puts `new` in the place of `old` for at least so long; `false` if another text stands there.
    fn swap<'a>(
        &'a self,
        key: &'a str,
        old: Option<&'a str>,
        new: &'a str,
        keep: Duration,
    ) -> BoxFuture<'a, Result<bool>>;

    /// Counts a call of whom the key names.
    fn hit<'a>(&'a self, key: &'a str, window: &'a Window) -> BoxFuture<'a, Result<Verdict>> {
        Box::pin(async move {
            let count = |old: Option<&str>| {
                // What is no trace was not written by a limit: it begins anew.
                let mut trace = old.and_then(Trace::read).unwrap_or_default();
                let verdict = window.hit(&mut trace, super::clock::wall());
                (verdict.allowed.then(|| trace.write()), verdict)
            };
            let counted = update(self, key, window.memory(), count).await?;
            // When nobody can say whether there is room, there is none.
            Ok(counted.unwrap_or(CROWDED))
        })
    }
}

/// Replaces the text of a key by what `change` makes of it, and returns what else it says. `None` if
/// others were faster each time.
///
/// # Errors
/// When the store cannot be asked.
pub async fn update<S: Store + ?Sized, T>(
    store: &S,
    key: &str,
    keep: Duration,
    change: impl Fn(Option<&str>) -> (Option<String>, T),
) -> Result<Option<T>> {
    for _ in 0..TRIES {
        let old = store.load(key).await?;
        let (new, told) = change(old.as_deref());
        let Some(new) = new else { return Ok(Some(told)) };
        if store.swap(key, old.as_deref(), &new, keep).await? {
            return Ok(Some(told));
        }
    }
    Ok(None)
}

/// What cannot be asked in time is not there.
pub(super) fn away(reason: impl std::fmt::Display) -> Error {
    Error::internal(format!("the store of the limits does not answer: {reason}"))
}
