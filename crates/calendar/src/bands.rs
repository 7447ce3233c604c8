//! How long secondments usually are. A length outside the usual is worth a word, never a refusal: hard limits come
//! from a policy pack.

use serde::{Deserialize, Serialize};

use crate::{CalendarError, Period};

/// The class of a length.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Band {
    /// Shorter than usual: a week, a month.
    Short,
    /// A usual length.
    Usual,
    /// Longer than usual.
    Long,
}

/// The usual lengths of an organisation, in whole months, both included. Default: 3 to 12.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bands {
    /// Shortest usual length in months.
    pub usual_from_months: u32,
    /// Longest usual length in months.
    pub usual_to_months: u32,
}

impl Default for Bands {
    fn default() -> Self {
        Self { usual_from_months: 3, usual_to_months: 12 }
    }
}

impl Bands {
    /// The class of a period. Exactly the shortest and exactly the longest usual length are usual.
    ///
    /// # Errors
    /// [`CalendarError::OutOfRange`] when a limit counted from the start leaves the accepted years.
    pub fn band(self, period: Period) -> Result<Band, CalendarError> {
        let limit = |months| Period::of_months(period.start(), months).map(Period::end);
        if self.usual_from_months > 0 && period.end() < limit(self.usual_from_months)? {
            Ok(Band::Short)
        } else if self.usual_to_months > 0 && period.end() > limit(self.usual_to_months)? {
            Ok(Band::Long)
        } else {
            Ok(Band::Usual)
        }
    }

    /// A sentence to show beside the dates; nothing for a usual length.
    #[must_use]
    pub fn warning(self, band: Band) -> Option<String> {
        let usual =
            format!("Most secondments last {} to {} months.", self.usual_from_months, self.usual_to_months);
        match band {
            Band::Short => Some(format!("{usual} A short one works best with one clear goal.")),
            Band::Usual => None,
            Band::Long => Some(format!(
                "{usual} In a longer one people can lose touch with home: plan regular contact and say which role \
                 they come back to."
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::period;

    #[test]
    fn three_and_twelve_months_are_usual() {
        let band = |end| Bands::default().band(period("2027-03-01", end)).unwrap();
        assert_eq!(band("2027-03-05"), Band::Short);
        assert_eq!(band("2027-05-30"), Band::Short);
        assert_eq!(band("2027-05-31"), Band::Usual);
        assert_eq!(band("2028-02-29"), Band::Usual);
        assert_eq!(band("2028-03-01"), Band::Long);
    }

    #[test]
    fn only_the_unusual_gets_a_word() {
        let bands = Bands::default();
        assert_eq!(bands.warning(Band::Usual), None);
        for band in [Band::Short, Band::Long] {
            assert!(bands.warning(band).unwrap().starts_with("Most secondments last 3 to 12 months."));
        }
    }
}
