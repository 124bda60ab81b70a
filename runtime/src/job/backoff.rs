//! How long a job waits between its attempts.
//!
//! Nothing here sleeps: a delay becomes the time at which a stored job is due again.

use std::time::Duration;

/// The delays between the attempts of a job, as its `backoff` option declares them.
///
/// A growing delay is spread by a quarter, within its bounds, so that jobs which failed together do
/// not come back together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Backoff {
    growth: Growth,
    min: Duration,
    max: Duration,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Growth {
    None,
    Linear,
    Exponential,
}

impl Backoff {
    /// The same delay each time: `fixed 10s`.
    #[must_use]
    pub const fn fixed(delay: Duration) -> Self {
        Self { growth: Growth::None, min: delay, max: delay }
    }

    /// `min` once, twice, three times, up to `max`: `linear 10s..5m`.
    #[must_use]
    pub const fn linear(min: Duration, max: Duration) -> Self {
        Self { growth: Growth::Linear, min, max }
    }

    /// `min`, doubled after each failure, up to `max`: `exponential 10s..1h`.
    #[must_use]
    pub const fn exponential(min: Duration, max: Duration) -> Self {
        Self { growth: Growth::Exponential, min, max }
    }

    /// The delay after so many failures; `seed` decides where in its spread it lies.
    #[must_use]
    pub fn delay(&self, failures: u32, seed: u64) -> Duration {
        let steps = failures.max(1) - 1;
        let planned = match self.growth {
            Growth::None => return self.min,
            Growth::Linear => self.min.saturating_mul(steps.saturating_add(1)),
            Growth::Exponential => {
                self.min.saturating_mul(1_u32.checked_shl(steps).unwrap_or(u32::MAX))
            }
        };
        let planned = planned.min(self.max);
        let spread = planned / 4;
        let low = planned.min(self.max.saturating_sub(spread)).max(self.min);
        (low + spread.mul_f64(fraction(seed, failures))).min(self.max)
    }
}

/// A number from 0 to 1 that looks random (`SplitMix64`) and is the same for the same job and
/// attempt.
fn fraction(seed: u64, failures: u32) -> f64 {
    let mut z = seed.wrapping_add(u64::from(failures).wrapping_mul(0x9E37_79B9_7F4A_7C15));
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    f64::from((z >> 40) as u32) / f64::from(1_u32 << 24)
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn s(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    #[test]
    fn a_fixed_delay_stays() {
        let backoff = Backoff::fixed(s(10));
        for failures in [0, 1, 2, 1000] {
            assert_eq!(backoff.delay(failures, 7), s(10));
        }
    }

    #[test]
    fn a_linear_delay_grows_by_its_first() {
        let backoff = Backoff::linear(s(10), s(60));
        for (failures, least) in [(1, 10), (2, 20), (3, 30), (5, 45), (6, 45), (u32::MAX, 45)] {
            let delay = backoff.delay(failures, 7);
            assert!(delay >= s(least) && delay <= s(60), "{failures}: {delay:?}");
        }
        assert!(backoff.delay(2, 7) < backoff.delay(3, 8));
    }

    #[test]
    fn an_exponential_delay_doubles_up_to_its_bound() {
        let backoff = Backoff::exponential(s(10), s(3600));
        for seed in 0..100 {
            for failures in 1..=9 {
                let planned = s(10 * (1 << (failures - 1)));
                let delay = backoff.delay(failures, seed);
                assert!(delay >= planned && delay <= planned * 5 / 4, "{failures}: {delay:?}");
            }
            for failures in [10, 33, 64, u32::MAX] {
                let delay = backoff.delay(failures, seed);
                assert!(delay >= s(2700) && delay <= s(3600), "{failures}: {delay:?}");
            }
        }
    }

    #[test]
    fn jobs_that_fail_together_come_back_apart() {
        let backoff = Backoff::exponential(s(10), s(3600));
        let mut delays: Vec<Duration> = (0..1000).map(|seed| backoff.delay(1, seed)).collect();
        delays.sort_unstable();
        delays.dedup();
        assert!(delays.len() > 990, "{}", delays.len());
        assert!(delays[delays.len() - 1] > delays[0] + s(2));
    }

    #[test]
    fn a_delay_stays_within_its_bounds() {
        let backoff = Backoff::exponential(s(10), s(10));
        assert_eq!(backoff.delay(5, 3), s(10));
        let backoff = Backoff::linear(s(10), s(11));
        for seed in 0..100 {
            let delay = backoff.delay(1, seed);
            assert!(delay >= s(10) && delay <= s(11), "{delay:?}");
        }
    }
}
