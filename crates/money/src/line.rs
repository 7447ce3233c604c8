//! One line of a cost estimate, and who pays which share of it.

use serde::{Deserialize, Serialize};

use crate::{CostKind, Money, MoneyError};

/// Longest description of a line, in characters.
pub const LONGEST_DESCRIPTION: usize = 200;

/// Who pays which share of a cost, in basis points that add up to 10,000.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Shares {
    home_bp: u16,
    host_bp: u16,
    secondee_bp: u16,
}

impl Shares {
    /// Home pays all.
    pub const HOME: Self = Self { home_bp: 10_000, host_bp: 0, secondee_bp: 0 };
    /// The host pays all.
    pub const HOST: Self = Self { home_bp: 0, host_bp: 10_000, secondee_bp: 0 };

    /// Shares of home, host and secondee in basis points.
    ///
    /// # Errors
    /// [`MoneyError::SharesNotWhole`] unless they add up to 10,000.
    pub fn try_new(home_bp: u16, host_bp: u16, secondee_bp: u16) -> Result<Self, MoneyError> {
        let sum: u32 = [home_bp, host_bp, secondee_bp].into_iter().map(u32::from).sum();
        if sum == 10_000 {
            Ok(Self { home_bp, host_bp, secondee_bp })
        } else {
            Err(MoneyError::SharesNotWhole)
        }
    }

    /// Share of home in basis points.
    #[must_use]
    pub fn home_bp(self) -> u16 {
        self.home_bp
    }

    /// Share of the host in basis points.
    #[must_use]
    pub fn host_bp(self) -> u16 {
        self.host_bp
    }

    /// Share of the secondee in basis points.
    #[must_use]
    pub fn secondee_bp(self) -> u16 {
        self.secondee_bp
    }
}

/// A cost divided between the three who may pay it; the parts add up exactly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Split {
    /// What home pays.
    pub home: Money,
    /// What the host pays.
    pub host: Money,
    /// What the secondee pays.
    pub secondee: Money,
}

/// One cost of a secondment, never below zero.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Fields", into = "Fields")]
pub struct CostLine {
    kind: CostKind,
    description: String,
    amount: Money,
    shares: Shares,
}

#[derive(Serialize, Deserialize)]
struct Fields {
    kind: CostKind,
    description: String,
    amount: Money,
    home_share_bp: u16,
    host_share_bp: u16,
    secondee_share_bp: u16,
}

impl TryFrom<Fields> for CostLine {
    type Error = MoneyError;

    fn try_from(fields: Fields) -> Result<Self, Self::Error> {
        let shares = Shares::try_new(fields.home_share_bp, fields.host_share_bp, fields.secondee_share_bp)?;
        Self::try_new(fields.kind, &fields.description, fields.amount, shares)
    }
}

impl From<CostLine> for Fields {
    fn from(line: CostLine) -> Self {
        Self {
            kind: line.kind,
            description: line.description,
            amount: line.amount,
            home_share_bp: line.shares.home_bp,
            host_share_bp: line.shares.host_bp,
            secondee_share_bp: line.shares.secondee_bp,
        }
    }
}

impl CostLine {
    /// A cost with its payers. The description is kept without space around it.
    ///
    /// # Errors
    /// [`MoneyError::DescriptionMissing`], [`MoneyError::DescriptionTooLong`], [`MoneyError::Negative`].
    pub fn try_new(
        kind: CostKind,
        description: &str,
        amount: Money,
        shares: Shares,
    ) -> Result<Self, MoneyError> {
        let description = description.trim();
        if description.is_empty() {
            Err(MoneyError::DescriptionMissing)
        } else if description.chars().count() > LONGEST_DESCRIPTION {
            Err(MoneyError::DescriptionTooLong)
        } else if amount.is_negative() {
            Err(MoneyError::Negative)
        } else {
            Ok(Self { kind, description: description.to_owned(), amount, shares })
        }
    }

    /// The kind of cost.
    #[must_use]
    pub fn kind(&self) -> CostKind {
        self.kind
    }

    /// What the cost is for.
    #[must_use]
    pub fn description(&self) -> &str {
        &self.description
    }

    /// The whole cost.
    #[must_use]
    pub fn amount(&self) -> Money {
        self.amount
    }

    /// Who pays which share.
    #[must_use]
    pub fn shares(&self) -> Shares {
        self.shares
    }

    /// What each side pays, by largest remainder, so that the parts add up to the amount.
    ///
    /// # Errors
    /// None in practice: shares that add up to 100% always divide an amount.
    pub fn split(&self) -> Result<Split, MoneyError> {
        let weights = [self.shares.home_bp, self.shares.host_bp, self.shares.secondee_bp].map(u32::from);
        match self.amount.allocate(&weights)?[..] {
            [home, host, secondee] => Ok(Split { home, host, secondee }),
            _ => Err(MoneyError::SharesNotWhole),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{gbp, pence};

    #[test]
    fn shares_must_be_whole() {
        for (home, host, secondee) in
            [(0, 0, 0), (5_000, 4_999, 0), (10_000, 1, 0), (u16::MAX, u16::MAX, 4_466)]
        {
            assert_eq!(Shares::try_new(home, host, secondee), Err(MoneyError::SharesNotWhole));
        }
    }

    #[test]
    fn a_line_says_what_it_is_and_is_not_negative() {
        let line = |text: &str, amount| CostLine::try_new(CostKind::Travel, text, amount, Shares::HOME);
        assert_eq!(line(" ", gbp(1)), Err(MoneyError::DescriptionMissing));
        assert_eq!(line(&"x".repeat(201), gbp(1)), Err(MoneyError::DescriptionTooLong));
        assert_eq!(line("Travel", pence(-1)), Err(MoneyError::Negative));
        assert_eq!(line(" Travel ", gbp(0)).unwrap().description(), "Travel");
    }

    #[test]
    fn the_odd_penny_has_one_payer() {
        let shares = Shares::try_new(5_000, 5_000, 0).unwrap();
        let line = CostLine::try_new(CostKind::Travel, "Fare", pence(101), shares).unwrap();
        assert_eq!(line.split(), Ok(Split { home: pence(51), host: pence(50), secondee: pence(0) }));
    }

    #[test]
    fn json_is_flat_and_checked() {
        let line = CostLine::try_new(CostKind::RampUp, "Two weeks", gbp(5), Shares::HOST).unwrap();
        let json = serde_json::to_string(&line).unwrap();
        assert_eq!(
            json,
            r#"{"kind":"ramp_up","description":"Two weeks","amount":{"minor":500,"currency":"GBP"},"home_share_bp":0,"host_share_bp":10000,"secondee_share_bp":0}"#
        );
        assert_eq!(serde_json::from_str::<CostLine>(&json).unwrap(), line);
        let told = serde_json::from_str::<CostLine>(&json.replace("10000", "9999")).unwrap_err();
        assert!(told.to_string().contains("The shares must add up to 100%"));
    }
}
