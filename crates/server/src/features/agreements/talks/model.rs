//! The words for talks: what is asked, what is said to it, how it ends.

use chrono::{DateTime, Utc};
use serde::Deserialize;
use sojourn_kit::error::{Error, FieldErrors, Refusal, Result};
use sojourn_kit::id_type;
use sojourn_papers::{Draft, Head, Side};
use utoipa::ToSchema;

use crate::actor::PersonId;
use crate::features::agreements::model::AgreementId;
use crate::typed::{TEXT, check_text};

id_type!(
    /// A question or a change that was asked for.
    TalkId, "tlk"
);
id_type!(
    /// A note for one side.
    NoteId, "nte"
);

/// The most characters of a text that a clause should have instead.
const CLAUSE: usize = 15_000;
/// The most things that one person can have asked without an end.
pub const MOST_OPEN: usize = 40;

crate::word_enum!(
    /// What is asked.
    TalkKind {
        /// Something is not clear.
        Question => "question", "Question";
        /// A clause should say something else.
        Change => "change", "Change asked for";
    }
);

crate::word_enum!(
    /// Where it stands.
    TalkState {
        /// Nobody has answered.
        Open => "open", "Open";
        /// Somebody has answered.
        Answered => "answered", "Answered";
        /// The clause was changed.
        Accepted => "accepted", "Accepted";
        /// The clause stays, for a reason.
        Declined => "declined", "Declined";
        /// Whoever asked took it back.
        Withdrawn => "withdrawn", "Taken back";
    }
);

crate::word_enum!(
    /// Who reads a question.
    TalkAudience {
        /// Mobility, HR and legal at home, and the side that asked.
        Desk => "desk", "The people who run this secondment";
        /// Everybody who is part of the agreement.
        All => "all", "Everybody who is part of the agreement";
    }
);

crate::word_enum!(
    /// What words are to what was asked.
    TalkSaid {
        /// The answer.
        Answer => "answer", "Answer";
        /// Whoever asked writes more.
        More => "more", "Written later";
        /// Why it was accepted or declined.
        Reason => "reason", "Reason";
    }
);

/// What somebody said to it.
#[derive(Debug, Clone)]
pub struct Words {
    /// Who, by name.
    pub who: String,
    /// For which side.
    pub side: Side,
    /// What it is.
    pub kind: TalkSaid,
    /// The words.
    pub words: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// A question or a change that was asked for.
#[derive(Debug, Clone)]
pub struct Talk {
    /// The stable id.
    pub id: TalkId,
    /// Its number on the record, from 1.
    pub number: i64,
    /// The version it was asked on.
    pub agreement: AgreementId,
    /// The number of that version.
    pub asked_on: i64,
    /// What is asked.
    pub kind: TalkKind,
    /// The head of the clause; nothing for the whole text.
    pub head: Option<Head>,
    /// The number of the clause in that version.
    pub clause: Option<u16>,
    /// Its title in that version.
    pub clause_title: String,
    /// Who reads it.
    pub audience: TalkAudience,
    /// The side that asks.
    pub side: Side,
    /// Who asks.
    pub asked_by: PersonId,
    /// Their name.
    pub asker: String,
    /// When.
    pub asked_at: DateTime<Utc>,
    /// The question, or why it should change.
    pub words: String,
    /// What the clause should say instead; may be empty.
    pub proposed: String,
    /// Where it stands.
    pub state: TalkState,
    /// When it ended.
    pub settled_at: Option<DateTime<Utc>>,
    /// The version that the change was written into.
    pub settled_in: Option<i64>,
    /// Grows with each change.
    pub version: i64,
    /// What was said to it, in order.
    pub said: Vec<Words>,
}

/// What somebody does to a talk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Answer.
    Answer,
    /// Write more, as the one who asked.
    More,
    /// Change the clause.
    Accept,
    /// Leave the clause, with a reason.
    Decline,
    /// Take it back.
    Withdraw,
}

impl Talk {
    /// Whether somebody still has to do something about it.
    #[must_use]
    pub fn waits(&self) -> bool {
        match self.kind {
            TalkKind::Question => self.state == TalkState::Open,
            TalkKind::Change => matches!(self.state, TalkState::Open | TalkState::Answered),
        }
    }

    /// Whether nothing more can be said to it.
    #[must_use]
    pub fn is_over(&self) -> bool {
        matches!(self.state, TalkState::Accepted | TalkState::Declined | TalkState::Withdrawn)
    }

    /// “clause 9 (Costs and who pays)”, or “the whole text”.
    #[must_use]
    pub fn about(&self) -> String {
        match self.clause {
            Some(number) => format!("clause {number} ({})", self.clause_title),
            None => "the whole text".to_owned(),
        }
    }

    /// “Change asked for to clause 9 (Costs and who pays)”.
    #[must_use]
    pub fn title(&self) -> String {
        match self.kind {
            TalkKind::Question => format!("Question about {}", self.about()),
            TalkKind::Change => format!("Change asked for to {}", self.about()),
        }
    }

    /// The number that its clause has in a draft of today; nothing when it is not there any more. An organisation’s own
    /// clause is known by its title.
    #[must_use]
    pub fn place_in(&self, draft: &Draft) -> Option<u16> {
        let head = self.head?;
        let is_it = |title: &str| head != Head::Additional || title == self.clause_title;
        draft.clauses.iter().find(|one| one.head == head && is_it(&one.title)).map(|one| one.number)
    }

    /// Where it stands after an act, or why that cannot be done.
    ///
    /// # Errors
    /// A refusal in words.
    pub fn after(&self, act: Act) -> Result<TalkState> {
        if self.is_over() {
            let sentence = format!("This is settled already: {}.", self.state.label().to_lowercase());
            return Err(Refusal { code: "talk_over", sentence }.into());
        }
        if matches!(act, Act::Accept | Act::Decline) && self.kind == TalkKind::Question {
            let sentence =
                "A question is answered. Only a change that was asked for is accepted or declined.";
            return Err(Error::refused("not_a_change", sentence));
        }
        Ok(match act {
            Act::Answer => TalkState::Answered,
            Act::More => TalkState::Open,
            Act::Accept => TalkState::Accepted,
            Act::Decline => TalkState::Declined,
            Act::Withdraw => TalkState::Withdrawn,
        })
    }
}

/// A question, or a change that is asked for.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = TalkAskInput)]
pub struct TalkInput {
    /// `question` or `change`.
    pub kind: TalkKind,
    /// The number of the clause; nothing for a question about the whole text.
    #[serde(default)]
    pub clause: Option<u16>,
    /// The version of the agreement that was read; needed with a clause.
    #[serde(default)]
    pub version: Option<i64>,
    /// The revision of the draft that was read; needed with a clause of a draft.
    #[serde(default)]
    pub revision: Option<i64>,
    /// Who reads a question: `desk` or `all`. A change is read by all.
    #[serde(default)]
    pub to: Option<TalkAudience>,
    /// The question.
    #[serde(default)]
    pub question: String,
    /// What the clause should say instead.
    #[serde(default)]
    pub proposed: String,
    /// Why it should change, in your own words.
    #[serde(default)]
    pub why: String,
}

impl TalkInput {
    /// An empty one.
    #[must_use]
    pub fn new(kind: TalkKind) -> Self {
        Self {
            kind,
            clause: None,
            version: None,
            revision: None,
            to: None,
            question: String::new(),
            proposed: String::new(),
            why: String::new(),
        }
    }

    /// Refuses what says nothing or too much.
    ///
    /// # Errors
    /// Sentences by field.
    pub fn check(&self) -> Result<()> {
        let mut errors = FieldErrors::default();
        match self.kind {
            TalkKind::Question => {
                check_text(&mut errors, "question", &self.question, TEXT, Some("Write your question"));
            }
            TalkKind::Change => {
                if self.clause.is_none() {
                    errors.add("clause", "Choose the clause that should change");
                }
                if self.proposed.trim().is_empty() && self.why.trim().is_empty() {
                    errors.add("proposed", "Write what it should say instead, or below why it should change");
                }
                check_text(&mut errors, "proposed", &self.proposed, CLAUSE, None);
                check_text(&mut errors, "why", &self.why, TEXT, None);
            }
        }
        errors.check()
    }

    /// The question, or why.
    #[must_use]
    pub fn words(&self) -> &str {
        match self.kind {
            TalkKind::Question => self.question.trim(),
            TalkKind::Change => self.why.trim(),
        }
    }
}

/// What is said to a talk.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = TalkSayInput)]
pub struct SayInput {
    /// The version of the talk that was read.
    pub version: i64,
    /// The words. Taking it back needs none.
    #[serde(default)]
    pub words: String,
}

/// A change that is accepted: the clause as it will read.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = TalkAcceptInput)]
pub struct AcceptInput {
    /// The version of the talk that was read.
    pub version: i64,
    /// The version of the agreement that was read.
    pub agreement_version: i64,
    /// The revision of the draft that was read; any for a text that is out for signature.
    pub revision: i64,
    /// The title.
    pub title: String,
    /// The text: a paragraph a line, items of a list after `- `.
    pub text: String,
    /// One sentence in plain words.
    #[serde(default)]
    pub plain_words: String,
    /// What you say to whoever asked; may be empty.
    #[serde(default)]
    pub words: String,
}

/// A note for one’s own side.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ClauseNoteInput)]
pub struct NoteInput {
    /// The number of the clause in the newest version; nothing for the whole text.
    #[serde(default)]
    pub clause: Option<u16>,
    /// The note.
    pub words: String,
}

/// A note for one side.
#[derive(Debug, Clone)]
pub struct Note {
    /// Who wrote it.
    pub who: String,
    /// The version it is about.
    pub written_on: i64,
    /// The number of the clause in that version.
    pub clause: Option<u16>,
    /// Its title in that version.
    pub clause_title: String,
    /// The words.
    pub words: String,
    /// When.
    pub at: DateTime<Utc>,
}
