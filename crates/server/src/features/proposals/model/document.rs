//! A proposal as it is written, step by step. The same shapes serve pages, JSON and the demo world.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sojourn_money::CostKind;
use utoipa::ToSchema;

use super::{Answers, Conflicts, CoverPlan, PayShares, ReturnGuarantee};
use crate::features::secondments::Kind;

/// All answers of a proposal.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// Why and what.
    pub why: Why,
    /// Where and when.
    pub destination: Destination,
    /// Costs and cover.
    pub costs: Costs,
    /// Goals.
    pub goals: Goals,
    /// Coming back.
    pub coming_back: ComingBack,
}

/// Why and what. Texts may be empty while it is a draft.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Why {
    /// What the person will be there, such as “Accountant”.
    pub title: String,
    /// What it is for.
    pub purpose: String,
    /// What is to be done there; each line is a duty.
    pub duties: String,
    /// What the secondee gains.
    pub benefit_secondee: String,
    /// What home gains.
    pub benefit_home: String,
    /// What the host gains.
    pub benefit_host: String,
    /// Need, development, new skills, mutual benefit and team.
    pub answers: Answers,
}

/// Where and when.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Destination {
    /// The type of secondment; absent keeps the present one.
    pub kind: Option<Kind>,
    /// The host.
    pub host: Option<Host>,
    /// Who directs the work there.
    pub manager: Option<Contact>,
    /// The place of work.
    pub place: String,
    /// First day.
    pub starts_on: Option<NaiveDate>,
    /// Last day, counted in.
    pub ends_on: Option<NaiveDate>,
    /// What it ends with, in words, such as “the trade show in Birmingham”; the last day is then the latest it can be.
    pub ends_with: String,
    /// Share of full-time work given to the host, in basis points: 10000 is full time.
    pub share_bp: u16,
}

impl Default for Destination {
    fn default() -> Self {
        Self {
            kind: None,
            host: None,
            manager: None,
            place: String::new(),
            starts_on: None,
            ends_on: None,
            ends_with: String::new(),
            share_bp: 10_000,
        }
    }
}

/// The host, by its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum Host {
    /// A department of the home organisation.
    Department {
        /// Its name.
        name: String,
    },
    /// Another organisation: one on this installation, one that is known, or a new one outside.
    Organisation {
        /// What people call it.
        name: String,
        /// What contracts call it; for a new one, its name when absent.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        legal_name: String,
    },
}

/// The person at the host. Somebody on this installation is found by email address; at an outside
/// organisation a contact without account is written down.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Contact {
    /// Their full name.
    pub name: String,
    /// Where letters reach them.
    pub email: String,
    /// What they do.
    pub job_title: String,
}

/// Costs and cover.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Costs {
    /// Who pays salary and employer costs; the amounts are worked out from pay on file.
    pub pay: Option<PayShares>,
    /// All other costs.
    pub lines: Vec<Line>,
    /// Whether the host pays actual pay and may therefore see it.
    pub recharged_at_cost: bool,
    /// How the work at home is covered.
    pub cover_plan: Option<CoverPlan>,
    /// Who, how, from when.
    pub cover_note: String,
    /// Costs against benefits.
    pub answers: Answers,
}

/// One cost: in the currency of the home organisation, or in the one that is named. Currencies are never added up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ProposalLine)]
pub struct Line {
    /// The kind of cost; salary and employer costs are worked out and not taken here.
    #[schema(value_type = String, example = "travel")]
    pub kind: CostKind,
    /// What the cost is for.
    pub description: String,
    /// The amount in smallest units: pence for GBP.
    pub amount_minor: i64,
    /// The currency, such as `GBP`; absent is the home organisation's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// Share of home in basis points.
    pub home_bp: u16,
    /// Share of the host in basis points.
    pub host_bp: u16,
    /// Share of the secondee in basis points.
    #[serde(default)]
    pub secondee_bp: u16,
}

/// Goals, at most five.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Goals {
    /// In order.
    pub goals: Vec<Goal>,
    /// Whether the goals are clear.
    pub answers: Answers,
}

/// One goal and how we'll know.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Goal {
    /// What is to be reached.
    pub title: String,
    /// How we'll know.
    pub measure: String,
}

/// Coming back.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ComingBack {
    /// What is promised about the post.
    pub return_guarantee: Option<ReturnGuarantee>,
    /// The post to come back to.
    pub return_post: String,
    /// What will be brought back, and to whom.
    pub bring_back: String,
    /// What the person declares about conflicts of interest.
    pub conflicts: Conflicts,
    /// What happens afterwards.
    pub answers: Answers,
}
