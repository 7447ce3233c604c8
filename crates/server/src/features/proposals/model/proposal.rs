//! A proposal as stored.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sojourn_money::{CostKind, CostLine};
use utoipa::ToSchema;

use super::{Answers, CoverPlan, RefusalCode, ReturnGuarantee};
use crate::actor::PersonId;

/// The most goals a proposal may have.
pub const MOST_OBJECTIVES: usize = 5;

/// A proposal with everything in it, pay lines as well. Show it only through a side's view
/// (`views`), never whole.
#[derive(Debug, Clone, Default)]
pub struct Proposal {
    /// The business need: the answer to that question.
    pub need: String,
    /// The new skills: the answer to that question.
    pub skills: String,
    /// What is to be done there.
    pub duties: String,
    /// What the secondee gains.
    pub benefit_secondee: String,
    /// What home gains.
    pub benefit_home: String,
    /// What the host gains.
    pub benefit_host: String,
    /// How the work at home is covered.
    pub cover_plan: Option<CoverPlan>,
    /// Who, how, from when.
    pub cover_note: String,
    /// What is promised about the post.
    pub return_guarantee: Option<ReturnGuarantee>,
    /// The post to come back to.
    pub return_post: String,
    /// What will be brought back.
    pub bring_back: String,
    /// What is declared about conflicts of interest.
    pub conflicts: Conflicts,
    /// When it was last sent.
    pub sent_at: Option<DateTime<Utc>>,
    /// The eight answers given before.
    pub answers: Answers,
    /// The goals in order.
    pub objectives: Vec<Objective>,
    /// The costs in order, pay first.
    pub lines: Vec<CostLine>,
}

impl Proposal {
    /// Who pays salary and employer costs, as last said.
    #[must_use]
    pub fn pay_shares(&self) -> Option<PayShares> {
        let salary = self.lines.iter().find(|line| line.kind() == CostKind::Salary)?;
        let shares = salary.shares();
        Some(PayShares {
            home_bp: shares.home_bp(),
            host_bp: shares.host_bp(),
            secondee_bp: shares.secondee_bp(),
        })
    }

    /// The lines that people type, without those worked out from pay.
    pub fn typed_lines(&self) -> impl Iterator<Item = &CostLine> {
        self.lines.iter().filter(|line| !is_worked_out(line.kind()))
    }
}

/// Whether lines of that kind come from pay on file.
#[must_use]
pub const fn is_worked_out(kind: CostKind) -> bool {
    matches!(kind, CostKind::Salary | CostKind::EmployerCharges)
}

/// A goal of the secondment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Objective {
    /// Its place, from 1.
    pub position: i64,
    /// What is to be reached.
    pub title: String,
    /// How we'll know.
    pub measure: String,
}

/// Who pays salary and employer costs, in basis points that add up to 10,000.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PayShares {
    /// Share of home.
    pub home_bp: u16,
    /// Share of the host.
    pub host_bp: u16,
    /// Share of the secondee.
    #[serde(default)]
    pub secondee_bp: u16,
}

/// What the person declares about conflicts of interest.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Conflicts {
    /// Not asked, or not answered yet.
    #[default]
    NotAsked,
    /// There is none.
    NoneDeclared,
    /// There is one, in words.
    Declared(String),
}

impl Conflicts {
    const NONE: &str = "none";

    /// As stored: empty, `none`, or the words.
    #[must_use]
    pub fn stored(&self) -> String {
        match self {
            Self::NotAsked => String::new(),
            Self::NoneDeclared => Self::NONE.to_owned(),
            Self::Declared(words) => format!("declared: {words}"),
        }
    }

    /// Reads [`Self::stored`] back.
    #[must_use]
    pub fn from_stored(text: &str) -> Self {
        match text.strip_prefix("declared: ") {
            Some(words) => Self::Declared(words.to_owned()),
            None if text == Self::NONE => Self::NoneDeclared,
            None => Self::NotAsked,
        }
    }
}

crate::word_enum!(
    /// What the home manager decided.
    DecisionKind {
        /// The person may go.
        Released => "released", "Released";
        /// No.
        Refused => "refused", "Declined";
        /// More is needed.
        SentBack => "sent_back", "Sent back";
    }
);

/// A decision as stored; it is never changed.
#[derive(Debug, Clone)]
pub struct Decided {
    /// What.
    pub decision: DecisionKind,
    /// The kind of reason, for a refusal.
    pub code: Option<RefusalCode>,
    /// The reason in words.
    pub reason: String,
    /// What is offered instead.
    pub alternative: String,
    /// By whom.
    pub by: PersonId,
    /// In whose place, when somebody stood in.
    pub in_place_of: Option<PersonId>,
    /// When.
    pub at: DateTime<Utc>,
}
