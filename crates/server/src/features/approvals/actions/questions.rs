//! A question to those who proposed it, and their answer. One is open at a time.

use sojourn_kit::error::{Error, FieldErrors, Result};

use super::super::events::{Answered, Questioned};
use super::super::model::{Question, QuestionInput, ReplyInput};
use super::super::store;
use crate::cx::Cx;
use crate::features::secondments::{self, Party, Record, Slice, Workflow};
use crate::typed::{TEXT, check_text};

/// Asks the secondee and the home manager something before deciding.
///
/// # Errors
/// As deciding; invalid without words; refused while a question is open.
pub async fn ask(cx: &mut Cx, number: &str, input: &QuestionInput) -> Result<Record> {
    let (record, route, step, _) = super::decide::open(cx, number).await?;
    let mut errors = FieldErrors::default();
    check_text(&mut errors, "question", &input.question, TEXT, Some("Write what you want to know"));
    errors.check()?;
    if open_question(&store::questions::of_route(cx, route.id).await?).is_some() {
        return Err(Error::refused("question_open", "Your last question is not answered yet."));
    }
    store::questions::ask(cx, step.id, input.question.trim()).await?;
    let s = &record.secondment;
    cx.record(&Questioned { secondment: s.id, organisation: s.home_organisation, step: step.id }).await?;
    Ok(record)
}

/// Answers the open question, as the secondee or the home manager.
///
/// # Errors
/// The one 404; refused for others and when nothing is asked; invalid without words.
pub async fn answer(cx: &mut Cx, number: &str, input: &ReplyInput) -> Result<Record> {
    let record = secondments::store::load(cx, number).await?;
    if !record.standing.sees(Slice::Approvals) {
        return Err(Error::NotFound);
    }
    let s = &record.secondment;
    if !may_answer(&record) {
        return Err(Error::refused("not_yours", "The secondee or the home manager answers questions."));
    }
    let nothing = || Error::refused("not_now", "No question is open.");
    if s.workflow != Workflow::PendingApproval {
        return Err(nothing());
    }
    let route = store::newest(cx, s.id).await?.ok_or_else(nothing)?;
    let asked = store::questions::of_route(cx, route.id).await?;
    let question = open_question(&asked).ok_or_else(nothing)?;
    let mut errors = FieldErrors::default();
    check_text(&mut errors, "answer", &input.answer, TEXT, Some("Write the answer"));
    errors.check()?;
    store::questions::answer(cx, question.id, input.answer.trim()).await?;
    let (step, asked_by) = (question.step, question.asked_by);
    cx.record(&Answered { secondment: s.id, organisation: s.home_organisation, step, asked_by }).await?;
    Ok(record)
}

/// Whether the actor answers questions about the record.
#[must_use]
pub fn may_answer(record: &Record) -> bool {
    record.standing.is(Party::Secondee) || record.standing.is(Party::HomeManager)
}

/// The question that waits for its answer.
#[must_use]
pub fn open_question(all: &[Question]) -> Option<&Question> {
    all.iter().find(|question| question.answer.is_none())
}
