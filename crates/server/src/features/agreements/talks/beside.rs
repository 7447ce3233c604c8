//! What stands beside a text: what is asked about it, where one asks, and what it can be compared with.

use std::borrow::Borrow;

use askama::Template;
use sojourn_kit::error::Result;

use super::model::{Talk, TalkKind};
use super::{access, actions};
use crate::cx::Cx;
use crate::features::agreements::comparing;
use crate::features::agreements::model::Agreement;
use crate::features::secondments::Record;
use crate::shell::words::counted;
use crate::shell::{Link, Notice, Tone};

/// Where the pages about a text stand: with an account, or behind a private link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Where {
    /// On the record of this number.
    Inside(String),
    /// Behind the private link.
    Outside,
}

impl Where {
    fn base(&self) -> String {
        match self {
            Self::Inside(number) => format!("/secondments/{number}/agreement"),
            Self::Outside => "/sign".to_owned(),
        }
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> String {
        self.base()
    }

    /// Where one asks a question, or for a change.
    #[must_use]
    pub fn ask(&self, kind: TalkKind) -> String {
        let part = match (self, kind) {
            (Self::Inside(_), TalkKind::Question) => "questions",
            (Self::Inside(_), TalkKind::Change) => "change-requests",
            (Self::Outside, TalkKind::Question) => "question",
            (Self::Outside, TalkKind::Change) => "change",
        };
        format!("{}/{part}", self.base())
    }

    /// All talks.
    #[must_use]
    pub fn list(&self) -> String {
        format!("{}/talks", self.base())
    }

    /// One talk, or what is done with it.
    #[must_use]
    pub fn talk(&self, number: i64, act: &str) -> String {
        match (self, act) {
            (Self::Outside, "") => format!("{}#talk-{number}", self.list()),
            (_, "") => format!("{}/{number}", self.list()),
            _ => format!("{}/{number}/{act}", self.list()),
        }
    }

    /// The notes of one’s own side.
    #[must_use]
    pub fn notes(&self) -> String {
        format!("{}/notes", self.base())
    }

    /// A later version compared with an earlier one.
    #[must_use]
    pub fn compare(&self, earlier: &str, later: &str) -> String {
        match self {
            Self::Inside(_) => format!("{}/v/{earlier}/compare/{later}", self.base()),
            Self::Outside => format!("{}/compare/{earlier}", self.base()),
        }
    }
}

/// What stands beside a text. Renders itself as the card in the side column.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "features/agreements/talks/beside.html")]
pub struct Beside {
    /// Changes that are asked for and not decided: everybody who is part of the agreement sees it.
    pub notices: Vec<Notice>,
    /// The versions that can be compared.
    pub compares: Vec<Link>,
    /// What changed since the reader last met the text, word by word.
    pub since: Option<Link>,
    /// Where one asks and reads, for those who read talks.
    links: Vec<Link>,
    place: Option<Where>,
    /// Whether the reader may ask something now.
    asks: bool,
    /// In words, how much waits.
    open: String,
    /// The clauses with something that waits.
    clauses: Vec<u16>,
}

impl askama::filters::HtmlSafe for Beside {}

/// The links under one clause.
#[derive(Debug, Clone, Template)]
#[template(path = "features/agreements/talks/clause_links.html")]
pub struct ClauseLinks {
    number: u16,
    question: Option<String>,
    change: String,
    /// Where what is asked about the clause stands, when something waits.
    open: Option<String>,
}

impl askama::filters::HtmlSafe for ClauseLinks {}

impl Beside {
    /// The links under a clause; nothing for those who can do nothing there.
    #[must_use]
    pub fn clause(&self, number: impl Borrow<u16>) -> Option<ClauseLinks> {
        let (place, number): (&Where, &u16) = (self.place.as_ref()?, number.borrow());
        let number = *number;
        let open = self.clauses.contains(&number).then(|| place.list());
        let ask = |kind| format!("{}?clause={number}", place.ask(kind));
        (self.asks || open.is_some()).then(|| ClauseLinks {
            number,
            question: self.asks.then(|| ask(TalkKind::Question)),
            change: ask(TalkKind::Change),
            open,
        })
    }
}

/// What stands beside the text of a record for the actor. `since` is the version that they last met.
///
/// # Errors
/// When the database does not answer.
pub async fn beside(
    cx: &mut Cx,
    record: &Record,
    agreement: &Agreement,
    place: Where,
    since: Option<i64>,
) -> Result<Beside> {
    let later = agreement.number.to_string();
    let since = since
        .filter(|since| *since != agreement.number)
        .map(|since| Link::new("See what changed, word by word", place.compare(&since.to_string(), &later)));
    let compares = match &place {
        Where::Inside(_) => comparing::links(cx, record, agreement).await?,
        Where::Outside => Vec::new(),
    };
    let mut found = Beside { since, compares, ..Beside::default() };
    if access::reads_for(&record.standing).is_none() {
        return Ok(found);
    }
    let mut waiting = actions::waiting(cx, agreement).await?;
    waiting.retain(|talk| access::reads(&record.standing, talk));
    let changes = waiting.iter().filter(|talk| talk.kind == TalkKind::Change);
    found.notices = changes.map(|talk| notice(talk, &place)).collect();
    found.open = match waiting.len() {
        0 => "Nothing waits for an answer.".to_owned(),
        open => format!("{} for an answer.", counted(open as u64, "thing waits", "things wait")),
    };
    let draft = &agreement.paper.draft;
    found.clauses = waiting.iter().filter_map(|talk| talk.place_in(draft)).collect();
    let table = actions::Table { record: record.clone(), agreement: agreement.clone() };
    found.asks = table.is_open() && access::side(&record.standing).is_some();
    if found.asks {
        found.links.push(Link::new("Ask a question", place.ask(TalkKind::Question)));
        found.links.push(Link::new("Ask for a change to a clause", place.ask(TalkKind::Change)));
    }
    found.links.push(Link::new("Everything that was asked", place.list()));
    found.links.push(Link::new("Notes for your side only", place.notes()));
    found.place = Some(place);
    Ok(found)
}

fn notice(talk: &Talk, place: &Where) -> Notice {
    let lead = format!("{} asks for a change to {}.", talk.asker, talk.about());
    let text = "It is not decided yet, and nobody is reminded to sign until it is.";
    Notice::new(Tone::Warn, lead).text(text).link(Link::new("Read it", place.talk(talk.number, "")))
}
