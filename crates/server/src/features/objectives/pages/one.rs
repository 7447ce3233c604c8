//! One objective: how it came on, and the next note.

use std::collections::BTreeMap;

use askama::Template;
use sojourn_calendar::format::near;
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Fields, Reply, Route};

use super::super::model::{Item, Note, NoteInput, Status};
use super::super::{actions, store};
use crate::door::Door;
use crate::features::secondments::{Head, RecordTab, head};
use crate::page::{frame, render};
use crate::shell::words::short_day;
use crate::shell::{
    ErrorSummary, FieldKind, FieldOption, FieldView, Frame, Place, SummaryList, SummaryRow, Timeline,
    TimelineItem, Width,
};
use crate::typed::{Form, invalid, unprocessable};

#[derive(Template)]
#[template(path = "features/objectives/pages/one.html")]
struct OnePage {
    frame: Frame,
    head: Head,
    errors: ErrorSummary,
    number: String,
    title: String,
    facts: SummaryList,
    notes: Timeline,
    form: Option<[FieldView; 3]>,
}

/// `GET /secondments/{number}/objectives/{id}`
pub async fn show(door: Door, Route((number, id)): Route<(String, String)>) -> Result<Reply> {
    view(&door, &number, &id, Form::default()).await
}

/// `POST /secondments/{number}/objectives/{id}`
pub async fn send(
    door: Door,
    Route((number, id)): Route<(String, String)>,
    Fields(fields): Fields<BTreeMap<String, String>>,
) -> Result<Reply> {
    let mut sent = Form::sent(fields);
    match invalid(note(&door, &number, &id, &mut sent).await)? {
        Ok(reply) => Ok(reply),
        Err(errors) => view(&door, &number, &id, sent.with(errors)).await,
    }
}

async fn note(door: &Door, number: &str, id: &str, sent: &mut Form) -> Result<Reply> {
    let mut cx = door.write().await?;
    actions::seen(&mut cx, number).await?;
    let id = id.parse().map_err(|_| Error::NotFound)?;
    let status = sent.choice("status", Status::parse, "Choose how it stands", Status::OnTrack);
    let percent = sent.get("percent").trim().trim_end_matches('%').trim().parse().unwrap_or(255);
    let input = NoteInput { status, percent, note: sent.text("note") };
    actions::note(&mut cx, number, id, &input).await?;
    sent.errors.clone().check()?;
    cx.finish(Reply::see(format!("/secondments/{number}/objectives")).flash("Progress noted")).await
}

async fn view(door: &Door, number: &str, id: &str, sent: Form) -> Result<Reply> {
    let mut cx = door.read().await?;
    let record = actions::seen(&mut cx, number).await?;
    let id = id.parse().map_err(|_| Error::NotFound)?;
    let plans = store::plans(&mut cx, &record).await?;
    let item = plans.iter().flat_map(|plan| &plan.items).find(|item| item.id == id).ok_or(Error::NotFound)?;
    let notes = store::notes(&mut cx, &record, id).await?;
    let head = head(&mut cx, &record, RecordTab::Objectives).await?;
    let today = cx.today();
    let is_now = actions::takes_notes(record.secondment.workflow);
    let form = (is_now && actions::agreer(&record).is_some()).then(|| fields(&sent, notes.first()));
    let page = OnePage {
        frame: frame(door, format!("{}, {}", item.title, head.title), Some(Place::Secondments))
            .with_errors(!sent.errors.is_empty()),
        errors: ErrorSummary::of(form.iter().flatten()),
        number: number.to_owned(),
        title: item.title.clone(),
        facts: facts(item, today),
        notes: Timeline { items: notes.into_iter().map(|note| told(note, today)).collect() },
        form,
        head,
    };
    Ok(unprocessable(render(&page)?, &sent.errors))
}

fn facts(item: &Item, today: chrono::NaiveDate) -> SummaryList {
    let due = item.due_on.map_or_else(|| "No day is set".to_owned(), |day| near(day, today));
    let rows = vec![
        SummaryRow::text("How one knows", item.measure.clone()),
        SummaryRow::text("Kind", item.kind.label()),
        SummaryRow::text("Phase", item.phase.label()),
        SummaryRow::text("Weight", item.weight.to_string()),
        SummaryRow::text("Due", due),
    ];
    SummaryList { rows, tight: true }
}

fn told(note: Note, today: chrono::NaiveDate) -> TimelineItem {
    TimelineItem {
        title: format!("{}, {}%", note.status.label(), note.percent),
        by: format!("{}. {}", short_day(note.at.date_naive(), today), note.by),
        side: None,
        next: false,
        quote: (!note.note.is_empty()).then_some(note.note),
    }
}

fn fields(sent: &Form, newest: Option<&Note>) -> [FieldView; 3] {
    let status = newest.map_or(Status::OnTrack, |note| note.status);
    let percent = newest.map_or_else(String::new, |note| note.percent.to_string());
    let options =
        Status::ALL.iter().map(|status| FieldOption::new(status.as_str(), status.label())).collect();
    [
        FieldView::new("status", "How does it stand?")
            .radios(options)
            .bare()
            .value(sent.or("status", status.as_str()))
            .error(sent.error("status")),
        FieldView::new("percent", "How much is reached, in percent?")
            .kind(FieldKind::Number)
            .width(Width::Short)
            .value(sent.or("percent", &percent))
            .error(sent.error("percent")),
        FieldView::new("note", "What is to be said?")
            .lines()
            .hint("Both managers and the mobility team read it. When it is dropped, say why.")
            .optional()
            .value(sent.or("note", ""))
            .error(sent.error("note")),
    ]
}
