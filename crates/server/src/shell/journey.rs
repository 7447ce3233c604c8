//! The large away-line of a record: where it stands between first idea and debrief, with a dated list beneath.

use askama::Template;

use super::{Side, markup::renders_itself};

/// The part of the way that a stop lies on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Leg {
    /// At home, before the start.
    Before,
    /// At the host, from the first to the last day. The number says how much of the stay is behind, in percent.
    Away(u8),
    /// Home again.
    After,
}

/// Whether a stop lies behind, is where things stand, or lies ahead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    Passed,
    Now,
    Ahead,
}

/// One stop of the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stop {
    pub label: String,
    /// The day in short words: "7 Sep".
    pub day: String,
    pub leg: Leg,
    pub moment: Moment,
}

/// A stop with its place on the line, in percent of the width.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Placed {
    stop: Stop,
    x: u8,
}

impl Placed {
    const fn side(&self) -> Side {
        if matches!(self.stop.leg, Leg::Away(_)) { Side::Host } else { Side::Home }
    }

    const fn y(&self) -> u8 {
        if matches!(self.side(), Side::Host) { HIGH } else { LOW }
    }
}

/// The journey line with its dates. Renders itself; one on a page, because its colours have an id.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "shell/parts/journey.html")]
pub struct Journey {
    /// What stands under the high part: "At host: London Sales".
    pub plateau: String,
    /// "If extended, Fri 9 Apr": draws the later way home beside the agreed one.
    extended: Option<String>,
    placed: Vec<Placed>,
}

// The drawing is 1600 wide and 74 high, stretched to the page; the numbers below are percent of the width.
const LOW: u8 = 62;
const HIGH: u8 = 8;
const FIRST: u8 = 3;
const LEAVES: u8 = 20;
const START: u8 = 28;
const END: u8 = 72;
const BACK: u8 = 84;
const LAST: u8 = 97;
/// Labels nearer than this would touch on a wide page.
const ROOM: u8 = 6;

impl Journey {
    /// Lays the stops out: those before the start evenly, those at the host by how much of the stay is behind,
    /// pushed apart where they would touch, those after evenly. Stops keep their given order.
    #[must_use]
    pub fn new(plateau: impl Into<String>, stops: Vec<Stop>) -> Self {
        let count = |wanted: fn(&Leg) -> bool| stops.iter().filter(|stop| wanted(&stop.leg)).count();
        let before = count(|leg| matches!(leg, Leg::Before));
        let after = count(|leg| matches!(leg, Leg::After));
        let (mut first, mut last) = (0, 0);
        let mut placed: Vec<Placed> = Vec::with_capacity(stops.len());
        for stop in stops {
            let x = match stop.leg {
                Leg::Before => even(FIRST, LEAVES, &mut first, before),
                Leg::Away(share) => START + (u16::from(share.min(100)) * u16::from(END - START) / 100) as u8,
                Leg::After => even(BACK, LAST, &mut last, after),
            };
            placed.push(Placed { stop, x });
        }
        keep_apart(&mut placed);
        Self { plateau: plateau.into(), extended: None, placed }
    }

    /// The same line with the later way home that is asked for.
    #[must_use]
    pub fn with_extension(mut self, words: Option<String>) -> Self {
        self.extended = words;
        self
    }

    /// How far the coloured line reaches: to the stop where things stand, or to the last one behind.
    fn reach(&self) -> Option<u8> {
        self.placed.iter().filter(|placed| placed.stop.moment != Moment::Ahead).map(|placed| placed.x).max()
    }

    /// Whether the way home has begun; until then it is drawn dotted.
    fn is_back(&self) -> bool {
        self.reach().is_some_and(|reach| reach > END)
    }

    /// The coloured line as a path of the 1600 wide drawing.
    fn run(&self) -> String {
        let Some(reach) = self.reach() else { return String::new() };
        let along = u32::from(reach) * 16;
        match reach {
            0..START => format!("M50 62H{}", along.min(320)),
            START..=END => format!("M50 62H320C385 62 385 8 450 8H{}", along.max(450)),
            _ => format!("M50 62H320C385 62 385 8 450 8H1150C1215 8 1215 62 1280 62H{}", along.max(1280)),
        }
    }
}

/// The next of `count` places spread evenly from `low` to `high`; a single one lies at `low`.
fn even(low: u8, high: u8, taken: &mut usize, count: usize) -> u8 {
    let steps = count.saturating_sub(1).max(1);
    let offset = usize::from(high - low) * (*taken).min(steps) / steps;
    *taken += 1;
    low + u8::try_from(offset).unwrap_or(high - low)
}

/// Moves stops at the host apart, first to the right, then back from the last day to the left.
fn keep_apart(placed: &mut [Placed]) {
    let mut away: Vec<&mut Placed> = placed.iter_mut().filter(|one| one.side() == Side::Host).collect();
    for index in 1..away.len() {
        away[index].x = away[index].x.max(away[index - 1].x + ROOM);
    }
    let mut limit = END;
    for one in away.iter_mut().rev() {
        one.x = one.x.min(limit);
        limit = one.x.saturating_sub(ROOM).max(START);
    }
}

renders_itself!(Journey);

#[cfg(test)]
mod tests {
    use super::{Journey, Leg, Moment, Stop};

    fn stop(label: &str, leg: Leg, moment: Moment) -> Stop {
        Stop { label: label.into(), day: "1 Jan".into(), leg, moment }
    }

    fn places(journey: &Journey) -> Vec<u8> {
        journey.placed.iter().map(|placed| placed.x).collect()
    }

    #[test]
    fn stops_keep_their_order_and_their_room() {
        let journey = Journey::new(
            "",
            vec![
                stop("Proposed", Leg::Before, Moment::Passed),
                stop("Released", Leg::Before, Moment::Passed),
                stop("Signed", Leg::Before, Moment::Passed),
                stop("Started", Leg::Away(0), Moment::Passed),
                stop("Today", Leg::Away(98), Moment::Now),
                stop("Check-in", Leg::Away(99), Moment::Ahead),
                stop("Last day", Leg::Away(100), Moment::Ahead),
                stop("Home", Leg::After, Moment::Ahead),
                stop("Debrief", Leg::After, Moment::Ahead),
            ],
        );
        assert_eq!(places(&journey), [3, 11, 20, 28, 60, 66, 72, 84, 97]);
        assert_eq!(journey.run(), "M50 62H320C385 62 385 8 450 8H960");
    }

    #[test]
    fn the_line_ends_where_things_stand() {
        let early = Journey::new("", vec![stop("Proposed", Leg::Before, Moment::Now)]);
        assert_eq!(early.run(), "M50 62H48");
        let over = Journey::new("", vec![stop("Debrief", Leg::After, Moment::Now)]);
        assert!(over.run().ends_with("1280 62H1344"));
        assert_eq!(Journey::new("", vec![]).run(), "");
    }

    #[test]
    fn far_too_many_stops_stay_on_the_line() {
        let many = (0..20).map(|_| stop("x", Leg::Away(50), Moment::Ahead)).collect();
        assert!(places(&Journey::new("", many)).iter().all(|x| (28..=72).contains(x)));
    }
}
