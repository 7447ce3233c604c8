//! The words of an application.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use sojourn_kit::error::{FieldErrors, Result};
use sojourn_kit::id_type;
use utoipa::ToSchema;

use crate::actor::PersonId;
use crate::features::opportunities::OpportunityId;
use crate::features::secondments::SecondmentId;

id_type!(
    /// An application.
    ApplicationId, "app"
);

crate::word_enum!(
    /// How far the application has come.
    #[schema(as = ApplicationState)]
    State {
        /// Being written.
        Draft => "draft", "Draft";
        /// Sent; the host looks at it.
        Sent => "sent", "Sent";
        /// Among those whom the host thinks of.
        Shortlisted => "shortlisted", "Shortlisted";
        /// Asked to talk.
        Invited => "invited", "Invited to talk";
        /// Kept in case a place becomes free.
        Reserved => "reserved", "In reserve";
        /// Offered a place.
        Offered => "offered", "Offered";
        /// The offer was accepted.
        Accepted => "accepted", "Accepted";
        /// The applicant declined the offer.
        Declined => "declined", "Declined by the applicant";
        /// Not this time.
        NotSelected => "not_selected", "Not selected";
        /// The applicant took it back.
        Withdrawn => "withdrawn", "Withdrawn";
        /// The offer was not answered in time.
        Lapsed => "lapsed", "Offer lapsed";
    }
);

impl State {
    /// Whether the host still decides about it.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Sent | Self::Shortlisted | Self::Invited | Self::Reserved | Self::Offered)
    }
}

crate::word_enum!(
    /// What the host decides.
    #[schema(as = ApplicationDecision)]
    Decision {
        /// Put on the shortlist.
        Shortlist => "shortlist", "Shortlist";
        /// Ask to talk.
        Invite => "invite", "Invite to talk";
        /// Offer a place.
        Offer => "offer", "Offer";
        /// Keep in reserve.
        Reserve => "reserve", "Keep in reserve";
        /// Not this time.
        Reject => "reject", "Not this time";
    }
);

crate::word_enum!(
    /// Why the host decided so; the applicant reads it.
    #[schema(as = ApplicationReason)]
    Reason {
        /// What is needed on day one is there.
        SkillsFit => "skills_fit", "Skills fit what is needed on day one";
        /// What they would bring back convinces.
        BringBack => "bring_back", "A clear idea of what to bring back";
        /// They would gain most.
        Growth => "growth", "Would gain most from it";
        /// Others came closer.
        OthersCloser => "others_closer", "Others came closer to what is needed";
        /// A skill is missing.
        SkillMissing => "skill_missing", "A skill needed on day one is missing";
        /// The days do not fit.
        Dates => "dates", "Dates or working time don’t fit";
        /// All places went to others.
        PlacesTaken => "places_taken", "All places are taken";
        /// The opportunity was withdrawn.
        OpportunityWithdrawn => "opportunity_withdrawn", "The opportunity was withdrawn";
    }
);

impl Reason {
    /// Whether people choose it; the others follow from what happens to the opportunity.
    #[must_use]
    pub const fn is_chosen(self) -> bool {
        !matches!(self, Self::PlacesTaken | Self::OpportunityWithdrawn)
    }

    /// Whether it can stand for a decision: nobody is turned down for fitting, or offered a place for not.
    #[must_use]
    pub const fn suits(self, decision: Decision) -> bool {
        let speaks_for = matches!(self, Self::SkillsFit | Self::BringBack | Self::Growth);
        match decision {
            Decision::Reject => !speaks_for && self.is_chosen(),
            Decision::Reserve => self.is_chosen(),
            _ => speaks_for,
        }
    }
}

/// An application as stored. It holds no name: whoever shows one asks whether it may be shown.
#[derive(Debug, Clone)]
pub struct Application {
    /// The stable id.
    pub id: ApplicationId,
    /// For which opportunity.
    pub opportunity: OpportunityId,
    /// Who applies.
    pub person: PersonId,
    /// The number by which a panel knows them; none before it was sent.
    pub seq: Option<i64>,
    /// Grows with each change.
    pub version: i64,
    /// How far it has come.
    pub state: State,
    /// Why.
    pub why: String,
    /// What they would bring back.
    pub bring_back: String,
    /// Whether they declare a conflict of interest; none before they said.
    pub has_conflict: Option<bool>,
    /// Which.
    pub conflicts: String,
    /// When they talked with their own manager.
    pub talked_on: Option<NaiveDate>,
    /// What came of it.
    pub talk: String,
    /// The last day to answer an offer.
    pub answer_by: Option<NaiveDate>,
    /// The secondment that came of it.
    pub secondment: Option<SecondmentId>,
    /// When it was sent.
    pub sent_at: Option<DateTime<Utc>>,
    /// When it was put on the shortlist; from then on the name shows.
    pub shortlisted_at: Option<DateTime<Utc>>,
}

/// An application as it is sent.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ApplicationInput {
    /// The version that was read; absent means the newest.
    pub version: Option<i64>,
    /// Why.
    pub why: String,
    /// What they would bring back.
    pub bring_back: String,
    /// Whether they have a conflict of interest to declare.
    pub has_conflict: Option<bool>,
    /// Which.
    pub conflicts: String,
    /// When they talked with their own manager.
    pub talked_on: Option<NaiveDate>,
    /// What came of it.
    pub talk: String,
}

/// The most characters of a text.
const LONGEST: usize = 4000;

impl ApplicationInput {
    /// Refuses what cannot be kept even as a draft.
    ///
    /// # Errors
    /// Sentences by field.
    pub fn check(&self, today: NaiveDate) -> Result<()> {
        let mut errors = FieldErrors::default();
        let texts = [
            ("why", &self.why),
            ("bring_back", &self.bring_back),
            ("conflicts", &self.conflicts),
            ("talk", &self.talk),
        ];
        for (field, text) in texts {
            if text.chars().count() > LONGEST {
                errors.add(field, format!("Shorten this to {LONGEST} characters"));
            }
            if text.contains('\0') {
                errors.add(field, "Remove the character that cannot be printed");
            }
        }
        if self.talked_on.is_some_and(|day| day > today) {
            errors.add("talked_on", "Enter today or an earlier day: talk first, then apply");
        }
        errors.check()
    }
}

/// What has to be answered before an application is sent.
///
/// # Errors
/// Sentences by field.
pub fn ready(a: &Application, has_manager: bool) -> Result<()> {
    let mut errors = FieldErrors::default();
    if a.why.trim().is_empty() {
        errors.add("why", "Say why you’d like to go");
    }
    if a.bring_back.trim().is_empty() {
        errors.add("bring_back", "Say what you’d bring back");
    }
    match a.has_conflict {
        None => errors.add("has_conflict", "Say whether you have a conflict of interest"),
        Some(true) if a.conflicts.trim().is_empty() => {
            errors.add("conflicts", "Say which conflict of interest you have");
        }
        Some(_) => {}
    }
    if has_manager && a.talked_on.is_none() {
        errors.add("talked_on", "Talk with your manager first, and enter the day");
    }
    errors.check()
}

/// A decision about one applicant.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ApplicationDecisionInput)]
pub struct DecisionInput {
    /// The version that was read; absent means the newest.
    #[serde(default)]
    pub version: Option<i64>,
    /// What is decided.
    pub decision: Decision,
    /// Why; the applicant reads it.
    pub reason: Reason,
    /// What else to say to the applicant.
    #[serde(default)]
    pub words: String,
    /// For an offer: the last day to answer; a week when absent.
    #[serde(default)]
    pub answer_by: Option<NaiveDate>,
}

/// How long an offer stands when no day is named, in days.
pub const OFFER_DAYS: i64 = 7;

impl DecisionInput {
    /// Refuses a reason that does not go with the decision, and an answer that is due before today.
    ///
    /// # Errors
    /// Sentences by field.
    pub fn check(&self, today: NaiveDate) -> Result<()> {
        let mut errors = FieldErrors::default();
        if !self.reason.suits(self.decision) {
            errors.add("reason", format!("Choose a reason that goes with “{}”", self.decision.label()));
        }
        if self.words.chars().count() > LONGEST || self.words.contains('\0') {
            errors.add("words", format!("Shorten this to {LONGEST} characters"));
        }
        if self.answer_by.is_some_and(|day| day <= today) {
            errors.add("answer_by", "Give at least one day to answer");
        }
        errors.check()
    }
}

/// A decision as stored.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Decided {
    /// What was decided.
    pub decision: Decision,
    /// Why.
    pub reason: Reason,
    /// What else was said to the applicant.
    pub words: String,
    /// Who decided; none when it followed from what happened to the opportunity.
    pub by: Option<String>,
    /// When.
    pub at: DateTime<Utc>,
}

/// A note of somebody who decides, for those who decide.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = ApplicationNote)]
pub struct Note {
    /// What they wrote.
    pub words: String,
    /// Who.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// The same text without these names and numbers, for readers who must not know them yet.
#[must_use]
pub fn without(text: &str, hidden: &[String]) -> String {
    let mut plain = text.to_owned();
    for word in hidden.iter().filter(|word| word.trim().chars().count() > 1) {
        let mut rest = plain.as_str();
        let mut out = String::with_capacity(plain.len());
        while let Some((at, length)) = find_ignoring_case(rest, word) {
            out.push_str(&rest[..at]);
            out.push_str("[hidden]");
            rest = &rest[at + length..];
        }
        out.push_str(rest);
        plain = out;
    }
    plain
}

/// Where `word` stands in `text`, whatever its case, and how long it is there, in bytes.
fn find_ignoring_case(text: &str, word: &str) -> Option<(usize, usize)> {
    let wanted: Vec<char> = word.chars().flat_map(char::to_lowercase).collect();
    text.char_indices().find_map(|(start, _)| {
        let mut found = text[start..].char_indices();
        let mut length = 0;
        let mut left = wanted.as_slice();
        while !left.is_empty() {
            let (at, letter) = found.next()?;
            for lower in letter.to_lowercase() {
                left = left.strip_prefix(&[lower])?;
            }
            length = at + letter.len_utf8();
        }
        Some((start, length))
    })
}

#[cfg(test)]
mod unit {
    use super::*;

    #[test]
    fn a_name_is_taken_out_whatever_its_case() {
        let hidden = ["Dana".to_owned(), "Whitlock".to_owned(), "B0011".to_owned()];
        let text = without("I’m DANA whitlock (b0011). Danas are many.", &hidden);
        assert_eq!(text, "I’m [hidden] [hidden] ([hidden]). [hidden]s are many.");
        assert_eq!(without("Nothing here", &hidden), "Nothing here");
        assert_eq!(without("İnès", &["Inès".to_owned()]), "İnès");
    }

    #[test]
    fn nobody_is_turned_down_for_fitting() {
        for reason in Reason::ALL {
            let offers = reason.suits(Decision::Offer);
            assert!(!(offers && reason.suits(Decision::Reject)), "{reason:?}");
            assert!(!reason.is_chosen() || offers || reason.suits(Decision::Reject), "{reason:?}");
        }
    }
}
