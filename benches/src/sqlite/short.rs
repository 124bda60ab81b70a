//! Whether a query that takes long holds up short ones: how long these take, alone and beside it.
//!
//! The short ones come at a rate that the machine has no trouble with, so that what they wait for is
//! each other or the long one, not a processor.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use super::{ROWS, Side};
use crate::quartiles::quartiles;

const ROUNDS: usize = 15;
const TASKS: i64 = 8;
const EACH: i64 = 60;
const PAUSE: Duration = Duration::from_millis(2);

/// How long short queries take, in microseconds: the median of the rounds.
pub(crate) struct Short {
    /// Of each: half of the queries are faster, 99 of 100 are.
    pub(crate) alone: [f64; 2],
    pub(crate) beside: [f64; 2],
    /// How many times as long the slow ones take beside a long query.
    pub(crate) ratio: f64,
}

/// Measures them alone and beside a long query, in turn.
pub(crate) async fn beside_long<S: Side>(side: &Arc<S>) -> io::Result<Short> {
    let (mut alone, mut beside) = (Vec::new(), Vec::new());
    ask(side).await?;
    for _ in 0..ROUNDS {
        alone.push(ask(side).await?);
        let stop = Arc::new(AtomicBool::new(false));
        let long = {
            let (side, stop) = (Arc::clone(side), Arc::clone(&stop));
            tokio::spawn(async move {
                while !stop.load(Ordering::Relaxed) {
                    side.long().await?;
                }
                io::Result::Ok(())
            })
        };
        beside.push(ask(side).await?);
        stop.store(true, Ordering::Relaxed);
        long.await??;
    }
    let median =
        |times: &[[f64; 2]], at: usize| quartiles(times.iter().map(|t| t[at]).collect())[1];
    let both = |times: &[[f64; 2]]| [median(times, 0), median(times, 1)];
    let (alone, beside) = (both(&alone), both(&beside));
    Ok(Short { ratio: beside[1] / alone[1], alone, beside })
}

/// Asks for single rows; gives how long half of them and 99 of 100 took.
async fn ask<S: Side>(side: &Arc<S>) -> io::Result<[f64; 2]> {
    let running: Vec<_> = (0..TASKS)
        .map(|task| {
            let side = Arc::clone(side);
            tokio::spawn(async move {
                let mut times = Vec::new();
                for n in 0..EACH {
                    tokio::time::sleep(PAUSE).await;
                    let since = Instant::now();
                    side.by_key((task * EACH + n) * 7919 % ROWS + 1).await?;
                    times.push(since.elapsed().as_secs_f64() * 1e6);
                }
                io::Result::Ok(times)
            })
        })
        .collect();
    let mut times = Vec::new();
    for running in running {
        times.extend(running.await??);
    }
    times.sort_by(f64::total_cmp);
    let at = |percent: usize| times.get(times.len() * percent / 100).copied().unwrap_or(f64::NAN);
    Ok([at(50), at(99)])
}
