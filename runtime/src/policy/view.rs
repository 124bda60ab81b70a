//! Who looks at what is being written: a field with a rule is there for those whom the rule accepts.
//!
//! Nobody looks unless somebody says who does: what is forgotten is left out, never shown. In the same way a
//! field is taken from outside only where it is decided who may give it.

use std::any::Any;
use std::cell::Cell;
use std::rc::Rc;

use super::{Actor, Rule};

tokio::task_local! {
    static VIEWER: Viewer;
    static JUDGED: ();
}

/// Who looks.
#[derive(Clone)]
pub(crate) struct Viewer(Rc<Looking>);

struct Looking {
    who: Who,
    asked: Cell<bool>,
}

enum Who {
    Application,
    Caller(Option<Actor>),
}

impl Viewer {
    /// Somebody who calls; `None` is somebody who is not signed in.
    pub(crate) fn caller(caller: Option<Actor>) -> Self {
        Self::of(Who::Caller(caller))
    }

    fn of(who: Who) -> Self {
        Self(Rc::new(Looking { who, asked: Cell::new(false) }))
    }

    /// Runs `write` while this one looks.
    pub(crate) fn look<T>(&self, write: impl FnOnce() -> T) -> T {
        VIEWER.sync_scope(self.clone(), write)
    }

    /// Whether anything was written that others would see otherwise.
    pub(crate) fn was_asked(&self) -> bool {
        self.0.asked.get()
    }
}

/// Runs `write` with every field, whatever the rules say: for what stays inside the application,
/// such as an export or a cache that no client reads. It also reads every field, for an import.
///
/// Only what runs inside of it is complete: a value that is written later, after `write` has
/// returned, is not. A `#[secret]` field is left out here as well.
///
/// # Examples
///
/// ```
/// use ordain::policy::view;
///
/// let row = ["a row"];
/// let whole = view::as_application(|| serde_json::to_value(row));
/// assert_eq!(whole.unwrap()[0], "a row");
/// ```
pub fn as_application<T>(write: impl FnOnce() -> T) -> T {
    Viewer::of(Who::Application).look(write)
}

/// Runs `write` with the fields that this caller may read; `None` is somebody who is not signed in.
///
/// A reply is written so by itself. It is for values that are made into JSON before: for an event,
/// or for a message to somebody else.
pub fn as_caller<T>(caller: Option<&Actor>, write: impl FnOnce() -> T) -> T {
    Viewer::caller(caller.cloned()).look(write)
}

/// Runs `read`, after which it is decided who may give what was read.
pub(crate) fn judged<T>(read: impl FnOnce() -> T) -> T {
    JUDGED.sync_scope((), read)
}

/// Whether it is decided who may give what is read: by a route, or by the application itself.
#[cfg(feature = "__database")]
pub(crate) fn is_judged() -> bool {
    let is_application = |viewer: &Viewer| matches!(viewer.0.who, Who::Application);
    JUDGED.try_with(|()| ()).is_ok() || VIEWER.try_with(is_application).unwrap_or(false)
}

/// Whether whoever looks may read a field of the row.
pub(super) fn shows(rule: &Rule, row: &dyn Any) -> bool {
    // Held by its own count: a policy function may write something itself.
    let Ok(viewer) = VIEWER.try_with(Viewer::clone) else { return false };
    viewer.0.asked.set(true);
    match &viewer.0.who {
        Who::Application => true,
        Who::Caller(caller) => rule.decide(caller.as_ref(), Some(row)).is_allowed(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_looks_unless_it_is_said_who_does() {
        let shown = || shows(&Rule::Authenticated, &0);
        assert!(!shown());
        assert!(as_application(shown));
        assert!(as_caller(Some(&Actor::new(7, ())), shown));
        assert!(!as_caller(None, shown));
        assert!(!shown());
    }

    #[test]
    fn the_nearest_one_looks() {
        let actor = Actor::new(7, ());
        let shown = || shows(&Rule::Authenticated, &0);
        as_application(|| {
            assert!(!as_caller(None, shown));
            assert!(as_caller(Some(&actor), || as_application(shown)));
            assert!(shown());
        });
    }

    #[test]
    fn a_panic_leaves_nobody_behind() {
        let panicked = std::panic::catch_unwind(|| as_application(|| panic!("in the middle")));
        assert!(panicked.is_err());
        assert!(!shows(&Rule::Public, &0));
    }

    #[test]
    fn it_is_known_whether_the_viewer_mattered() {
        let viewer = Viewer::caller(None);
        viewer.look(|| ());
        assert!(!viewer.was_asked());
        viewer.look(|| shows(&Rule::Authenticated, &0));
        assert!(viewer.was_asked());
    }
}
