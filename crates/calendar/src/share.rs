//! The part of full time that a person gives to the host.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::CalendarError;
use crate::format::{count, hundredths};

/// Days in the week that "2 days a week" is measured against.
const FULL_WEEK_DAYS: u32 = 5;

/// A share of full-time work in basis points, 1 to 10,000. "FTE" in the trade: full-time equivalent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u16", into = "u16")]
pub struct Fte(u16);

impl Fte {
    /// Full time.
    pub const FULL: Self = Self(10_000);

    /// A share in basis points of full time: 4,000 is 40%.
    ///
    /// # Errors
    /// [`CalendarError::ShareOutOfRange`] for zero and for more than 10,000.
    pub fn try_new(basis_points: u16) -> Result<Self, CalendarError> {
        if (1..=10_000).contains(&basis_points) {
            Ok(Self(basis_points))
        } else {
            Err(CalendarError::ShareOutOfRange)
        }
    }

    /// The share in basis points, 1 to 10,000.
    #[must_use]
    pub fn basis_points(self) -> u16 {
        self.0
    }

    /// "2 days a week" when the share is whole or half days of a five-day week, otherwise "33.33%".
    #[must_use]
    pub fn in_days(self) -> String {
        let days = u32::from(self.0) * FULL_WEEK_DAYS;
        match (self.0, days % 5_000) {
            (10_000, _) => "full time".to_owned(),
            (_, 0) if days == 10_000 => format!("{} a week", count(1, "day")),
            (_, 0) => format!("{} days a week", hundredths(days / 100)),
            _ => self.to_string(),
        }
    }
}

impl TryFrom<u16> for Fte {
    type Error = CalendarError;

    fn try_from(basis_points: u16) -> Result<Self, Self::Error> {
        Self::try_new(basis_points)
    }
}

impl From<Fte> for u16 {
    fn from(fte: Fte) -> Self {
        fte.0
    }
}

/// "40%", "33.33%".
impl fmt::Display for Fte {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}%", hundredths(u32::from(self.0)))
    }
}

/// Reads "40%", "0.4", "2 days a week" (of five), "2 days" and "full time". A bare number above 1 is refused: "2"
/// may be days or per cent.
impl FromStr for Fte {
    type Err = CalendarError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim().to_ascii_lowercase();
        if matches!(text.as_str(), "full time" | "full-time" | "fulltime") {
            return Ok(Self::FULL);
        }
        let amount = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
        let (number, unit) = text.split_at(amount);
        let unit = unit.split_whitespace().collect::<Vec<_>>().join(" ");
        let basis_points = match unit.as_str() {
            "%" | "percent" | "per cent" => fixed_point(number, 2),
            "day" | "days" | "day a week" | "days a week" | "day per week" | "days per week" => {
                fixed_point(number, 4).map(|days| days.div_euclid(FULL_WEEK_DAYS))
            }
            "" => fixed_point(number, 4).filter(|share| *share <= 10_000),
            _ => None,
        };
        let basis_points = basis_points.ok_or(CalendarError::ShareNotUnderstood)?;
        Self::try_new(u16::try_from(basis_points).map_err(|_| CalendarError::ShareOutOfRange)?)
    }
}

/// A plain decimal number such as "2.5", times ten to the power of `places`. Nothing for anything else, for more
/// decimals than `places`, and for numbers that no share has.
fn fixed_point(number: &str, places: usize) -> Option<u32> {
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    let dangling = whole.is_empty() || (part.is_empty() && number.contains('.'));
    if dangling || part.len() > places || whole.len() > 4 {
        return None;
    }
    format!("{whole}{part:0<places$}").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_usual_forms() {
        for text in
            ["40%", " 40 % ", "40.00%", "40 percent", "0.4", "0.4000", "2 days a week", "2 Days", "2days"]
        {
            assert_eq!(text.parse(), Ok(Fte(4_000)), "{text}");
        }
        assert_eq!("2.5 days per week".parse(), Ok(Fte(5_000)));
        assert_eq!("1 day a week".parse(), Ok(Fte(2_000)));
        assert_eq!("33.33%".parse(), Ok(Fte(3_333)));
        for text in ["1", "100%", "full time", "Full-time", "5 days a week", "1.0"] {
            assert_eq!(text.parse(), Ok(Fte::FULL), "{text}");
        }
    }

    #[test]
    fn refuses_the_rest() {
        for text in [
            "", "2", "40", "half", "4e1%", "-40%", "+40%", ".4", "40.%", "40.001%", "٤٠%", "2 weeks", "%",
            "1.2.3%",
        ] {
            assert_eq!(text.parse::<Fte>(), Err(CalendarError::ShareNotUnderstood), "{text}");
        }
        for text in ["0%", "0", "100.01%", "6 days a week", "9999%"] {
            assert_eq!(text.parse::<Fte>(), Err(CalendarError::ShareOutOfRange), "{text}");
        }
    }

    #[test]
    fn shows_days_where_they_are_plain() {
        let said = |bp| Fte::try_new(bp).unwrap().in_days();
        assert_eq!(said(4_000), "2 days a week");
        assert_eq!(said(2_000), "1 day a week");
        assert_eq!(said(5_000), "2.5 days a week");
        assert_eq!(said(1_000), "0.5 days a week");
        assert_eq!(said(3_333), "33.33%");
        assert_eq!(said(10_000), "full time");
    }

    #[test]
    fn every_share_reads_back() {
        for basis_points in 1..=10_000 {
            let share = Fte::try_new(basis_points).unwrap();
            assert_eq!(share.to_string().parse(), Ok(share));
            assert_eq!(share.in_days().parse(), Ok(share));
        }
    }
}
