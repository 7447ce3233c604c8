//! The pages of talks: everything that was asked, one thing with its answers, asking, and the notes of one side.

pub(in crate::features::agreements) mod ask;
pub(in crate::features::agreements) mod list;
pub(in crate::features::agreements) mod notes;
pub(in crate::features::agreements) mod outside;
pub(in crate::features::agreements) mod show;

use std::collections::BTreeMap;

use askama::Template;
use axum::http::StatusCode;
use chrono::NaiveDate;
use sojourn_kit::error::{Error, FieldErrors, Result};
use sojourn_kit::web::Reply;
use sojourn_papers::Side;

use super::actions::Table;
use super::model::{Act, Note, Talk, TalkKind, TalkState};
use crate::shell::words::short_day;
use crate::shell::{FieldOption, Tag, Tone};
use crate::typed::Form;

/// What somebody said, as a page shows it.
struct Line {
    lead: String,
    words: Vec<String>,
}

/// One thing that was asked, with what was said to it. Every word of a person stays a word.
#[derive(Template)]
#[template(path = "features/agreements/talks/pages/item.html")]
pub struct Item {
    number: i64,
    title: String,
    tag: Tag,
    lead: String,
    words: Vec<String>,
    proposed: Vec<String>,
    said: Vec<Line>,
    end: String,
    /// Where it is answered, when there is something to do.
    open: Option<(String, &'static str)>,
}

impl askama::filters::HtmlSafe for Item {}

fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

fn side_words(side: Side) -> &'static str {
    match side {
        Side::Secondee => "secondee",
        Side::Home => "home",
        Side::Host => "host",
    }
}

fn tone(state: TalkState) -> Tone {
    match state {
        TalkState::Open => Tone::Warn,
        TalkState::Answered => Tone::Info,
        TalkState::Accepted => Tone::Good,
        TalkState::Declined => Tone::Bad,
        TalkState::Withdrawn => Tone::Quiet,
    }
}

impl Item {
    fn of(talk: &Talk, today: NaiveDate) -> Self {
        let day = |at: chrono::DateTime<chrono::Utc>| short_day(at.date_naive(), today);
        let readers = match (talk.kind, talk.audience) {
            (TalkKind::Change, _) => String::new(),
            (TalkKind::Question, audience) => format!(" To: {}.", lower(audience.label())),
        };
        let said = talk.said.iter().map(|one| Line {
            lead: format!("{}: {}, {}, {}", one.kind.label(), one.who, side_words(one.side), day(one.at)),
            words: lines(&one.words),
        });
        let end = match (talk.settled_at, talk.settled_in) {
            (Some(at), Some(version)) => format!("{} {}, in version {version}.", talk.state.label(), day(at)),
            (Some(at), None) => format!("{} {}.", talk.state.label(), day(at)),
            (None, _) => String::new(),
        };
        Self {
            number: talk.number,
            title: talk.title(),
            tag: Tag::new(talk.state.label(), tone(talk.state)),
            lead: format!(
                "{}, {}, {}, on version {}.{readers}",
                talk.asker,
                side_words(talk.side),
                day(talk.asked_at),
                talk.asked_on
            ),
            words: lines(&talk.words),
            proposed: lines(&talk.proposed),
            said: said.collect(),
            end,
            open: None,
        }
    }

    /// The same, with the way to what the reader can do with it.
    fn leading(mut self, acts: &[Act], href: String) -> Self {
        let label = match acts {
            [] => return self,
            acts if acts.contains(&Act::Accept) || acts.contains(&Act::Decline) => "Decide",
            acts if acts.contains(&Act::Answer) => "Answer",
            _ => "Write more or take it back",
        };
        self.open = Some((href, label));
        self
    }
}

fn lower(words: &str) -> String {
    let mut letters = words.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_lowercase().collect::<String>() + letters.as_str())
}

/// A note as a page shows it.
struct NoteLine {
    about: String,
    lead: String,
    words: Vec<String>,
}

impl NoteLine {
    fn of(note: &Note, today: NaiveDate) -> Self {
        let about = match note.clause {
            Some(number) => format!("Clause {number}, {}", note.clause_title),
            None => "The whole text".to_owned(),
        };
        let day = short_day(note.at.date_naive(), today);
        let lead = format!("{}, {day}, on version {}", note.who, note.written_on);
        Self { about, lead, words: lines(&note.words) }
    }
}

/// The clauses of the text, to choose one of.
fn clauses(table: &Table, none: &'static str) -> Vec<FieldOption> {
    let clauses = table.agreement.paper.draft.clauses.iter();
    let option = |clause: &sojourn_papers::Clause| {
        FieldOption::new(clause.number.to_string(), format!("{}. {}", clause.number, clause.title))
    };
    std::iter::once(FieldOption::new("", none)).chain(clauses.map(option)).collect()
}

/// The number of the clause that was chosen.
fn clause_of(sent: &Form) -> Result<Option<u16>> {
    match sent.text("clause").as_str() {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| Error::field("clause", "Choose one of the clauses")),
    }
}

fn number_of(sent: &Form, name: &str) -> i64 {
    // a form without a version is one that somebody bent: it is stale
    sent.text(name).parse().unwrap_or(-1)
}

/// A form as it was sent, and what was wrong with it.
struct Again {
    sent: Form,
    status: StatusCode,
}

/// Takes wrong words, and words that came too late, back to their page. What was typed is kept either way.
fn again<T>(sent: Form, outcome: Result<T>) -> Result<Result<T, Again>> {
    match outcome {
        Err(Error::Invalid(errors)) => {
            Ok(Err(Again { sent: sent.with(errors), status: StatusCode::UNPROCESSABLE_ENTITY }))
        }
        Err(Error::Stale) => {
            let mut errors = FieldErrors::default();
            errors.add(
                "",
                "Somebody changed this while you were writing. What you wrote is kept below: look at what changed, then \
                 send it again.",
            );
            Ok(Err(Again { sent: sent.with(errors), status: StatusCode::CONFLICT }))
        }
        other => other.map(Ok),
    }
}

fn form(fields: BTreeMap<String, String>) -> Form {
    Form::sent(fields)
}

fn with_status(page: Reply, status: Option<StatusCode>) -> Reply {
    match status {
        Some(status) => page.status(status),
        None => page,
    }
}
