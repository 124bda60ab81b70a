//! Statements in a second, and CPU time for each, of two sides that take turns.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike;

use super::{SLICE, Side, Task};
use crate::quartiles::quartiles;

/// How much is measured.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Plan {
    /// Slices of each side.
    rounds: usize,
    /// How many ask at once.
    tasks: usize,
}

impl Plan {
    pub(crate) fn of(tasks: usize) -> Self {
        Self { rounds: 25, tasks }
    }
}

/// What the slices of one side have shown, in the order of the rounds.
#[derive(Debug, Default)]
pub(crate) struct Figures {
    /// Statements in a second.
    rate: Vec<f64>,
    /// CPU time of the process for a statement, in microseconds.
    cpu: Vec<f64>,
}

impl Figures {
    pub(crate) fn rate(&self) -> f64 {
        quartiles(self.rate.clone())[1]
    }

    pub(crate) fn cpu(&self) -> f64 {
        quartiles(self.cpu.clone())[1]
    }

    /// How many times as many statements in a second.
    pub(crate) fn faster(&self, other: &Self) -> Ratio {
        Ratio::of(&self.rate, &other.rate)
    }

    /// How many times as little CPU time.
    pub(crate) fn cheaper(&self, other: &Self) -> Ratio {
        Ratio::of(&other.cpu, &self.cpu)
    }
}

/// The median of what the rounds show, and half of what lies between their quartiles.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ratio {
    pub(crate) median: f64,
    pub(crate) spread: f64,
}

impl Ratio {
    fn of(one: &[f64], other: &[f64]) -> Self {
        let ratios = one.iter().zip(other).map(|(one, other)| one / other).collect();
        let [low, median, high] = quartiles(ratios);
        Self { median, spread: (high - low) / 2.0 }
    }
}

/// Numbers that were not used before, so that no row is inserted twice.
static NEXT: AtomicU64 = AtomicU64::new(0);

/// Measures both in turn, in one order and then in the other.
pub(crate) async fn take_turns(
    own: &Arc<impl Side>,
    other: &Arc<impl Side>,
    task: Task,
    plan: Plan,
) -> io::Result<[Figures; 2]> {
    let mut figures = [Figures::default(), Figures::default()];
    slice(own, task, plan, &mut Figures::default()).await?;
    slice(other, task, plan, &mut Figures::default()).await?;
    let [first, second] = &mut figures;
    for round in 0..plan.rounds {
        if round % 2 == 0 {
            slice(own, task, plan, first).await?;
            slice(other, task, plan, second).await?;
        } else {
            slice(other, task, plan, second).await?;
            slice(own, task, plan, first).await?;
        }
    }
    Ok(figures)
}

async fn slice(
    side: &Arc<impl Side>,
    task: Task,
    plan: Plan,
    figures: &mut Figures,
) -> io::Result<()> {
    let (before, since) = (cpu()?, Instant::now());
    let running: Vec<_> = (0..plan.tasks)
        .map(|_| {
            let side = Arc::clone(side);
            tokio::spawn(async move {
                let mut done = 0_u32;
                while since.elapsed() < SLICE {
                    task.once(&*side, NEXT.fetch_add(1, Ordering::Relaxed)).await?;
                    done += 1;
                }
                io::Result::Ok(done)
            })
        })
        .collect();
    let mut done = 0;
    for running in running {
        done += running.await??;
    }
    let done = f64::from(done);
    figures.rate.push(done / since.elapsed().as_secs_f64());
    figures.cpu.push((cpu()? - before) / done);
    Ok(())
}

#[expect(clippy::cast_precision_loss, reason = "microseconds of minutes")]
fn cpu() -> io::Result<f64> {
    let usage = getrusage(UsageWho::RUSAGE_SELF)?;
    Ok((usage.user_time() + usage.system_time()).num_microseconds() as f64)
}
