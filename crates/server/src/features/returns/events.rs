//! What happened on the way back. What is home's own (the checks, the skills, what is passed on) has its own subject,
//! so that it stands in no history that the host reads. Payloads hold ids, days and words of ours.

use chrono::NaiveDate;

use super::model::{CheckId, KnowledgeId, PostStatus, ProposalId, SkillUseId};
use crate::event_of;
use crate::features::secondments::SecondmentId;

event_of!(
    /// The return plan opened.
    PlanOpened, "return.plan_opened", secondment: SecondmentId {
        /// The last day as it stood.
        last_day: NaiveDate,
    }
);

event_of!(
    /// The secondee wrote what they want to use and learn next.
    WishesWritten, "return.wishes_written", secondment: SecondmentId {}
);

event_of!(
    /// Home named the role, the first project, whom to teach and when to meet.
    RoleNamed, "return.role_named", secondment: SecondmentId {
        /// When they meet.
        meeting_on: NaiveDate,
    }
);

event_of!(
    /// The host wrote the handover.
    HandoverWritten, "return.handover_written", secondment: SecondmentId {}
);

event_of!(
    /// Somebody at home said how the post stands.
    PostSaid, "return.post_said", secondment: SecondmentId {
        /// How.
        status: PostStatus,
        /// Whether everybody has had a letter about it already, because it was reported as something that happened.
        reported: bool,
    }
);

event_of!(
    /// The secondee answered an offer of another post.
    PostAnswered, "return.post_answered", secondment: SecondmentId {
        /// Whether they take it.
        accepted: bool,
    }
);

event_of!(
    /// A check of the first ninety days was made.
    CheckPlanned, "reentry.planned", check: CheckId {
        /// Its day.
        due_on: NaiveDate,
    }
);

event_of!(
    /// The secondee was asked how it is to be back.
    CheckAsked, "reentry.asked", check: CheckId {}
);

event_of!(
    /// The secondee answered. What they said stands in no event.
    CheckAnswered, "reentry.answered", check: CheckId {}
);

event_of!(
    /// The mobility team called.
    CallMade, "reentry.call_made", check: CheckId {}
);

event_of!(
    /// The use of a new skill was planned.
    SkillPlanned, "skill_use.planned", skill_use: SkillUseId {}
);

event_of!(
    /// A new skill was used.
    SkillUsed, "skill_use.done", skill_use: SkillUseId {}
);

event_of!(
    /// The secondee proposed something to the home manager.
    SkillProposed, "skill_use.proposed", proposal: ProposalId {
        /// The record.
        secondment: SecondmentId,
    }
);

event_of!(
    /// The home manager answered a proposal.
    ProposalAnswered, "skill_use.answered", proposal: ProposalId {
        /// The record.
        secondment: SecondmentId,
        /// Whether it is taken up.
        taken_up: bool,
    }
);

event_of!(
    /// Something is to be passed on at home.
    KnowledgePlanned, "knowledge.planned", knowledge: KnowledgeId {
        /// The record.
        secondment: SecondmentId,
    }
);

event_of!(
    /// It was passed on.
    KnowledgePassedOn, "knowledge.passed_on", knowledge: KnowledgeId {
        /// The record.
        secondment: SecondmentId,
    }
);
