//! What no limit may do, whatever comes when; and that all stores do the same.

use std::ops::RangeInclusive;
use std::time::Duration;

use proptest::collection::vec;
use proptest::prelude::*;

use super::clock::wall;
use super::*;

/// Periods in milliseconds: from those that are a step or less to those that have many.
const SHORT: RangeInclusive<u64> = 1..=5000;

fn windows(per: RangeInclusive<u64>) -> impl Strategy<Value = Window> {
    let burst = proptest::option::of(1..=150_u32);
    (1..=150_u32, per, burst).prop_map(|(count, per, burst)| {
        let burst = burst.map(|burst| burst.min(count));
        Window::new(count, Duration::from_millis(per), burst).unwrap()
    })
}

/// A rule, and the times between calls: mostly short, now and then none, sometimes long.
fn calls(per: RangeInclusive<u64>) -> impl Strategy<Value = (Window, Vec<u64>)> {
    windows(per).prop_flat_map(|window| {
        let [count, per, ..] = window.numbers();
        let gap = prop_oneof![Just(0), 0..=per / count + 1, 0..=per / 5 + 1, 0..=per * 2];
        (Just(window), vec(gap, 1..200))
    })
}

/// The times at which calls were let through.
fn let_through(window: &Window, gaps: &[u64]) -> Vec<u64> {
    let (mut trace, mut now) = (Trace::default(), 1_000_000);
    let mut times = Vec::new();
    for gap in gaps {
        now += gap;
        if window.hit(&mut trace, now).allowed {
            times.push(now);
        }
    }
    times
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// Times are cut to milliseconds: calls of one window can be a whole `per` apart on paper.
    #[test]
    fn no_stretch_of_time_holds_more_than_is_allowed((window, gaps) in calls(SHORT)) {
        let [count, per, ..] = window.numbers();
        let times = let_through(&window, &gaps);
        for (first, next) in times.iter().zip(times.iter().skip(usize::try_from(count).unwrap())) {
            prop_assert!(next - first > per, "{count} and one more in {} ms of {per}", next - first);
        }
    }

    #[test]
    fn a_burst_spreads_the_calls((window, gaps) in calls(SHORT)) {
        let [_, _, _, interval, ahead] = window.numbers();
        prop_assume!(interval > 0);
        let burst = ahead / interval + 1;
        let times = let_through(&window, &gaps);
        for (at, first) in times.iter().enumerate() {
            for (more, last) in times[at..].iter().enumerate() {
                let most = burst + (last - first) * 1000 / interval;
                prop_assert!((more as u64) < most);
            }
        }
    }

    #[test]
    fn a_verdict_says_exactly_what_comes((window, gaps) in calls(SHORT)) {
        let (mut trace, mut now) = (Trace::default(), 1_000_000);
        for gap in gaps {
            now += gap;
            let verdict = window.hit(&mut trace, now);
            let mut left = trace.clone();
            for _ in 0..verdict.remaining {
                prop_assert!(window.hit(&mut left, now).allowed);
            }
            prop_assert!(!window.hit(&mut left, now).allowed);
            if verdict.remaining == 0 {
                prop_assert!(verdict.reset > 0);
                prop_assert!(!window.look(&mut trace.clone(), now + verdict.reset - 1).allowed);
                prop_assert!(window.look(&mut trace.clone(), now + verdict.reset).allowed);
            }
        }
    }

    #[test]
    fn a_trace_is_short_and_is_read_as_it_was_written((window, gaps) in calls(SHORT)) {
        let (mut trace, mut now) = (Trace::default(), 1_000_000);
        for gap in gaps {
            now += gap;
            window.hit(&mut trace, now);
            let text = trace.write();
            prop_assert!(text.matches(';').count() <= 66, "{text}");
            prop_assert_eq!(Trace::read(&text), Some(trace.clone()));
        }
        prop_assert!(window.is_over(&trace, now + 3 * u64::try_from(window.memory().as_millis()).unwrap()));
    }

    #[test]
    fn no_text_makes_it_panic(
        window in windows(SHORT),
        text in "[0-9]{1,20}(;[0-9]{1,20}:[0-9]{1,20}){0,5}",
        now in any::<u64>(),
    ) {
        if let Some(mut trace) = Trace::read(&text) {
            window.hit(&mut trace, now);
            window.look(&mut trace, now);
            let _ = window.is_over(&trace, now);
        }
    }

    #[test]
    fn a_clock_that_is_set_back_lets_nobody_through(window in windows(SHORT), back in 1..100_000_u64) {
        let mut trace = Trace::default();
        while window.hit(&mut trace, 1_000_000).allowed {}
        prop_assert!(!window.hit(&mut trace, 1_000_000 - back).allowed);
    }
}

#[test]
fn the_sixth_of_five_waits_until_the_first_is_a_minute_old() {
    let window = Window::new(5, Duration::from_mins(1), None).unwrap();
    let mut trace = Trace::default();
    for (at, remaining) in [(0, 4), (58_000, 3), (58_000, 2), (59_000, 1), (59_000, 0)] {
        let verdict = window.hit(&mut trace, at);
        assert_eq!((verdict.allowed, verdict.remaining), (true, remaining));
    }
    let refused = window.hit(&mut trace, 59_500);
    assert_eq!(refused, Verdict { allowed: false, remaining: 0, reset: 501 });
    assert!(window.hit(&mut trace, 60_001).allowed);
    assert!(!window.hit(&mut trace, 61_000).allowed);
}

#[test]
fn rules_that_allow_nothing_are_none() {
    let second = Duration::from_secs(1);
    assert_eq!(Window::new(0, second, None), None);
    assert_eq!(Window::new(1, Duration::ZERO, None), None);
    assert_eq!(Window::new(1, second, Some(0)), None);
    assert_eq!(Window::new(1, Duration::MAX, None), None);
    assert_eq!(Window::new(1, Duration::from_hours(1 << 40), None), None);
}

#[test]
fn what_is_no_trace_is_none() {
    for text in ["", "x", "1;", "1;2", "1;2:x", "1;2:3;", "-1", "1:2"] {
        assert_eq!(Trace::read(text), None, "{text:?}");
    }
}

#[test]
fn addresses_are_counted_by_what_one_customer_has() {
    let same =
        |one: &str, other: &str| network(one.parse().unwrap()) == network(other.parse().unwrap());
    assert!(same("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff"));
    assert!(!same("2001:db8:1:2::1", "2001:db8:1:3::1"));
    assert!(same("::ffff:192.0.2.1", "192.0.2.1"));
    assert!(!same("192.0.2.1", "192.0.2.2"));
}

#[test]
fn a_caller_who_is_refused_elsewhere_is_refused_here_without_asking() {
    let local = Local::new(Window::new(2, Duration::from_mins(1), None).unwrap());
    assert_eq!(local.refused(&1), None);
    local.learn(&1, Verdict { allowed: false, remaining: 0, reset: 30_000 });
    assert!(local.refused(&1).is_some_and(|verdict| (29_000..=30_000).contains(&verdict.reset)));
    assert_eq!(local.refused(&2), None);
    for _ in 0..2 {
        local.learn(&2, Verdict { allowed: true, remaining: 1, reset: 0 });
    }
    assert!(!local.hit(&2).allowed);
}

/// A store that many tasks ask at once lets exactly so many through.
async fn exactly_so_many(store: impl Store + Clone) {
    let window = Window::new(20, Duration::from_mins(1), None).unwrap();
    let key = format!("test {}", wall());
    let ask = |_| {
        let (store, key) = (store.clone(), key.clone());
        tokio::spawn(async move { store.hit(&key, &window).await.unwrap().allowed })
    };
    let asked: Vec<_> = (0..50).map(ask).collect();
    let mut allowed = 0;
    for task in asked {
        allowed += usize::from(task.await.unwrap());
    }
    // Some may have been refused because too many asked at once; later there is room for them.
    while store.hit(&key, &window).await.unwrap().allowed {
        allowed += 1;
    }
    assert_eq!(allowed, 20);
}

/// A text is replaced by whoever has read it, and by nobody else.
async fn replaces_what_was_read(store: impl Store) {
    let (key, keep) = (format!("swap {}", wall()), Duration::from_millis(200));
    let swap = async |old, new| store.swap(&key, old, new, keep).await.unwrap();
    assert_eq!(store.load(&key).await.unwrap(), None);
    assert!(!swap(Some("1"), "2").await);
    assert!(swap(None, "1").await);
    assert!(!swap(None, "2").await);
    assert!(!swap(Some("2"), "3").await);
    assert!(swap(Some("1"), "2").await);
    assert_eq!(store.load(&key).await.unwrap().as_deref(), Some("2"));
    tokio::time::sleep(keep + Duration::from_millis(50)).await;
    assert_eq!(store.load(&key).await.unwrap(), None);
    assert!(swap(None, "3").await);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_memory_counts_exactly() {
    let memory = std::sync::Arc::new(Memory::default());
    exactly_so_many(memory.clone()).await;
    replaces_what_was_read(memory).await;
}

impl<S: Store> Store for std::sync::Arc<S> {
    fn load<'a>(
        &'a self,
        key: &'a str,
    ) -> futures_util::future::BoxFuture<'a, crate::Result<Option<String>>> {
        (**self).load(key)
    }

    fn swap<'a>(
        &'a self,
        key: &'a str,
        old: Option<&'a str>,
        new: &'a str,
        keep: Duration,
    ) -> futures_util::future::BoxFuture<'a, crate::Result<bool>> {
        (**self).swap(key, old, new, keep)
    }

    fn hit<'a>(
        &'a self,
        key: &'a str,
        window: &'a Window,
    ) -> futures_util::future::BoxFuture<'a, crate::Result<Verdict>> {
        (**self).hit(key, window)
    }
}

#[cfg(feature = "auth")]
mod attempts;
#[cfg(feature = "__database")]
mod database;
#[cfg(feature = "redis")]
mod redis;
