//! The order of the seeders: each after those that it asks for, else by name.
//!
//! Nothing is run here, and no database is asked.

use super::spec::{Function, SeederSpec};
use crate::error::{Error, Result};

/// These seeders in the order in which they run.
///
/// # Errors
/// - `internal` if there are [`faults`]; the source has them all
pub fn ordered(specs: &[&'static SeederSpec]) -> Result<Vec<&'static SeederSpec>> {
    let faults = faults(specs);
    if faults.is_empty() {
        return Ok(Sorted::of(specs).ready);
    }
    Err(Error::internal(faults.join("\n  ")))
}

/// What is wrong with them, in words: two of one name, one that runs after a function which is no
/// seeder, some that wait for each other.
#[must_use]
pub fn faults(specs: &[&'static SeederSpec]) -> Vec<String> {
    let mut faults = Vec::new();
    for (at, spec) in specs.iter().enumerate() {
        if let Some(other) = specs[..at].iter().find(|other| other.name() == spec.name()) {
            faults.push(format!(
                "two seeders have the name `{}`: `{}` and `{}`",
                spec.name(),
                other.function().path(),
                spec.function().path(),
            ));
        }
        let missing = spec.after().iter().filter(|function| find(specs, **function).is_none());
        faults.extend(missing.map(|function| {
            format!(
                "the seeder `{}` runs after `{}`, which is no seeder: put `#[seeder]` on it",
                spec.name(),
                function.path(),
            )
        }));
    }
    if faults.is_empty() {
        faults.extend(circle(&Sorted::of(specs).waiting));
    }
    faults
}

/// The seeder that a function is.
pub(super) fn find(
    specs: &[&'static SeederSpec],
    function: Function,
) -> Option<&'static SeederSpec> {
    specs.iter().find(|spec| spec.function() == function).copied()
}

/// The seeders in their order, and those that wait for each other.
struct Sorted {
    ready: Vec<&'static SeederSpec>,
    waiting: Vec<&'static SeederSpec>,
}

impl Sorted {
    fn of(specs: &[&'static SeederSpec]) -> Self {
        let mut sorted = Self { ready: Vec::new(), waiting: specs.to_vec() };
        while let Some(next) = sorted.waiting.iter().position(|spec| sorted.is_free(spec)) {
            sorted.ready.push(sorted.waiting.remove(next));
        }
        sorted
    }

    /// Whether it waits for none of those that are left.
    fn is_free(&self, spec: &SeederSpec) -> bool {
        let waits = |function: &Function| find(&self.waiting, *function).is_some();
        !spec.after().iter().any(waits)
    }
}

/// The way from one seeder back to itself, among those that never become free.
fn circle(waiting: &[&'static SeederSpec]) -> Option<String> {
    let mut way = vec![*waiting.first()?];
    loop {
        let last = way.last()?;
        let next = last.after().iter().find_map(|function| find(waiting, *function))?;
        if let Some(begin) = way.iter().position(|spec| spec.function() == next.function()) {
            return Some(told(&way[begin..]));
        }
        way.push(next);
    }
}

fn told(way: &[&'static SeederSpec]) -> String {
    let steps = way.iter().zip(way.iter().cycle().skip(1));
    let steps: Vec<String> =
        steps.map(|(one, next)| format!("`{}` runs after `{}`", one.name(), next.name())).collect();
    format!("seeders wait for each other: {}", steps.join(", "))
}

#[cfg(test)]
mod tests {
    use super::super::spec::function;
    use super::*;

    fn users() {}
    fn posts() {}
    fn comments() {}
    fn helper() {}

    const USERS: Function = function(&users);
    const POSTS: Function = function(&posts);
    const COMMENTS: Function = function(&comments);

    const fn spec(name: &'static str, own: Function, after: &'static [Function]) -> SeederSpec {
        SeederSpec::new(name, "shop", own, |_| Err(Error::internal("never run"))).with_after(after)
    }

    static FREE: [SeederSpec; 2] = [spec("posts", POSTS, &[]), spec("users", USERS, &[])];
    static ITSELF: [SeederSpec; 1] = [spec("users", USERS, &[USERS])];

    fn names(specs: &[&'static SeederSpec]) -> Vec<&'static str> {
        ordered(specs).map_or_else(|_| Vec::new(), |all| all.iter().map(|s| s.name()).collect())
    }

    #[test]
    fn each_runs_after_those_that_it_asks_for() {
        static SPECS: [SeederSpec; 3] = [
            spec("comments", COMMENTS, &[POSTS, USERS]),
            spec("posts", POSTS, &[USERS]),
            spec("users", USERS, &[]),
        ];
        assert_eq!(names(&SPECS.each_ref()), ["users", "posts", "comments"]);
        assert_eq!(names(&FREE.each_ref()), ["posts", "users"]);
    }

    #[test]
    fn a_circle_is_told_with_its_names_and_nothing_else() {
        static SPECS: [SeederSpec; 3] = [
            spec("comments", COMMENTS, &[POSTS]),
            spec("posts", POSTS, &[USERS]),
            spec("users", USERS, &[POSTS]),
        ];
        let told =
            "seeders wait for each other: `posts` runs after `users`, `users` runs after `posts`";
        assert_eq!(faults(&SPECS.each_ref()), [told]);
        let told = "seeders wait for each other: `users` runs after `users`";
        assert_eq!(faults(&ITSELF.each_ref()), [told]);
    }

    #[test]
    fn all_other_faults_are_told_at_once() {
        static SPECS: [SeederSpec; 2] =
            [spec("users", USERS, &[function(&helper)]), spec("users", POSTS, &[])];
        let faults = faults(&SPECS.each_ref());
        assert_eq!(faults.len(), 2, "{faults:?}");
        assert!(
            faults[0]
                .starts_with("the seeder `users` runs after `ordain::seed::order::tests::helper`")
        );
        assert!(faults[1].contains("tests::users` and `ordain::seed::order::tests::posts`"));
    }
}
