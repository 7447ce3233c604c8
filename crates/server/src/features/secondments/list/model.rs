//! The words of the list: groups of states, the cursor, a line.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Deserialize;
use sojourn_kit::error::{Error, Result};
use uuid::Uuid;

use crate::features::secondments::model::{Record, SecondmentId, Workflow};

crate::word_enum!(
    /// A group of states that somebody looks for together.
    StatusGroup {
        /// Being written.
        Draft => "draft", "Draft";
        /// Sent, up to the agreement going out.
        Approval => "approval", "Proposed or in approval";
        /// The agreement is out.
        Signatures => "signatures", "Waiting for signatures";
        /// Signed by all, not started.
        Agreed => "agreed", "Agreed";
        /// Agreed, and the first day is near.
        Starting => "starting", "Starting in 30 days";
        /// At the host.
        Away => "away", "Away now";
        /// At the host, and the last day is near.
        Back => "back", "Back in 30 days";
        /// Back, debrief due.
        Home => "home", "Home again";
        /// Debrief done.
        Closed => "closed", "Closed";
        /// Facts and paper do not fit: at work unsigned, or past the last day.
        Misfit => "misfit", "Does not fit together";
        /// Declined, withdrawn or called off.
        Off => "off", "Not going ahead";
    }
);

impl StatusGroup {
    /// The states of the group.
    #[must_use]
    pub const fn states(self) -> &'static [Workflow] {
        use Workflow as W;
        match self {
            Self::Draft => &[W::Idea],
            Self::Approval => &[W::ReleasePending, W::PendingApproval, W::Released, W::TermsNegotiation],
            Self::Signatures => &[W::AgreementIssued, W::PartlySigned],
            Self::Agreed | Self::Starting => &[W::Executed, W::PreStart],
            Self::Away | Self::Back => &[W::Active, W::Paused, W::NoticeGiven],
            Self::Misfit => &[
                W::TermsNegotiation,
                W::AgreementIssued,
                W::PartlySigned,
                W::Executed,
                W::PreStart,
                W::Active,
                W::Paused,
                W::NoticeGiven,
            ],
            Self::Home => &[W::Returned],
            Self::Closed => &[W::Closed, W::Converted, W::LeftEmployment, W::PostRemoved, W::Deceased],
            Self::Off => &[W::DeclinedByHome, W::Withdrawn, W::CancelledBeforeStart, W::Voided],
        }
    }
}

/// How near a start or a return counts as near, in days.
pub const NEAR_DAYS: i64 = 30;

/// What somebody looks for.
#[derive(Debug, Clone, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ListQuery {
    /// A group of states, such as `away`.
    #[serde(default)]
    pub status: Option<String>,
    /// Words of a name, a number or a title.
    #[serde(default)]
    pub q: Option<String>,
    /// Only what changed before this cursor: the next page.
    #[serde(default)]
    pub before: Option<String>,
    /// Only what changed after this cursor: the page before.
    #[serde(default)]
    pub after: Option<String>,
    /// How many at most, 1 to 100.
    #[serde(default)]
    pub limit: Option<u16>,
}

/// [`ListQuery`] after its words were understood.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Only these states.
    pub status: Option<StatusGroup>,
    /// Each of these, folded, stands in the name, the number or the title.
    pub words: Vec<String>,
    /// Which page.
    pub page: Page,
}

/// Which page of the list, newest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Page {
    /// The newest.
    #[default]
    First,
    /// What is older than this.
    Before(Cursor),
    /// What is newer than this.
    After(Cursor),
}

/// The most words that one search looks for; more would only cost time.
const MOST_WORDS: usize = 6;

impl ListQuery {
    /// Understands the words of the address.
    ///
    /// # Errors
    /// Invalid, naming the part that means nothing.
    pub fn check(&self) -> Result<Wanted> {
        let given = |text: &Option<String>| {
            text.as_deref().map(str::trim).filter(|t| !t.is_empty()).map(str::to_owned)
        };
        let status = match given(&self.status) {
            Some(word) => Some(
                StatusGroup::parse(&word)
                    .ok_or_else(|| Error::field("status", "Choose a status from the list."))?,
            ),
            None => None,
        };
        let page = match (given(&self.before), given(&self.after)) {
            (Some(cursor), _) => Page::Before(Cursor::parse(&cursor)?),
            (None, Some(cursor)) => Page::After(Cursor::parse(&cursor)?),
            (None, None) => Page::First,
        };
        let folded = crate::features::people::folded(self.q.as_deref().unwrap_or_default());
        let words =
            folded.split(' ').filter(|word| !word.is_empty()).take(MOST_WORDS).map(str::to_owned).collect();
        Ok(Wanted { status, words, page })
    }
}

/// The place of a line in the list: when it last changed, and its id for what changed at the same moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    /// The last change.
    pub at: DateTime<Utc>,
    /// The record.
    pub id: SecondmentId,
}

impl Cursor {
    /// Reads what [`Cursor::text`] wrote.
    ///
    /// # Errors
    /// Invalid when it is another text.
    pub fn parse(text: &str) -> Result<Self> {
        let wrong = || Error::field("before", "This is no place in the list. Start again without it.");
        let (micros, id) = text.split_once('-').ok_or_else(wrong)?;
        let micros = micros.parse().map_err(|_| wrong())?;
        let at = DateTime::from_timestamp_micros(micros).ok_or_else(wrong)?;
        let id = Uuid::try_parse(id).map_err(|_| wrong())?;
        Ok(Self { at, id: SecondmentId(id) })
    }

    /// The cursor for an address.
    #[must_use]
    pub fn text(&self) -> String {
        format!("{}-{}", self.at.timestamp_micros(), self.id.0.simple())
    }
}

/// A record in the list, with the names a line shows.
#[derive(Debug, Clone)]
pub struct Line {
    /// The record and what the actor is to it.
    pub record: Record,
    /// The name of the person who goes.
    pub person: String,
    /// The home organisation.
    pub home_organisation: String,
    /// The home unit.
    pub home_unit: Option<String>,
    /// The host organisation.
    pub host_organisation: Option<String>,
    /// The host unit.
    pub host_unit: Option<String>,
}

impl Line {
    /// Where in the list it stands.
    #[must_use]
    pub fn cursor(&self) -> Cursor {
        Cursor { at: self.record.secondment.updated_at, id: self.record.secondment.id }
    }

    /// Home in one short name.
    #[must_use]
    pub fn home(&self) -> &str {
        self.home_unit.as_deref().unwrap_or(&self.home_organisation)
    }

    /// Host in one short name: the unit within one organisation, otherwise the organisation.
    #[must_use]
    pub fn host(&self) -> &str {
        let s = &self.record.secondment;
        let is_same = s.host_organisation == Some(s.home_organisation);
        let unit = self.host_unit.as_deref().filter(|_| is_same);
        unit.or(self.host_organisation.as_deref()).unwrap_or("Not chosen yet")
    }

    /// First and last day in short words.
    #[must_use]
    pub fn dates(&self) -> String {
        dates(self.record.secondment.starts_on, self.record.secondment.ends_on)
    }
}

/// First and last day in short words: "7 to 11 Dec 2026".
#[must_use]
pub fn dates(first: Option<NaiveDate>, last: Option<NaiveDate>) -> String {
    match (first, last) {
        (Some(first), Some(last)) if first <= last => crate::shell::words::day_range(first, last),
        (Some(first), _) => format!("From {}", first.format("%-d %b %Y")),
        _ => "Not known yet".to_owned(),
    }
}
