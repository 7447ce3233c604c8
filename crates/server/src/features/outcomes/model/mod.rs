//! Follow-ups, and the record to take along. Pure.

mod record;

pub use record::{Aim, RecordView, Used, sentence, share};

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use sojourn_kit::error::{Error, FieldErrors, Result};
use sojourn_kit::id_type;
use utoipa::ToSchema;

use crate::features::secondments::{Scope, Secondment, Workflow};
use crate::form;

id_type!(
    /// A follow-up.
    FollowUpId, "fup"
);

/// The months after the return at which is asked (domain 3.3, T21, and C72; three months from seed 2.11).
pub const MONTHS: &[i32] = &[3, 6, 12, 24];

/// The ends of a time away after which is asked what became of it: coming back, and those that domain 3.4 and 3.6 count
/// as outcomes. Nothing is asked after a death, and of what was void nothing became.
pub const FOLLOWED: &[Workflow] = &[
    Workflow::Returned,
    Workflow::Closed,
    Workflow::Converted,
    Workflow::LeftEmployment,
    Workflow::PostRemoved,
];

/// The ends with which the employment at home is over, for those who went to the outside: see [`is_gone`].
pub const GONE: &[Workflow] = &[Workflow::LeftEmployment, Workflow::PostRemoved];

/// Whether the secondee works for home no longer, by the way in which the time away ended: home and the mobility team
/// say then what is known. Whoever stays at a host of the same employer is still there.
#[must_use]
pub fn is_gone(s: &Secondment) -> bool {
    GONE.contains(&s.workflow) || (s.workflow == Workflow::Converted && s.scope == Scope::External)
}

/// What the months are counted from, in words.
#[must_use]
pub const fn since(workflow: Workflow) -> &'static str {
    match workflow {
        Workflow::Returned | Workflow::Closed => "the return",
        _ => "the end of the secondment",
    }
}

/// Which time of the task “Ask what became of it” (C72) the follow-up is: the one after three months comes before it.
#[must_use]
pub fn round(months: i64) -> Option<i64> {
    let at = MONTHS.iter().position(|one| i64::from(*one) == months)?;
    i64::try_from(at).ok().filter(|round| *round > 0)
}

/// The most characters of an answer in words.
const TEXT: usize = 2000;

crate::word_enum!(
    /// As what somebody answers.
    Answerer {
        /// The person who was away.
        Secondee => "secondee", "Secondee";
        /// Their manager at home.
        HomeManager => "home_manager", "Home manager";
        /// The mobility team, for a person who has left or a manager who does not answer.
        Mobility => "mobility", "Mobility team";
    }
);

crate::word_enum!(
    /// Whether the new skills are used.
    Uses {
        /// They are.
        Yes => "yes", "Yes";
        /// Some of them.
        Partly => "partly", "Partly";
        /// They are not.
        No => "no", "No";
    }
);

crate::word_enum!(
    /// How far a follow-up is.
    #[schema(as = FollowUpState)]
    State {
        /// Its day has not come.
        Later => "later", "Later";
        /// Its day has come and nobody has answered.
        Open => "open", "Open";
        /// Somebody has answered.
        Answered => "answered", "Answered";
    }
);

/// The day of a follow-up. Months are those of the calendar, clamped to the length of the month.
#[must_use]
pub fn due_on(returned: NaiveDate, months: i32) -> NaiveDate {
    sojourn_calendar::add_months(returned, months).unwrap_or(returned)
}

/// How far a follow-up is.
#[must_use]
pub fn state(due_on: NaiveDate, answered_at: Option<DateTime<Utc>>, today: NaiveDate) -> State {
    match answered_at {
        Some(_) => State::Answered,
        None if due_on <= today => State::Open,
        None => State::Later,
    }
}

/// “3 months”, “1 year”.
#[must_use]
pub const fn after(months: i64) -> &'static str {
    match months {
        3 => "3 months",
        6 => "6 months",
        12 => "1 year",
        24 => "2 years",
        _ => "Later",
    }
}

/// An answer. Each is asked what they can know: the secondee about skills, contact and doing it again; home about
/// staying, promotion and skills.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = FollowUpAnswerInput)]
pub struct AnswerInput {
    /// Whether the person still works at home. For home.
    #[serde(default)]
    pub retained: Option<bool>,
    /// Whether they were promoted since. For home.
    #[serde(default)]
    pub promoted: Option<bool>,
    /// Whether the new skills are used.
    #[serde(default)]
    pub uses_skills: Option<Uses>,
    /// Whether they are in touch with the host. For the secondee.
    #[serde(default)]
    pub in_touch: Option<bool>,
    /// Whether they would do it again. For the secondee.
    #[serde(default)]
    pub again: Option<bool>,
    /// What is to be said.
    #[serde(default)]
    pub words: String,
}

impl AnswerInput {
    /// The words, if everything that this one is asked is answered, and nothing else.
    ///
    /// # Errors
    /// Invalid by field.
    pub fn check(&self, party: Answerer, is_gone: bool) -> Result<String> {
        let mut errors = FieldErrors::default();
        let given = [
            ("retained", self.retained.is_some()),
            ("promoted", self.promoted.is_some()),
            ("uses_skills", self.uses_skills.is_some()),
            ("in_touch", self.in_touch.is_some()),
            ("again", self.again.is_some()),
        ];
        let asked = asked(party);
        for (name, is_given) in given {
            match (asked.contains(&name), is_given) {
                (true, false) if is_needed(party, name, is_gone) => errors.add(name, "Choose an answer"),
                (false, true) => errors.add(name, "This is asked of somebody else"),
                _ => {}
            }
        }
        let words = form::words(&mut errors, "words", &self.words, "", TEXT);
        errors.check()?;
        Ok(words)
    }
}

/// What each is asked.
#[must_use]
pub const fn asked(party: Answerer) -> &'static [&'static str] {
    match party {
        Answerer::Secondee => &["uses_skills", "in_touch", "again"],
        Answerer::HomeManager => &["retained", "promoted", "uses_skills"],
        Answerer::Mobility => &["retained", "promoted", "uses_skills", "in_touch"],
    }
}

/// Whether this one cannot leave it open. The mobility team knows at least whether the person is still there, and of
/// somebody who is gone the home manager knows no more.
#[must_use]
pub fn is_needed(party: Answerer, name: &str, is_gone: bool) -> bool {
    let knows_all = match party {
        Answerer::Secondee => true,
        Answerer::HomeManager => !is_gone,
        Answerer::Mobility => false,
    };
    knows_all || name == "retained"
}

/// What somebody answered.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = FollowUpAnswer)]
pub struct Answer {
    /// As what.
    pub party: Answerer,
    /// Who.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Whether the person still works at home.
    pub retained: Option<bool>,
    /// Whether they were promoted since.
    pub promoted: Option<bool>,
    /// Whether the new skills are used.
    pub uses_skills: Option<Uses>,
    /// Whether they are in touch with the host.
    pub in_touch: Option<bool>,
    /// Whether they would do it again.
    pub again: Option<bool>,
    /// In words.
    pub words: String,
}

/// A follow-up of a record.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FollowUp {
    /// The stable id.
    pub id: FollowUpId,
    /// Months after the return.
    pub months: i64,
    /// Its day.
    pub due_on: NaiveDate,
    /// When it was asked.
    pub asked_at: Option<DateTime<Utc>>,
    /// When somebody answered first.
    pub answered_at: Option<DateTime<Utc>>,
    /// What was answered.
    pub answers: Vec<Answer>,
}

/// A line of the list: a follow-up with what is known of it, home's word before the secondee's where both have one.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = OutcomeLine)]
pub struct Line {
    /// The stable id of the follow-up.
    pub id: FollowUpId,
    /// The record.
    pub number: String,
    /// Who was away.
    pub person: String,
    /// Whether they have left since.
    pub has_left: bool,
    /// Months after the return.
    pub months: i64,
    /// Its day.
    pub due_on: NaiveDate,
    /// How far it is.
    pub state: State,
    /// Whether the person still works at home.
    pub retained: Option<bool>,
    /// Whether they were promoted since.
    pub promoted: Option<bool>,
    /// Whether the new skills are used.
    pub uses_skills: Option<Uses>,
    /// Whether they are in touch with the host.
    pub in_touch: Option<bool>,
    /// Whether they would do it again.
    pub again: Option<bool>,
}

/// Which follow-ups somebody wants to see.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Only these.
    pub state: Option<State>,
    /// Only what stands after this one.
    pub before: Option<FollowUpId>,
}

impl Wanted {
    /// The words of an address, understood.
    ///
    /// # Errors
    /// Invalid, naming the part that means nothing.
    pub fn of(state: Option<&str>, before: Option<&str>) -> Result<Self> {
        let given =
            |text: Option<&str>| text.map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
        let state = given(state)
            .map(|word| State::parse(&word).ok_or_else(|| Error::field("state", "Choose from the list.")))
            .transpose()?;
        let before = given(before)
            .map(|id| id.parse().map_err(|_| Error::field("before", "This is no place in the list.")))
            .transpose()?;
        Ok(Self { state, before })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn months_are_those_of_the_calendar() {
        let days: Vec<String> =
            MONTHS.iter().map(|months| due_on(day("2026-11-30"), *months).to_string()).collect();
        assert_eq!(days, ["2027-02-28", "2027-05-30", "2027-11-30", "2028-11-30"]);
    }

    #[test]
    fn each_answers_what_they_can_know() {
        let secondee = AnswerInput {
            uses_skills: Some(Uses::Partly),
            in_touch: Some(true),
            again: Some(true),
            ..AnswerInput::default()
        };
        assert!(secondee.check(Answerer::Secondee, false).is_ok());
        assert!(secondee.check(Answerer::HomeManager, false).is_err(), "that is the secondee’s to say");
        assert!(AnswerInput { again: None, ..secondee }.check(Answerer::Secondee, false).is_err());
        let left = AnswerInput { retained: Some(false), ..AnswerInput::default() };
        assert!(
            left.check(Answerer::Mobility, false).is_ok(),
            "more is often not known of somebody who left"
        );
        assert!(left.check(Answerer::HomeManager, false).is_err());
        assert!(
            left.check(Answerer::HomeManager, true).is_ok(),
            "nor by the manager of somebody who is gone"
        );
        assert!(AnswerInput::default().check(Answerer::HomeManager, true).is_err());
        assert!(AnswerInput::default().check(Answerer::Mobility, false).is_err());
    }

    #[test]
    fn nothing_is_asked_after_a_death_and_of_what_never_began() {
        for workflow in Workflow::ALL {
            let ended = (Workflow::Returned..=Workflow::Closed).contains(workflow)
                || matches!(workflow, Workflow::Converted | Workflow::LeftEmployment | Workflow::PostRemoved);
            assert_eq!(FOLLOWED.contains(workflow), ended, "{workflow:?}");
        }
        assert!(GONE.iter().all(|gone| FOLLOWED.contains(gone)));
        assert_eq!([3, 6, 12, 24, 5].map(round), [None, Some(1), Some(2), Some(3), None]);
    }

    #[test]
    fn a_follow_up_is_open_from_its_day_until_an_answer() {
        let now = "2027-02-28T08:00:00Z".parse().unwrap();
        assert_eq!(state(day("2027-02-28"), None, day("2027-02-27")), State::Later);
        assert_eq!(state(day("2027-02-28"), None, day("2027-02-28")), State::Open);
        assert_eq!(state(day("2027-02-28"), Some(now), day("2027-02-28")), State::Answered);
    }
}
