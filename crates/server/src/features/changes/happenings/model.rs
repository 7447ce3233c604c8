//! The words of what happens, who may report it, and what follows.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use sojourn_kit::error::{FieldErrors, Result};
use utoipa::ToSchema;

use crate::features::secondments::{Action, Party};

crate::word_enum!(
    /// Something that happened (domain 3.4).
    HappeningKind {
        /// Away from work for long. Dates only, never a diagnosis.
        LongSickness => "long_sickness", "Long sickness begins";
        /// Pregnancy, birth, adoption or care of a child. Dates only; protected.
        FamilyLeave => "family_leave", "Family leave is planned or begins";
        /// The absence is over.
        BackAtWork => "back_at_work", "Back at work";
        /// What the secondment was to end with has come about.
        EndEvent => "end_event", "What it was to end with has happened";
        /// The post at home may change or go.
        HomeReorganisation => "home_reorganisation", "A reorganisation at home touches the post";
        /// The post at home stands again as promised.
        PostConfirmed => "post_confirmed", "The post at home stands again";
        /// Something stands between the person's interest and the work; home must know of it (seed 2.25).
        Conflict => "conflict", "A conflict of interest has come up";
        /// The post at home was removed and the employment ends.
        Redundancy => "redundancy", "Redundancy at home";
        /// The host is insolvent or stops trading.
        HostInsolvency => "host_insolvency", "The host is insolvent";
        /// The person resigned from home.
        Resignation => "resignation", "Resignation from home";
        /// Home dismissed the person.
        Dismissal => "dismissal", "Dismissal";
        /// The person stays at the host for good.
        Conversion => "conversion", "A permanent post at the host";
        /// The person works there although not all have signed.
        UnsignedStart => "unsigned_start", "Started before all have signed";
        /// The person died.
        Death => "death", "Death";
        /// The record was made in error or annulled.
        Voided => "voided", "Made in error or annulled";
    }
);

const DESK: &[Party] = &[Party::ProgrammeAdmin, Party::HomeHr];
const EVERY_SIDE: &[Party] = &[
    Party::Secondee,
    Party::HomeManager,
    Party::HostManager,
    Party::HostHr,
    Party::ProgrammeAdmin,
    Party::HomeHr,
];
const HOME: &[Party] = &[Party::HomeManager, Party::ProgrammeAdmin, Party::HomeHr];
const HOME_OR_OWN: &[Party] = &[Party::Secondee, Party::HomeManager, Party::ProgrammeAdmin, Party::HomeHr];

impl HappeningKind {
    /// Who may report it.
    #[must_use]
    pub const fn reporters(self) -> &'static [Party] {
        match self {
            Self::LongSickness | Self::BackAtWork | Self::EndEvent => EVERY_SIDE,
            Self::FamilyLeave | Self::Conflict => HOME_OR_OWN,
            Self::HomeReorganisation | Self::PostConfirmed | Self::HostInsolvency => HOME,
            Self::Redundancy
            | Self::Resignation
            | Self::Dismissal
            | Self::Conversion
            | Self::UnsignedStart
            | Self::Death
            | Self::Voided => DESK,
        }
    }

    /// What it does to the record at once, or on its day.
    #[must_use]
    pub const fn action(self) -> Option<Action> {
        match self {
            Self::LongSickness | Self::FamilyLeave => Some(Action::Pause),
            Self::BackAtWork => Some(Action::Resume),
            Self::EndEvent
            | Self::HomeReorganisation
            | Self::PostConfirmed
            | Self::Conflict
            | Self::HostInsolvency => None,
            Self::Redundancy => Some(Action::RemovePost),
            Self::Resignation | Self::Dismissal => Some(Action::EndEmployment),
            Self::Conversion => Some(Action::Convert),
            Self::UnsignedStart => Some(Action::NoteUnsignedStart),
            Self::Death => Some(Action::RecordDeath),
            Self::Voided => Some(Action::Void),
        }
    }

    /// Whether it ends the secondment with the employment, on the last day of it.
    #[must_use]
    pub const fn ends_employment(self) -> bool {
        matches!(self, Self::Resignation | Self::Dismissal | Self::Redundancy)
    }

    /// Whether it ends the record in another way than by coming back.
    #[must_use]
    pub const fn is_end(self) -> bool {
        self.ends_employment() || matches!(self, Self::Conversion | Self::Death | Self::Voided)
    }

    /// Whether only dates are kept of it.
    #[must_use]
    pub const fn is_absence(self) -> bool {
        matches!(self, Self::LongSickness | Self::FamilyLeave | Self::BackAtWork)
    }

    /// Whether it is kept with words only.
    #[must_use]
    pub const fn asks_why(self) -> bool {
        matches!(self, Self::UnsignedStart | Self::Voided | Self::HomeReorganisation | Self::Conflict)
    }

    /// The words for the host's side and for histories: of an absence only that there is one.
    #[must_use]
    pub const fn public_word(self) -> &'static str {
        match self {
            Self::LongSickness | Self::FamilyLeave => "a long absence",
            Self::BackAtWork => "the end of an absence",
            Self::EndEvent => "that what the secondment was to end with has happened",
            Self::HomeReorganisation => "a reorganisation at home that touches the post",
            Self::PostConfirmed => "that the post at home stands again",
            Self::Conflict => "a conflict of interest",
            Self::Redundancy => "redundancy at home",
            Self::HostInsolvency => "that the host is insolvent",
            Self::Resignation | Self::Dismissal => "the end of the employment",
            Self::Conversion => "a permanent post at the host",
            Self::UnsignedStart => "a start before all have signed",
            Self::Death => "a death",
            Self::Voided => "that the record is void",
        }
    }

    /// The question about the day.
    #[must_use]
    pub const fn day_label(self) -> &'static str {
        match self {
            Self::Redundancy | Self::Resignation | Self::Dismissal => "Last day of the employment",
            Self::LongSickness | Self::FamilyLeave => "First day of the absence",
            Self::BackAtWork => "First day back",
            Self::EndEvent => "On which day did it happen?",
            Self::UnsignedStart => "First day of work there",
            _ => "Which day",
        }
    }

    /// What follows, said before it is confirmed.
    #[must_use]
    pub const fn follows(self) -> &'static [&'static str] {
        match self {
            Self::LongSickness => &[
                "The secondment is paused; the person is shown as on leave. Only the dates are kept, no diagnosis.",
                "Nothing ends by itself. HR at home reviews it with the person.",
                "Whether the host goes on paying is what the clause on sickness and absence of the agreement says.",
            ],
            Self::FamilyLeave => &[
                "Only the dates are kept. From today until the last of them the host can neither end nor shorten the \
                 secondment.",
                "The secondment is paused from the first day. HR at home decides with the person whether it goes on \
                 afterwards or ends on its date.",
            ],
            Self::BackAtWork => &["The secondment goes on. Nobody is asked for a reason."],
            Self::EndEvent => &[
                "An end by agreement is asked for, on that day or today if it has passed. The secondee and both managers \
                 agree to it, or talk about another day.",
                "Until they have agreed, the last day stays as it is.",
            ],
            Self::HomeReorganisation => &[
                "The promise to come back is shown as at risk until home confirms the post again.",
                "The secondee is consulted as if present: they get a letter with whom to talk to.",
                "The host is told that there may be a change.",
            ],
            Self::PostConfirmed => &["The promise to come back stands as before. The secondee is told."],
            Self::Conflict => &[
                "Home reads what it is. The host is told that there is one, and not what.",
                "Nothing ends by itself. Home and the secondee agree on what changes, such as other duties.",
            ],
            Self::Redundancy => &[
                "The secondment ends with the employment on that day. Until then it goes on.",
                "The secondee must have been consulted as if present.",
            ],
            Self::HostInsolvency => &[
                "Home may call the person back at once: choose “The host is insolvent” under Change dates or terms.",
                "What the host has not paid is a debt; finance at home is told to list it.",
                "Data and equipment are asked back.",
            ],
            Self::Resignation | Self::Dismissal => &[
                "The secondment ends with the employment on that day. The promise to come back ends with it.",
                "The host is told the last day, and nothing else. Access there is switched off.",
            ],
            Self::Conversion => &[
                "The secondment ends on that day, and with it the right to come back.",
                "It can’t be silent: a fair process, the release by home and signed evidence are needed.",
            ],
            Self::UnsignedStart => &[
                "The start is kept as a fact. The agreement is not treated as signed.",
                "The record shows how many days were worked unsigned until everybody has signed.",
            ],
            Self::Death => &[
                "Everything stops at once. No letter, reminder or task goes to the person or about the record again.",
                "Both managers and the mobility team are told once, by name. Benefits are handled by home, outside of \
                 this product.",
                "Open changes and signatures end, repayment is not asked for, and only home can still open the record.",
            ],
            Self::Voided => &["The record ends. What was written and signed stays on file."],
        }
    }
}

/// A fact as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Happening {
    /// What.
    pub kind: HappeningKind,
    /// The day, or the first day.
    pub from: NaiveDate,
    /// The last day, if it has one.
    pub to: Option<NaiveDate>,
    /// What was noted.
    pub note: String,
    /// Who reported it.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// What is typed to report it.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HappeningInput {
    /// What.
    pub kind: HappeningKind,
    /// The day, or the first day.
    pub from: NaiveDate,
    /// The last day, for an absence, if it is known.
    #[serde(default)]
    pub to: Option<NaiveDate>,
    /// What is to be noted; of an absence nothing, neither a reason nor a diagnosis.
    #[serde(default)]
    pub note: String,
    /// Of a permanent post: a fair process was held, and how is in the note.
    #[serde(default)]
    pub fair_process: bool,
    /// Of a permanent post: home releases the person.
    #[serde(default)]
    pub home_released: bool,
    /// Of a permanent post: where the signed contract is kept.
    #[serde(default)]
    pub evidence: String,
}

/// The most characters of a note.
const MOST: usize = 2000;

impl HappeningInput {
    /// Whether it will do.
    ///
    /// # Errors
    /// Invalid by field.
    pub fn check(&self, today: NaiveDate) -> Result<()> {
        let mut errors = FieldErrors::default();
        if self.to.is_some_and(|to| to < self.from) {
            errors.add("to", "The last day must not be before the first");
        }
        if self.kind == HappeningKind::FamilyLeave && self.to.is_none() {
            errors.add("to", "Write the last day as it is planned now");
        }
        let past_only = matches!(
            self.kind,
            HappeningKind::Death | HappeningKind::UnsignedStart | HappeningKind::EndEvent
        );
        if past_only && self.from > today {
            errors.add("from", "This day has not come yet");
        }
        let note = self.note.trim();
        if self.kind.is_absence() && !note.is_empty() {
            errors.add("note", "Leave this empty: of an absence only the dates are kept");
        }
        if self.kind.asks_why() && note.is_empty() {
            errors.add("note", "Write why, in a sentence or two");
        }
        if note.chars().count() > MOST || self.evidence.chars().count() > MOST {
            errors.add("note", format!("Say it in {MOST} characters or fewer"));
        }
        if self.kind == HappeningKind::Conversion {
            if !self.fair_process || note.is_empty() {
                errors.add("note", "Write which fair process was held, and tick that it was");
            }
            if !self.home_released {
                errors.add("home_released", "Home has to release the person first");
            }
            if self.evidence.trim().is_empty() {
                errors.add("evidence", "Write where the signed contract is kept");
            }
        }
        errors.check()
    }

    /// What is kept as the note: of a permanent post with where the evidence lies.
    #[must_use]
    pub fn kept_note(&self) -> String {
        match self.kind {
            HappeningKind::Conversion => {
                format!("Fair process: {}. Signed evidence: {}", self.note.trim(), self.evidence.trim())
            }
            _ => self.note.trim().to_owned(),
        }
    }
}

/// Whether the host must neither end nor shorten the secondment: family leave was reported and is not over.
#[must_use]
pub fn is_protected(happenings: &[Happening], today: NaiveDate) -> bool {
    let is_over = |leave: &Happening| {
        let back = happenings
            .iter()
            .any(|one| one.kind == HappeningKind::BackAtWork && one.at > leave.at && one.from <= today);
        back || leave.to.is_some_and(|last| last < today)
    };
    happenings.iter().any(|one| one.kind == HappeningKind::FamilyLeave && !is_over(one))
}

/// Since when the post at home is at risk; nothing when it stands.
#[must_use]
pub fn at_risk_since(happenings: &[Happening]) -> Option<NaiveDate> {
    let touches = |one: &&Happening| {
        matches!(one.kind, HappeningKind::HomeReorganisation | HappeningKind::PostConfirmed)
    };
    let last = happenings.iter().filter(touches).max_by_key(|one| one.at)?;
    (last.kind == HappeningKind::HomeReorganisation).then_some(last.from)
}

#[cfg(test)]
mod unit {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn fact(kind: HappeningKind, from: &str, to: Option<&str>, at: &str) -> Happening {
        Happening {
            kind,
            from: day(from),
            to: to.map(day),
            note: String::new(),
            by: String::new(),
            at: format!("{at}T09:00:00Z").parse().unwrap(),
        }
    }

    #[test]
    fn family_leave_protects_from_the_report_to_its_last_day() {
        let leave = fact(HappeningKind::FamilyLeave, "2027-01-04", Some("2027-06-30"), "2026-11-23");
        let all = [leave.clone()];
        assert!(is_protected(&all, day("2026-11-23")) && is_protected(&all, day("2027-06-30")));
        assert!(!is_protected(&all, day("2027-07-01")) && !is_protected(&[], day("2026-11-23")));
        let sick = fact(HappeningKind::LongSickness, "2027-01-04", None, "2026-11-23");
        assert!(!is_protected(&[sick], day("2027-01-05")));
        let back = fact(HappeningKind::BackAtWork, "2027-03-01", None, "2027-03-01");
        assert!(!is_protected(&[leave, back], day("2027-03-01")));
    }

    #[test]
    fn the_promise_is_at_risk_until_the_post_is_confirmed() {
        let reorganised = fact(HappeningKind::HomeReorganisation, "2026-11-02", None, "2026-11-02");
        let confirmed = fact(HappeningKind::PostConfirmed, "2026-11-20", None, "2026-11-20");
        assert_eq!(at_risk_since(std::slice::from_ref(&reorganised)), Some(day("2026-11-02")));
        assert_eq!(at_risk_since(&[reorganised, confirmed]), None);
    }

    #[test]
    fn a_permanent_post_needs_process_release_and_evidence() {
        let mut input = HappeningInput {
            kind: HappeningKind::Conversion,
            from: day("2026-11-23"),
            to: None,
            note: "Advertised in October; two applied".into(),
            fair_process: true,
            home_released: true,
            evidence: "HR file 12".into(),
        };
        assert!(input.check(day("2026-11-23")).is_ok());
        input.evidence.clear();
        assert!(input.check(day("2026-11-23")).is_err());
        input.evidence = "HR file 12".into();
        input.home_released = false;
        assert!(input.check(day("2026-11-23")).is_err());
    }
}
