//! What happened to the objectives: ids and words of ours.

use super::model::{Agreer, IdeaId, ObjectiveId, Status};
use crate::event_of;
use crate::features::secondments::SecondmentId;

event_of!(
    /// A plan of objectives was written; the others are asked to agree.
    ObjectivesWritten, "objectives.written", secondment: SecondmentId {
        /// Its number.
        plan: i64,
    }
);

event_of!(
    /// One of the three agreed to a plan.
    ObjectivesAgreed, "objectives.agreed", secondment: SecondmentId {
        /// Its number.
        plan: i64,
        /// Which of the three.
        party: Agreer,
        /// Whether all three have agreed now.
        by_all: bool,
    }
);

event_of!(
    /// A note on progress was added.
    ObjectiveNoted, "objectives.noted", secondment: SecondmentId {
        /// Which objective.
        objective: ObjectiveId,
        /// How it stands.
        status: Status,
    }
);

event_of!(
    /// The secondee raised an idea.
    IdeaRaised, "idea.raised", secondment: SecondmentId {
        /// Which.
        idea: IdeaId,
    }
);

event_of!(
    /// A manager answered an idea.
    IdeaAnswered, "idea.answered", secondment: SecondmentId {
        /// Which.
        idea: IdeaId,
        /// Whether it is taken up.
        adopted: bool,
    }
);
