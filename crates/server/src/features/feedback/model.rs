//! A request for feedback, and what came of it.

use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};
use sojourn_kit::error::{FieldErrors, Result};
use sojourn_kit::id_type;
use utoipa::ToSchema;

use crate::actor::{OrganisationId, PersonId};
use crate::features::secondments::SecondmentId;
use crate::form;

id_type!(
    /// A request for feedback.
    FeedbackRequestId, "fbr"
);
id_type!(
    /// A piece of feedback.
    FeedbackId, "fb"
);

/// How long a request can be answered.
pub const GOOD_FOR: Duration = Duration::days(30);

/// Longest question and answer, in characters.
const QUESTION: usize = 500;
const WORDS: usize = 4000;

/// Asking somebody.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = FeedbackAskInput)]
pub struct AskInput {
    /// Who is asked.
    pub name: String,
    /// Where the letter goes.
    pub email: String,
    /// About what.
    pub question: String,
    /// Whether the two managers will read the answer as well. The one who is asked is told so before.
    #[serde(default)]
    pub for_managers: bool,
}

impl AskInput {
    /// Name, address and question, if they will do.
    ///
    /// # Errors
    /// Invalid by field.
    pub fn check(&self) -> Result<(String, String, String)> {
        let mut errors = FieldErrors::default();
        let name = form::words(&mut errors, "name", &self.name, "Write who you ask", 200);
        let email = form::words(&mut errors, "email", &self.email, "Write their email address", 254);
        let question =
            form::words(&mut errors, "question", &self.question, "Write what you ask about", QUESTION);
        if !email.is_empty() && !looks_like_address(&email) {
            errors.add("email", "Enter an email address such as name@example.org");
        }
        errors.check()?;
        Ok((name, email, question))
    }
}

/// Whether letters could reach this: one sign between two parts, the second with a dot, and no space.
fn looks_like_address(text: &str) -> bool {
    let parts: Vec<&str> = text.split('@').collect();
    let [name, host] = parts.as_slice() else { return false };
    let has_odd = text.chars().any(|c| c.is_whitespace() || c.is_control() || "<>,;\"".contains(c));
    !name.is_empty() && host.contains('.') && !host.starts_with('.') && !host.ends_with('.') && !has_odd
}

/// The answer to a request.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = FeedbackAnswerInput)]
pub struct AnswerInput {
    /// What is to be said.
    pub words: String,
}

impl AnswerInput {
    /// The words, if they will do.
    ///
    /// # Errors
    /// Invalid when they are missing or too long.
    pub fn check(&self) -> Result<String> {
        let mut errors = FieldErrors::default();
        let words = form::words(&mut errors, "words", &self.words, "Write a line or two", WORDS);
        errors.check()?;
        Ok(words)
    }
}

/// Feedback that nobody asked for, by one of the two managers.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GiveInput {
    /// About what; may be empty.
    #[serde(default)]
    pub about: String,
    /// What is to be said.
    pub words: String,
    /// Whether the other manager reads it as well.
    #[serde(default)]
    pub for_managers: bool,
}

impl GiveInput {
    /// What it is about, and the words.
    ///
    /// # Errors
    /// Invalid by field.
    pub fn check(&self) -> Result<(String, String)> {
        let mut errors = FieldErrors::default();
        let about = form::words(&mut errors, "about", &self.about, "", QUESTION);
        let words = form::words(&mut errors, "words", &self.words, "Write a line or two", WORDS);
        errors.check()?;
        Ok((about, words))
    }
}

/// A request with what is needed to answer it. It is never shown whole.
#[derive(Debug, Clone)]
pub struct Request {
    /// The stable id.
    pub id: FeedbackRequestId,
    /// The record.
    pub secondment: SecondmentId,
    /// Its number.
    pub number: String,
    /// The home organisation.
    pub organisation: OrganisationId,
    /// For whom the feedback is.
    pub secondee: PersonId,
    /// Their name.
    pub secondee_name: String,
    /// Who asked, by name.
    pub asked_by: String,
    /// About what.
    pub question: String,
    /// The one who is asked, when they are known here.
    pub person: Option<PersonId>,
    /// Their name.
    pub name: String,
    /// Whether the managers read the answer.
    pub for_managers: bool,
    /// The managers.
    pub managers: Vec<PersonId>,
    /// Until when it can be answered.
    pub expires_at: DateTime<Utc>,
    /// When it was answered.
    pub answered_at: Option<DateTime<Utc>>,
}

impl Request {
    /// Whether it can be answered now.
    #[must_use]
    pub fn is_open(&self, now: DateTime<Utc>) -> bool {
        self.answered_at.is_none() && self.expires_at > now
    }
}

/// A request that waits for its answer, as the record shows it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct OpenRequest {
    /// The stable id.
    pub id: FeedbackRequestId,
    /// Who is asked.
    pub name: String,
    /// About what.
    pub question: String,
    /// When.
    pub asked_at: DateTime<Utc>,
    /// Until when it can be answered.
    pub expires_at: DateTime<Utc>,
}

/// Feedback as its reader sees it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Feedback {
    /// The stable id.
    pub id: FeedbackId,
    /// About what; empty when nobody asked.
    pub about: String,
    /// What was said.
    pub words: String,
    /// Who said it.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Whether the two managers read it as well.
    pub for_managers: bool,
}

/// What is asked of somebody, and who will read the answer.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = FeedbackQuestionView)]
pub struct QuestionView {
    /// For whom the feedback is.
    pub for_whom: String,
    /// Who asks.
    pub asked_by: String,
    /// About what.
    pub question: String,
    /// Whether the two managers read the answer as well.
    pub for_managers: bool,
}

impl From<&Request> for QuestionView {
    fn from(request: &Request) -> Self {
        Self {
            for_whom: request.secondee_name.clone(),
            asked_by: request.asked_by.clone(),
            question: request.question.clone(),
            for_managers: request.for_managers,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::looks_like_address;

    #[test]
    fn addresses_look_like_addresses() {
        for good in ["a@b.example", "first.last+tag@mail.example.org"] {
            assert!(looks_like_address(good), "{good}");
        }
        for bad in [
            "a",
            "a@b",
            "@b.example",
            "a@.example",
            "a@b.example\r\nBcc: x",
            "a b@c.example",
            "a@b@c.example",
        ] {
            assert!(!looks_like_address(bad), "{bad}");
        }
    }
}
