//! Asking a question, or for a change to a clause: the same page for both doors.

use std::collections::BTreeMap;

use askama::Template;
use axum::http::StatusCode;
use serde::Deserialize;
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Fields, Reply, Route, Search};

use super::{Again, again, clause_of, clauses, form, number_of, with_status};
use crate::cx::Cx;
use crate::door::Door;
use crate::features::agreements::pages::inside::framed;
use crate::features::agreements::talks::Where;
use crate::features::agreements::talks::access::usual_audience;
use crate::features::agreements::talks::actions::{self, Table};
use crate::features::agreements::talks::model::{Talk, TalkAudience, TalkInput, TalkKind};
use crate::page::render;
use crate::shell::{ErrorSummary, FieldOption, FieldView, Frame};
use crate::typed::Form;

/// Which clause the page is opened for.
#[derive(Debug, Default, Deserialize)]
pub struct Chosen {
    /// Its number.
    #[serde(default)]
    clause: Option<String>,
}

#[derive(Template)]
#[template(path = "features/agreements/talks/pages/ask.html")]
pub(super) struct AskPage {
    frame: Frame,
    heading: &'static str,
    lede: &'static str,
    fields: Vec<FieldView>,
    errors: ErrorSummary,
    action: String,
    button: &'static str,
    back: String,
    version: i64,
    revision: i64,
}

/// The page, with what was typed.
pub(super) fn page(
    frame: Frame,
    table: &Table,
    kind: TalkKind,
    place: &Where,
    sent: &Form,
) -> Result<AskPage> {
    table.side()?;
    if !table.is_open() {
        let sentence =
            "This text is settled. To change it, ask for a change of dates or terms on the record.";
        return Err(Error::refused("not_open", sentence));
    }
    let fields = match kind {
        TalkKind::Question => question_fields(table, sent),
        TalkKind::Change => change_fields(table, sent),
    };
    let (heading, lede, button) = match kind {
        TalkKind::Question => (
            "Ask a question",
            "The answer comes by email and stands beside the text. Your signature can wait: nobody is reminded until \
             there is an answer.",
            "Send question",
        ),
        TalkKind::Change => (
            "Ask for a change",
            "Everybody who is part of the agreement reads what you ask for. Home accepts it or says why not; nobody is \
             reminded to sign until then.",
            "Ask for this change",
        ),
    };
    let errors = sent.summary(&fields.iter().collect::<Vec<_>>());
    Ok(AskPage {
        frame: frame.with_errors(!errors.is_empty()),
        heading,
        lede,
        fields,
        errors,
        action: place.ask(kind),
        button,
        back: place.text(),
        version: table.agreement.number,
        revision: table.agreement.version,
    })
}

fn question_fields(table: &Table, sent: &Form) -> Vec<FieldView> {
    let usual = usual_audience(&table.record.standing);
    let to = if sent.text("to").is_empty() { usual.as_str().to_owned() } else { sent.text("to") };
    let readers = TalkAudience::ALL.iter().map(|one| FieldOption::new(one.as_str(), one.label())).collect();
    vec![
        sent.field("clause", "What is it about?").select(clauses(table, "The whole text")),
        sent.field("question", "Your question").lines(),
        sent.field("to", "Who should read and answer it?").radios(readers).value(to),
    ]
}

fn change_fields(table: &Table, sent: &Form) -> Vec<FieldView> {
    vec![
        sent.field("clause", "Which clause should change?").select(clauses(table, "Choose a clause")),
        sent.field("proposed", "What should it say instead?")
            .lines()
            .hint("A paragraph a line. Leave it as it is if you would rather say below what is wrong.")
            .optional(),
        sent.field("why", "Why, in your own words").lines().optional(),
    ]
}

/// What the page proposes when it is opened for a clause: its text as it stands.
pub(super) fn opened(table: &Table, kind: TalkKind, chosen: &Chosen) -> Form {
    let draft = &table.agreement.paper.draft;
    let number = chosen.clause.as_deref().and_then(|text| text.parse::<u16>().ok());
    let found = number.and_then(|number| Some((number, draft.editable_text(number).ok()?)));
    let Some((number, text)) = found else { return Form::default() };
    let form = Form::default().put("clause", number.to_string());
    if kind == TalkKind::Change { form.put("proposed", text) } else { form }
}

/// Asks what the form says.
pub(super) async fn send(cx: &mut Cx, table: &Table, kind: TalkKind, sent: &Form) -> Result<Talk> {
    let input = TalkInput {
        clause: clause_of(sent)?,
        version: Some(number_of(sent, "version")),
        revision: Some(number_of(sent, "revision")),
        to: TalkAudience::parse(&sent.text("to")),
        question: sent.text("question"),
        proposed: sent.text("proposed"),
        why: sent.text("why"),
        ..TalkInput::new(kind)
    };
    actions::ask(cx, table, &input).await
}

/// What the next page says.
pub(super) const fn told(kind: TalkKind) -> &'static str {
    match kind {
        TalkKind::Question => "Your question is on its way",
        TalkKind::Change => "Everybody who is part of the agreement is told what you ask for",
    }
}

async fn view(door: &Door, number: &str, kind: TalkKind, chosen: &Chosen) -> Result<Reply> {
    let mut cx = door.read().await?;
    let table = actions::at(&mut cx, number).await?;
    let sent = opened(&table, kind, chosen);
    render(&page(framed(door, &table.record), &table, kind, &Where::Inside(number.to_owned()), &sent)?)
}

async fn asked(door: &Door, number: &str, kind: TalkKind, fields: BTreeMap<String, String>) -> Result<Reply> {
    let sent = form(fields);
    let place = Where::Inside(number.to_owned());
    let mut cx = door.write().await?;
    let table = actions::at(&mut cx, number).await?;
    let outcome = send(&mut cx, &table, kind, &sent).await;
    match again(sent, outcome)? {
        Ok(talk) => cx.finish(Reply::see(place.talk(talk.number, "")).flash(told(kind))).await,
        Err(Again { sent, status }) => {
            drop(cx);
            let mut cx = door.read().await?;
            let table = actions::at(&mut cx, number).await?;
            let page = render(&page(framed(door, &table.record), &table, kind, &place, &sent)?)?;
            Ok(with_status(page, Some(status)))
        }
    }
}

/// GET `/secondments/{number}/agreement/questions`.
pub async fn question_page(
    door: Door,
    Route(number): Route<String>,
    Search(chosen): Search<Chosen>,
) -> Result<Reply> {
    view(&door, &number, TalkKind::Question, &chosen).await
}

/// POST `/secondments/{number}/agreement/questions`.
pub async fn question(
    door: Door,
    Route(number): Route<String>,
    Fields(fields): Fields<BTreeMap<String, String>>,
) -> Result<Reply> {
    asked(&door, &number, TalkKind::Question, fields).await
}

/// GET `/secondments/{number}/agreement/change-requests`.
pub async fn change_page(
    door: Door,
    Route(number): Route<String>,
    Search(chosen): Search<Chosen>,
) -> Result<Reply> {
    view(&door, &number, TalkKind::Change, &chosen).await
}

/// POST `/secondments/{number}/agreement/change-requests`.
pub async fn change(
    door: Door,
    Route(number): Route<String>,
    Fields(fields): Fields<BTreeMap<String, String>>,
) -> Result<Reply> {
    asked(&door, &number, TalkKind::Change, fields).await
}

/// The status of a page that takes words back, for the other door.
pub(super) fn taken_back(page: &AskPage, status: StatusCode) -> Result<Reply> {
    Ok(with_status(render(page)?, Some(status)))
}
