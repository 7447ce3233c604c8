//! What somebody typed into a form, word for word, so that nothing is lost when something is wrong.

use std::collections::BTreeMap;

use serde::Deserialize;
use sojourn_kit::error::{Error, FieldErrors, Result};

use super::super::model::{Answer, Answers, Question, Step, Verdict};

/// The fields of a form by name.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(transparent)]
pub struct Typed(BTreeMap<String, String>);

impl Typed {
    /// The words of a field; empty when it is absent.
    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("", |text| text.trim())
    }

    /// Whether the field is in the form at all.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// The words of a field, to keep.
    #[must_use]
    pub fn text(&self, name: &str) -> String {
        self.get(name).replace("\r\n", "\n")
    }

    /// Puts words into a field.
    pub fn put(&mut self, name: impl Into<String>, text: impl Into<String>) {
        self.0.insert(name.into(), text.into());
    }

    /// The version that was read.
    ///
    /// # Errors
    /// Invalid when the form carries none.
    pub fn version(&self) -> Result<Option<i64>> {
        let version = self.get("version").parse();
        version.map(Some).map_err(|_| Error::field("", "Open the form again: a part of it is missing"))
    }

    /// Reads the answers of a step. Words without a short answer are refused rather than lost.
    pub fn answers(&self, step: Step, errors: &mut FieldErrors) -> Answers {
        let mut answers = Answers::new();
        for question in step.questions() {
            let words = self.text(&why(*question));
            match Verdict::parse(self.get(&question.field())) {
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
    pub fn put_answers(&mut self, step: Step, answers: &Answers) {
        for question in step.questions() {
            if let Some(answer) = answers.get(question) {
                self.put(question.field(), answer.verdict.as_str());
                self.put(why(*question), answer.answer.clone());
            }
        }
    }
}

/// The name of the field for the words of an answer.
#[must_use]
pub fn why(question: Question) -> String {
    format!("{}-why", question.field())
}
