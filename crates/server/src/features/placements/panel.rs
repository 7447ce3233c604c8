//! The part of the record page that says how it goes on the ground.

use askama::Template;
use sojourn_calendar::format::near;
use sojourn_kit::error::Result;

use super::gate::{GateState, open_items};
use super::{actions, store};
use crate::cx::Cx;
use crate::features::secondments::{Action, Record, Slice, Workflow, lifecycle};
use crate::shell::words::counted;
use crate::shell::{Link, Markup, SummaryList, SummaryRow};

#[derive(Template)]
#[template(path = "features/placements/panel.html")]
struct Panel {
    summary: SummaryList,
    links: Vec<Link>,
}

/// How it goes on the ground, for those who follow it; nothing before the release.
///
/// # Errors
/// When the database does not answer.
pub async fn panel(cx: &mut Cx, record: &Record) -> Result<Option<Markup>> {
    let mut rows = Vec::new();
    gate_row(cx, record, &mut rows).await?;
    presence_rows(cx, record, &mut rows).await?;
    talk_row(cx, record, &mut rows).await?;
    if rows.is_empty() {
        return Ok(None);
    }
    let panel = Panel { summary: SummaryList { rows, tight: false }, links: links(record) };
    crate::page::part(&panel).map(Some)
}

async fn gate_row(cx: &mut Cx, record: &Record, rows: &mut Vec<SummaryRow>) -> Result<()> {
    let is_home = record.standing.parties.iter().any(|party| !party.is_host());
    let workflow = record.secondment.workflow;
    if workflow == Workflow::PreStart {
        rows.push(SummaryRow::text("Start gate", "Open. The arrival is not confirmed yet"));
    } else if is_home && actions::is_before_gate(workflow) {
        let items = actions::gate_items(cx, record).await?;
        let open = open_items(&items).len() as u64;
        let needed = items.iter().filter(|item| item.state != GateState::NotNeeded).count();
        let words = match open {
            0 => "Everything is done".to_owned(),
            _ => format!("{} of {needed} to do", counted(open, "thing", "things")),
        };
        rows.push(SummaryRow::text("Start gate", words));
    }
    Ok(())
}

async fn presence_rows(cx: &mut Cx, record: &Record, rows: &mut Vec<SummaryRow>) -> Result<()> {
    let today = cx.today();
    if let Some(fact) = store::presence(cx, record, "arrived").await? {
        rows.push(SummaryRow::text("Arrived", format!("{}. {}", near(fact.on, today), fact.how_known)));
    }
    if !record.standing.sees(Slice::ReturnPlan) {
        return Ok(());
    }
    if let Some(fact) = store::presence(cx, record, "returned").await? {
        rows.push(SummaryRow::text("Back home", near(fact.on, today)));
    }
    if let Some(confirmed) = store::return_confirmation(cx, record).await? {
        rows.push(SummaryRow::text(
            "Came back to",
            format!("{}: {}", confirmed.outcome.label(), confirmed.post),
        ));
    }
    Ok(())
}

async fn talk_row(cx: &mut Cx, record: &Record, rows: &mut Vec<SummaryRow>) -> Result<()> {
    if !record.standing.sees(Slice::CheckIns) {
        return Ok(());
    }
    if let Some(talk) = store::check_ins(cx, record, None).await?.0.into_iter().next() {
        rows.push(SummaryRow::text(
            "Last check-in",
            format!("{}. {}", near(talk.held_on, cx.today()), talk.goals),
        ));
    }
    Ok(())
}

/// What the reader can do next, each on its own page.
fn links(record: &Record) -> Vec<Link> {
    let number = &record.secondment.number;
    let all = [
        (Action::OpenGate, "start", "Checks before the start"),
        (Action::ConfirmArrival, "start", "Confirm arrival"),
        (Action::NoteCheckIn, "check-ins", "Note a check-in"),
        (Action::ConfirmReturn, "return", "Confirm return"),
        (Action::Debrief, "debrief", "Write the debrief"),
    ];
    let may = |action: Action| match action {
        Action::OpenGate => {
            actions::keeps_gate(record) && actions::is_before_gate(record.secondment.workflow)
        }
        other => lifecycle::decide(&record.secondment, other, &record.standing).is_ok(),
    };
    all.into_iter()
        .filter(|(action, ..)| may(*action))
        .map(|(_, path, label)| Link::new(label, format!("/secondments/{number}/{path}")))
        .collect()
}
