//! What the application does by itself: commands, and what runs at the start.
//!
//! Nobody is asked who they are: whoever runs the program may do what it can.

use std::future::Future;

use crate::error::Result;
use crate::policy::acting::{Work, at_work};
use crate::policy::entry::{By, Entry, enter};
use crate::policy::{Kind, Rule};

/// Runs it on behalf of the application.
pub(super) async fn as_application<F: Future>(
    kind: Kind,
    name: &'static str,
    run: F,
) -> Result<F::Output> {
    let entry = Entry { kind, name: &name, rule: &Rule::Public };
    let _pass = enter(entry, By::Application)?;
    Ok(at_work(Work::of_application(kind, name), run).await)
}
