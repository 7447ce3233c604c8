//! The journal as pages: one's own, one entry with its readers, and what others shared.

use std::collections::BTreeMap;

use askama::Template;
use axum::Router;
use axum::routing::get;
use chrono::NaiveDate;
use serde::Deserialize;
use sojourn_calendar::format::near;
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Fields, Reply, Route, Search};

use super::model::{Entry, EntryId, EntryInput, Reader, ReadersInput};
use super::{actions, store};
use crate::actor::PersonId;
use crate::app::App;
use crate::cx::Cx;
use crate::door::Door;
use crate::features::people;
use crate::features::secondments::mine;
use crate::features::secondments::store as records;
use crate::features::secondments::{Head, RecordTab, head};
use crate::page::{frame, part, render};
use crate::shell::words::short_day;
use crate::shell::{Downloads, ErrorSummary, FieldOption, FieldView, Frame, Markup, Pager, Place};
use crate::typed::{Form, invalid, unprocessable};

/// The pages of this feature.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/journal", get(own).post(write))
        .route("/journal.csv", get(super::export::csv))
        .route("/journal.xlsx", get(super::export::xlsx))
        .route("/journal/{id}", get(one).post(share))
        .route("/secondments/{number}/journal", get(shared))
}

/// Entries on one page.
const PAGE: usize = 20;
const READ: i64 = PAGE as i64 + 1;

/// Which part of a journal.
#[derive(Debug, Default, Deserialize)]
pub struct Before {
    #[serde(default)]
    before: String,
}

impl Before {
    fn entry(&self) -> Result<Option<EntryId>> {
        if self.before.is_empty() { Ok(None) } else { parse(&self.before).map(Some) }
    }
}

fn parse(text: &str) -> Result<EntryId> {
    text.parse().map_err(|_| Error::NotFound)
}

/// An entry in a list.
pub struct Line {
    /// When it was written.
    pub day: String,
    /// Where its readers are chosen; none for an entry of somebody else.
    pub href: Option<String>,
    /// What was written.
    pub words: String,
    /// First names of those who may read it: “Fiona, Alison”; none when only the writer.
    pub readers: Option<String>,
}

#[derive(Template)]
#[template(path = "features/journal/form.html")]
struct QuickForm {
    form_id: String,
    words: FieldView,
    from: &'static str,
}

/// The form for a new entry, for any page of the writer; `from` names the page that it leads back to.
///
/// # Errors
/// When the template fails: a fault of the product.
pub fn quick_form(frame: &Frame, sent: &Form, from: &'static str) -> Result<Markup> {
    let words = FieldView::new("words", "What did you learn or notice?")
        .lines()
        .value(sent.or("words", ""))
        .error(sent.error("words"));
    part(&QuickForm { form_id: frame.form_id.clone(), words, from })
}

/// The actor's newest entries, for a page of their own.
///
/// # Errors
/// When the database does not answer.
pub async fn newest(cx: &mut Cx, most: i64) -> Result<Vec<Line>> {
    let entries = store::own(cx, None, most).await?;
    lines(cx, entries).await
}

async fn lines(cx: &mut Cx, entries: Vec<Entry>) -> Result<Vec<Line>> {
    let names = readers(cx, &entries).await?;
    let today = cx.today();
    Ok(entries.into_iter().map(|entry| line(entry, &names, today)).collect())
}

/// The names of those with whom any of the entries is shared.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn readers(cx: &mut Cx, entries: &[Entry]) -> Result<BTreeMap<PersonId, String>> {
    let mut names = BTreeMap::new();
    for reader in entries.iter().flat_map(|entry| &entry.shared_with) {
        if !names.contains_key(reader) {
            names.insert(*reader, people::store::brief(cx, *reader).await?.name);
        }
    }
    Ok(names)
}

fn line(entry: Entry, names: &BTreeMap<PersonId, String>, today: NaiveDate) -> Line {
    let first = |name: &String| name.split(' ').next().unwrap_or_default().to_owned();
    let readers: Vec<String> =
        entry.shared_with.iter().filter_map(|reader| names.get(reader)).map(first).collect();
    Line {
        day: short_day(entry.written_at.date_naive(), today),
        href: Some(format!("/journal/{}", entry.id)),
        words: entry.words,
        readers: (!readers.is_empty()).then(|| readers.join(", ")),
    }
}

#[derive(Template)]
#[template(path = "features/journal/own.html")]
struct OwnPage {
    frame: Frame,
    errors: ErrorSummary,
    form: Option<Markup>,
    lines: Vec<Line>,
    downloads: Downloads,
    pager: Pager,
}

async fn own(door: Door, Search(query): Search<Before>) -> Result<Reply> {
    view(&door, query.entry()?, Form::default()).await
}

async fn write(door: Door, Fields(fields): Fields<BTreeMap<String, String>>) -> Result<Reply> {
    let sent = Form::sent(fields);
    match invalid(save(&door, &sent).await)? {
        Ok(reply) => Ok(reply),
        Err(errors) => view(&door, None, sent.with(errors)).await,
    }
}

async fn save(door: &Door, sent: &Form) -> Result<Reply> {
    let mut cx = door.write().await?;
    let entry = actions::write(&mut cx, &EntryInput { words: sent.text("words") }).await?;
    let reply = match (sent.get("visibility"), sent.get("from")) {
        ("share", _) => {
            Reply::see(format!("/journal/{}", entry.id)).flash("Saved. Now choose who may read it")
        }
        (_, "placement") => Reply::see("/my/placement").flash("Saved. Only you can read it"),
        _ => Reply::see("/journal").flash("Saved. Only you can read it"),
    };
    cx.finish(reply).await
}

async fn view(door: &Door, before: Option<EntryId>, sent: Form) -> Result<Reply> {
    let mut cx = door.read().await?;
    let mut entries = store::own(&mut cx, before, READ).await?;
    let has_more = entries.len() > PAGE;
    entries.truncate(PAGE);
    let older = entries.last().filter(|_| has_more).map(|entry| format!("/journal?before={}", entry.id));
    let frame = frame(door, "Journal", Some(Place::Journal)).with_errors(!sent.errors.is_empty());
    let may_write = mine::store::own(&mut cx).await?.is_some();
    let summary = ErrorSummary {
        items: sent
            .errors
            .get("words")
            .map(|error| (Some("#f-words".to_owned()), error.to_owned()))
            .into_iter()
            .collect(),
    };
    let page = OwnPage {
        form: if may_write { Some(quick_form(&frame, &sent, "journal")?) } else { None },
        errors: summary,
        lines: lines(&mut cx, entries).await?,
        downloads: Downloads::whole("/journal"),
        pager: Pager { newer: before.map(|_| "/journal".to_owned()), older },
        frame,
    };
    Ok(unprocessable(render(&page)?, &sent.errors))
}

#[derive(Template)]
#[template(path = "features/journal/entry.html")]
struct EntryPage {
    frame: Frame,
    day: String,
    words: String,
    readers: FieldView,
    is_shared: bool,
    error: ErrorSummary,
}

async fn one(door: Door, Route(id): Route<String>) -> Result<Reply> {
    entry_view(&door, &id, Form::default()).await
}

async fn share(
    door: Door,
    Route(id): Route<String>,
    Fields(fields): Fields<Vec<(String, String)>>,
) -> Result<Reply> {
    match invalid(set_readers(&door, &id, &fields).await)? {
        Ok(reply) => Ok(reply),
        Err(errors) => entry_view(&door, &id, Form::default().with(errors)).await,
    }
}

async fn set_readers(door: &Door, id: &str, fields: &[(String, String)]) -> Result<Reply> {
    let mut cx = door.write().await?;
    let chosen = fields.iter().filter(|(name, _)| name == "readers").map(|(_, reader)| reader);
    let readers = chosen.map(|reader| reader.parse()).collect::<Result<Vec<_>, _>>();
    let readers = readers.map_err(|_| Error::field("readers", "Choose people of this secondment"))?;
    let entry = actions::share(&mut cx, parse(id)?, &ReadersInput { readers }).await?;
    let words = if entry.shared_with.is_empty() { "Only you can read it now" } else { "Shared" };
    cx.finish(Reply::see(format!("/journal/{}", entry.id)).flash(words)).await
}

async fn entry_view(door: &Door, id: &str, sent: Form) -> Result<Reply> {
    let mut cx = door.read().await?;
    let entry = store::load_own(&mut cx, parse(id)?).await?;
    let record = records::load_by_id(&mut cx, entry.secondment).await?;
    let possible = actions::possible_readers(&mut cx, &record).await?;
    let error = sent.error("readers");
    let day = near(entry.written_at.date_naive(), cx.today());
    let page = EntryPage {
        frame: frame(door, format!("Journal, {day}"), Some(Place::Journal)).with_errors(error.is_some()),
        error: ErrorSummary {
            items: error.iter().map(|words| (Some("#f-readers".to_owned()), words.clone())).collect(),
        },
        day,
        readers: readers_field(&possible, &entry).error(error),
        is_shared: !entry.shared_with.is_empty(),
        words: entry.words,
    };
    Ok(unprocessable(render(&page)?, &sent.errors))
}

/// One box per possible reader.
fn readers_field(possible: &[Reader], entry: &Entry) -> FieldView {
    let boxes = possible.iter().map(|reader| {
        FieldOption::new(reader.person.to_string(), reader.name.clone())
            .hint(reader.relation)
            .ticked(entry.shared_with.contains(&reader.person))
    });
    FieldView::new("readers", "Who may read this entry?")
        .kind(crate::shell::FieldKind::Checks(boxes.collect()))
}

#[derive(Template)]
#[template(path = "features/journal/shared.html")]
struct SharedPage {
    frame: Frame,
    head: Head,
    is_own: bool,
    lines: Vec<Line>,
    pager: Pager,
}

async fn shared(door: Door, Route(number): Route<String>, Search(query): Search<Before>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let record = actions::readable(&mut cx, &number).await?;
    let head = head(&mut cx, &record, RecordTab::Journal).await?;
    let before = query.entry()?;
    let mut entries = store::shared(&mut cx, &record, before, READ).await?;
    let has_more = entries.len() > PAGE;
    entries.truncate(PAGE);
    let address = format!("/secondments/{number}/journal");
    let older = entries.last().filter(|_| has_more).map(|entry| format!("{address}?before={}", entry.id));
    let today = cx.today();
    let lines = entries.into_iter().map(|entry| Line {
        day: short_day(entry.written_at.date_naive(), today),
        href: None,
        words: entry.words,
        readers: None,
    });
    let page = SharedPage {
        frame: frame(&door, format!("Journal, {}", head.title), Some(Place::Secondments)),
        is_own: record.secondment.secondee == cx.actor.person,
        lines: lines.collect(),
        pager: Pager { newer: before.map(|_| address.clone()), older },
        head,
    };
    render(&page)
}
