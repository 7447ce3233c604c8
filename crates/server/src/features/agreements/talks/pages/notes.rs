//! The notes of one’s own side, for people with an account.

use std::collections::BTreeMap;

use askama::Template;
use axum::http::StatusCode;
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Fields, Reply, Route, Search};

use super::ask::{Chosen, opened};
use super::{Again, NoteLine, again, clause_of, clauses, form, with_status};
use crate::cx::Cx;
use crate::door::Door;
use crate::features::agreements::pages::inside::framed;
use crate::features::agreements::talks::Where;
use crate::features::agreements::talks::actions::{self, Table};
use crate::features::agreements::talks::model::{NoteInput, TalkKind};
use crate::features::agreements::talks::notes;
use crate::features::secondments::{Head, RecordTab, head};
use crate::page::render;
use crate::shell::{ErrorSummary, FieldView, Frame};
use crate::typed::Form;

#[derive(Template)]
#[template(path = "features/agreements/talks/pages/notes.html")]
struct NotesPage {
    frame: Frame,
    head: Head,
    board: Board,
    back: String,
}

/// The notes of a side with the form for another one. Renders itself, for both doors.
#[derive(Template)]
#[template(path = "features/agreements/talks/pages/board.html")]
pub(super) struct Board {
    form_id: String,
    readers: &'static str,
    notes: Vec<NoteLine>,
    /// The form, for those who write.
    fields: Vec<FieldView>,
    pub(super) errors: ErrorSummary,
    action: String,
}

impl askama::filters::HtmlSafe for Board {}

/// The notes of the actor’s side.
pub(super) async fn board(
    cx: &mut Cx,
    table: &Table,
    place: &Where,
    form_id: &str,
    sent: &Form,
) -> Result<Board> {
    let all = notes::all(cx, table).await?;
    let fields = match table.side() {
        Ok(_) => vec![
            sent.field("clause", "What is it about?").select(clauses(table, "The whole text")),
            sent.field("note", "Your note").lines(),
        ],
        Err(_) => Vec::new(),
    };
    let errors = sent.summary(&fields.iter().collect::<Vec<_>>());
    Ok(Board {
        form_id: form_id.to_owned(),
        readers: notes::readers(table.side().unwrap_or(sojourn_papers::Side::Home)),
        notes: all.iter().map(|note| NoteLine::of(note, cx.today())).collect(),
        fields,
        errors,
        action: place.notes(),
    })
}

/// Writes what the form says.
pub(super) async fn send(cx: &mut Cx, table: &Table, sent: &Form) -> Result<()> {
    let input = NoteInput { clause: clause_of(sent)?, words: sent.text("note") };
    notes::write(cx, table, &input).await
}

async fn view(
    door: &Door,
    cx: &mut Cx,
    table: &Table,
    sent: &Form,
    status: Option<StatusCode>,
) -> Result<Reply> {
    let place = Where::Inside(table.record.secondment.number.clone());
    let head = head(cx, &table.record, RecordTab::Agreement).await?;
    let frame = framed(door, &table.record);
    let board = board(cx, table, &place, &frame.form_id, sent).await?;
    let frame = frame.with_errors(!board.errors.is_empty());
    Ok(with_status(render(&NotesPage { frame, head, board, back: place.text() })?, status))
}

/// GET `/secondments/{number}/agreement/notes`.
pub async fn show(door: Door, Route(number): Route<String>, Search(chosen): Search<Chosen>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let table = actions::at(&mut cx, &number).await?;
    let sent = opened(&table, TalkKind::Question, &chosen);
    view(&door, &mut cx, &table, &sent, None).await
}

/// POST `/secondments/{number}/agreement/notes`.
pub async fn write(
    door: Door,
    Route(number): Route<String>,
    Fields(fields): Fields<BTreeMap<String, String>>,
) -> Result<Reply> {
    let sent = form(fields);
    let mut cx = door.write().await?;
    let table = actions::at(&mut cx, &number).await?;
    let outcome: Result<(), Error> = send(&mut cx, &table, &sent).await;
    match again(sent, outcome)? {
        Ok(()) => {
            let to = Where::Inside(number).notes();
            cx.finish(Reply::see(to).flash("Kept for your side")).await
        }
        Err(Again { sent, status }) => {
            drop(cx);
            view(&door, &mut door.read().await?, &table, &sent, Some(status)).await
        }
    }
}
