//! The words of a question to the host, and of the answer. Pure.

use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};
use sojourn_kit::error::{Error, FieldErrors, Result};
use sojourn_kit::id_type;
use utoipa::ToSchema;

use crate::actor::{OrganisationId, PersonId};
use crate::features::secondments::{Party, Record, SecondmentId, Workflow};
use crate::typed::{TEXT, check_text};

id_type!(
    /// A question to the host.
    SoundingId, "snd"
);

/// How long it can be answered.
pub const GOOD_FOR: Duration = Duration::days(21);

crate::word_enum!(
    /// What the host says.
    HostSays {
        /// They would have the person.
        Yes => "yes_in_principle", "Yes in principle";
        /// They would not, at least not now.
        NotNow => "not_now", "Not now";
        /// They want to know something first; the link stays open.
        Question => "question", "Ask a question";
    }
);

/// A question to the host.
#[derive(Debug, Clone)]
pub struct Sounding {
    /// The stable id.
    pub id: SoundingId,
    /// The record.
    pub secondment: SecondmentId,
    /// Its home organisation: the chain that the events stand in.
    pub organisation: OrganisationId,
    /// Who asked.
    pub asked_by: PersonId,
    /// Their name.
    pub asker: String,
    /// Who is asked: the contact of the record on that day.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// What was written beside it.
    pub words: String,
    /// When.
    pub asked_at: DateTime<Utc>,
    /// Until when it can be answered.
    pub expires_at: DateTime<Utc>,
    /// When it was taken back.
    pub revoked_at: Option<DateTime<Utc>>,
    /// When a yes or a no closed it.
    pub closed_at: Option<DateTime<Utc>>,
}

impl Sounding {
    /// Whether it can be answered now.
    #[must_use]
    pub fn is_open(&self, now: DateTime<Utc>) -> bool {
        self.revoked_at.is_none() && self.closed_at.is_none() && self.expires_at > now
    }
}

/// What the host said once. Answers are added, never changed.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Given {
    /// What.
    pub answer: HostSays,
    /// In their words.
    pub words: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// Whether the record is at a point at which the host can be asked: before an agreement is out for signature.
#[must_use]
pub fn is_time(workflow: Workflow) -> bool {
    workflow <= Workflow::TermsNegotiation
}

/// Whether the actor may ask the host now. Before the proposal is sent the manager or the desk who writes it asks: an
/// employee talks with their manager before anybody outside is approached (domain 3.1).
///
/// # Errors
/// A refusal that says why not and who can.
pub fn may_ask(record: &Record) -> Result<()> {
    let (s, standing) = (&record.secondment, &record.standing);
    if !is_time(s.workflow) {
        let sentence =
            "The host is asked before there is an agreement. By now they read the agreement itself.";
        return Err(Error::refused("not_now", sentence));
    }
    let at_home =
        [Party::HomeManager, Party::ProgrammeAdmin, Party::HomeHr].iter().any(|party| standing.is(*party));
    match (at_home, standing.is(Party::Secondee), s.workflow) {
        (true, ..) => Ok(()),
        (false, true, Workflow::Idea) => Err(Error::refused(
            "not_yet",
            "Talk with your manager first. The host is asked once the proposal is sent, or by your manager.",
        )),
        (false, true, _) => Ok(()),
        _ => Err(Error::refused(
            "not_yours",
            "The host is asked by the secondee, the home manager or mobility.",
        )),
    }
}

/// A question to the host.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = HostAskInput)]
pub struct AskInput {
    /// A few words to go with it; pay does not belong here.
    #[serde(default)]
    pub words: String,
}

impl AskInput {
    /// Refuses what cannot be sent.
    ///
    /// # Errors
    /// Sentences by field.
    pub fn check(&self) -> Result<()> {
        let mut errors = FieldErrors::default();
        check_text(&mut errors, "words", &self.words, TEXT, None);
        if sojourn_papers::text::names_an_amount(&self.words) {
            errors.add("words", "Write it without an amount: the host sees what it pays on the page itself");
        }
        errors.check()
    }
}

/// The answer of the host.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = HostAnswerInput)]
pub struct AnswerInput {
    /// What.
    pub answer: HostSays,
    /// In their words; a question needs some.
    #[serde(default)]
    pub words: String,
}

impl AnswerInput {
    /// Refuses what cannot be kept.
    ///
    /// # Errors
    /// Sentences by field.
    pub fn check(&self) -> Result<()> {
        let mut errors = FieldErrors::default();
        let needed = (self.answer == HostSays::Question).then_some("Write what you want to know");
        check_text(&mut errors, "words", &self.words, TEXT, needed);
        errors.check()
    }
}

#[cfg(test)]
mod unit {
    use super::*;

    #[test]
    fn a_question_needs_words_and_a_note_holds_no_amount() {
        let answer = |answer, words: &str| AnswerInput { answer, words: words.to_owned() };
        assert!(answer(HostSays::Question, " ").check().is_err());
        assert!(answer(HostSays::Question, "Which days?").check().is_ok());
        assert!(answer(HostSays::Yes, "").check().is_ok() && answer(HostSays::NotNow, "").check().is_ok());
        assert!(AskInput { words: "She earns £48,600".to_owned() }.check().is_err());
        assert!(AskInput { words: "We would like to begin in March.".to_owned() }.check().is_ok());
    }

    #[test]
    fn the_host_is_asked_before_there_is_an_agreement() {
        assert!(is_time(Workflow::Idea) && is_time(Workflow::TermsNegotiation));
        for state in
            [Workflow::AgreementIssued, Workflow::Active, Workflow::Withdrawn, Workflow::DeclinedByHome]
        {
            assert!(!is_time(state), "{state:?}");
        }
    }
}
