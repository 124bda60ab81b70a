//! The algorithm: a sliding window that is never exceeded, whichever instance counts.
//!
//! Each call that was let through is remembered until the whole period has gone by, so that no
//! stretch of time of that length, wherever it begins, holds more of them than are allowed. Long lists
//! are kept short by counting calls that are close together as one entry, which lives as long as the
//! youngest of them could. With a burst, a cell rate (GCRA) spreads the calls as well.
//!
//! It knows no clock: whoever asks says what time it is, in milliseconds.

use std::fmt::Write as _;
use std::time::Duration;

/// Up to so many calls are remembered one by one; more of them in so many steps of time.
const STEPS: u64 = 64;

/// No period is longer, in milliseconds: sums of times fit their numbers.
const LONGEST: u64 = 1 << 40;

/// How often something may happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    count: u64,
    /// In milliseconds.
    per: u64,
    /// The length of a step in milliseconds.
    step: u64,
    spread: Option<Spread>,
}

/// What a burst adds, in microseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Spread {
    /// The even distance between two calls.
    interval: u64,
    /// How far ahead of the even pace calls may be.
    ahead: u64,
}

/// What is remembered of one caller.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Trace {
    /// Steps in which calls were let through, with their number; the oldest first.
    steps: Vec<(u64, u64)>,
    /// When the even pace has caught up, in microseconds.
    even: u64,
}

/// What a limit says of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verdict {
    /// Whether it is let through.
    pub allowed: bool,
    /// How many more would be now.
    pub remaining: u64,
    /// When there is one more: in so many milliseconds.
    pub reset: u64,
}

impl Window {
    /// `count` calls in each `per`; with a burst, no more than that at once and the others evenly.
    /// `None` if nothing would be allowed, which the macro refuses, or if the time is none that anybody
    /// lives to see the end of.
    #[must_use]
    pub fn new(count: u32, per: Duration, burst: Option<u32>) -> Option<Self> {
        let (count, per) = (u64::from(count), u64::try_from(per.as_millis()).ok()?);
        if count == 0 || per == 0 || per > LONGEST || burst == Some(0) {
            return None;
        }
        let step = if count <= STEPS { 1 } else { per.div_ceil(STEPS) };
        let spread = burst.map(|burst| {
            let interval = (per * 1000).div_ceil(count);
            Spread { interval, ahead: interval * (u64::from(burst).min(count) - 1) }
        });
        Some(Self { count, per, step, spread })
    }

    /// How many calls are let through in the period.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.count
    }

    /// For how long a trace may matter.
    #[must_use]
    pub fn memory(&self) -> Duration {
        Duration::from_millis(self.per + 2 * self.step)
    }

    /// The name of the rule: a trace is never read by another one.
    #[must_use]
    pub fn name(&self) -> String {
        let burst = self.spread.map_or(0, |spread| spread.ahead / spread.interval + 1);
        format!("{}/{}/{burst}", self.count, self.per)
    }

    /// The rule as numbers, for a store that counts by itself: calls, period, step, and with a burst the
    /// interval and the advance (else 0 and 0).
    #[must_use]
    pub fn numbers(&self) -> [u64; 5] {
        let (interval, ahead) =
            self.spread.map_or((0, 0), |spread| (spread.interval, spread.ahead));
        [self.count, self.per, self.step, interval, ahead]
    }

    /// Counts a call, if it is let through.
    pub fn hit(&self, trace: &mut Trace, now: u64) -> Verdict {
        let now = self.forget(trace, now);
        let verdict = self.judge(trace, now);
        if !verdict.allowed {
            return verdict;
        }
        let step = now / self.step;
        match trace.steps.last_mut() {
            Some((last, calls)) if *last == step => *calls = calls.saturating_add(1),
            _ => trace.steps.push((step, 1)),
        }
        if let Some(spread) = self.spread {
            trace.even = trace.even.max(micros(now)).saturating_add(spread.interval);
        }
        Verdict { allowed: true, ..self.judge(trace, now) }
    }

    /// Takes the latest call back: it is as if it had not been counted.
    pub fn take_back(&self, trace: &mut Trace) {
        let Some((_, calls)) = trace.steps.last_mut() else { return };
        *calls = calls.saturating_sub(1);
        if *calls == 0 {
            trace.steps.pop();
        }
        if let Some(spread) = self.spread {
            trace.even = trace.even.saturating_sub(spread.interval);
        }
    }

    /// What would be said of a call; nothing is counted.
    pub fn look(&self, trace: &mut Trace, now: u64) -> Verdict {
        let now = self.forget(trace, now);
        self.judge(trace, now)
    }

    /// Whether nothing of the trace matters any more.
    #[must_use]
    pub fn is_over(&self, trace: &Trace, now: u64) -> bool {
        let last = trace.steps.last();
        last.is_none_or(|(step, _)| self.end(*step) <= now) && trace.even <= micros(now)
    }

    /// Whether more than half of what is allowed is used up.
    #[must_use]
    pub fn is_busy(&self, trace: &Trace) -> bool {
        total(trace) > self.count / 2
    }

    /// Drops what is too old, and says what time it is: time does not go back, whatever the clock says.
    fn forget(&self, trace: &mut Trace, now: u64) -> u64 {
        let now =
            trace.steps.last().map_or(now, |(step, _)| now.max(step.saturating_mul(self.step)));
        let old = trace.steps.iter().take_while(|(step, _)| self.end(*step) <= now).count();
        trace.steps.drain(..old);
        now
    }

    /// When the calls of a step do not count any more: the latest of them may have come at its very end.
    fn end(&self, step: u64) -> u64 {
        step.saturating_add(1).saturating_mul(self.step).saturating_add(self.per)
    }

    fn judge(&self, trace: &Trace, now: u64) -> Verdict {
        let left = self.count.saturating_sub(total(trace));
        let oldest = trace.steps.first().map_or(0, |(step, _)| self.end(*step) - now);
        let (free, pace) = self.pace(trace, now);
        let remaining = left.min(free);
        let reset = match (left, free) {
            (0, 0) => oldest.max(pace),
            (_, 0) => pace,
            _ => oldest,
        };
        Verdict { allowed: remaining > 0, remaining, reset }
    }

    /// How many calls the even pace lets through now, and when there is one if there is none.
    fn pace(&self, trace: &Trace, now: u64) -> (u64, u64) {
        let Some(spread) = self.spread else { return (u64::MAX, 0) };
        let now = micros(now);
        let even = trace.even.max(now);
        match now.saturating_add(spread.ahead).checked_sub(even) {
            Some(room) => (room / spread.interval + 1, 0),
            None => (0, (even - spread.ahead - now).div_ceil(1000)),
        }
    }
}

fn total(trace: &Trace) -> u64 {
    trace.steps.iter().fold(0, |total, (_, calls)| total.saturating_add(*calls))
}

fn micros(millis: u64) -> u64 {
    millis.saturating_mul(1000)
}

impl Trace {
    /// The trace as stores keep it: `even;step:calls;…`.
    #[must_use]
    pub fn write(&self) -> String {
        let mut text = self.even.to_string();
        for (step, calls) in &self.steps {
            // Writing into a string cannot fail.
            let _ = write!(text, ";{step}:{calls}");
        }
        text
    }

    /// Reads what [`Trace::write`] wrote; `None` for anything else.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let mut parts = text.split(';');
        let even = parts.next()?.parse().ok()?;
        let steps = parts.map(|part| {
            let (step, calls) = part.split_once(':')?;
            Some((step.parse().ok()?, calls.parse().ok()?))
        });
        Some(Self { steps: steps.collect::<Option<_>>()?, even })
    }
}
