//! What is learned of queries: which are short enough to run on the thread that asks.
//!
//! SQLite cannot be asked how long a query will take, and one that runs cannot be moved. So a kind
//! of query (its type, which stands for its SQL) first runs on the reader threads; when a few runs
//! were short on an average it runs where it is asked for. The average forgives a run that took long
//! because the processor was with others, and brings a query back that has become long. A very long
//! run brings it back at once, and each time it must prove itself for longer. What is learned is of
//! one thread, so that no lock is needed to look it up. A mistake costs time, never a result.

use std::any::TypeId;
use std::collections::HashMap;
use std::time::Duration;

/// Up to here, a query holds up nobody more than the handler of a request does.
const SHORT: Duration = Duration::from_micros(500);

/// From here on, a single run says enough.
const VERY_LONG: Duration = Duration::from_millis(20);

/// What a run counts at most, so that the average comes down again.
const LONGEST: Duration = Duration::from_millis(100);

/// The weight of a run in the average is one of so many.
const WEIGHT: u32 = 16;

/// How many runs without a very long one prove a query that never had one.
const FIRST_PROOF: u32 = 2;

/// How many runs may be asked of a query that is very long now and then.
const LONGEST_PROOF: u32 = 1 << 13;

/// How many kinds of queries are remembered: SQL that is put together at run time has no end.
const REMEMBERED: usize = 4_096;

/// A kind of query.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Key {
    pub(super) id: Id,
    /// Whether a page of it is asked for, with the total.
    pub(super) page: bool,
}

/// What tells queries apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Id {
    Type(TypeId),
    /// A hash of the SQL.
    Text(u64),
}

/// What one thread has learned.
#[derive(Default)]
pub(super) struct Habits(HashMap<Key, Habit>);

struct Habit {
    /// How long it takes, on an average that forgets.
    mean: Duration,
    /// Runs since the last very long one.
    good: u32,
    /// How many of them prove it.
    proof: u32,
}

impl Habit {
    fn is_short(&self) -> bool {
        self.mean <= SHORT && self.good >= self.proof
    }

    fn note(&mut self, time: Duration) {
        self.mean = (self.mean * (WEIGHT - 1) + time.min(LONGEST)) / WEIGHT;
        if time >= VERY_LONG {
            self.good = 0;
            self.proof = (self.proof * 4).min(LONGEST_PROOF);
            return;
        }
        self.good = self.good.saturating_add(1);
        // Long enough to be forgiven.
        if self.good > LONGEST_PROOF {
            self.proof = FIRST_PROOF;
        }
    }
}

impl Habits {
    /// Whether a query is known to be short.
    pub(super) fn is_short(&self, key: Key) -> bool {
        self.0.get(&key).is_some_and(Habit::is_short)
    }

    /// Learns how long a run took.
    pub(super) fn note(&mut self, key: Key, time: Duration) {
        if self.0.len() >= REMEMBERED && !self.0.contains_key(&key) {
            self.0.clear();
        }
        let unknown = || Habit { mean: time.min(LONGEST), good: 0, proof: FIRST_PROOF };
        self.0.entry(key).or_insert_with(unknown).note(time);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const USUAL: Duration = Duration::from_micros(5);
    const KEY: Key = Key { id: Id::Text(7), page: false };

    /// How many short runs it takes until the query is known to be short.
    fn proof(habits: &mut Habits) -> u32 {
        let mut runs = 0;
        while !habits.is_short(KEY) {
            habits.note(KEY, USUAL);
            runs += 1;
        }
        runs
    }

    #[test]
    fn a_query_proves_itself_and_after_a_very_long_run_for_longer() {
        let mut habits = Habits::default();
        assert_eq!(proof(&mut habits), FIRST_PROOF);
        assert!(!habits.is_short(Key { page: true, ..KEY }));
        let mut last = FIRST_PROOF;
        for _ in 0..4 {
            habits.note(KEY, VERY_LONG);
            assert!(!habits.is_short(KEY));
            let runs = proof(&mut habits);
            assert!(runs > last, "{runs} after {last}");
            last = runs;
        }
        for _ in 0..20 {
            habits.note(KEY, Duration::from_mins(1));
        }
        assert_eq!(proof(&mut habits), LONGEST_PROOF);
        habits.note(KEY, USUAL);
        habits.note(KEY, VERY_LONG);
        assert!(proof(&mut habits) < LONGEST_PROOF, "it was good for long");
    }

    #[test]
    fn a_run_that_the_processor_has_left_is_forgiven_and_a_long_habit_is_not() {
        let mut habits = Habits::default();
        proof(&mut habits);
        for _ in 0..100 {
            habits.note(KEY, Duration::from_millis(3));
            assert!(habits.is_short(KEY));
            (0..50).for_each(|_| habits.note(KEY, USUAL));
        }
        let mut runs = 0;
        while habits.is_short(KEY) {
            habits.note(KEY, Duration::from_millis(3));
            runs += 1;
        }
        assert!(runs <= 4, "{runs}");
        (0..1_000).for_each(|_| habits.note(KEY, SHORT * 2));
        assert!(!habits.is_short(KEY));
    }

    #[test]
    fn the_memory_has_an_end() {
        let mut habits = Habits::default();
        for n in 0..20_000 {
            habits.note(Key { id: Id::Text(n), page: false }, USUAL);
        }
        assert!(habits.0.len() <= REMEMBERED);
    }
}
