//! Figures: what a request costs a server, and how two servers compare.
//!
//! A figure is the median of many short slices, and slices of what is compared take turns, so that
//! whatever else the machine does meets all of them alike.

use std::io;

use crate::load::{Answer, Load};
use crate::quartiles::quartiles;
use crate::server::Server;

/// How much is measured.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Plan {
    /// Slices of each subject.
    pub(crate) rounds: usize,
    /// Requests in a slice: enough that it can be measured, few enough that turns are short.
    pub(crate) requests: usize,
}

/// A server and the request that it is sent.
pub(crate) struct Subject<'s> {
    server: &'s Server,
    load: Load,
}

/// What a slice has shown.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Slice {
    /// CPU time of the server for a request, in microseconds.
    pub(crate) cpu: f64,
    /// Answers in a second.
    pub(crate) rate: f64,
}

/// What the slices of one subject have shown, in the order of the rounds.
#[derive(Debug, Default)]
pub(crate) struct Figures(Vec<Slice>);

/// How two subjects compare.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ratio {
    pub(crate) median: f64,
    /// Half of the rounds are nearer to the median than this.
    pub(crate) spread: f64,
}

impl<'s> Subject<'s> {
    /// Connects to the server.
    pub(crate) async fn new(server: &'s Server, request: &str) -> io::Result<Self> {
        let load = Load::new(server.address(), request).await?;
        Ok(Self { server, load })
    }

    /// What the server answers.
    pub(crate) fn answer(&self) -> &Answer {
        self.load.answer()
    }

    /// How many allocations a request makes, counted over so many of them.
    pub(crate) async fn allocations(&mut self, requests: usize) -> io::Result<f64> {
        self.load.connect().await?;
        let before = self.server.count()?;
        let (requests, _) = self.load.run(requests).await?;
        let after = self.server.usage()?;
        Ok((after.allocations - before.allocations) / requests)
    }

    async fn slice(&mut self, requests: usize) -> io::Result<Slice> {
        self.load.connect().await?;
        let before = self.server.usage()?;
        let (requests, time) = self.load.run(requests).await?;
        let after = self.server.usage()?;
        Ok(Slice { cpu: (after.cpu - before.cpu) / requests, rate: requests / time.as_secs_f64() })
    }
}

/// Measures all of them in turn, in one order and then in the other.
pub(crate) async fn take_turns<const N: usize>(
    subjects: &mut [Subject<'_>; N],
    plan: Plan,
) -> io::Result<[Figures; N]> {
    let mut figures = [const { Figures(Vec::new()) }; N];
    for subject in subjects.iter_mut() {
        subject.slice(plan.requests).await?;
    }
    for round in 0..plan.rounds {
        for turn in 0..N {
            let at = if round % 2 == 0 { turn } else { N - 1 - turn };
            figures[at].0.push(subjects[at].slice(plan.requests).await?);
        }
    }
    Ok(figures)
}

impl Figures {
    /// The median of a figure.
    pub(crate) fn median(&self, figure: fn(&Slice) -> f64) -> f64 {
        quartiles(self.0.iter().map(figure).collect())[1]
    }

    /// How a figure of these compares with that of others: the median of what each round shows.
    pub(crate) fn ratio(&self, others: &Self, figure: fn(&Slice) -> f64) -> Ratio {
        let pairs = self.0.iter().zip(&others.0);
        let ratios = pairs.map(|(own, other)| figure(own) / figure(other)).collect();
        let [low, median, high] = quartiles(ratios);
        Ratio { median, spread: (high - low) / 2.0 }
    }
}
