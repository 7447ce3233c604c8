//! The words of a change: what is asked, by which side, what each side said, and what is typed.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use sojourn_kit::error::{FieldErrors, Result};
use sojourn_kit::id_type;
use utoipa::ToSchema;

use crate::actor::PersonId;
use crate::features::secondments::{Party, Record, Secondment, Standing};

id_type!(
    /// A change of one record.
    ChangeId, "chg"
);

crate::word_enum!(
    /// What is asked for.
    ChangeKind {
        /// The same terms with a later last day.
        Extension => "extension", "Stay longer";
        /// Other terms: duties, place, share of time, pay, recharge, a manager.
        Variation => "variation", "Change terms";
        /// An earlier last day that everybody agrees on.
        EarlyEnd => "early_end", "End early, by agreement";
        /// Home calls the person back with notice.
        Recall => "recall", "Call back home";
        /// The host asks for the end with notice.
        Removal => "removal", "End it from the host’s side";
        /// The secondee wants to come back early, with notice.
        EarlyReturn => "early_return", "Come back early";
    }
);

crate::word_enum!(
    /// How far a change has come.
    ChangeStatus {
        /// The sides are asked.
        Asked => "asked", "Waiting for answers";
        /// All agreed; it is being put in writing and signed.
        Agreed => "agreed", "Agreed, to be signed";
        /// Signed, or needing nobody; its day has not come.
        Settled => "settled", "Takes effect on its day";
        /// The new terms count.
        InEffect => "in_effect", "In effect";
        /// A side said no.
        Refused => "refused", "Not agreed";
        /// Whoever asked took it back.
        TakenBack => "taken_back", "Taken back";
        /// Notice was given.
        Given => "given", "Notice given";
        /// The notice was taken back with everybody’s consent.
        NoticeTakenBack => "notice_taken_back", "Notice taken back";
    }
);

crate::word_enum!(
    /// Who speaks.
    ChangeSide {
        /// The person who is away.
        Secondee => "secondee", "Secondee";
        /// Their manager at home.
        Home => "home", "Home";
        /// Their manager at the host.
        Host => "host", "Host";
        /// The mobility team at home, for nobody in particular.
        Desk => "desk", "Mobility";
    }
);

crate::word_enum!(
    /// What a side says to it.
    Said {
        /// Agreed.
        Yes => "yes", "Agree";
        /// Not agreed, with a reason.
        No => "no", "Don’t agree";
        /// Something has to be answered first.
        Question => "question", "Ask first";
    }
);

crate::word_enum!(
    /// What an answer is about.
    About {
        /// The change.
        Change => "change", "The change";
        /// Taking a notice back.
        TakingBack => "taking_back", "Taking the notice back";
    }
);

crate::word_enum!(
    /// Who has to agree (domain 5.4).
    Needs {
        /// Nobody: it is told.
        Nobody => "nobody", "Nobody has to agree; everybody is told";
        /// The two managers.
        Bilateral => "bilateral", "Both managers have to agree";
        /// The secondee and both managers.
        Full => "full", "The secondee and both managers have to agree";
        /// Nobody, but notice runs.
        Notice => "notice", "Notice needs no agreement; everybody is told";
    }
);

crate::word_enum!(
    /// Why a notice is shorter than usual.
    Ground {
        /// No special ground: the usual notice.
        Usual => "usual", "The usual notice";
        /// Gross misconduct, as home decides.
        GrossMisconduct => "gross_misconduct", "Gross misconduct";
        /// A clearance or registration that the work needs was lost.
        ClearanceLost => "clearance_lost", "A clearance that the work needs was lost";
        /// The host is insolvent.
        HostInsolvent => "host_insolvent", "The host is insolvent";
    }
);

impl ChangeKind {
    /// Whether it is a notice that one side gives.
    #[must_use]
    pub const fn is_notice(self) -> bool {
        matches!(self, Self::Recall | Self::Removal | Self::EarlyReturn)
    }

    /// Who may ask for it.
    #[must_use]
    pub const fn askers(self) -> &'static [Party] {
        use Party as P;
        match self {
            Self::Extension | Self::Variation | Self::EarlyEnd => {
                &[P::Secondee, P::HomeManager, P::HostManager, P::HostHr, P::ProgrammeAdmin, P::HomeHr]
            }
            Self::Recall => &[P::HomeManager, P::ProgrammeAdmin, P::HomeHr],
            Self::Removal => &[P::HostManager, P::HostHr],
            Self::EarlyReturn => &[P::Secondee],
        }
    }
}

/// The side a person speaks for: their own secondment first, whatever else they are.
#[must_use]
pub fn side_of(standing: &Standing) -> Option<ChangeSide> {
    let is = |party| standing.is(party);
    if is(Party::Secondee) {
        Some(ChangeSide::Secondee)
    } else if is(Party::HomeManager) {
        Some(ChangeSide::Home)
    } else if is(Party::HostManager) || is(Party::HostHr) {
        Some(ChangeSide::Host)
    } else if is(Party::ProgrammeAdmin) || is(Party::HomeHr) {
        Some(ChangeSide::Desk)
    } else {
        None
    }
}

/// The new values; what is absent stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct NewValues {
    /// The new last day.
    #[serde(default)]
    pub ends_on: Option<NaiveDate>,
    /// The new share of working time at the host, in ten-thousandths.
    #[serde(default)]
    pub fte_bp: Option<i64>,
    /// The new place of work.
    #[serde(default)]
    pub place: Option<String>,
    /// The new duties.
    #[serde(default)]
    pub duties: Option<String>,
    /// What changes about pay, in words without an amount.
    #[serde(default)]
    pub pay: Option<String>,
    /// What changes about the recharge, in words without pay.
    #[serde(default)]
    pub recharge: Option<String>,
    /// The new manager at home.
    #[serde(default)]
    pub home_manager: Option<PersonId>,
    /// The new manager at the host.
    #[serde(default)]
    pub host_manager: Option<PersonId>,
}

impl NewValues {
    /// Whether only managers change.
    #[must_use]
    pub fn is_managers_only(&self) -> bool {
        let others = Self { home_manager: None, host_manager: None, ..self.clone() };
        others == Self::default() && (self.home_manager.is_some() || self.host_manager.is_some())
    }

    /// Whether only the recharge changes.
    #[must_use]
    pub fn is_recharge_only(&self) -> bool {
        let others = Self { recharge: None, ..self.clone() };
        others == Self::default() && self.recharge.is_some()
    }

    /// The record as it will stand.
    #[must_use]
    pub fn applied(&self, s: &Secondment) -> Secondment {
        let mut next = s.clone();
        next.ends_on = self.ends_on.or(s.ends_on);
        next.fte_bp = self.fte_bp.unwrap_or(s.fte_bp);
        next.place = self.place.clone().unwrap_or_else(|| s.place.clone());
        next.home_manager = self.home_manager.or(s.home_manager);
        next.host_manager = self.host_manager.or(s.host_manager);
        next
    }
}

/// One change as stored.
#[derive(Debug, Clone)]
pub struct Change {
    /// The stable id.
    pub id: ChangeId,
    /// Its number on the record, from 1.
    pub number: i64,
    /// What is asked for.
    pub kind: ChangeKind,
    /// How far it has come.
    pub status: ChangeStatus,
    /// Who asked.
    pub side: ChangeSide,
    /// The person.
    pub asked_by: PersonId,
    /// Their name.
    pub asked_by_name: String,
    /// When.
    pub asked_at: DateTime<Utc>,
    /// The first day on which it counts; for a notice, the day on which it was given.
    pub effective_on: NaiveDate,
    /// The new values.
    pub values: NewValues,
    /// The last day that stood when it was asked.
    pub ended_on: Option<NaiveDate>,
    /// How long the notice is, in words: "4 weeks".
    pub notice: Option<String>,
    /// Why a notice is shorter.
    pub ground: Option<Ground>,
    /// Why it is asked.
    pub reason: String,
    /// Whether everybody on the record may read the reason; otherwise mobility and the asker.
    pub reason_shared: bool,
    /// Why it counts from a day before it was asked.
    pub retroactive: Option<String>,
    /// Who asked to take the notice back.
    pub taking_back_by: Option<PersonId>,
    /// How often it was asked to take the notice back.
    pub rounds: i64,
    /// Grows with each change of it.
    pub version: i64,
}

impl Change {
    /// Whether it still waits for somebody.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        matches!(self.status, ChangeStatus::Asked | ChangeStatus::Agreed | ChangeStatus::Settled)
    }

    /// The reason, for those who may read it: everybody when shared, otherwise mobility and whoever asked.
    #[must_use]
    pub fn reason_for(&self, record: &Record) -> Option<&str> {
        let standing = &record.standing;
        let is_desk = standing.is(Party::ProgrammeAdmin) || standing.is(Party::HomeHr);
        let may = self.reason_shared
            || standing.person == self.asked_by
            || (is_desk && standing.person != record.secondment.secondee);
        may.then_some(self.reason.as_str())
    }
}

/// What a side said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeAnswer {
    /// About what.
    pub about: About,
    /// Which time it was asked.
    pub round: i64,
    /// For which side.
    pub side: ChangeSide,
    /// What.
    pub said: Said,
    /// The reason or the question.
    pub words: String,
    /// Whether home still holds the post.
    pub post_held: Option<bool>,
    /// Who.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// What is typed to ask for a change or to give notice.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AskInput {
    /// What is asked for.
    pub kind: ChangeKind,
    /// The first day on which it counts. An extension counts from the day after the last one, a notice from today.
    #[serde(default)]
    pub effective_on: Option<NaiveDate>,
    /// The new last day; a notice computes it.
    #[serde(default)]
    pub ends_on: Option<NaiveDate>,
    /// The new share of working time, in ten-thousandths.
    #[serde(default)]
    pub fte_bp: Option<i64>,
    /// The new place of work.
    #[serde(default)]
    pub place: Option<String>,
    /// The new duties.
    #[serde(default)]
    pub duties: Option<String>,
    /// What changes about pay, in words without an amount.
    #[serde(default)]
    pub pay: Option<String>,
    /// What changes about the recharge, in words.
    #[serde(default)]
    pub recharge: Option<String>,
    /// The email address of the new manager at home.
    #[serde(default)]
    pub home_manager_email: Option<String>,
    /// The email address of the new manager at the host.
    #[serde(default)]
    pub host_manager_email: Option<String>,
    /// Of a notice: why it is shorter than usual.
    #[serde(default)]
    pub ground: Option<Ground>,
    /// Why.
    pub reason: String,
    /// Whether everybody on the record may read why; otherwise mobility and the asker.
    #[serde(default)]
    pub reason_shared: bool,
    /// Why it counts from a day that has passed.
    #[serde(default)]
    pub retroactive: Option<String>,
}

/// The most characters of a reason or a term.
const MOST: usize = 2000;

impl AskInput {
    /// A request with nothing but its kind.
    #[must_use]
    pub fn new(kind: ChangeKind) -> Self {
        Self {
            kind,
            effective_on: None,
            ends_on: None,
            fte_bp: None,
            place: None,
            duties: None,
            pay: None,
            recharge: None,
            home_manager_email: None,
            host_manager_email: None,
            ground: None,
            reason: String::new(),
            reason_shared: false,
            retroactive: None,
        }
    }

    /// The first day on which it would count.
    #[must_use]
    pub fn counts_from(&self, s: &Secondment, today: NaiveDate) -> NaiveDate {
        match self.kind {
            ChangeKind::Extension => s.ends_on.and_then(|day| day.succ_opt()).unwrap_or(today),
            ChangeKind::Variation | ChangeKind::EarlyEnd => self.effective_on.unwrap_or(today),
            ChangeKind::Recall | ChangeKind::Removal | ChangeKind::EarlyReturn => today,
        }
    }

    /// Whether the words and days will do for this record.
    ///
    /// # Errors
    /// Invalid by field.
    pub fn check(&self, s: &Secondment, today: NaiveDate) -> Result<()> {
        let mut errors = FieldErrors::default();
        if self.reason.trim().is_empty() {
            errors.add("reason", "Write why, and choose below who may read it");
        }
        let texts = [
            ("reason", Some(&self.reason)),
            ("place", self.place.as_ref()),
            ("duties", self.duties.as_ref()),
            ("pay", self.pay.as_ref()),
            ("recharge", self.recharge.as_ref()),
            ("retroactive", self.retroactive.as_ref()),
        ];
        for (field, text) in texts {
            if text.is_some_and(|text| text.chars().count() > MOST) {
                errors.add(field, format!("Say it in {MOST} characters or fewer"));
            }
        }
        for (field, text) in [("pay", &self.pay), ("recharge", &self.recharge)] {
            if text.as_deref().is_some_and(sojourn_papers::text::names_an_amount) {
                errors.add(field, "Say how it changes without an amount: this text is read by both sides");
            }
        }
        if self.fte_bp.is_some_and(|bp| !(1..=10_000).contains(&bp)) {
            errors.add("fte_bp", "Write a share of working time between 1 and 100 percent");
        }
        self.check_days(s, today, &mut errors);
        errors.check()
    }

    fn check_days(&self, s: &Secondment, today: NaiveDate, errors: &mut FieldErrors) {
        let (first, last) = (s.starts_on.unwrap_or(today), s.ends_on.unwrap_or(today));
        match (self.kind, self.ends_on) {
            (ChangeKind::Extension, None) => errors.add("ends_on", "Write the new last day"),
            (ChangeKind::Extension, Some(day)) if day <= last => {
                errors.add("ends_on", "The new last day must be later than the one that stands");
            }
            (ChangeKind::EarlyEnd, None) => errors.add("ends_on", "Write the last day that all agree on"),
            (ChangeKind::EarlyEnd, Some(day)) if day >= last => {
                errors.add("ends_on", "To end early, the last day must be before the one that stands");
            }
            (ChangeKind::EarlyEnd, Some(day)) if day < today => {
                errors.add("ends_on", "A last day that has passed can’t be agreed. Choose today or later");
            }
            _ => {}
        }
        let from = self.counts_from(s, today);
        if self.kind == ChangeKind::Variation && !(first..=last).contains(&from) {
            errors.add("effective_on", "Choose a day of the secondment");
        }
        let has_reason = self.retroactive.as_deref().is_some_and(|text| !text.trim().is_empty());
        if from < today && !has_reason {
            errors.add("retroactive", "This day has passed. Write why the change counts from then");
        }
    }
}

/// What is typed to answer.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AnswerInput {
    /// What.
    pub answer: Said,
    /// The reason for a no, or the question; a yes needs none.
    #[serde(default)]
    pub words: String,
    /// Whether home still holds the post; asked of the home manager about an extension.
    #[serde(default)]
    pub post_held: Option<bool>,
    /// The version of the change that was read.
    pub version: i64,
}

impl AnswerInput {
    /// Whether it will do. `asks_post`: whether the home manager must say if the post is held.
    ///
    /// # Errors
    /// Invalid by field.
    pub fn check(&self, asks_post: bool) -> Result<()> {
        let mut errors = FieldErrors::default();
        if self.answer != Said::Yes && self.words.trim().is_empty() {
            let ask = if self.answer == Said::No { "Write why not" } else { "Write what you want to know" };
            errors.add("words", ask);
        }
        if self.words.chars().count() > MOST {
            errors.add("words", format!("Say it in {MOST} characters or fewer"));
        }
        if asks_post && self.answer == Said::Yes && self.post_held.is_none() {
            errors.add("post_held", "Say whether the post is still held");
        }
        errors.check()
    }
}
