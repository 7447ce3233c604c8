//! How the post to come back to stands. The promise itself stands in the agreement; these are facts about it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sojourn_kit::error::{FieldErrors, Result};
use utoipa::ToSchema;

use super::{LINE, TEXT};
use crate::form;

crate::word_enum!(
    /// How the post stands (seed 2.16).
    PostStatus {
        /// As promised.
        Held => "held", "Held";
        /// A change at home may take it.
        AtRisk => "at_risk", "At risk";
        /// It is gone.
        Removed => "removed", "Removed";
        /// Another post is offered.
        Alternative => "alternative", "Another post is offered";
    }
);

/// What was said last about the post.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = HomePost)]
pub struct Post {
    /// Counted for each record, from 1; 0 for the promise itself.
    pub number: i64,
    /// How it stands.
    pub status: PostStatus,
    /// Which post.
    pub post: String,
    /// What is to be added.
    pub words: String,
    /// Who said it; nobody for the promise itself.
    pub by: Option<String>,
    /// When.
    pub at: Option<DateTime<Utc>>,
    /// What the secondee said to an alternative.
    pub accepted: Option<bool>,
    /// In their words.
    pub answer: String,
}

impl Post {
    /// Whether nobody can say at the moment what the person comes back to.
    #[must_use]
    pub fn is_alarming(&self) -> bool {
        match self.status {
            PostStatus::Held => false,
            PostStatus::AtRisk | PostStatus::Removed => true,
            PostStatus::Alternative => self.accepted == Some(false),
        }
    }

    /// Whether the secondee is asked to answer an offer.
    #[must_use]
    pub fn waits_for_answer(&self) -> bool {
        self.status == PostStatus::Alternative && self.accepted.is_none()
    }
}

/// How the post stands in a sentence.
#[must_use]
pub fn standing(post: &Post) -> String {
    let named =
        |otherwise: &str| if post.post.trim().is_empty() { otherwise.to_owned() } else { post.post.clone() };
    match (post.status, post.accepted) {
        (PostStatus::Held, _) => format!("Held: {}", named("as promised")),
        (PostStatus::AtRisk, _) => format!(
            "At risk: {}. The promise stands until it is settled with the secondee",
            named("the post")
        ),
        (PostStatus::Removed, _) => format!("Removed: {}. Another post has to be found", named("the post")),
        (PostStatus::Alternative, None) => {
            format!("Another post is offered: {}. The secondee has not answered", named(""))
        }
        (PostStatus::Alternative, Some(true)) => format!("Another post is agreed: {}", named("")),
        (PostStatus::Alternative, Some(false)) => {
            format!("Another post was offered and declined: {}", named(""))
        }
    }
}

/// Saying how the post stands.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = HomePostInput)]
pub struct PostInput {
    /// How it stands now.
    pub status: PostStatus,
    /// Which post; needed for an alternative.
    #[serde(default)]
    pub post: String,
    /// What is to be added; needed unless it is held.
    #[serde(default)]
    pub words: String,
}

impl PostInput {
    /// The post and the words, if they will do.
    ///
    /// # Errors
    /// Invalid by field.
    pub fn check(&self) -> Result<(String, String)> {
        let mut errors = FieldErrors::default();
        let needs_post =
            if self.status == PostStatus::Alternative { "Name the post that is offered" } else { "" };
        let needs_words =
            if self.status == PostStatus::Held { "" } else { "Write what happened and what comes next" };
        let post = form::words(&mut errors, "post", &self.post, needs_post, LINE);
        let words = form::words(&mut errors, "words", &self.words, needs_words, TEXT);
        errors.check()?;
        Ok((post, words))
    }
}

/// The secondee's answer to an alternative.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PostAnswer {
    /// The offer that is answered, by its number.
    pub number: i64,
    /// Whether they take it.
    pub accepted: bool,
    /// What is to be said; needed for a no.
    #[serde(default)]
    pub words: String,
}

impl PostAnswer {
    /// The words, if they will do.
    ///
    /// # Errors
    /// Invalid by field.
    pub fn check(&self) -> Result<String> {
        let mut errors = FieldErrors::default();
        let missing = if self.accepted { "" } else { "Write what would make it right" };
        let words = form::words(&mut errors, "answer", &self.words, missing, TEXT);
        errors.check()?;
        Ok(words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_alarm_rings_while_nobody_can_say_what_comes() {
        let post = |status, accepted| Post {
            number: 1,
            status,
            post: "Analyst".into(),
            words: String::new(),
            by: None,
            at: None,
            accepted,
            answer: String::new(),
        };
        assert!(!post(PostStatus::Held, None).is_alarming());
        assert!(
            post(PostStatus::AtRisk, None).is_alarming() && post(PostStatus::Removed, None).is_alarming()
        );
        let offered = post(PostStatus::Alternative, None);
        assert!(offered.waits_for_answer() && !offered.is_alarming());
        assert!(post(PostStatus::Alternative, Some(false)).is_alarming());
        assert!(!post(PostStatus::Alternative, Some(true)).is_alarming());
        assert!(standing(&offered).contains("Analyst"));
    }

    #[test]
    fn what_is_not_held_needs_words_and_an_offer_its_post() {
        let input =
            |status, post: &str, words: &str| PostInput { status, post: post.into(), words: words.into() };
        assert!(input(PostStatus::Held, "", "").check().is_ok());
        assert!(input(PostStatus::AtRisk, "", " ").check().is_err());
        assert!(input(PostStatus::Alternative, "", "Two teams merge").check().is_err());
        assert!(input(PostStatus::Alternative, "Lead", "Two teams merge").check().is_ok());
        assert!(PostAnswer { number: 1, accepted: false, words: String::new() }.check().is_err());
        assert!(PostAnswer { number: 1, accepted: true, words: String::new() }.check().is_ok());
    }
}
