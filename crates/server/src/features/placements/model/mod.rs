//! The words of the time at the host: what people confirm and note. Facts are added, never changed.

pub mod cadence;
mod inputs;
mod talks;
mod three;

pub use inputs::{ArrivalInput, CheckInInput, CheckInput, DebriefInput, ReturnInput};
pub use talks::{
    ActionId, ActionInput, CheckInId, CheckInReply, PrepLine, PrepareInput, ReplyInput, SupportWords,
    TalkAction,
};
pub use three::OneOfThree;

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use super::gate::GateCode;
use crate::actor::PersonId;
use crate::features::proposals::model::ReturnGuarantee;

crate::word_enum!(
    /// How somebody knows that a person arrived.
    HowKnown {
        /// They are there themselves.
        Seen => "seen", "Seen at work";
        /// The host said so on the phone.
        Phone => "phone", "The host said so on the phone";
        /// The host wrote so.
        Email => "email", "The host wrote so";
        /// On a visit.
        Visit => "visit", "Seen on a visit";
    }
);

crate::word_enum!(
    /// What the person came back to (domain 3.6, as far as it means coming home).
    #[schema(as = PlacementOutcome)]
    Outcome {
        /// The very post they left.
        SamePost => "same_post", "The same post";
        /// The post they left, another line manager.
        SamePostNewManager => "same_post_new_manager", "The same post with a new manager";
        /// One like it.
        EquivalentPost => "equivalent_post", "An equivalent post";
        /// Another post.
        Redeployed => "redeployed", "Another post";
        /// A higher post.
        PromotedHome => "promoted_home", "A higher post";
    }
);

impl Outcome {
    /// Whether this is what was promised. A higher post is no broken promise.
    #[must_use]
    pub const fn keeps(self, promise: ReturnGuarantee) -> bool {
        match promise {
            ReturnGuarantee::SamePost => {
                matches!(self, Self::SamePost | Self::SamePostNewManager | Self::PromotedHome)
            }
            ReturnGuarantee::SameOrEquivalent => !matches!(self, Self::Redeployed),
            _ => true,
        }
    }
}

/// What the desk confirmed for the start gate.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct GateCheck {
    /// Which item.
    pub item: GateCode,
    /// How it is known.
    pub note: String,
    /// Who confirmed it.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// Something that happened on the ground.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PresenceFact {
    /// The day.
    pub on: NaiveDate,
    /// How it is known, in words.
    pub how_known: String,
    /// Who recorded it.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// A talk between the secondee and a manager.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CheckIn {
    /// The stable id.
    #[schema(value_type = String)]
    pub id: CheckInId,
    /// The day of the talk.
    pub held_on: NaiveDate,
    /// How the goals are coming on.
    pub goals: String,
    /// What would help.
    pub support: String,
    /// Who does what next.
    pub next_step: String,
    /// Who noted it.
    pub by: String,
    /// The stable id of who noted it.
    #[schema(value_type = String)]
    pub recorded_by: PersonId,
    /// When.
    pub at: DateTime<Utc>,
    /// What the others say to the notes, oldest first.
    pub replies: Vec<CheckInReply>,
}

/// What the person came back to.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ReturnConfirmation {
    /// What it is.
    pub outcome: Outcome,
    /// The post.
    pub post: String,
    /// What is to be added.
    pub note: String,
    /// Who confirmed it.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// The talk after the return.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Debrief {
    /// The day of the talk.
    pub held_on: NaiveDate,
    /// What was brought back.
    pub brought_back: String,
    /// What would be done differently.
    pub do_differently: String,
    /// Who wrote it down.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// How far a day lies from an agreed one, in words: "3 days after the agreed first day".
#[must_use]
pub fn apart(day: NaiveDate, agreed: NaiveDate, name: &str) -> Option<String> {
    let days = (day - agreed).num_days();
    let length = match days.abs() {
        0 => return None,
        1 => "1 day".to_owned(),
        more => format!("{more} days"),
    };
    Some(format!("{length} {} the agreed {name}", if days < 0 { "before" } else { "after" }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_promise_is_kept_or_not() {
        use Outcome as O;
        use ReturnGuarantee as R;
        assert!(O::SamePostNewManager.keeps(R::SamePost) && O::PromotedHome.keeps(R::SamePost));
        assert!(!O::EquivalentPost.keeps(R::SamePost) && O::EquivalentPost.keeps(R::SameOrEquivalent));
        assert!(!O::Redeployed.keeps(R::SameOrEquivalent) && O::Redeployed.keeps(R::None));
    }

    #[test]
    fn a_day_beside_the_agreed_one_is_said_in_words() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        assert_eq!(apart(day("2026-12-07"), day("2026-12-07"), "first day"), None);
        let early = apart(day("2026-12-06"), day("2026-12-07"), "first day");
        assert_eq!(early.as_deref(), Some("1 day before the agreed first day"));
        let late = apart(day("2026-12-10"), day("2026-12-07"), "last day");
        assert_eq!(late.as_deref(), Some("3 days after the agreed last day"));
    }
}
