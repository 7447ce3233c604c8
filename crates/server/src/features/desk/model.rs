//! What waits for somebody, in words.

use chrono::{Days, NaiveDate};
use sojourn_calendar::add_months;

use crate::actor::PersonId;
use crate::features::secondments::list::Line;
use crate::features::secondments::status::Status;
use crate::features::secondments::{Action, Secondment, steps};
use crate::shell::words::{capital, short_day, spelled};
use crate::shell::{self, Due, WorkRow, away};

/// A record on which somebody has to act.
#[derive(Debug, Clone)]
pub struct Waiting {
    /// What is to be done.
    pub action: Action,
    /// The record.
    pub line: Line,
}

/// When the record starts to wait for the act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// As soon as it is in the state.
    Always,
    /// From the first day.
    Started,
    /// From the day after the last.
    Ended,
}

/// The acts that wait for somebody, beside signing, which waits for one person at a time.
pub const WAITS: &[(Action, When)] = &[
    (Action::Agree, When::Always),
    (Action::Send, When::Always),
    (Action::Release, When::Always),
    (Action::DraftAgreement, When::Always),
    (Action::IssueAgreement, When::Always),
    (Action::OpenGate, When::Always),
    (Action::ConfirmArrival, When::Started),
    (Action::ConfirmReturn, When::Ended),
    (Action::Debrief, When::Always),
];

/// Whether the act belongs to the end of the stay rather than to its start.
#[must_use]
pub fn is_after(action: Action) -> bool {
    matches!(
        action,
        Action::ConfirmReturn
            | Action::Debrief
            | Action::AskChange
            | Action::IssueVariation
            | Action::SignVariation
    )
}

impl Waiting {
    /// The row on Home for the reader.
    #[must_use]
    pub fn row(&self, reader: PersonId, today: NaiveDate) -> WorkRow {
        let s = &self.line.record.secondment;
        let status = Status::of(s, today);
        let number = &s.number;
        WorkRow {
            line: Some(away(status.progress)),
            title: self.title(reader),
            href: format!("/secondments/{number}"),
            meta: self.meta(),
            tags: crate::features::secondments::status::flags(s, today),
            due: due(self.action, s, today),
            action: Some(shell::Action {
                label: short(self.action).to_owned(),
                href: steps::href(self.action, number),
                about: format!("{}, {number}", self.line.person),
            }),
        }
    }

    /// What is to be done, as one line.
    #[must_use]
    pub fn title(&self, reader: PersonId) -> String {
        let (person, host) = (&self.line.person, self.line.host());
        let is_own = self.line.record.secondment.secondee == reader;
        let whose = if is_own { "your".to_owned() } else { format!("{person}’s") };
        match self.action {
            Action::Agree => "Agree to the proposal that was written for you".to_owned(),
            Action::Send => format!("Finish {whose} proposal"),
            Action::Release => format!("Decide whether {person} may go to {host}"),
            Action::DraftAgreement => format!("Draft {whose} agreement with {host}"),
            Action::IssueAgreement => format!("Send {whose} agreement for signature"),
            Action::Sign | Action::SignLast => format!("Sign {whose} agreement with {host}"),
            Action::SignVariation => format!("Sign the new version of {whose} agreement with {host}"),
            Action::IssueVariation => format!("Send the new version of {whose} agreement for signature"),
            Action::AskChange => format!("Answer the change asked for {whose} secondment"),
            Action::OpenGate => format!("Check that {person} can start at {host}"),
            Action::ConfirmArrival => format!("Confirm that {person} arrived at {host}"),
            Action::ConfirmReturn => format!("Confirm that {person} is back"),
            Action::Debrief if is_own => "Write your debrief".to_owned(),
            Action::Debrief => format!("Write the debrief with {person}"),
            other => format!("{}: {person}", other.label()),
        }
    }

    fn meta(&self) -> Vec<String> {
        let title = self.line.record.secondment.title.trim();
        let way = format!("{} to {}", self.line.home(), self.line.host());
        let first = if title.is_empty() { way } else { format!("{title}, {way}") };
        vec![first, self.line.dates()]
    }
}

/// The words on the small button of a row.
const fn short(action: Action) -> &'static str {
    match action {
        Action::Agree => "Read",
        Action::Send => "Finish",
        Action::Release => "Decide",
        Action::DraftAgreement => "Draft",
        Action::IssueAgreement => "Review",
        Action::Sign | Action::SignLast | Action::SignVariation => "Read and sign",
        Action::IssueVariation => "Review",
        Action::AskChange => "Compare",
        Action::OpenGate => "Open checks",
        Action::ConfirmArrival | Action::ConfirmReturn => "Confirm",
        Action::Debrief => "Write",
        _ => "Open",
    }
}

/// When the act is due, as far as the dates of the record say.
#[must_use]
pub fn due(action: Action, s: &Secondment, today: NaiveDate) -> Option<Due> {
    match action {
        Action::ConfirmArrival => s.starts_on.map(|day| by(day, today)),
        Action::ConfirmReturn => s.ends_on?.checked_add_days(Days::new(1)).map(|day| by(day, today)),
        Action::Debrief => s.ends_on.and_then(|day| add_months(day, 1).ok()).map(|day| by(day, today)),
        Action::AskChange | Action::IssueVariation | Action::SignVariation => {
            s.ends_on.map(|day| by(day, today))
        }
        _ => s.starts_on.map(|day| before_start(day, today)),
    }
}

fn by(day: NaiveDate, today: NaiveDate) -> Due {
    match (today - day).num_days() {
        0 => Due::Soon("Due today".to_owned()),
        1 => Due::Late("1 day late".to_owned()),
        late @ 2.. => Due::Late(format!("{late} days late")),
        _ => Due::Later(format!("By {}", short_day(day, today))),
    }
}

/// How near counts as near, in days.
const NEAR: i64 = 14;

fn before_start(first: NaiveDate, today: NaiveDate) -> Due {
    match (first - today).num_days() {
        ..0 => Due::Late("Start has passed".to_owned()),
        0 => Due::Soon("Starts today".to_owned()),
        1 => Due::Soon("Starts tomorrow".to_owned()),
        days @ 2..=NEAR => Due::Soon(format!("Starts in {days} days")),
        _ => Due::Later(format!("Starts {}", short_day(first, today))),
    }
}

/// The sentence under the greeting.
#[must_use]
pub fn summary(total: u64, rows: &[WorkRow]) -> String {
    let things = match total {
        0 => return "Nothing needs you.".to_owned(),
        1 => "One thing needs you.".to_owned(),
        shell::COUNTED.. => format!("{} things need you.", shell::up_to_many(total)),
        many => format!("{} things need you.", capital(&spelled(many))),
    };
    let late = rows.iter().filter(|row| matches!(row.due, Some(Due::Late(_)))).count() as u64;
    let is_today = |row: &&WorkRow| matches!(&row.due, Some(Due::Soon(words)) if words.ends_with("today"));
    let due = rows.iter().filter(is_today).count() as u64;
    let urgent = match (late, due) {
        (0, 0) => return things,
        (0, 1) => "One is due today.".to_owned(),
        (0, many) => format!("{} are due today.", capital(&spelled(many))),
        (1, _) => "One is late.".to_owned(),
        (many, _) => format!("{} are late.", capital(&spelled(many))),
    };
    format!("{things} {urgent}")
}
