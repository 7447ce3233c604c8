//! A percentage from 0 to 100.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::MoneyError;
use crate::decimal::scaled;

/// A percentage in basis points, 0 to 10,000: a share of a cost, or employer costs on top of pay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u16", into = "u16")]
pub struct Percent(u16);

impl Percent {
    /// A percentage in basis points: 2,100 is 21%.
    ///
    /// # Errors
    /// [`MoneyError::PercentOutOfRange`] above 10,000.
    pub fn try_new(basis_points: u16) -> Result<Self, MoneyError> {
        if basis_points <= 10_000 { Ok(Self(basis_points)) } else { Err(MoneyError::PercentOutOfRange) }
    }

    /// The percentage in basis points, 0 to 10,000.
    #[must_use]
    pub fn basis_points(self) -> u16 {
        self.0
    }
}

impl TryFrom<u16> for Percent {
    type Error = MoneyError;

    fn try_from(basis_points: u16) -> Result<Self, Self::Error> {
        Self::try_new(basis_points)
    }
}

impl From<Percent> for u16 {
    fn from(percent: Percent) -> Self {
        percent.0
    }
}

/// "21%", "13.8%".
impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = format!("{}.{:02}", self.0 / 100, self.0 % 100);
        write!(f, "{}%", text.trim_end_matches('0').trim_end_matches('.'))
    }
}

/// Reads "21%", "21", "13.8 %". In a field for a percentage 0.4 is 0.4%, not 40%.
impl FromStr for Percent {
    type Err = MoneyError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        let number = text.strip_suffix('%').unwrap_or(text).trim_end();
        let (whole, part) = number.split_once('.').unwrap_or((number, ""));
        let dangling = whole.is_empty() || number.ends_with('.');
        let basis_points =
            scaled(whole, part, 2).filter(|_| !dangling).ok_or(MoneyError::PercentNotUnderstood)?;
        Self::try_new(u16::try_from(basis_points).map_err(|_| MoneyError::PercentOutOfRange)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_percentage_reads_back() {
        for basis_points in 0..=10_000 {
            let percent = Percent::try_new(basis_points).unwrap();
            assert_eq!(percent.to_string().parse(), Ok(percent));
        }
        assert_eq!(" 13.8 % ".parse(), Percent::try_new(1_380));
        assert_eq!("50".parse(), Percent::try_new(5_000));
    }

    #[test]
    fn the_rest_is_refused() {
        for text in ["", "%", "half", "-5%", "+5", "1e1", "5.", ".5", "1.234", "٥%", "5%%"] {
            assert_eq!(text.parse::<Percent>(), Err(MoneyError::PercentNotUnderstood), "{text}");
        }
        for text in ["100.01", "101%", "99999999"] {
            assert_eq!(text.parse::<Percent>(), Err(MoneyError::PercentOutOfRange), "{text}");
        }
    }
}
