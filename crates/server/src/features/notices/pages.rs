//! The outbox page and one letter.

use askama::Template;
use axum::Router;
use axum::routing::get;
use serde::Deserialize;
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Reply, Route, Search};
use uuid::Uuid;

use super::export;
use super::model::{Envelope, Letter, LetterState, Part, Sight, lines};
use super::store;
use crate::app::App;
use crate::door::Door;
use crate::page;
use crate::shell::words::short_day;
use crate::shell::{Crumbs, Downloads, Empty, Frame, Link, Notice, Pager, Place, Tag, Tone};

/// Letters on one page.
const PAGE: i64 = 50;

/// The pages of this feature.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/outbox", get(outbox))
        .route("/outbox.csv", get(export::csv))
        .route("/outbox.xlsx", get(export::xlsx))
        .route("/outbox/{id}", get(letter))
}

#[derive(Deserialize)]
struct Paging {
    older: Option<Uuid>,
}

#[derive(Template)]
#[template(path = "features/notices/list.html")]
struct OutboxPage {
    frame: Frame,
    lede: &'static str,
    notice: Option<Notice>,
    letters: Vec<Line>,
    empty: Empty,
    downloads: Downloads,
    pager: Pager,
}

#[derive(Template)]
#[template(path = "features/notices/letter.html")]
struct LetterPage {
    frame: Frame,
    crumbs: Crumbs,
    letter: Letter,
    when: String,
    state: Tag,
    lines: Vec<Vec<Part>>,
}

async fn outbox(door: Door, Search(paging): Search<Paging>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let sight = Sight::of(&cx.actor, cx.app.demo).ok_or(Error::Forbidden)?;
    let mut letters = store::list(&mut cx, &sight, paging.older, PAGE + 1).await?;
    let more = letters.len() > usize::try_from(PAGE).unwrap_or(usize::MAX);
    letters.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
    let older = letters.last().filter(|_| more).map(|last| format!("/outbox?older={}", last.id.simple()));
    let today = cx.today();
    page::render(&OutboxPage {
        frame: page::frame(&door, "Outbox", Some(Place::Outbox)),
        lede: if sight.reads_texts() {
            "Every letter that Sojourn wrote, newest first."
        } else {
            "Letters on their way: to whom, and whether they arrived. Their words stay between us and the reader."
        },
        notice: kept(&cx.app),
        letters: letters.iter().map(|letter| line(letter, &sight, today)).collect(),
        empty: Empty {
            title: "No letters yet".to_owned(),
            text: "When somebody has to decide, sign or confirm, Sojourn writes to them. It shows here."
                .to_owned(),
            action: None,
        },
        downloads: Downloads::whole("/outbox"),
        pager: Pager { newer: paging.older.map(|_| "/outbox".to_owned()), older },
    })
}

/// Says so when no letter leaves this installation.
fn kept(app: &App) -> Option<Notice> {
    app.config.smtp_url.is_none().then(|| {
        let text = if app.demo { "Open one to follow its link." } else { "Set smtp_url to have them sent." };
        Notice::new(Tone::Info, "Letters are kept here and not sent: there is no mail server.").text(text)
    })
}

/// One line of the list.
struct Line {
    title: String,
    /// Where the letter can be read, if it can.
    href: Option<String>,
    to: String,
    written: String,
    trouble: Option<String>,
    state: Tag,
}

fn line(letter: &Envelope, sight: &Sight, today: chrono::NaiveDate) -> Line {
    let reads = sight.reads_texts() && !letter.is_kept;
    let day = short_day(letter.created_at.date_naive(), today);
    Line {
        title: if reads { letter.subject.clone() } else { letter.kind.replace('_', " ") },
        href: reads.then(|| format!("/outbox/{}", letter.id.simple())),
        to: if letter.is_kept {
            letter.to_name.clone()
        } else {
            format!("{}, {}", letter.to_name, letter.to_address)
        },
        written: format!("{day}, {}", letter.created_at.format("%H:%M")),
        trouble: letter.last_error.clone(),
        state: tag(letter),
    }
}

fn tag(letter: &Envelope) -> Tag {
    let tone = match letter.state {
        LetterState::Waiting => Tone::Quiet,
        LetterState::Sent => Tone::Good,
        LetterState::Failed => Tone::Bad,
    };
    Tag::new(letter.state.label(), tone)
}

async fn letter(door: Door, Route(id): Route<Uuid>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let sight = Sight::of(&cx.actor, cx.app.demo).filter(Sight::reads_texts).ok_or(Error::NotFound)?;
    let letter = store::load(&mut cx, &sight, id).await?;
    let written = letter.envelope.created_at;
    page::render(&LetterPage {
        frame: page::frame(&door, letter.envelope.subject.clone(), Some(Place::Outbox)),
        crumbs: Crumbs::new(vec![Link::new("Outbox", "/outbox")], "Letter"),
        when: format!("{} at {}", short_day(written.date_naive(), cx.today()), written.format("%H:%M UTC")),
        state: tag(&letter.envelope),
        lines: lines(&letter.body, &cx.app.config.base_url),
        letter,
    })
}
