//! One's own pulses as two small lines, drawn on the server.

use std::fmt::Write;

use askama::Template;
use sojourn_kit::error::Result;

use super::model::Pulse;
use crate::page::part;
use crate::shell::Markup;

#[derive(Template)]
#[template(path = "features/pulse/trend.html")]
struct Trend {
    at_host: String,
    at_home: String,
    /// The newest point of each line.
    ends: Option<(Dot, Dot)>,
    words: String,
}

/// A place in the drawing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Dot {
    x: usize,
    y: u32,
}

/// Weeks that the drawing holds.
const WEEKS: usize = 26;
/// Width between two weeks, and height between two scores, in units of the drawing.
const STEP: usize = 12;
const RISE: u32 = 14;

/// The two lines of the newest half year; none before the second pulse.
pub(super) fn trend(pulses: &[Pulse]) -> Result<Option<Markup>> {
    let from = pulses.len().saturating_sub(WEEKS);
    let newest = &pulses[from..];
    if newest.len() < 2 {
        return Ok(None);
    }
    let line =
        |score: fn(&Pulse) -> u8| newest.iter().enumerate().map(move |(at, pulse)| dot(at, score(pulse)));
    let last = newest.len() - 1;
    let trend = Trend {
        at_host: points(line(|pulse| pulse.at_host)),
        at_home: points(line(|pulse| pulse.at_home)),
        ends: newest.last().map(|pulse| (dot(last, pulse.at_host), dot(last, pulse.at_home))),
        words: format!(
            "Your pulse, oldest first. At the host: {}. Back home: {}.",
            said(newest, |pulse| pulse.at_host),
            said(newest, |pulse| pulse.at_home)
        ),
    };
    part(&trend).map(Some)
}

fn dot(at: usize, score: u8) -> Dot {
    Dot { x: 6 + at * STEP, y: 6 + (5 - u32::from(score.clamp(1, 5))) * RISE }
}

fn points(dots: impl Iterator<Item = Dot>) -> String {
    dots.fold(String::new(), |mut text, dot| {
        // writing to a String cannot fail
        let _ = write!(text, "{},{} ", dot.x, dot.y);
        text
    })
}

fn said(pulses: &[Pulse], score: fn(&Pulse) -> u8) -> String {
    let scores: Vec<String> = pulses.iter().map(|pulse| score(pulse).to_string()).collect();
    scores.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::pulse::model::Week;

    #[test]
    fn a_line_needs_two_weeks_and_says_its_numbers() {
        let pulse = |week, at_host, at_home| Pulse {
            week: Week { year: 2026, week },
            at_host,
            at_home,
            sent_at: "2026-11-23T09:00:00Z".parse().unwrap(),
        };
        assert!(trend(&[pulse(40, 3, 3)]).unwrap().is_none());
        let drawn = trend(&[pulse(40, 5, 1), pulse(41, 4, 2)]).unwrap().unwrap();
        assert!(drawn.as_str().contains("6,6 18,20 ") && drawn.as_str().contains("6,62 18,48 "));
        assert!(drawn.as_str().contains("At the host: 5, 4. Back home: 1, 2."));
    }
}
