//! The words of objectives. Agreements and progress are facts: added, never changed.

mod inputs;
pub mod rules;

pub use inputs::{AgreeInput, IdeaAnswer, IdeaInput, ItemInput, NoteInput, PlanInput};

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use sojourn_kit::id_type;
use utoipa::ToSchema;

pub use crate::features::placements::model::OneOfThree as Agreer;
use crate::shell::Tone;

id_type!(
    /// An objective; it keeps its id from plan to plan.
    ObjectiveId, "obj"
);
id_type!(
    /// A plan of objectives.
    PlanId, "plan"
);
id_type!(
    /// An idea of the secondee.
    IdeaId, "idea"
);

crate::word_enum!(
    /// What kind of thing is to be reached.
    #[schema(as = ObjectiveKind)]
    Kind {
        /// Something is learned.
        Learn => "learn", "Learn";
        /// Something is taught.
        Teach => "teach", "Teach or mentor";
        /// Something is delivered.
        Deliver => "deliver", "Deliver";
        /// A market is understood.
        Market => "market", "Know a market";
        /// A way of working is brought or taken.
        Method => "method", "A method";
    }
);

crate::word_enum!(
    /// When in the stay it belongs: first learn, then contribute, then hand over.
    #[schema(as = ObjectivePhase)]
    Phase {
        /// At the beginning.
        Learn => "learn", "Learn";
        /// In the middle.
        Contribute => "contribute", "Contribute";
        /// At the end.
        HandOver => "hand_over", "Hand over";
    }
);

crate::word_enum!(
    /// How an objective stands.
    #[schema(as = ObjectiveStatus)]
    Status {
        /// Not begun.
        ToDo => "to_do", "To do";
        /// Going as planned.
        OnTrack => "on_track", "On track";
        /// Later than planned.
        Behind => "behind", "Behind";
        /// Reached.
        Done => "done", "Done";
        /// No longer wanted, with a reason.
        Dropped => "dropped", "Dropped";
    }
);

impl Status {
    /// What the word means on screens.
    #[must_use]
    pub const fn tone(self) -> Tone {
        match self {
            Self::Done => Tone::Good,
            Self::OnTrack => Tone::Host,
            Self::Behind => Tone::Warn,
            Self::ToDo | Self::Dropped => Tone::Quiet,
        }
    }
}

/// One objective of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Item {
    /// The stable id.
    pub id: ObjectiveId,
    /// What is to be reached.
    pub title: String,
    /// How one knows that it is.
    pub measure: String,
    /// What kind of thing it is.
    pub kind: Kind,
    /// When in the stay it belongs.
    pub phase: Phase,
    /// How much it counts beside the others, 1 to 100.
    pub weight: u8,
    /// The day by which.
    pub due_on: Option<NaiveDate>,
}

/// One of the three agreed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Agreement {
    /// Which of the three.
    pub party: Agreer,
    /// Who said so.
    pub by: String,
    /// How it is known, when somebody else noted it.
    pub how_known: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// The objectives as they were written at one time, and who agreed to them.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = ObjectivesPlan)]
pub struct Plan {
    /// The stable id.
    pub id: PlanId,
    /// 1, 2, 3: each change is a plan of its own.
    pub number: i64,
    /// Who wrote it.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// The objectives in order.
    pub items: Vec<Item>,
    /// Who agreed.
    pub agreements: Vec<Agreement>,
}

impl Plan {
    /// Whether this one has agreed.
    #[must_use]
    pub fn has_agreed(&self, party: Agreer) -> bool {
        self.agreements.iter().any(|agreement| agreement.party == party)
    }

    /// Whether all three have agreed.
    #[must_use]
    pub fn is_agreed(&self) -> bool {
        Agreer::ALL.iter().all(|party| self.has_agreed(*party))
    }

    /// The day on which the last of the three agreed.
    #[must_use]
    pub fn agreed_on(&self) -> Option<NaiveDate> {
        let last = self.agreements.iter().map(|agreement| agreement.at).max()?;
        self.is_agreed().then(|| last.date_naive())
    }
}

/// How an objective came on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = ObjectiveNote)]
pub struct Note {
    /// Which objective.
    pub objective: ObjectiveId,
    /// How it stands.
    pub status: Status,
    /// How much of it is reached, 0 to 100.
    pub percent: u8,
    /// What is to be said.
    pub note: String,
    /// Who wrote it.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// An idea of the secondee for either side.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Idea {
    /// The stable id.
    pub id: IdeaId,
    /// What it is.
    pub idea: String,
    /// When it was raised.
    pub at: DateTime<Utc>,
    /// Whether it was adopted; none as long as nobody answered.
    pub adopted: Option<bool>,
    /// Why, or how.
    pub answer: String,
    /// Who answered.
    pub answered_by: Option<String>,
}
