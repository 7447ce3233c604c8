//! The eight questions that together decide whether a secondment is worth it. They are asked in the proposal
//! and answered again at the debrief.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::shell::words::{capital, spelled};

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

/// How the eight answers lie together: what decides whether a secondment is worth it (S1.74).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct Score {
    /// Answers that speak for it.
    pub speak_for: usize,
    /// Answers that speak for it in part.
    pub in_part: usize,
    /// Answers that speak against it.
    pub speak_against: usize,
    /// Questions without an answer.
    pub unanswered: usize,
}

impl Score {
    /// Counts the answers.
    #[must_use]
    pub fn of(answers: &Answers) -> Self {
        let count = |counts: fn(Question, Verdict) -> bool| {
            answers.iter().filter(|(question, answer)| counts(**question, answer.verdict)).count()
        };
        let speak_for = count(Question::speaks_for);
        let in_part = count(|_, verdict| verdict == Verdict::Partly);
        Self {
            speak_for,
            in_part,
            speak_against: answers.len() - speak_for - in_part,
            unanswered: Question::ALL.len() - answers.len(),
        }
    }

    /// "Six of eight speak for it, one in part, one against it."
    #[must_use]
    pub fn words(self) -> String {
        let number = |count: usize| spelled(count as u64);
        let all = number(Question::ALL.len());
        let mut parts = vec![match self.speak_for {
            0 => format!("None of {all} speaks for it"),
            1 => format!("One of {all} speaks for it"),
            more => format!("{} of {all} speak for it", capital(&number(more))),
        }];
        for (count, how) in [
            (self.in_part, "in part"),
            (self.speak_against, "against it"),
            (self.unanswered, "not answered yet"),
        ] {
            if count > 0 {
                parts.push(format!("{} {how}", number(count)));
            }
        }
        parts.join(", ")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn answers(verdicts: &[Option<Verdict>]) -> Answers {
        let given = Question::ALL.iter().zip(verdicts);
        given
            .filter_map(|(question, verdict)| {
                verdict.map(|verdict| (*question, Answer { verdict, answer: String::new() }))
            })
            .collect()
    }

    #[test]
    fn costs_that_outweigh_speak_against_it() {
        let mut all = answers(&[Some(Verdict::Yes); 8]);
        let seven = Score { speak_for: 7, in_part: 0, speak_against: 1, unanswered: 0 };
        assert_eq!(Score::of(&all), seven, "costs are the first question");
        assert_eq!(seven.words(), "Seven of eight speak for it, one against it");
        all.insert(Question::Costs, Answer { verdict: Verdict::No, answer: String::new() });
        assert_eq!(Score::of(&all).words(), "Eight of eight speak for it");
        assert_eq!(Score::of(&Answers::new()).words(), "None of eight speaks for it, eight not answered yet");
        let some = answers(&[None, Some(Verdict::Yes), Some(Verdict::Partly), Some(Verdict::Partly)]);
        assert_eq!(
            Score::of(&some).words(),
            "One of eight speaks for it, two in part, five not answered yet"
        );
    }

    proptest! {
        #[test]
        fn every_question_is_counted_once(picked in proptest::collection::vec(0_usize..4, 8)) {
            let verdicts: Vec<_> = picked.iter().map(|at| Verdict::ALL.get(*at).copied()).collect();
            let score = Score::of(&answers(&verdicts));
            prop_assert_eq!(score.speak_for + score.in_part + score.speak_against + score.unanswered, 8);
        }
    }
}
