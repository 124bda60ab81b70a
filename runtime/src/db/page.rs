//! A page of rows, and which one is asked for.
//!
//! Nothing here reads a request.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result, Violation};

/// Which page of a list is wanted, how long a page is, and whether the whole list is counted.
///
/// # Examples
///
/// ```
/// use ordain::db::Paging;
///
/// let paging = Paging::new(3, 20)?;
/// assert_eq!(paging.offset(), 40);
/// assert!(Paging::new(0, 20).is_err());
/// # Ok::<(), ordain::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Paging {
    page: u32,
    per_page: u32,
    total: bool,
}

impl Paging {
    /// The rows of a page when nobody says how many.
    pub const DEFAULT_PER_PAGE: u32 = 20;
    /// The most rows that a page may have.
    pub const MAX_PER_PAGE: u32 = 100;

    /// The `page`-th page, counted from 1, of `per_page` rows.
    ///
    /// # Errors
    /// - `invalid` if `page` is 0, or `per_page` is 0 or above [`Paging::MAX_PER_PAGE`]
    pub fn new(page: u32, per_page: u32) -> Result<Self> {
        let paging = Self { page, per_page, total: true };
        let violations = paging.violations();
        if violations.is_empty() { Ok(paging) } else { Err(Error::invalid(violations)) }
    }

    /// The same page without the number of all rows, which takes a query of its own to count.
    #[must_use]
    pub fn without_total(self) -> Self {
        Self { total: false, ..self }
    }

    /// What is wrong with a value that was read and not made by [`Paging::new`].
    pub(crate) fn violations(self) -> Vec<Violation> {
        let mut violations = Vec::new();
        if self.page == 0 {
            violations.push(range("/page", "must be at least 1".to_owned()));
        }
        if !(1..=Self::MAX_PER_PAGE).contains(&self.per_page) {
            let message = format!("must be from 1 to {}", Self::MAX_PER_PAGE);
            violations.push(range("/per_page", message));
        }
        violations
    }

    /// The number of the page, from 1.
    #[must_use]
    pub fn page(self) -> u32 {
        self.page.max(1)
    }

    /// The rows of a page.
    #[must_use]
    pub fn per_page(self) -> u32 {
        self.per_page.clamp(1, Self::MAX_PER_PAGE)
    }

    /// Whether all rows are counted.
    #[must_use]
    pub fn counts(self) -> bool {
        self.total
    }

    /// The rows that are loaded: where they are not counted, one more than a page has tells whether
    /// another page follows.
    pub(super) fn limit(self) -> i64 {
        i64::from(self.per_page()) + i64::from(!self.total)
    }

    /// The rows of all pages before this one.
    #[must_use]
    pub fn offset(self) -> i64 {
        i64::from(self.page() - 1) * i64::from(self.per_page())
    }
}

impl Default for Paging {
    fn default() -> Self {
        Self { page: 1, per_page: Self::DEFAULT_PER_PAGE, total: true }
    }
}

fn range(pointer: &str, message: String) -> Violation {
    Violation { pointer: pointer.to_owned(), code: "range".into(), message }
}

/// Some rows of a longer list, and how long the list is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Page<T> {
    /// The rows of this page.
    pub items: Vec<T>,
    /// The rows of all pages, unless they were not to be counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<u64>,
    /// The number of this page, from 1.
    pub page: u32,
    /// The rows that a full page has.
    pub per_page: u32,
    /// Whether another page follows.
    #[serde(skip)]
    pub has_next: bool,
}

impl<T> Page<T> {
    /// What was loaded for a page: its rows, and their number on all pages if they were counted.
    pub(super) fn of(paging: Paging, total: Option<i64>, mut items: Vec<T>) -> Self {
        let (page, per_page) = (paging.page(), paging.per_page());
        let total = total.map(|total| u64::try_from(total).unwrap_or(0));
        let has_next = match total {
            Some(total) => u64::from(page) * u64::from(per_page) < total,
            None => items.len() > per_page as usize,
        };
        items.truncate(per_page as usize);
        Self { items, total, page, per_page, has_next }
    }

    /// The same page with each row turned into something else.
    #[must_use]
    pub fn map<U>(self, turn: impl FnMut(T) -> U) -> Page<U> {
        let Self { items, total, page, per_page, has_next } = self;
        Page { items: items.into_iter().map(turn).collect(), total, page, per_page, has_next }
    }

    /// How many pages there are, if the rows were counted; 1 when there are none.
    #[must_use]
    pub fn pages(&self) -> Option<u64> {
        self.total.map(|total| total.div_ceil(u64::from(self.per_page.max(1))).max(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_outside_the_borders_is_refused_with_every_fault() {
        let error = Paging::new(0, 101).unwrap_err();
        let pointers: Vec<&str> = error.violations().iter().map(|v| &*v.pointer).collect();
        assert_eq!(pointers, ["/page", "/per_page"]);
        assert_eq!(Paging::new(1, 100).map(Paging::per_page).ok(), Some(100));
    }

    #[test]
    fn the_last_page_number_does_not_overflow() {
        let paging = Paging::new(u32::MAX, 100).unwrap();
        assert_eq!(paging.offset(), 429_496_729_400);
    }
}
