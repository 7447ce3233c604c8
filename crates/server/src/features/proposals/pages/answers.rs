//! The answers to the eight questions in a form of the proposal, word for word, so that nothing is lost when something is
//! wrong.

use sojourn_kit::error::{Error, FieldErrors, Result};

use super::super::model::{Answer, Answers, Question, Step, Verdict};
use crate::typed::Form;

/// The version that was read.
///
/// # Errors
/// Invalid when the form carries none.
pub fn version(typed: &Form) -> Result<Option<i64>> {
    let version = typed.get("version").parse();
    version.map(Some).map_err(|_| Error::field("", "Open the form again: a part of it is missing"))
}

/// Reads the answers of a step. Words without a short answer are refused rather than lost.
pub fn read(typed: &Form, step: Step, errors: &mut FieldErrors) -> Answers {
    let mut answers = Answers::new();
    for question in step.questions() {
        let words = typed.text(&why(*question));
        match Verdict::parse(typed.get(&question.field())) {
            Some(verdict) => {
                answers.insert(*question, Answer { verdict, answer: words });
            }
            None if words.is_empty() => {}
            None => {
                errors.add(question.field(), format!("{} Choose a short answer too", question.label()));
            }
        }
    }
    answers
}

/// Fills in the answers of a step.
pub fn put(typed: &mut Form, step: Step, answers: &Answers) {
    for question in step.questions() {
        if let Some(answer) = answers.get(question) {
            typed.set(question.field(), answer.verdict.as_str());
            typed.set(why(*question), answer.answer.clone());
        }
    }
}

/// The name of the field for the words of an answer.
#[must_use]
pub fn why(question: Question) -> String {
    format!("{}-why", question.field())
}
