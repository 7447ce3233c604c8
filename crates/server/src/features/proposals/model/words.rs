//! The choices of a proposal, and the home manager's answer.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::features::secondments::Scope;

crate::word_enum!(
    /// How the work at home is done meanwhile (domain T6).
    CoverPlan {
        /// Somebody is hired.
        Recruit => "recruit", "Hire cover";
        /// Somebody steps up.
        ActUp => "act_up", "Somebody acts up";
        /// The team shares it.
        ShareWork => "share_work", "Share it across the team";
        /// Nobody does it.
        LeaveVacant => "leave_vacant", "Leave the post empty";
        /// Too short to need any.
        NotNeeded => "not_needed", "No cover needed";
    }
);

crate::word_enum!(
    /// What is promised about the post at the end (domain 3.6).
    ReturnGuarantee {
        /// The very same post.
        SamePost => "same_post", "The same post";
        /// It or one like it.
        SameOrEquivalent => "same_or_equivalent", "The same post or an equivalent one";
        /// A post of the same grade.
        SameBand => "same_band", "A post in the same pay band";
        /// Somebody will try.
        BestEndeavours => "best_endeavours", "Best endeavours, no promise";
        /// Nothing is promised.
        None => "none", "No promise";
    }
);

crate::word_enum!(
    /// Why a release is refused.
    RefusalCode {
        /// The work at home cannot spare the person.
        CannotCover => "cannot_cover", "The work at home can’t be covered";
        /// The dates do not work.
        Timing => "timing", "Not at this time";
        /// The money is not there.
        Cost => "cost", "It costs more than we can carry";
        /// It answers no need.
        NoNeed => "no_need", "It doesn’t answer a need of ours";
        /// It does not serve the person's development.
        NotDevelopment => "not_development", "It doesn’t serve your development";
        /// Interests collide.
        Conflict => "conflict", "A conflict of interest";
        /// Something else.
        Other => "other", "Another reason";
    }
);

/// What a new proposal starts from.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StartInput {
    /// What you will be there, such as “Accountant”.
    pub title: String,
    /// Another department of your organisation, or another organisation.
    pub scope: Scope,
}

/// The home manager's answer.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(tag = "decision", rename_all = "snake_case", deny_unknown_fields)]
#[schema(as = ReleaseDecision)]
pub enum Decision {
    /// Let the person go.
    Release {
        /// What to bear in mind; may be empty.
        #[serde(default)]
        note: String,
    },
    /// Ask the writer for more.
    SendBack {
        /// What is missing.
        reason: String,
    },
    /// Say no.
    Refuse {
        /// The kind of reason.
        code: RefusalCode,
        /// The reason in words.
        reason: String,
        /// What is offered instead.
        alternative: String,
    },
}
