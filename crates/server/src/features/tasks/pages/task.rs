//! One task: what it is, who does it by when, what proves it, and what happened to it.

use std::collections::BTreeMap;

use askama::Template;
use axum::http::StatusCode;
use sojourn_calendar::format::{long, near};
use sojourn_kit::error::{Error, FieldErrors, Result};
use sojourn_kit::web::{Fields, Reply, Route};

use crate::cx::Cx;
use crate::door::Door;
use crate::features::secondments::{Head, Record, RecordTab, head};
use crate::features::tasks::model::{
    AssignInput, DoneInput, Evidence, FactKind, ReasonInput, Task, TaskFact, TaskState,
};
use crate::features::tasks::names::Names;
use crate::features::tasks::rows::{address, due_words, tag};
use crate::features::tasks::{access, actions, store};
use crate::page::{self, render};
use crate::shell::{
    ErrorSummary, FieldOption, FieldView, Frame, Link, Place, SummaryList, SummaryRow, SummaryValue, Tag,
    Timeline, TimelineItem,
};

/// The fields of a form.
type Form = BTreeMap<String, String>;
/// The parts of the address: the record's number and the task's code.
type Address = Route<(String, String)>;

#[derive(Template)]
#[template(path = "features/tasks/pages/task.html")]
struct TaskPage {
    frame: Frame,
    head: Head,
    title: String,
    why: String,
    tag: Option<Tag>,
    base: String,
    list: String,
    version: i64,
    errors: ErrorSummary,
    facts: SummaryList,
    history: Timeline,
    /// What is asked when it is done; none when the reader cannot finish it.
    done: Option<Vec<FieldView>>,
    may_begin: bool,
    /// Where the record settles it.
    settles_at: Option<Link>,
    waive: Option<FieldView>,
    reopen: Option<FieldView>,
    assign: Option<FieldView>,
}

/// `GET /secondments/{number}/tasks/{code}`
pub async fn show(door: Door, Route((number, code)): Address) -> Result<Reply> {
    view(&door, &number, &code, &Form::new(), FieldErrors::default()).await
}

/// `POST …/completion`
pub async fn complete(
    door: Door,
    Route((number, code)): Address,
    Fields(form): Fields<Form>,
) -> Result<Reply> {
    let outcome = async {
        let mut cx = door.write().await?;
        let input = done_input(&form, &cx)?;
        let (_, task) = actions::done(&mut cx, &number, &code, &input).await?;
        let again = task.state != TaskState::Done;
        let words = if again { "Done. The next time is on the list" } else { "Done" };
        cx.finish(Reply::see(back(&form, &number, &code)).flash(words)).await
    };
    or_view(&door, &number, &code, &form, outcome.await).await
}

fn done_input(form: &Form, cx: &Cx) -> Result<DoneInput> {
    let typed = text(form, "on");
    let on = match typed.is_empty() {
        true => None,
        false => {
            let read = sojourn_calendar::parse_date(typed, cx.today());
            Some(read.map_err(|error| Error::field("on", error.to_string()))?)
        }
    };
    Ok(DoneInput {
        note: text(form, "note").to_owned(),
        on,
        reference: text(form, "reference").to_owned(),
        version: version(form),
    })
}

/// `POST …/beginning`
pub async fn begin(door: Door, Route((number, code)): Address, Fields(form): Fields<Form>) -> Result<Reply> {
    let mut cx = door.write().await?;
    actions::start(&mut cx, &number, &code, version(&form)).await?;
    cx.finish(Reply::see(back(&form, &number, &code)).flash("Noted that it has begun")).await
}

/// `POST …/waiver`
pub async fn waive(door: Door, Route((number, code)): Address, Fields(form): Fields<Form>) -> Result<Reply> {
    let outcome = async {
        let mut cx = door.write().await?;
        let input = ReasonInput { reason: text(&form, "waive_reason").to_owned(), version: version(&form) };
        let named = |error| renamed(error, "reason", "waive_reason");
        actions::waive(&mut cx, &number, &code, &input).await.map_err(named)?;
        cx.finish(Reply::see(back(&form, &number, &code)).flash("Noted as not needed")).await
    };
    or_view(&door, &number, &code, &form, outcome.await).await
}

/// `POST …/reopening`
pub async fn reopen(door: Door, Route((number, code)): Address, Fields(form): Fields<Form>) -> Result<Reply> {
    let outcome = async {
        let mut cx = door.write().await?;
        let input = ReasonInput { reason: text(&form, "reason").to_owned(), version: version(&form) };
        actions::reopen(&mut cx, &number, &code, &input).await?;
        cx.finish(Reply::see(back(&form, &number, &code)).flash("Open again")).await
    };
    or_view(&door, &number, &code, &form, outcome.await).await
}

/// `POST …/assignment`
pub async fn assign(door: Door, Route((number, code)): Address, Fields(form): Fields<Form>) -> Result<Reply> {
    let outcome = async {
        let mut cx = door.write().await?;
        let typed = text(&form, "person");
        let person = match typed {
            "" => None,
            id => Some(id.parse().map_err(|_| Error::field("person", "Choose somebody of the list"))?),
        };
        let input = AssignInput { person, version: version(&form) };
        actions::assign(&mut cx, &number, &code, &input).await?;
        cx.finish(Reply::see(back(&form, &number, &code)).flash("Noted who does it")).await
    };
    or_view(&door, &number, &code, &form, outcome.await).await
}

fn text<'a>(form: &'a Form, name: &str) -> &'a str {
    form.get(name).map_or("", |text| text.trim())
}

fn version(form: &Form) -> Option<i64> {
    // a form without a version is one that somebody bent: it is stale
    Some(text(form, "version").parse().unwrap_or(-1))
}

/// Where the person came from; a word of ours, never an address from outside.
fn back(form: &Form, number: &str, code: &str) -> String {
    match text(form, "back") {
        "home" => "/".to_owned(),
        "tasks" => "/tasks".to_owned(),
        "record" => format!("/secondments/{number}"),
        "list-open" => format!("/secondments/{number}/tasks"),
        "list-mine" => format!("/secondments/{number}/tasks?show=mine"),
        "list-all" => format!("/secondments/{number}/tasks?show=all"),
        _ => format!("/secondments/{number}/tasks/{code}"),
    }
}

/// The same errors with one field under another name.
fn renamed(error: Error, from: &str, to: &str) -> Error {
    match error {
        Error::Invalid(mut errors) => {
            if let Some(sentence) = errors.0.remove(from) {
                errors.add(to, sentence);
            }
            Error::Invalid(errors)
        }
        other => other,
    }
}

/// Takes wrong input back to the page of the task; every other outcome leaves as it is.
async fn or_view(
    door: &Door,
    number: &str,
    code: &str,
    form: &Form,
    outcome: Result<Reply>,
) -> Result<Reply> {
    match outcome {
        Err(Error::Invalid(errors)) => view(door, number, code, form, errors).await,
        other => other,
    }
}

async fn view(door: &Door, number: &str, code: &str, form: &Form, errors: FieldErrors) -> Result<Reply> {
    let mut cx = door.read().await?;
    let (record, task) = actions::load(&mut cx, number, code).await?;
    let head = head(&mut cx, &record, RecordTab::Tasks).await?;
    let names = Names::of(&mut cx, &record.secondment, std::slice::from_ref(&task)).await?;
    let facts = store::facts(&mut cx, &task).await?;
    let is_open_to = |decided: Result<(), sojourn_kit::error::Refusal>| decided.is_ok();
    let may_finish = is_open_to(access::decide_done(&record, &task));
    let done = may_finish.then(|| done_fields(&task, form, &errors));
    let waive = is_open_to(access::decide_waive(&record, &task))
        .then(|| reason_field("waive_reason", "Why is it not needed?", form, &errors));
    let reopen = is_open_to(access::decide_reopen(&record, &task))
        .then(|| reason_field("reason", "Why is it opened again?", form, &errors));
    let assign = assign_field(&mut cx, &record, &task, &errors).await?;
    let fields: Vec<&FieldView> = done.iter().flatten().chain(&waive).chain(&reopen).chain(&assign).collect();
    let mut summary = ErrorSummary::of(fields);
    summary.items.extend(errors.get("").map(|sentence| (None, sentence.to_owned())));
    let settles_at = settles_at(&record, &task);
    let page = TaskPage {
        frame: page::frame(door, format!("{}, {}", task.title, head.title), Some(Place::Secondments))
            .with_errors(!errors.is_empty()),
        title: task.title.clone(),
        why: task.why.clone(),
        tag: tag(&task, access::is_mine(&record, &task)),
        base: address(number, &task),
        list: format!("/secondments/{number}/tasks"),
        version: task.version,
        errors: summary,
        facts: summary_of(&task, &names, &cx),
        history: history(facts, &cx),
        may_begin: may_finish && task.state == TaskState::ToDo,
        done,
        settles_at,
        waive,
        reopen,
        assign,
        head,
    };
    let reply = render(&page)?;
    Ok(if errors.is_empty() { reply } else { reply.status(StatusCode::UNPROCESSABLE_ENTITY) })
}

fn done_fields(task: &Task, form: &Form, errors: &FieldErrors) -> Vec<FieldView> {
    let error = |name: &str| errors.get(name).map(str::to_owned);
    let note = FieldView::new("note", "What was done or agreed?")
        .lines()
        .value(text(form, "note"))
        .error(error("note"));
    let mut fields = match task.evidence {
        Evidence::None | Evidence::Note => Vec::new(),
        Evidence::Date => {
            vec![FieldView::new("on", "On which day?").date().value(text(form, "on")).error(error("on"))]
        }
        Evidence::Reference => vec![
            FieldView::new("reference", "Document number or link")
                .hint("For example, INS-2026-114, or the address where it is kept.")
                .value(text(form, "reference"))
                .error(error("reference")),
        ],
    };
    match task.evidence {
        Evidence::Note => fields.push(note),
        _ => fields.push(note.optional()),
    }
    fields
}

fn reason_field(name: &str, label: &str, form: &Form, errors: &FieldErrors) -> FieldView {
    let hint = "Everybody who sees the task can read it.";
    FieldView::new(name, label)
        .lines()
        .hint(hint)
        .value(text(form, name))
        .error(errors.get(name).map(str::to_owned))
}

async fn assign_field(
    cx: &mut Cx,
    record: &Record,
    task: &Task,
    errors: &FieldErrors,
) -> Result<Option<FieldView>> {
    if access::decide_assign(record, task).is_err() {
        return Ok(None);
    }
    let people = store::people::of_side(cx, &record.secondment, task.owner).await?;
    if people.len() < 2 && task.person.is_none() {
        return Ok(None);
    }
    let all = FieldOption::new("", format!("Anybody: {}", task.owner.label()));
    let options = people.iter().map(|member| FieldOption::new(member.id.to_string(), member.name.clone()));
    let field = FieldView::new("person", "Who does it?")
        .select(std::iter::once(all).chain(options).collect())
        .value(task.person.map_or_else(String::new, |person| person.to_string()))
        .error(errors.get("person").map(str::to_owned));
    Ok(Some(field))
}

fn settles_at(record: &Record, task: &Task) -> Option<Link> {
    let page = task.item()?.done_at?;
    let is_open = matches!(task.state, TaskState::ToDo | TaskState::Started);
    is_open.then(|| {
        Link::new(
            "Open the page where it happens",
            format!("/secondments/{}/{page}", record.secondment.number),
        )
    })
}

fn summary_of(task: &Task, names: &Names, cx: &Cx) -> SummaryList {
    let today = cx.today();
    let due = match task.due_on {
        Some(day) if task.state.is_open() => format!("{}, {}", long(day), due_words(day, today)),
        Some(day) => long(day),
        None => "Not known yet".to_owned(),
    };
    let mut rows = vec![
        SummaryRow::text("Who", names.owner(task)),
        SummaryRow::text("Due", due),
        SummaryRow::text("Part of", task.phase.label()),
        SummaryRow::text("Seen by", task.reach.label()),
        SummaryRow::text("Asks for", task.evidence.label()),
    ];
    if task.blocking {
        rows.push(SummaryRow::text("Start", "The start waits for it"));
    }
    if task.state == TaskState::NotYet {
        rows.push(SummaryRow::text("Waits", task.outcome.clone()));
    } else if !task.state.is_open() {
        let by = task.settled_by.and_then(|person| names.person(person));
        let day = task.settled_on.map(|day| near(day, today));
        let mut said: Vec<String> = [day, by].into_iter().flatten().collect();
        said.extend(Some(task.outcome.clone()).filter(|words| !words.is_empty()));
        rows.push(SummaryRow::new(task.state.label(), SummaryValue::Lines(said)));
    }
    SummaryList { rows, tight: true }
}

fn history(facts: Vec<TaskFact>, cx: &Cx) -> Timeline {
    let today = cx.today();
    let item = |fact: TaskFact| {
        let who = fact.by.unwrap_or_else(|| "Sojourn".to_owned());
        let title = match (fact.kind, fact.person) {
            (FactKind::Assigned, Some(person)) => format!("Given to {person}"),
            (FactKind::Assigned, None) => "Given back to the whole side".to_owned(),
            (kind, _) => kind.label().to_owned(),
        };
        let on = fact.on.map_or_else(String::new, |on| format!(". Day given: {}", near(on, today)));
        TimelineItem {
            title,
            by: format!("{who}, {}{on}", near(fact.at.date_naive(), today)),
            quote: Some(fact.words).filter(|words| !words.is_empty()),
            ..TimelineItem::default()
        }
    };
    Timeline { items: facts.into_iter().map(item).collect() }
}
