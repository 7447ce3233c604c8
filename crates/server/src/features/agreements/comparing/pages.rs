//! The page that shows two texts side by side, with an account and behind a private link.

use askama::Template;
use sojourn_kit::error::Result;
use sojourn_kit::web::{Reply, Route};

use super::actions::{self, Pair};
use super::model::{ClauseFate, ClausePlace, ComparedClause, TextMark, TextSpan};
use crate::door::{Door, Guest};
use crate::features::agreements::pages::inside::framed;
use crate::features::agreements::pages::outside::unknown;
use crate::features::agreements::pages::outside_form::proven;
use crate::features::secondments::{Head, RecordTab, head};
use crate::page::{guest_frame, render};
use crate::shell::words::counted;
use crate::shell::{Frame, Tag, Tone};

/// Stretches of words with marks that are seen, and words for those who do not see them.
#[derive(Debug, Clone, Template)]
#[template(path = "features/agreements/comparing/spans.html")]
pub struct Marked {
    spans: Vec<TextSpan>,
}

impl askama::filters::HtmlSafe for Marked {}

impl Marked {
    /// These stretches.
    #[must_use]
    pub fn new(spans: Vec<TextSpan>) -> Self {
        Self { spans }
    }
}

struct Row {
    anchor: String,
    place: String,
    /// The heading as it reads now.
    name: String,
    title: Marked,
    tag: Tag,
    notes: Vec<String>,
    paragraphs: Vec<Marked>,
}

impl Row {
    fn of((at, clause): (usize, ComparedClause)) -> Self {
        let tag = match (clause.became, clause.moved) {
            (ClauseFate::Added, _) => Tag::new("New", Tone::Good),
            (ClauseFate::Removed, _) => Tag::new("Taken out", Tone::Bad),
            (ClauseFate::Changed, ClausePlace::Moved) => Tag::new("Changed and moved", Tone::Warn),
            (ClauseFate::Changed, _) => Tag::new("Changed", Tone::Warn),
            (ClauseFate::Same, _) => Tag::new("Moved", Tone::Info),
        };
        let is_gone = clause.became == ClauseFate::Removed;
        let stays = |span: &&TextSpan| is_gone || span.mark != TextMark::Removed;
        Self {
            anchor: format!("compared-{}", at + 1),
            name: clause.title.iter().filter(stays).map(|span| span.text.as_str()).collect(),
            notes: clause.note().into_iter().chain(clause.reason).collect(),
            place: clause.place,
            title: Marked { spans: clause.title },
            tag,
            paragraphs: clause.paragraphs.into_iter().map(|spans| Marked { spans }).collect(),
        }
    }
}

/// What two texts are to each other: the summary, what differs, and the rest folded.
#[derive(Template)]
#[template(path = "features/agreements/comparing/body.html")]
pub struct Body {
    earlier: String,
    later: String,
    summary: String,
    told: Vec<Row>,
    same: Vec<Row>,
    same_words: String,
}

impl askama::filters::HtmlSafe for Body {}

impl From<Pair> for Body {
    fn from(pair: Pair) -> Self {
        let clauses = pair.clauses.into_iter().enumerate();
        let (told, same): (Vec<_>, Vec<_>) = clauses.partition(|(_, clause)| clause.is_told());
        Self {
            earlier: pair.earlier,
            later: pair.later,
            summary: pair.summary,
            same_words: format!(
                "{} the same words",
                counted(same.len() as u64, "clause or schedule has", "clauses and schedules have")
            ),
            told: told.into_iter().map(Row::of).collect(),
            same: same.into_iter().map(Row::of).collect(),
        }
    }
}

#[derive(Template)]
#[template(path = "features/agreements/comparing/inside.html")]
struct InsidePage {
    frame: Frame,
    head: Head,
    body: Body,
    back: String,
}

#[derive(Template)]
#[template(path = "features/agreements/comparing/outside.html")]
struct OutsidePage {
    frame: Frame,
    body: Body,
}

/// GET `/secondments/{number}/agreement/v/{version}/compare/{other}`.
pub async fn show(
    door: Door,
    Route((number, version, other)): Route<(String, String, String)>,
) -> Result<Reply> {
    let mut cx = door.read().await?;
    let (record, pair) = actions::of_record(&mut cx, &number, &version, &other).await?;
    let head = head(&mut cx, &record, RecordTab::Agreement).await?;
    let back = format!("/secondments/{number}/agreement");
    render(&InsidePage { frame: framed(&door, &record), head, body: pair.into(), back })
}

/// GET `/sign/compare/{version}`: only for a browser that has proved who is in front of it.
pub async fn show_outside(guest: Guest, Route(version): Route<i64>) -> Result<Reply> {
    let Some((_, request, proof)) = proven(&guest).await? else { return unknown(&guest) };
    if proof.is_none() {
        return Ok(Reply::see("/sign"));
    }
    let mut cx = guest.read_as(request.actor.clone()).await?;
    let pair = actions::of_request(&mut cx, &request, version).await?;
    render(&OutsidePage { frame: guest_frame(&guest, "What changed in the text"), body: pair.into() })
}
