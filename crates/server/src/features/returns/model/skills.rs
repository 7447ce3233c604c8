//! Where the new skills are used, what is proposed to the home manager, and what is passed on to the team.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use sojourn_kit::error::{FieldErrors, Result};
use sojourn_kit::id_type;
use utoipa::ToSchema;

use super::{LINE, TEXT};
use crate::form;

id_type!(
    /// A use of a new skill.
    SkillUseId, "use"
);
id_type!(
    /// A proposal to the home manager.
    ProposalId, "spr"
);
id_type!(
    /// Something that is passed on at home.
    KnowledgeId, "kno"
);

crate::word_enum!(
    /// What is proposed (seed 2.49).
    ProposalKind {
        /// A program that was useful there.
        Software => "software", "Use a program from there";
        /// Teaching colleagues.
        Training => "training", "Train colleagues";
        /// Another way of working.
        Process => "process", "Work another way";
        /// Something else.
        Other => "other", "Something else";
    }
);

crate::word_enum!(
    /// How knowledge is passed on.
    KnowledgeKind {
        /// A talk with the team.
        Session => "session", "A talk with the team";
        /// Teaching with exercises.
        Training => "training", "A training session";
        /// Something written.
        Document => "document", "A document";
    }
);

/// Planning the use of a skill.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SkillUseInput {
    /// Which skill.
    pub skill: String,
    /// How it will be used.
    pub how: String,
    /// By when.
    pub due_on: NaiveDate,
}

impl SkillUseInput {
    /// The words, if they and the day will do.
    ///
    /// # Errors
    /// Invalid by field.
    pub fn check(&self, today: NaiveDate) -> Result<(String, String)> {
        let mut errors = FieldErrors::default();
        let skill = form::words(&mut errors, "skill", &self.skill, "Name the skill", LINE);
        let how = form::words(&mut errors, "how", &self.how, "Write how you will use it", TEXT);
        ahead(&mut errors, "use_by", self.due_on, today);
        errors.check()?;
        Ok((skill, how))
    }
}

/// That a skill was used.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SkillUseDoneInput)]
pub struct DoneInput {
    /// How one can tell: what was made, who has it.
    pub evidence: String,
}

impl DoneInput {
    /// The evidence, if it will do.
    ///
    /// # Errors
    /// Invalid by field.
    pub fn check(&self) -> Result<String> {
        let mut errors = FieldErrors::default();
        let evidence = form::words(&mut errors, "evidence", &self.evidence, "Write how one can tell", TEXT);
        errors.check()?;
        Ok(evidence)
    }
}

/// A proposal to the home manager.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SkillUseProposalInput)]
pub struct ProposalInput {
    /// What kind.
    pub kind: ProposalKind,
    /// What.
    pub what: String,
    /// Why it is worth it here.
    pub why: String,
}

impl ProposalInput {
    /// The words, if they will do.
    ///
    /// # Errors
    /// Invalid by field.
    pub fn check(&self) -> Result<(String, String)> {
        let mut errors = FieldErrors::default();
        let what = form::words(&mut errors, "what", &self.what, "Write what you propose", LINE);
        let why = form::words(&mut errors, "why", &self.why, "Write why it is worth it here", TEXT);
        errors.check()?;
        Ok((what, why))
    }
}

/// The home manager's answer.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SkillUseAnswerInput)]
pub struct AnswerInput {
    /// Whether it is taken up.
    pub taken_up: bool,
    /// In words.
    pub answer: String,
}

impl AnswerInput {
    /// The words, if they will do.
    ///
    /// # Errors
    /// Invalid by field.
    pub fn check(&self) -> Result<String> {
        let mut errors = FieldErrors::default();
        let answer =
            form::words(&mut errors, "answer", &self.answer, "Say what comes of it, or why not", TEXT);
        errors.check()?;
        Ok(answer)
    }
}

/// Planning to pass something on.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct KnowledgeInput {
    /// How.
    pub kind: KnowledgeKind,
    /// What.
    pub what: String,
    /// To whom.
    pub recipients: String,
    /// By when.
    pub due_on: NaiveDate,
}

impl KnowledgeInput {
    /// The words, if they and the day will do.
    ///
    /// # Errors
    /// Invalid by field.
    pub fn check(&self, today: NaiveDate) -> Result<(String, String)> {
        let mut errors = FieldErrors::default();
        let what = form::words(&mut errors, "topic", &self.what, "Write what is passed on", LINE);
        let recipients = form::words(&mut errors, "recipients", &self.recipients, "Write to whom", LINE);
        ahead(&mut errors, "pass_on_by", self.due_on, today);
        errors.check()?;
        Ok((what, recipients))
    }
}

/// That something was passed on.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct KnowledgeDone {
    /// The day on which it was.
    pub on: NaiveDate,
    /// How many people it reached.
    pub people: i64,
    /// Where it is kept, or what came of it.
    pub evidence: String,
}

impl KnowledgeDone {
    /// The evidence, if everything will do.
    ///
    /// # Errors
    /// Invalid by field.
    pub fn check(&self, today: NaiveDate) -> Result<String> {
        let mut errors = FieldErrors::default();
        if self.on > today {
            errors.add("on", "Choose a day that has been");
        }
        if !(1..=10_000).contains(&self.people) {
            errors.add("people", "Enter how many people it reached");
        }
        let missing = "Write where it is kept or what came of it";
        let evidence = form::words(&mut errors, "evidence", &self.evidence, missing, TEXT);
        errors.check()?;
        Ok(evidence)
    }
}

fn ahead(errors: &mut FieldErrors, name: &str, day: NaiveDate, today: NaiveDate) {
    if day < today {
        errors.add(name, "Choose today or a day ahead");
    }
}

/// A planned use of a skill.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SkillUse {
    /// The stable id.
    pub id: SkillUseId,
    /// Which skill.
    pub skill: String,
    /// How it is used.
    pub how: String,
    /// By when.
    pub due_on: NaiveDate,
    /// Who planned it.
    pub by: String,
    /// The day on which it was done.
    pub done_on: Option<NaiveDate>,
    /// How one can tell.
    pub evidence: String,
}

/// A proposal to the home manager.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Proposal {
    /// The stable id.
    pub id: ProposalId,
    /// What kind.
    pub kind: ProposalKind,
    /// What.
    pub what: String,
    /// Why.
    pub why: String,
    /// When it was made.
    pub at: DateTime<Utc>,
    /// Whether it is taken up.
    pub taken_up: Option<bool>,
    /// The answer.
    pub answer: String,
}

/// Something that is passed on.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Knowledge {
    /// The stable id.
    pub id: KnowledgeId,
    /// How.
    pub kind: KnowledgeKind,
    /// What.
    pub what: String,
    /// To whom.
    pub recipients: String,
    /// By when.
    pub due_on: NaiveDate,
    /// Who planned it.
    pub by: String,
    /// The day on which it was done.
    pub done_on: Option<NaiveDate>,
    /// How many people it reached.
    pub people: Option<i64>,
    /// Where it is kept, or what came of it.
    pub evidence: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plans_lie_ahead_and_deeds_behind() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let today = day("2027-03-08");
        let plan =
            |due| SkillUseInput { skill: "SQL".into(), how: "The weekly report".into(), due_on: day(due) };
        assert!(plan("2027-03-08").check(today).is_ok());
        assert!(plan("2027-03-07").check(today).is_err());
        let done =
            |on, people| KnowledgeDone { on: day(on), people, evidence: "Slides in the team folder".into() };
        assert!(done("2027-03-08", 7).check(today).is_ok());
        assert!(done("2027-03-09", 7).check(today).is_err() && done("2027-03-08", 0).check(today).is_err());
    }
}
