//! Where a record stands, in the words of screens: one status at a time, flags beside it.

use chrono::NaiveDate;
use sojourn_calendar::Period;

use super::model::{Paper, Presence, Secondment, Workflow};
use crate::shell::{Tag, Tone};

/// The last weeks at the host, in which the way back is prepared.
pub const COMING_BACK_DAYS: i64 = 42;

/// The status of a record: its word, its tone, and where the dot stands on the away-line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    /// "Away now", "Waiting for signatures".
    pub word: &'static str,
    /// "week 12 of 25", while away.
    pub week: Option<String>,
    /// What the word means.
    pub tone: Tone,
    /// 0 to 100; none for what is only an idea or will not happen.
    pub progress: Option<u8>,
}

impl Status {
    /// The status on the day.
    #[must_use]
    pub fn of(s: &Secondment, today: NaiveDate) -> Self {
        Self::at(s.workflow, s.starts_on, s.ends_on, today)
    }

    /// The status of a record of which only this is known, such as a row of a list.
    #[must_use]
    pub fn at(
        workflow: Workflow,
        starts_on: Option<NaiveDate>,
        ends_on: Option<NaiveDate>,
        today: NaiveDate,
    ) -> Self {
        let plain =
            Self { word: workflow.label(), week: None, tone: tone(workflow), progress: workflow.progress() };
        let stay = starts_on.zip(ends_on).and_then(|(first, last)| Period::try_new(first, last).ok());
        match (workflow, stay) {
            (Workflow::Active, Some(stay)) => away(stay, today, plain),
            (Workflow::NoticeGiven | Workflow::Paused, Some(stay)) => {
                Self { word: plain.word, week: None, ..away(stay, today, plain) }
            }
            _ => plain,
        }
    }

    /// The words of the tag: "Away now, week 12 of 25".
    #[must_use]
    pub fn words(&self) -> String {
        match &self.week {
            Some(week) => format!("{}, {week}", self.word),
            None => self.word.to_owned(),
        }
    }

    /// The status as a tag.
    #[must_use]
    pub fn tag(&self) -> Tag {
        Tag::new(self.words(), self.tone)
    }
}

fn away(stay: Period, today: NaiveDate, plain: Status) -> Status {
    let share = share_behind(stay, today);
    let week = stay.week_of(today).map(|at| format!("week {} of {}", at.week, at.of));
    let is_last_part = (stay.end() - today).num_days() < COMING_BACK_DAYS && share >= 50;
    let word = if is_last_part { "Coming back" } else { plain.word };
    Status { word, week, progress: Some(30 + share * 2 / 5), ..plain }
}

/// How much of the stay lies behind, 0 to 100.
#[must_use]
pub fn share_behind(stay: Period, today: NaiveDate) -> u8 {
    let behind = (today - stay.start()).num_days().clamp(0, i64::from(stay.days()));
    u8::try_from(behind * 100 / i64::from(stay.days())).unwrap_or(100)
}

fn tone(workflow: Workflow) -> Tone {
    match workflow {
        Workflow::ReleasePending
        | Workflow::PendingApproval
        | Workflow::Released
        | Workflow::TermsNegotiation => Tone::Info,
        Workflow::AgreementIssued | Workflow::PartlySigned => Tone::Warn,
        Workflow::Executed | Workflow::PreStart => Tone::Good,
        Workflow::Active => Tone::Host,
        Workflow::Paused | Workflow::NoticeGiven => Tone::Warn,
        Workflow::Returned => Tone::Home,
        Workflow::Idea
        | Workflow::Closed
        | Workflow::DeclinedByHome
        | Workflow::Withdrawn
        | Workflow::CancelledBeforeStart
        | Workflow::Converted
        | Workflow::LeftEmployment
        | Workflow::PostRemoved
        | Workflow::Deceased
        | Workflow::Voided => Tone::Quiet,
    }
}

/// What does not fit together and should be seen: presence against paper, presence against the dates.
#[must_use]
pub fn flags(s: &Secondment, today: NaiveDate) -> Vec<Tag> {
    let mut flags = Vec::new();
    let is_there = s.presence == Presence::AtHost;
    if is_there && s.paper != Paper::Executed {
        flags.push(Tag::new("Not signed by all", Tone::Warn));
    }
    if is_there && s.ends_on.is_some_and(|last| last < today) {
        flags.push(Tag::new("Past the last day", Tone::Warn));
    }
    let is_due = matches!(s.workflow, Workflow::Executed | Workflow::PreStart);
    if is_due && s.starts_on.is_some_and(|first| first < today) {
        flags.push(Tag::new("Arrival not confirmed", Tone::Warn));
    }
    let is_on_paper = matches!(s.workflow, Workflow::Released | Workflow::TermsNegotiation)
        || matches!(s.workflow, Workflow::AgreementIssued | Workflow::PartlySigned);
    if is_on_paper && s.starts_on.is_some_and(|first| first < today) {
        flags.push(Tag::new("Start date has passed", Tone::Warn));
    }
    flags
}
