//! The start: the gate with its checks, then the arrival.

use std::collections::BTreeMap;

use askama::Template;
use sojourn_calendar::format::{long, near};
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Fields, Reply, Route};

use crate::cx::Cx;
use crate::door::Door;
use crate::features::placements::actions;
use crate::features::placements::gate::{GateCode, GateItem, GateState};
use crate::features::placements::model::{ArrivalInput, CheckInput, HowKnown, apart};
use crate::features::placements::store;
use crate::features::secondments::{self, Action, Party, Record, Workflow, lifecycle};
use crate::features::secondments::{Head, RecordTab, head};
use crate::features::tasks;
use crate::page;
use crate::shell::{
    ErrorSummary, FieldKind, FieldOption, FieldView, Frame, Notice, Place, SummaryList, SummaryRow, TaskItem,
    TaskList, TaskState, Tone,
};
use crate::typed::{Form, invalid, unprocessable};

#[derive(Template)]
#[template(path = "features/placements/pages/start.html")]
struct StartPage {
    frame: Frame,
    head: Head,
    version: i64,
    errors: ErrorSummary,
    notice: Option<Notice>,
    tasks: Option<TaskList>,
    checks: Vec<(FieldView, FieldView)>,
    /// Whether nothing is left to do and the reader may open the gate.
    may_open: bool,
    arrival: Option<[FieldView; 3]>,
    facts: Option<SummaryList>,
}

/// Shows the start of a record.
pub async fn show(door: Door, Route(number): Route<String>) -> Result<Reply> {
    view(&door, &number, Form::default()).await
}

/// Confirms checks, opens the gate, or confirms the arrival.
pub async fn send(
    door: Door,
    Route(number): Route<String>,
    Fields(fields): Fields<BTreeMap<String, String>>,
) -> Result<Reply> {
    let mut sent = Form::sent(fields);
    let outcome = match sent.get("do") {
        "checks" => save_checks(&door, &number, &sent).await,
        "open" => open(&door, &number, &sent).await,
        "arrival" => arrive(&door, &number, &mut sent).await,
        _ => Err(Error::field("", "This form has nothing to do. Open the page again.")),
    };
    match invalid(outcome)? {
        Ok(reply) => Ok(reply),
        Err(errors) => view(&door, &number, sent.with(errors)).await,
    }
}

async fn save_checks(door: &Door, number: &str, sent: &Form) -> Result<Reply> {
    let mut cx = door.write().await?;
    for item in GateCode::ALL.iter().filter(|item| item.is_ticked()) {
        let name = item.as_str();
        let done = sent.get(&format!("check-{name}")) == "yes";
        let note = sent.text(&format!("note-{name}"));
        actions::check(&mut cx, number, &CheckInput { item: *item, done, note }).await?;
    }
    cx.finish(Reply::see(format!("/secondments/{number}/start")).flash("Checks saved")).await
}

async fn open(door: &Door, number: &str, sent: &Form) -> Result<Reply> {
    let mut cx = door.write().await?;
    actions::open_gate(&mut cx, number, Some(sent.version())).await?;
    let reply = Reply::see(format!("/secondments/{number}/start"));
    cx.finish(reply.flash("The start gate is open. Both managers know.")).await
}

async fn arrive(door: &Door, number: &str, sent: &mut Form) -> Result<Reply> {
    let mut cx = door.write().await?;
    let on = sent.needed_day("on", cx.today(), "Write a day such as 7 Dec 2026");
    let how_known = sent.choice("how_known", HowKnown::parse, "Choose how you know", HowKnown::Visit);
    let input = ArrivalInput { version: Some(sent.version()), on, how_known, note: sent.text("note") };
    actions::confirm_arrival(&mut cx, number, &input).await?;
    sent.errors.clone().check()?;
    cx.finish(Reply::see(format!("/secondments/{number}")).flash("Arrival confirmed")).await
}

/// Who follows the start: those who run it, and the three people it is about.
fn may_follow(record: &Record) -> bool {
    use Party as P;
    let parties =
        [P::Secondee, P::HomeManager, P::HomeHr, P::ProgrammeAdmin, P::HostManager, P::HostHr, P::Auditor];
    parties.into_iter().any(|party| record.standing.is(party))
}

async fn view(door: &Door, number: &str, sent: Form) -> Result<Reply> {
    let mut cx = door.read().await?;
    let record = secondments::store::load(&mut cx, number).await?;
    if !may_follow(&record) {
        return Err(Error::Forbidden);
    }
    let s = &record.secondment;
    let head = head(&mut cx, &record, RecordTab::Overview).await?;
    let sees_gate = record.standing.parties.iter().any(|party| !party.is_host());
    let items = if sees_gate { actions::gate_items(&mut cx, &record).await? } else { Vec::new() };
    let keeps = actions::keeps_gate(&record) && actions::is_before_gate(s.workflow);
    let checks = if keeps { check_fields(&mut cx, &record, &sent).await? } else { Vec::new() };
    let is_ready = !items.is_empty() && items.iter().all(|item| item.state != GateState::Open);
    let may = |action| lifecycle::decide(s, action, &record.standing).is_ok();
    let arrival = may(Action::ConfirmArrival).then(|| arrival_fields(&cx, &record, &sent));
    let fields: Vec<&FieldView> =
        arrival.iter().flatten().chain(checks.iter().flat_map(|(tick, note)| [tick, note])).collect();
    let errors = summary(&fields, &sent);
    let start = StartPage {
        frame: page::frame(door, format!("Start, {}", head.title), Some(Place::Secondments))
            .with_errors(!sent.errors.is_empty()),
        version: s.version,
        errors,
        notice: notice(&record, is_ready, may(Action::ConfirmArrival), &cx),
        tasks: (!items.is_empty()).then(|| task_list(number, &items, keeps)),
        may_open: is_ready && may(Action::OpenGate),
        checks,
        arrival,
        facts: facts(&mut cx, &record).await?,
        head,
    };
    Ok(unprocessable(page::render(&start)?, &sent.errors))
}

/// The errors of the fields in sight, and those of the form as a whole.
fn summary(fields: &[&FieldView], sent: &Form) -> ErrorSummary {
    let mut summary = ErrorSummary::of(fields.iter().copied());
    summary.items.extend(sent.errors.get("").map(|sentence| (None, sentence.to_owned())));
    summary
}

async fn check_fields(cx: &mut Cx, record: &Record, sent: &Form) -> Result<Vec<(FieldView, FieldView)>> {
    let known = store::gate_checks(cx, record).await?;
    // what was settled on the task list is not asked again here
    let settled = tasks::settled(cx, record).await?;
    let is_settled = |item: &GateCode| {
        let on_list = settled.iter().any(|one| item.task() == Some(one.code.as_str()));
        on_list && !known.iter().any(|check| check.item == *item)
    };
    let external = record.secondment.scope == secondments::Scope::External;
    let items = GateCode::ALL
        .iter()
        .filter(|item| item.is_ticked() && (external || !item.is_external()) && !is_settled(item));
    Ok(items
        .map(|item| {
            let check = known.iter().find(|check| check.item == *item);
            let (tick, note) = (format!("check-{}", item.as_str()), format!("note-{}", item.as_str()));
            let ticked = sent.or(&tick, if check.is_some() { "yes" } else { "" });
            let words = sent.or(&note, check.map_or("", |check| check.note.as_str()));
            let label = format!("How you know: {}", item.label().to_lowercase());
            (
                FieldView::new(tick, item.label()).kind(FieldKind::Tick).value(ticked),
                FieldView::new(&note, label)
                    .hint(item.advice())
                    .value(words)
                    .optional()
                    .error(sent.errors.get(&note)),
            )
        })
        .collect())
}

fn arrival_fields(cx: &Cx, record: &Record, sent: &Form) -> [FieldView; 3] {
    let today = cx.today();
    let proposed = record.secondment.starts_on.filter(|first| *first <= today).unwrap_or(today);
    let is_host = actions::is_at_host(record);
    let ways = HowKnown::ALL.iter().filter(|way| is_host || **way != HowKnown::Seen);
    let options = ways.map(|way| FieldOption::new(way.as_str(), way.label())).collect();
    let error = |name: &str| sent.errors.get(name).map(str::to_owned);
    [
        FieldView::new("on", "Day of arrival")
            .date()
            .hint("For example, 7 December 2026")
            .value(sent.or("on", &long(proposed)))
            .error(error("on")),
        FieldView::new("how_known", "How do you know?")
            .radios(options)
            .value(sent.or("how_known", if is_host { "seen" } else { "" }))
            .error(error("how_known")),
        FieldView::new("note", "Anything to add?")
            .lines()
            .value(sent.or("note", ""))
            .optional()
            .error(error("note")),
    ]
}

fn task_list(number: &str, items: &[GateItem], keeps: bool) -> TaskList {
    let needed = items.iter().filter(|item| item.state != GateState::NotNeeded);
    let task = |item: &GateItem| TaskItem {
        label: item.label.to_owned(),
        href: (item.code == GateCode::Paperwork).then(|| format!("/secondments/{number}/tasks")),
        note: item.how.clone(),
        state: match item.state {
            GateState::Open if keeps && item.code.is_ticked() => TaskState::ToDoByYou,
            GateState::Open => TaskState::ToDo,
            _ => TaskState::Done,
        },
    };
    TaskList { items: needed.map(task).collect() }
}

fn notice(record: &Record, is_ready: bool, may_confirm: bool, cx: &Cx) -> Option<Notice> {
    let s = &record.secondment;
    let first_day = s.starts_on.map_or_else(|| "the first day".to_owned(), |day| near(day, cx.today()));
    match s.workflow {
        Workflow::PreStart if may_confirm => None,
        Workflow::PreStart => {
            let text = "The host manager or the desk at home confirms the arrival.";
            Some(Notice::new(Tone::Good, format!("All checks are done. First day: {first_day}.")).text(text))
        }
        workflow if actions::is_before_gate(workflow) && !is_ready => {
            let text = "The desk at home confirms what is left. Nobody can skip an item.";
            Some(Notice::new(Tone::Info, "The start gate is closed.").text(text))
        }
        Workflow::Executed => Some(Notice::new(Tone::Good, "Everything is done. The gate can open.")),
        _ => None,
    }
}

async fn facts(cx: &mut Cx, record: &Record) -> Result<Option<SummaryList>> {
    let Some(fact) = store::presence(cx, record, "arrived").await? else { return Ok(None) };
    let agreed = record.secondment.starts_on.and_then(|first| apart(fact.on, first, "first day"));
    let mut rows = vec![
        SummaryRow::text("Arrived", long(fact.on)),
        SummaryRow::text("How it is known", fact.how_known),
        SummaryRow::text("Recorded by", format!("{}, {}", fact.by, near(fact.at.date_naive(), cx.today()))),
    ];
    if let Some(words) = agreed {
        rows.insert(1, SummaryRow::text("Beside the agreement", words));
    }
    Ok(Some(SummaryList { rows, tight: false }))
}
