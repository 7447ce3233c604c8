//! The shapes of the answers about talks and notes.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sojourn_kit::error::Result;
use utoipa::ToSchema;

use crate::cx::Cx;
use crate::features::agreements::model::side_word;
use crate::features::agreements::talks::actions::{self, Table};
use crate::features::agreements::talks::model::{
    Act, Note, NoteInput, SayInput, Talk, TalkAudience, TalkInput, TalkKind, TalkSaid, TalkState, Words,
};
use crate::features::agreements::talks::notes;

/// What somebody said to it.
#[derive(Debug, Serialize, ToSchema)]
pub struct TalkWordsView {
    /// Who.
    pub who: String,
    /// `secondee`, `home` or `host`.
    pub side: &'static str,
    /// What it is.
    pub kind: TalkSaid,
    /// The words.
    pub words: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// A question about a text, or a change that was asked for.
#[derive(Debug, Serialize, ToSchema)]
pub struct TalkView {
    /// Its number on the record.
    pub number: i64,
    /// Grows with each act; send it back with your own.
    pub version: i64,
    /// What is asked.
    pub kind: TalkKind,
    /// Where it stands.
    pub state: TalkState,
    /// Whether somebody still has to do something.
    pub waits: bool,
    /// The head of the clause, such as `CL-23`; nothing for the whole text.
    pub head: Option<&'static str>,
    /// The number of the clause in the version it was asked on.
    pub clause: Option<u16>,
    /// Its title in that version.
    pub clause_title: String,
    /// The version it was asked on.
    pub asked_on: i64,
    /// Who reads it.
    pub to: TalkAudience,
    /// The side that asks.
    pub side: &'static str,
    /// Who asks.
    pub asked_by: String,
    /// When.
    pub asked_at: DateTime<Utc>,
    /// The question, or why.
    pub words: String,
    /// What the clause should say instead.
    pub proposed: String,
    /// What was said to it, in order.
    pub said: Vec<TalkWordsView>,
    /// When it ended.
    pub settled_at: Option<DateTime<Utc>>,
    /// The version that the change was written into.
    pub settled_in: Option<i64>,
    /// What the caller may do: `answer`, `accept`, `decline`, `withdraw`.
    pub may: Vec<&'static str>,
}

/// A note for one’s own side.
#[derive(Debug, Serialize, ToSchema)]
pub struct AgreementNoteView {
    /// Who wrote it.
    pub who: String,
    /// The version it is about.
    pub written_on: i64,
    /// The number of the clause in that version; nothing for the whole text.
    pub clause: Option<u16>,
    /// Its title in that version.
    pub clause_title: String,
    /// The words.
    pub words: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// Everything that was asked about the texts of a record, as far as the caller reads it.
#[derive(Debug, Serialize, ToSchema)]
pub struct TalksView {
    /// The version of the agreement that something is asked about now.
    pub agreement_version: i64,
    /// Its revision.
    pub revision: i64,
    /// Why nobody is reminded to sign; absent when nothing waits.
    pub hold: Option<String>,
    /// In order.
    pub talks: Vec<TalkView>,
}

/// The notes of the caller’s side.
#[derive(Debug, Serialize, ToSchema)]
pub struct AgreementNotesView {
    /// The newest first.
    pub notes: Vec<AgreementNoteView>,
}

impl From<&Words> for TalkWordsView {
    fn from(one: &Words) -> Self {
        Self {
            who: one.who.clone(),
            side: side_word(one.side),
            kind: one.kind,
            words: one.words.clone(),
            at: one.at,
        }
    }
}

impl From<Note> for AgreementNoteView {
    fn from(note: Note) -> Self {
        let Note { who, written_on, clause, clause_title, words, at } = note;
        Self { who, written_on, clause, clause_title, words, at }
    }
}

fn may(table: &Table, talk: &Talk) -> Vec<&'static str> {
    let word = |act| match act {
        Act::Answer | Act::More => "answer",
        Act::Accept => "accept",
        Act::Decline => "decline",
        Act::Withdraw => "withdraw",
    };
    let mut words: Vec<&'static str> = table.may(talk).into_iter().map(word).collect();
    words.dedup();
    words
}

impl TalkView {
    /// The talk as the actor sees it.
    #[must_use]
    pub fn of(table: &Table, talk: &Talk) -> Self {
        Self {
            number: talk.number,
            version: talk.version,
            kind: talk.kind,
            state: talk.state,
            waits: talk.waits(),
            head: talk.head.map(sojourn_papers::Head::code),
            clause: talk.clause,
            clause_title: talk.clause_title.clone(),
            asked_on: talk.asked_on,
            to: talk.audience,
            side: side_word(talk.side),
            asked_by: talk.asker.clone(),
            asked_at: talk.asked_at,
            words: talk.words.clone(),
            proposed: talk.proposed.clone(),
            said: talk.said.iter().map(TalkWordsView::from).collect(),
            settled_at: talk.settled_at,
            settled_in: talk.settled_in,
            may: may(table, talk),
        }
    }
}

impl TalksView {
    /// What the actor reads.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn of(cx: &mut Cx, table: &Table) -> Result<Self> {
        let talks = actions::read(cx, table).await?;
        // a question to the desk is told to nobody else, not even that it waits
        let mut waiting = actions::waiting(cx, &table.agreement).await?;
        waiting.retain(|one| table.agreement.is_open() && talks.iter().any(|talk| talk.id == one.id));
        let hold = actions::hold_of(&waiting);
        Ok(Self {
            agreement_version: table.agreement.number,
            revision: table.agreement.version,
            hold,
            talks: talks.iter().map(|talk| TalkView::of(table, talk)).collect(),
        })
    }
}

impl AgreementNotesView {
    /// The notes of the actor’s side.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn of(cx: &mut Cx, table: &Table) -> Result<Self> {
        Ok(Self { notes: notes::all(cx, table).await?.into_iter().map(AgreementNoteView::from).collect() })
    }
}

/// Something asked by a signer without an account.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OutsideTalkRequest {
    /// What `POST …/codes` answered with.
    pub session: String,
    /// The six digits from the email, if they were not entered before.
    #[serde(default)]
    pub code: String,
    /// What is asked.
    pub talk: TalkInput,
}

/// Something said by a signer without an account.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OutsideSayRequest {
    /// What `POST …/codes` answered with.
    pub session: String,
    /// The six digits from the email, if they were not entered before.
    #[serde(default)]
    pub code: String,
    /// What is said.
    pub said: SayInput,
}

/// A note by a signer without an account.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OutsideNoteRequest {
    /// What `POST …/codes` answered with.
    pub session: String,
    /// The six digits from the email, if they were not entered before.
    #[serde(default)]
    pub code: String,
    /// The note; without one the notes are only read.
    #[serde(default)]
    pub note: Option<NoteInput>,
}
