//! Check-ins: what was said, and the next one.

use std::collections::BTreeMap;

use askama::Template;
use serde::Deserialize;
use sojourn_calendar::format::{long, near};
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Fields, Reply, Route, Search};

use super::{Sent, invalid, unprocessable};
use crate::door::Door;
use crate::features::placements::model::{CheckIn, CheckInInput};
use crate::features::placements::{actions, store};
use crate::features::secondments::{self, Action, Slice, lifecycle};
use crate::features::secondments::{Head, RecordTab, head};
use crate::page;
use crate::shell::{Empty, ErrorSummary, FieldView, Frame, Pager, Place, SummaryList, SummaryRow};

#[derive(Template)]
#[template(path = "features/placements/pages/check_ins.html")]
struct CheckInsPage {
    frame: Frame,
    head: Head,
    errors: ErrorSummary,
    talks: Vec<Talk>,
    empty: Empty,
    pager: Pager,
    form: Option<[FieldView; 4]>,
}

/// Which page of the list.
#[derive(Debug, Default, Deserialize)]
pub struct Query {
    /// Only check-ins before this place.
    #[serde(default)]
    before: String,
}

struct Talk {
    heading: String,
    by: String,
    words: SummaryList,
}

/// Shows the check-ins of a record.
pub async fn show(door: Door, Route(number): Route<String>, Search(query): Search<Query>) -> Result<Reply> {
    view(&door, &number, Sent::default(), &query).await
}

/// Notes a check-in.
pub async fn send(
    door: Door,
    Route(number): Route<String>,
    Fields(fields): Fields<BTreeMap<String, String>>,
) -> Result<Reply> {
    let mut sent = Sent::of(fields);
    match invalid(note(&door, &number, &mut sent).await) {
        Ok(outcome) => outcome,
        Err(errors) => view(&door, &number, sent.with(errors), &Query::default()).await,
    }
}

async fn note(door: &Door, number: &str, sent: &mut Sent) -> Result<Reply> {
    let mut cx = door.write().await?;
    let held_on = sent.day("held_on", cx.today());
    let input = CheckInInput {
        held_on,
        goals: sent.text("goals").to_owned(),
        support: sent.text("support").to_owned(),
        next_step: sent.text("next_step").to_owned(),
    };
    actions::note_check_in(&mut cx, number, &input).await?;
    sent.errors.clone().check()?;
    cx.finish(Reply::see(format!("/secondments/{number}/check-ins")).flash("Check-in noted")).await
}

async fn view(door: &Door, number: &str, sent: Sent, query: &Query) -> Result<Reply> {
    let mut cx = door.read().await?;
    let record = secondments::store::load(&mut cx, number).await?;
    if !record.standing.sees(Slice::CheckIns) {
        return Err(Error::Forbidden);
    }
    let today = cx.today();
    let head = head(&mut cx, &record, RecordTab::CheckIns).await?;
    let before = store::Earlier::parse(&query.before)?;
    let (talks, earlier) = store::check_ins(&mut cx, &record, before).await?;
    let address = format!("/secondments/{number}/check-ins");
    let pager = Pager {
        newer: before.map(|_| address.clone()),
        older: earlier.map(|place| format!("{address}?before={}", place.text())),
    };
    let may_note = lifecycle::decide(&record.secondment, Action::NoteCheckIn, &record.standing).is_ok();
    let form = may_note.then(|| fields(&sent, &long(today)));
    let page = CheckInsPage {
        frame: page::frame(door, format!("Check-ins, {}", head.title), Some(Place::Secondments))
            .with_errors(!sent.errors.is_empty()),
        errors: ErrorSummary::of(form.iter().flatten()),
        talks: talks.into_iter().map(|talk| talk_view(talk, today)).collect(),
        empty: Empty {
            title: "No check-ins yet".to_owned(),
            text: "Talk every week in the first month, then once a month. A few lines here are enough."
                .to_owned(),
            action: None,
        },
        pager,
        form,
        head,
    };
    Ok(unprocessable(page::render(&page)?, &sent.errors))
}

fn talk_view(talk: CheckIn, today: chrono::NaiveDate) -> Talk {
    let rows = [("Goals", talk.goals), ("Support", talk.support), ("Next step", talk.next_step)];
    let rows = rows.into_iter().filter(|(_, text)| !text.is_empty());
    Talk {
        heading: near(talk.held_on, today),
        by: format!("Noted by {}", talk.by),
        words: SummaryList {
            rows: rows.map(|(term, text)| SummaryRow::text(term, text)).collect(),
            tight: true,
        },
    }
}

fn fields(sent: &Sent, today: &str) -> [FieldView; 4] {
    let error = |name: &str| sent.errors.get(name).map(str::to_owned);
    let lines = |name: &str, label: &str, hint: &str| {
        FieldView::new(name, label).lines().hint(hint).value(sent.or(name, "")).error(error(name))
    };
    [
        FieldView::new("held_on", "Day of the talk")
            .date()
            .value(sent.or("held_on", today))
            .error(error("held_on")),
        lines("goals", "How are the goals coming on?", "One line each is enough."),
        lines("support", "What would help?", "From home or from the host.").optional(),
        lines("next_step", "What happens next?", "Who does what by when.").optional(),
    ]
}
