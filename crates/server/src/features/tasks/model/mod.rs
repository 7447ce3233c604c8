//! The words of a checklist: what an item is, where it stands, and what people send about it.

mod inputs;

pub use inputs::{ADDRESSEES, AddInput, AssignInput, DoneInput, ReasonInput, VersionInput};

use chrono::{DateTime, NaiveDate, Utc};
use sojourn_kit::id_type;

use super::catalogue;
use crate::actor::PersonId;
use crate::features::secondments::{Party, SecondmentId};

id_type!(
    /// A task of a record.
    TaskId, "tsk"
);

crate::word_enum!(
    /// The part of the way that a task belongs to (domain 8.1 to 8.7).
    #[schema(as = TaskPhase)]
    Phase {
        /// Whether it is worth it.
        Decide => "decide", "Decide";
        /// Release and agreement.
        Agree => "agree", "Release and agreement";
        /// The last weeks before the first day.
        Prepare => "prepare", "Before the start";
        /// The first 30 days.
        Arrive => "arrive", "The first month";
        /// The time at the host.
        Away => "away", "While away";
        /// The last three months.
        ComingBack => "coming_back", "Before the return";
        /// After the return.
        Back => "back", "After the return";
        /// What people added themselves.
        Own => "own", "Added for this secondment";
    }
);

crate::word_enum!(
    /// Where a task stands.
    TaskState {
        /// Locked: its day is not known yet, or something else comes first.
        NotYet => "not_yet", "Not yet";
        /// Nobody has begun.
        ToDo => "to_do", "To do";
        /// Somebody has begun.
        Started => "started", "Started";
        /// Done, with the evidence it asks for.
        Done => "done", "Done";
        /// Does not have to be done, with a reason.
        NotNeeded => "not_needed", "Not needed";
    }
);

impl TaskState {
    /// Whether somebody still has to act, now or later.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::NotYet | Self::ToDo | Self::Started)
    }
}

crate::word_enum!(
    /// What has to be said when a task is done.
    Evidence {
        /// Nothing.
        None => "none", "Nothing";
        /// A line of words.
        Note => "note", "A note";
        /// A day.
        Date => "date", "A date";
        /// A document number or a link.
        Reference => "reference", "A document number or link";
    }
);

crate::word_enum!(
    /// Which sides of the wall see a task.
    Reach {
        /// Home only: cover, pay, leave balances.
        Home => "home", "Home only";
        /// The host's own work; home sees it too.
        Host => "host", "Host and home";
        /// Everybody on the record.
        Shared => "shared", "Both sides";
    }
);

crate::word_enum!(
    /// How a task came to where it stands.
    Source {
        /// It follows from the record, and goes back when the record does.
        Record => "record", "The record";
        /// Another part of the product said so.
        Event => "event", "An event";
        /// A person did.
        Person => "person", "A person";
    }
);

/// A task as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// The stable id.
    pub id: TaskId,
    /// The record.
    pub secondment: SecondmentId,
    /// `C22` from the catalogue, or another word that is unique on the record.
    pub code: String,
    /// The part of the way.
    pub phase: Phase,
    /// What is to be done.
    pub title: String,
    /// Why, in one sentence.
    pub why: String,
    /// Whose task it is.
    pub owner: Party,
    /// The one person of that side who was named for it.
    pub person: Option<PersonId>,
    /// Who sees it.
    pub reach: Reach,
    /// The working day by which it is due; none while its anchor is not known.
    pub due_on: Option<NaiveDate>,
    /// Which time it is done, from 1, for what is done again and again.
    pub round: i64,
    /// Whether the start gate waits for it.
    pub blocking: bool,
    /// What has to be said when it is done.
    pub evidence: Evidence,
    /// Where it stands.
    pub state: TaskState,
    /// How it came to stand there.
    pub source: Source,
    /// The evidence, or the reason why it is not needed, or what it waits for.
    pub outcome: String,
    /// The day it was put on the list: nothing is due before that.
    pub opened_on: NaiveDate,
    /// The day it was done or found not to be needed.
    pub settled_on: Option<NaiveDate>,
    /// Who settled it; none for the product itself.
    pub settled_by: Option<PersonId>,
    /// Grows with each change.
    pub version: i64,
}

impl Task {
    /// Its item in the catalogue; none for what people or other features added.
    #[must_use]
    pub fn item(&self) -> Option<&'static catalogue::Item> {
        catalogue::find(&self.code)
    }

    /// Whether only the record itself can settle it, such as a signature.
    #[must_use]
    pub fn follows_record(&self) -> bool {
        self.item().is_some_and(|item| item.done_at.is_some())
    }

    /// Whether it is open and its day has passed.
    #[must_use]
    pub fn is_overdue(&self, today: NaiveDate) -> bool {
        matches!(self.state, TaskState::ToDo | TaskState::Started)
            && self.due_on.is_some_and(|due| due < today)
    }
}

/// A task that a feature or a person adds to a record.
#[derive(Debug, Clone)]
pub struct NewTask<'a> {
    /// Unique on the record: the same code a second time changes the open task instead of adding another.
    pub code: &'a str,
    /// What is to be done.
    pub title: String,
    /// Whose task it is.
    pub owner: Party,
    /// By when; a weekend moves to the next working day.
    pub due: Option<NaiveDate>,
    /// Whether the start must wait for it.
    pub blocking: bool,
    /// What has to be said when it is done.
    pub evidence: Evidence,
    /// Who sees it.
    pub reach: Reach,
    /// Why, in one sentence.
    pub why: String,
}

/// Something that happened to a task.
#[derive(Debug, Clone)]
pub struct TaskFact {
    /// What: a word of [`FactKind`].
    pub kind: FactKind,
    /// Which time, for what is done again and again.
    pub round: i64,
    /// Evidence or reason.
    pub words: String,
    /// The day that was given as evidence.
    pub on: Option<NaiveDate>,
    /// Who did it; none for the product itself.
    pub by: Option<String>,
    /// Who was named for it.
    pub person: Option<String>,
    /// When.
    pub at: DateTime<Utc>,
}

crate::word_enum!(
    /// What can happen to a task.
    #[schema(as = TaskFactKind)]
    FactKind {
        /// It was put on the list by a person.
        Added => "added", "Added";
        /// Somebody began.
        Started => "started", "Started";
        /// Done.
        Done => "done", "Done";
        /// Found not to be needed.
        Waived => "waived", "Found not to be needed";
        /// Opened again.
        Reopened => "reopened", "Opened again";
        /// A person was named.
        Assigned => "assigned", "Given to";
    }
);
