//! Product and bare handler in turns, slice by slice, so that whatever else the machine does meets both.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use crate::client::{self, Load, Times};
use crate::fault::{Fault, Outcome};
use crate::process::Server;

/// What one server did in all its slices.
#[derive(Debug, Clone, Default)]
pub struct Side {
    slices: Vec<Slice>,
    times: Times,
}

#[derive(Debug, Clone, Copy)]
struct Slice {
    requests: usize,
    time: Duration,
    cpu: Duration,
}

/// The two servers on one page of one database.
#[derive(Debug, Clone)]
pub struct Pair {
    /// The product.
    pub product: Side,
    /// The bare handler.
    pub bare: Side,
}

/// How long and how often.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// One slice.
    pub slice: Duration,
    /// How many slices each server gets.
    pub rounds: usize,
    /// Connections at once.
    pub connections: usize,
    /// The most requests in a slice.
    pub most: usize,
}

/// Loads both servers in turns: product, bare, product, bare, …, after one short slice each that does not count.
///
/// # Errors
/// When a server answers with anything but the page.
pub async fn pair(product: &Server, bare: &Server, load: &Load, plan: Plan) -> Outcome<Pair> {
    let warm = Load { time: plan.slice / 4, ..load.clone() };
    client::run(product.address, &warm).await?;
    client::run(bare.address, &warm).await?;
    let mut pair = Pair { product: Side::default(), bare: Side::default() };
    for _ in 0..plan.rounds {
        pair.product.slice(product.address, load, || product.cpu()).await?;
        pair.bare.slice(bare.address, load, || bare.cpu()).await?;
    }
    Ok(pair)
}

impl Side {
    /// One slice of load on a server; `cpu` says how much processor time it has used so far.
    ///
    /// # Errors
    /// When the server answers with anything but the page, or not at all.
    pub async fn slice(
        &mut self,
        address: SocketAddr,
        load: &Load,
        cpu: impl Fn() -> Outcome<Duration>,
    ) -> Outcome {
        let (before, started) = (cpu()?, Instant::now());
        let times = client::run(address, load).await?;
        let slice =
            Slice { requests: times.len(), time: started.elapsed(), cpu: cpu()?.saturating_sub(before) };
        if slice.requests == 0 {
            return Err(Fault::new("no request was answered in a whole slice"));
        }
        self.slices.push(slice);
        self.times.extend(times);
        Ok(())
    }

    /// Requests answered per second.
    #[must_use]
    pub fn rate(&self) -> f64 {
        let time: Duration = self.slices.iter().map(|slice| slice.time).sum();
        per_second(self.requests(), time)
    }

    /// Processor time of the server per request, in microseconds.
    #[must_use]
    pub fn cpu_micros(&self) -> f64 {
        let cpu: Duration = self.slices.iter().map(|slice| slice.cpu).sum();
        cpu.as_secs_f64() * 1e6 / self.requests() as f64
    }

    /// The time in milliseconds within which that share of the answers came.
    #[must_use]
    pub fn percentile(&self, share: f64) -> f64 {
        let mut sorted = self.times.clone();
        sorted.sort_unstable();
        let place = (sorted.len() as f64 * share).ceil() as usize;
        sorted.get(place.saturating_sub(1)).map_or(0.0, |micros| f64::from(*micros) / 1000.0)
    }

    fn requests(&self) -> usize {
        self.slices.iter().map(|slice| slice.requests).sum()
    }
}

impl Pair {
    /// Requests per second of the product for one of the bare handler: the middle one of the rounds, so that a
    /// slice in which the machine was busy elsewhere does not decide.
    #[must_use]
    pub fn ratio(&self) -> f64 {
        let rate = |slice: &Slice| per_second(slice.requests, slice.time);
        let rounds = self.product.slices.iter().zip(&self.bare.slices);
        median(rounds.map(|(product, bare)| rate(product) / rate(bare)).collect())
    }

    /// Processor time of the bare handler for one of the product, per request; the same way round.
    #[must_use]
    pub fn cpu_ratio(&self) -> f64 {
        self.bare.cpu_micros() / self.product.cpu_micros()
    }
}

fn per_second(requests: usize, time: Duration) -> f64 {
    requests as f64 / time.as_secs_f64()
}

/// The middle one, or the mean of the two in the middle; 0 of none.
#[must_use]
pub fn median(mut all: Vec<f64>) -> f64 {
    all.sort_by(f64::total_cmp);
    let middle = all.len() / 2;
    match all.len() {
        0 => 0.0,
        n if n % 2 == 1 => all[middle],
        _ => f64::midpoint(all[middle - 1], all[middle]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn side(slices: &[(usize, u64, u64)], times: Times) -> Side {
        let slices = slices
            .iter()
            .map(|(requests, seconds, cpu)| Slice {
                requests: *requests,
                time: Duration::from_secs(*seconds),
                cpu: Duration::from_millis(*cpu),
            })
            .collect();
        Side { slices, times }
    }

    #[test]
    fn rates_times_and_ratios() {
        let product = side(&[(100, 1, 20), (50, 1, 10), (90, 1, 18)], (1..=100).map(|n| n * 1000).collect());
        let bare = side(&[(200, 1, 20), (50, 1, 5), (200, 1, 20)], vec![]);
        assert!((product.rate() - 80.0).abs() < 1e-9);
        assert!((product.cpu_micros() - 200.0).abs() < 1e-9);
        assert!((product.percentile(0.5) - 50.0).abs() < 1e-9);
        assert!((product.percentile(0.99) - 99.0).abs() < 1e-9);
        let pair = Pair { product, bare };
        assert!((pair.ratio() - 0.5).abs() < 1e-9, "the middle round counts: {}", pair.ratio());
        assert!((pair.cpu_ratio() - 0.5).abs() < 1e-9);
    }
}
