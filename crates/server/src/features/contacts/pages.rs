//! Keeping in touch as pages: the record's plan, and everybody whom the reader keeps in touch with.

use std::collections::BTreeMap;

use askama::Template;
use axum::Router;
use axum::routing::{get, post};
use chrono::NaiveDate;
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Fields, Reply, Route};

use super::home::row;
use super::model::{Channel, ContactPlanInput, MadeInput, UNTIL_AGREED, is_over_a_year};
use super::store::{self, Plan, Talk, Watched};
use super::{actions, panel};
use crate::app::App;
use crate::cx::Cx;
use crate::door::Door;
use crate::features::people;
use crate::features::secondments::{Head, Record, RecordTab, SecondmentId, head, steps};
use crate::page::{frame, render};
use crate::shell::words::short_day;
use crate::shell::{
    ErrorSummary, FieldKind, FieldOption, FieldView, Frame, Place, SummaryList, Width, WorkRow,
};
use crate::typed::{Form, invalid, unprocessable};

/// The pages of this feature.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/secondments/{number}/contact", get(show).post(plan))
        .route("/secondments/{number}/contact/made", post(made))
        .route("/secondments/{number}/contact/undone", post(undone))
        .route("/contacts", get(mine))
        .route("/contacts/{id}", post(made_here))
        .route("/contacts/{id}/undone", post(undone_here))
}

/// Talks on one page.
const TALKS: i64 = 50;
/// People on one page.
const PEOPLE: i64 = 200;

#[derive(Template)]
#[template(path = "features/contacts/record.html")]
struct RecordPage {
    frame: Frame,
    head: Head,
    errors: ErrorSummary,
    number: String,
    summary: SummaryList,
    is_over_a_year: bool,
    talks: Vec<Noted>,
    tap: Option<FieldView>,
    form: Option<[FieldView; 4]>,
    version: i64,
}

/// A talk as the page lists it.
struct Noted {
    words: String,
    /// Its day, when the reader can take it back.
    undo: Option<NaiveDate>,
}

async fn show(door: Door, Route(number): Route<String>) -> Result<Reply> {
    view(&door, &number, &Form::default(), &Form::default()).await
}

async fn plan(
    door: Door,
    Route(number): Route<String>,
    Fields(fields): Fields<BTreeMap<String, String>>,
) -> Result<Reply> {
    let mut sent = Form::sent(fields);
    let channel = sent.choice("channel", Channel::parse, "Choose how you talk", Channel::Video);
    let input = ContactPlanInput {
        contact_email: sent.text("contact_email"),
        channel,
        note: sent.text("note"),
        cadence_days: sent.get("cadence_days").trim().parse().unwrap_or(0),
        version: sent.version(),
    };
    let outcome = async {
        let mut cx = door.write().await?;
        crate::typed::both(sent.errors.clone(), actions::plan(&mut cx, &number, &input).await)?;
        cx.finish(Reply::see(format!("/secondments/{number}/contact")).flash("Agreed. Both were told")).await
    };
    match invalid(outcome.await)? {
        Ok(reply) => Ok(reply),
        Err(errors) => view(&door, &number, &sent.with(errors), &Form::default()).await,
    }
}

async fn made(
    door: Door,
    Route(number): Route<String>,
    Fields(fields): Fields<BTreeMap<String, String>>,
) -> Result<Reply> {
    let mut sent = Form::sent(fields);
    let outcome = async {
        let mut cx = door.write().await?;
        let record = actions::seen(&mut cx, &number).await?;
        let on = sent.day("on", cx.today());
        let noted = actions::note(&mut cx, record.secondment.id, &MadeInput { on }).await;
        let (_, is_new) = crate::typed::both(sent.errors.clone(), noted)?;
        let back = match sent.get("from") {
            "placement" => "/my/placement".to_owned(),
            "record" => format!("/secondments/{number}"),
            _ => format!("/secondments/{number}/contact"),
        };
        cx.finish(Reply::see(back).flash(said(is_new))).await
    };
    match invalid(outcome.await)? {
        Ok(reply) => Ok(reply),
        Err(errors) => view(&door, &number, &Form::default(), &sent.with(errors)).await,
    }
}

async fn undone(
    door: Door,
    Route(number): Route<String>,
    Fields(fields): Fields<BTreeMap<String, String>>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    let record = actions::seen(&mut cx, &number).await?;
    let mut sent = Form::sent(fields);
    let on = sent.day("on", cx.today());
    sent.errors.check()?;
    actions::undo(&mut cx, record.secondment.id, &MadeInput { on }).await?;
    cx.finish(Reply::see(format!("/secondments/{number}/contact")).flash("Taken back")).await
}

fn said(is_new: bool) -> &'static str {
    if is_new { "Noted" } else { "It was noted before" }
}

async fn view(door: &Door, number: &str, planned: &Form, noted: &Form) -> Result<Reply> {
    let mut cx = door.read().await?;
    let record = actions::seen(&mut cx, number).await?;
    let head = head(&mut cx, &record, RecordTab::Contact).await?;
    let plan = store::plan(&mut cx, &record).await?;
    let watched = store::of_record(&mut cx, &record).await?;
    let today = cx.today();
    let form = if actions::may_plan(&record) && actions::is_open(&record) {
        Some(fields(&mut cx, &record, plan.as_ref(), planned).await?)
    } else {
        None
    };
    let may_note = actions::may_plan(&record) && watched.as_ref().is_some_and(|one| one.is_away);
    let tap = may_note.then(|| {
        FieldView::new("on", "Another day than today?")
            .date()
            .optional()
            .value(noted.or("on", ""))
            .error(noted.error("on"))
    });
    let errors = planned.clone().with(noted.errors.clone()).errors;
    let talks = store::talks(&mut cx, &record, TALKS).await?;
    let page = RecordPage {
        frame: frame(door, format!("Keep in touch, {}", head.title), Some(Place::Secondments))
            .with_errors(!errors.is_empty()),
        errors: ErrorSummary::of(form.iter().flatten().chain(&tap)),
        number: number.to_owned(),
        summary: panel::summary(&mut cx, &record, plan.as_ref(), watched.as_ref()).await?,
        is_over_a_year: watched.as_ref().is_some_and(|one| is_over_a_year(one.stay.start(), today)),
        talks: talks.iter().map(|one| noted_talk(one, today)).collect(),
        tap,
        form,
        version: plan.map_or(0, |plan| plan.version),
        head,
    };
    Ok(unprocessable(render(&page)?, &errors))
}

fn noted_talk(talk: &Talk, today: NaiveDate) -> Noted {
    let words = format!("{}, noted by {}", short_day(talk.on, today), talk.by);
    Noted { words, undo: talk.can_undo.then_some(talk.on) }
}

async fn fields(cx: &mut Cx, record: &Record, plan: Option<&Plan>, sent: &Form) -> Result<[FieldView; 4]> {
    let contact = plan.map(|plan| plan.contact).or(record.secondment.home_manager);
    let email = match contact {
        Some(person) => people::store::brief(cx, person).await?.email.unwrap_or_default(),
        None => String::new(),
    };
    let cadence = plan.map_or(UNTIL_AGREED, |plan| plan.cadence_days).to_string();
    let channel = plan.map_or(Channel::Video, |plan| plan.channel);
    let channels = Channel::ALL.iter().map(|one| FieldOption::new(one.as_str(), one.label()));
    Ok([
        FieldView::new("contact_email", "Who at home keeps in touch?")
            .kind(FieldKind::Email)
            .hint("Their email address. The home manager, or a colleague who would call anyway.")
            .value(sent.or("contact_email", &email))
            .error(sent.error("contact_email")),
        FieldView::new("channel", "How do you talk?")
            .select(channels.collect())
            .value(sent.or("channel", channel.as_str()))
            .error(sent.error("channel")),
        FieldView::new("cadence_days", "Every how many days?")
            .kind(FieldKind::Number)
            .width(Width::Short)
            .hint("7 to 31. After half a year it becomes three quarters of that, after a year half.")
            .value(sent.or("cadence_days", &cadence))
            .error(sent.error("cadence_days")),
        FieldView::new("note", "Anything else you agreed?")
            .optional()
            .hint("Such as “Thursdays, after lunch in London”.")
            .value(sent.or("note", plan.map_or("", |plan| plan.note.as_str())))
            .error(sent.error("note")),
    ])
}

#[derive(Template)]
#[template(path = "features/contacts/mine.html")]
struct MinePage {
    frame: Frame,
    rows: Vec<MineRow>,
}

/// Somebody away with whom the reader keeps in touch.
struct MineRow {
    row: WorkRow,
    id: SecondmentId,
    first: String,
    /// The day of a talk that the reader noted today and can take back.
    undo: Option<NaiveDate>,
}

async fn mine(door: Door) -> Result<Reply> {
    let mut cx = door.read().await?;
    let today = cx.today();
    let noted = store::noted_today(&mut cx).await?;
    let entry = |one: &Watched| MineRow {
        row: row(one, "/contacts", today),
        id: one.id,
        first: steps::first_name(&one.name).to_owned(),
        undo: noted.iter().rev().find(|(id, _)| *id == one.id).map(|(_, day)| *day),
    };
    let rows = store::mine(&mut cx, PEOPLE).await?.iter().map(entry).collect();
    render(&MinePage { frame: frame(&door, "Keeping in touch", Some(Place::Home)), rows })
}

async fn made_here(door: Door, Route(id): Route<String>) -> Result<Reply> {
    let mut cx = door.write().await?;
    let id = id.parse().map_err(|_| Error::NotFound)?;
    let (_, is_new) = actions::note(&mut cx, id, &MadeInput::default()).await?;
    cx.finish(Reply::see("/contacts").flash(said(is_new))).await
}

async fn undone_here(
    door: Door,
    Route(id): Route<String>,
    Fields(fields): Fields<BTreeMap<String, String>>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    let id = id.parse().map_err(|_| Error::NotFound)?;
    let mut sent = Form::sent(fields);
    let on = sent.day("on", cx.today());
    sent.errors.check()?;
    actions::undo(&mut cx, id, &MadeInput { on }).await?;
    cx.finish(Reply::see("/contacts").flash("Taken back")).await
}
