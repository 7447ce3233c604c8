//! Talks for somebody without an account: behind the private link and the code that signing uses.

use std::collections::BTreeMap;

use askama::Template;
use sojourn_kit::error::Result;
use sojourn_kit::web::{Fields, Reply, Route, Search};

use super::ask::{self, Chosen};
use super::notes::{self, Board};
use super::{Again, Item, again, form, list, number_of, with_status};
use crate::cx::Cx;
use crate::door::Guest;
use crate::features::agreements::pages::outside::unknown;
use crate::features::agreements::pages::outside_form::proven;
use crate::features::agreements::talks::actions::{self, Table};
use crate::features::agreements::talks::model::{Act, SayInput, TalkKind};
use crate::features::agreements::talks::{Where, beside};
use crate::page::{guest_frame, render};
use crate::shell::{Empty, ErrorSummary, FieldView, Frame, Notice};
use crate::typed::Form;

/// One thing that was asked, with what its reader can do.
struct Row {
    item: Item,
    number: i64,
    version: i64,
    /// The field for more words and the words of its button, for those who may say something.
    say: Option<(FieldView, &'static str)>,
    withdraw: bool,
}

#[derive(Template)]
#[template(path = "features/agreements/talks/pages/outside.html")]
struct OutsidePage {
    frame: Frame,
    notices: Vec<Notice>,
    errors: ErrorSummary,
    rows: Vec<Row>,
    none: Empty,
    question: String,
    change: String,
    asks: bool,
}

#[derive(Template)]
#[template(path = "features/agreements/talks/pages/outside_notes.html")]
struct OutsideNotesPage {
    frame: Frame,
    board: Board,
}

/// What a browser has come to: nothing of ours, a code to enter first, or the text.
enum Come {
    Unknown,
    Code,
    Here(Box<Table>, Box<crate::actor::Actor>),
}

async fn come(guest: &Guest) -> Result<Come> {
    Ok(match proven(guest).await? {
        None => Come::Unknown,
        Some((.., None)) => Come::Code,
        Some((_, request, Some(_))) => {
            Come::Here(Box::new(actions::by_link(&request)?), Box::new(request.actor))
        }
    })
}

/// Opens the text for a page, or answers with what has to be done first.
macro_rules! here {
    ($guest:expr) => {
        match come($guest).await? {
            Come::Unknown => return unknown($guest),
            Come::Code => return Ok(Reply::see("/sign")),
            Come::Here(table, actor) => (*table, *actor),
        }
    };
}

async fn view(
    guest: &Guest,
    cx: &mut Cx,
    table: &Table,
    sent: &Form,
    on: Option<i64>,
) -> Result<OutsidePage> {
    let place = Where::Outside;
    let today = cx.today();
    let mut talks = actions::read(cx, table).await?;
    talks.sort_by_key(|talk| (!talk.waits(), std::cmp::Reverse(talk.number)));
    let mut rows = Vec::new();
    for talk in &talks {
        let may = table.may(talk);
        let field = |label: &str| {
            // the same field stands under every talk: each has its own address on the page
            let name = format!("words-{}", talk.number);
            let typed = if on == Some(talk.number) { sent.text("words") } else { String::new() };
            let error = sent.errors.get("words").filter(|_| on == Some(talk.number));
            FieldView::new(name, label).lines().value(typed).error(error)
        };
        let say = if may.contains(&Act::Answer) {
            Some((field("Your answer"), "Send answer"))
        } else {
            may.contains(&Act::More).then(|| (field("What you want to add"), "Send"))
        };
        let (number, version, withdraw) = (talk.number, talk.version, may.contains(&Act::Withdraw));
        rows.push(Row { item: Item::of(talk, today), number, version, say, withdraw });
    }
    let shown: Vec<&FieldView> =
        rows.iter().filter_map(|row| row.say.as_ref().map(|(field, _)| field)).collect();
    let mut errors = ErrorSummary::of(shown);
    if let Some(sentence) = sent.errors.get("") {
        errors = errors.and(sentence);
    }
    let beside = beside(cx, &table.record, &table.agreement, place.clone(), None).await?;
    Ok(OutsidePage {
        frame: guest_frame(guest, "Questions and changes").with_errors(!errors.is_empty()),
        notices: beside.notices,
        errors,
        rows,
        none: list::none(),
        question: place.ask(TalkKind::Question),
        change: place.ask(TalkKind::Change),
        asks: table.is_open(),
    })
}

/// GET `/sign/talks`.
pub async fn show(guest: Guest) -> Result<Reply> {
    let (table, actor) = here!(&guest);
    let mut cx = guest.read_as(actor).await?;
    render(&view(&guest, &mut cx, &table, &Form::default(), None).await?)
}

async fn ask_page(guest: &Guest, kind: TalkKind, chosen: &Chosen) -> Result<Reply> {
    let (table, _) = here!(guest);
    let sent = ask::opened(&table, kind, chosen);
    render(&ask::page(guest_frame(guest, "Ask"), &table, kind, &Where::Outside, &sent)?)
}

async fn asked(guest: &Guest, kind: TalkKind, fields: BTreeMap<String, String>) -> Result<Reply> {
    let (table, actor) = here!(guest);
    let sent = form(fields);
    let mut cx = guest.write_as(actor).await?;
    let outcome = ask::send(&mut cx, &table, kind, &sent).await;
    match again(sent, outcome)? {
        Ok(_) => cx.finish(Reply::see("/sign").flash(ask::told(kind))).await,
        Err(Again { sent, status }) => {
            drop(cx);
            let page = ask::page(guest_frame(guest, "Ask"), &table, kind, &Where::Outside, &sent)?;
            ask::taken_back(&page, status)
        }
    }
}

/// GET `/sign/question`.
pub async fn question_page(guest: Guest, Search(chosen): Search<Chosen>) -> Result<Reply> {
    ask_page(&guest, TalkKind::Question, &chosen).await
}

/// POST `/sign/question`.
pub async fn question(guest: Guest, Fields(fields): Fields<BTreeMap<String, String>>) -> Result<Reply> {
    asked(&guest, TalkKind::Question, fields).await
}

/// GET `/sign/change`.
pub async fn change_page(guest: Guest, Search(chosen): Search<Chosen>) -> Result<Reply> {
    ask_page(&guest, TalkKind::Change, &chosen).await
}

/// POST `/sign/change`.
pub async fn change(guest: Guest, Fields(fields): Fields<BTreeMap<String, String>>) -> Result<Reply> {
    asked(&guest, TalkKind::Change, fields).await
}

async fn said(
    guest: &Guest,
    cx: Cx,
    table: &Table,
    talk: i64,
    sent: Form,
    outcome: Result<()>,
    told: &str,
) -> Result<Reply> {
    match again(sent, outcome)? {
        Ok(()) => cx.finish(Reply::see(Where::Outside.talk(talk, "")).flash(told)).await,
        Err(Again { sent, status }) => {
            let actor = cx.actor.clone();
            drop(cx);
            let mut cx = guest.read_as(actor).await?;
            let page = view(guest, &mut cx, table, &sent, Some(talk)).await?;
            Ok(with_status(render(&page)?, Some(status)))
        }
    }
}

/// POST `/sign/talks/{talk}/answers`.
pub async fn answer(
    guest: Guest,
    Route(talk): Route<i64>,
    Fields(fields): Fields<BTreeMap<String, String>>,
) -> Result<Reply> {
    let (table, actor) = here!(&guest);
    let sent = form(fields);
    let typed = sent.text(&format!("words-{talk}"));
    let sent = sent.put("words", typed.clone());
    let input = SayInput { version: number_of(&sent, "talk_version"), words: typed };
    let mut cx = guest.write_as(actor).await?;
    let outcome = actions::answer(&mut cx, &table, talk, &input).await;
    said(&guest, cx, &table, talk, sent, outcome, "Your words are on their way").await
}

/// POST `/sign/talks/{talk}/withdrawal`.
pub async fn withdraw(
    guest: Guest,
    Route(talk): Route<i64>,
    Fields(fields): Fields<BTreeMap<String, String>>,
) -> Result<Reply> {
    let (table, actor) = here!(&guest);
    let sent = form(fields);
    let mut cx = guest.write_as(actor).await?;
    let outcome = actions::withdraw(&mut cx, &table, talk, number_of(&sent, "talk_version")).await;
    said(&guest, cx, &table, talk, sent, outcome, "Taken back").await
}

async fn notes_page(guest: &Guest, cx: &mut Cx, table: &Table, sent: &Form) -> Result<OutsideNotesPage> {
    let frame = guest_frame(guest, "Notes for your side only");
    let board = notes::board(cx, table, &Where::Outside, &frame.form_id, sent).await?;
    Ok(OutsideNotesPage { frame: frame.with_errors(!board.errors.is_empty()), board })
}

/// GET `/sign/notes`.
pub async fn notes_show(guest: Guest) -> Result<Reply> {
    let (table, actor) = here!(&guest);
    let mut cx = guest.read_as(actor).await?;
    render(&notes_page(&guest, &mut cx, &table, &Form::default()).await?)
}

/// POST `/sign/notes`.
pub async fn note(guest: Guest, Fields(fields): Fields<BTreeMap<String, String>>) -> Result<Reply> {
    let (table, actor) = here!(&guest);
    let sent = form(fields);
    let mut cx = guest.write_as(actor.clone()).await?;
    let outcome = notes::send(&mut cx, &table, &sent).await;
    match again(sent, outcome)? {
        Ok(()) => cx.finish(Reply::see("/sign/notes").flash("Kept for your side")).await,
        Err(Again { sent, status }) => {
            drop(cx);
            let mut cx = guest.read_as(actor).await?;
            let page = notes_page(&guest, &mut cx, &table, &sent).await?;
            Ok(with_status(render(&page)?, Some(status)))
        }
    }
}
