//! Writing a proposal together: which side writes which part. Pure.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{ComingBack, Costs, Destination, Goals, Step, Why};
use crate::actor::PersonId;

crate::word_enum!(
    /// Who is invited to write a draft with the person who goes and its author.
    WriterSide {
        /// Their manager at home.
        Home => "home", "Home manager";
        /// Who will direct the work there.
        Host => "host", "Host manager";
    }
);

impl WriterSide {
    /// Whether the side writes the part: the host what is done and reached there, home what it costs, how the work is covered
    /// and what waits at the end. Where and when stays with those whose draft it is.
    #[must_use]
    pub const fn writes(self, step: Step) -> bool {
        match self {
            Self::Host => matches!(step, Step::Why | Step::Goals),
            Self::Home => matches!(step, Step::Why | Step::Costs | Step::Return),
        }
    }
}

/// Somebody who was invited.
#[derive(Debug, Clone)]
pub struct Writer {
    /// For which side.
    pub side: WriterSide,
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
}

/// Who wrote a part last. The version grows with each time it is saved; a save made on an older one is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edited {
    /// From 1; a part that nobody has saved has none, which counts as 0.
    pub version: i64,
    /// Who.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// One part of a draft, with the version of that part that was read; exactly one of the parts is there.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PartInput {
    /// The version of the part that was read; 0 when nobody has saved it.
    pub version: i64,
    /// Why and what.
    #[serde(default)]
    pub why: Option<Why>,
    /// Where and when.
    #[serde(default)]
    pub destination: Option<Destination>,
    /// Costs and cover.
    #[serde(default)]
    pub costs: Option<Costs>,
    /// Goals.
    #[serde(default)]
    pub goals: Option<Goals>,
    /// Coming back.
    #[serde(default)]
    pub coming_back: Option<ComingBack>,
}

/// Whom to invite.
#[derive(Debug, Clone, Copy, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = WriterInviteInput)]
pub struct InviteInput {
    /// Which side.
    pub side: WriterSide,
}

#[cfg(test)]
mod unit {
    use super::*;

    #[test]
    fn each_side_writes_its_own_and_nobody_else_moves_the_days() {
        for side in WriterSide::ALL {
            assert!(!side.writes(Step::Where) && !side.writes(Step::Check) && side.writes(Step::Why));
        }
        assert!(WriterSide::Host.writes(Step::Goals) && !WriterSide::Host.writes(Step::Costs));
        assert!(WriterSide::Home.writes(Step::Costs) && !WriterSide::Home.writes(Step::Goals));
    }
}
