//! The eight questions that together decide whether a secondment is worth it. They are asked in the proposal
//! and answered again at the debrief.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

crate::word_enum!(
    /// One of the eight questions, in their order.
    Question {
        /// Costs against benefits.
        Costs => "costs_outweigh", "Do the costs outweigh the benefits?";
        /// Development of the person.
        Develop => "develops_skills", "Will it develop skills and knowledge?";
        /// The need it answers.
        Need => "business_need", "Does it answer a business need?";
        /// Good for all three parties.
        Mutual => "mutually_beneficial", "Is it mutually beneficial?";
        /// What is to be reached.
        Goals => "goals", "What are the goals, and are they clear?";
        /// What is learned.
        NewSkills => "new_skills", "What new skills will be learned?";
        /// What both teams get from it.
        Team => "team_benefit", "What is the benefit for the team?";
        /// Life after the return.
        Afterwards => "afterwards", "What happens afterwards?";
    }
);

crate::word_enum!(
    /// The short answer to a question.
    Verdict {
        /// Yes, or clearly answered.
        Yes => "yes", "Yes";
        /// In part.
        Partly => "partly", "Partly";
        /// No, or not answered.
        No => "no", "No";
    }
);

crate::word_enum!(
    /// When the eight questions are answered.
    #[schema(as = ProposalStage)]
    Stage {
        /// Before anybody decides.
        Proposal => "proposal", "Before";
        /// After the return.
        Debrief => "debrief", "After";
    }
);

/// One answer: the short one, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// The short answer.
    pub verdict: Verdict,
    /// Why, in a few sentences. May be empty in a draft.
    #[serde(default)]
    pub answer: String,
}

/// Answers by question; questions without an answer are absent.
pub type Answers = BTreeMap<Question, Answer>;

impl Question {
    /// Whether the verdict speaks for the secondment. Costs that outweigh the benefits speak against it.
    #[must_use]
    pub const fn speaks_for(self, verdict: Verdict) -> bool {
        match self {
            Self::Costs => matches!(verdict, Verdict::No),
            _ => matches!(verdict, Verdict::Yes),
        }
    }

    /// The verdict in words that answer this question.
    #[must_use]
    pub const fn words(self, verdict: Verdict) -> &'static str {
        match (self, verdict) {
            (Self::Costs, Verdict::Yes) => "Yes, they cost more than they bring",
            (Self::Costs, Verdict::Partly) => "About even",
            (Self::Costs, Verdict::No) => "No, the benefits are worth more",
            (Self::Goals | Self::NewSkills | Self::Team | Self::Afterwards, Verdict::Yes) => "Clear",
            (Self::Goals | Self::NewSkills | Self::Team | Self::Afterwards, Verdict::Partly) => {
                "Partly clear"
            }
            (Self::Goals | Self::NewSkills | Self::Team | Self::Afterwards, Verdict::No) => "Not clear yet",
            (_, verdict) => verdict.label(),
        }
    }

    /// The label of the words beside the short answer.
    #[must_use]
    pub const fn asks_for(self) -> &'static str {
        match self {
            Self::Costs | Self::Develop | Self::Need | Self::Mutual => "Why, in a few sentences",
            Self::Goals | Self::NewSkills | Self::Team | Self::Afterwards => "In a few sentences",
        }
    }

    /// What helps to answer it, one sentence.
    #[must_use]
    pub const fn hint(self) -> &'static str {
        match self {
            Self::Costs => {
                "Set the estimate beside what each side gains. Count the time that setting it up takes."
            }
            Self::Develop => "Say how, and what it adds to what you do today.",
            Self::Need => "The problem or plan it helps with, and whose it is.",
            Self::Mutual => "You, home and host should each gain. Say so if one side gains less.",
            Self::Goals => "Sum up the goals above in a sentence or two.",
            Self::NewSkills => "Name them, with where you stand now and where you want to be.",
            Self::Team => "What your team at home and the team at the host each get.",
            Self::Afterwards => "How you come back, and how what you learned is used.",
        }
    }

    /// The name of its form fields: `q-business_need`.
    #[must_use]
    pub fn field(self) -> String {
        format!("q-{}", self.as_str())
    }
}
