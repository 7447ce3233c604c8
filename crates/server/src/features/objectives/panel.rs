//! The objectives with their bars: on the record, on their own page, and on the page of somebody who is away.

use std::collections::BTreeMap;

use askama::Template;
use chrono::NaiveDate;
use sojourn_kit::error::Result;

use super::model::{Item, Note, ObjectiveId, Plan, Status, rules};
use super::{actions, store};
use crate::cx::Cx;
use crate::features::proposals;
use crate::features::secondments::{Record, Slice};
use crate::page::part;
use crate::shell::words::short_day;
use crate::shell::{Markup, Meter, Tag, Tone};

/// One objective as it stands.
pub(super) struct Line {
    pub title: String,
    pub href: Option<String>,
    pub meter: Meter,
    pub note: String,
    pub status: Tag,
}

#[derive(Template)]
#[template(path = "features/objectives/panel.html")]
struct Panel {
    lines: Vec<Line>,
    /// "agreed by all three, 28 Aug".
    agreed: String,
    update: Option<String>,
}

/// The objectives of the record page, from the release on.
///
/// # Errors
/// When the database does not answer.
pub async fn panel(cx: &mut Cx, record: &Record) -> Result<Option<Markup>> {
    if !record.standing.sees(Slice::Objectives) {
        return Ok(None);
    }
    let plans = store::plans(cx, record).await?;
    let Some(plan) = actions::in_force(&plans) else { return Ok(None) };
    let notes = store::newest_notes(cx, record).await?;
    let today = cx.today();
    let number = &record.secondment.number;
    let panel = Panel {
        lines: lines(plan, &notes, number, today),
        agreed: agreed(plan, today),
        update: Some(format!("/secondments/{number}/objectives")),
    };
    part(&panel).map(Some)
}

/// "agreed by all three, 28 Aug", or who has agreed so far.
pub(super) fn agreed(plan: &Plan, today: NaiveDate) -> String {
    match plan.agreed_on() {
        Some(day) => format!("agreed by all three, {}", short_day(day, today)),
        None => format!("agreed by {} of three", plan.agreements.len()),
    }
}

/// The objectives of a plan with what was last said of each.
pub(super) fn lines(
    plan: &Plan,
    notes: &BTreeMap<ObjectiveId, Note>,
    number: &str,
    today: NaiveDate,
) -> Vec<Line> {
    plan.items.iter().map(|item| line(item, notes.get(&item.id), number, today)).collect()
}

fn line(item: &Item, note: Option<&Note>, number: &str, today: NaiveDate) -> Line {
    let status = note.map_or(Status::ToDo, |note| note.status);
    let percent = rules::reached(note).unwrap_or(0);
    let due = item.due_on.map(|day| format!("Due {}", short_day(day, today)));
    let said = note.map(|note| note.note.clone()).filter(|words| !words.is_empty());
    Line {
        title: item.title.clone(),
        href: Some(format!("/secondments/{number}/objectives/{}", item.id)),
        meter: Meter {
            percent,
            words: format!("{percent} percent done"),
            tone: if status == Status::Behind { Tone::Warn } else { Tone::Host },
        },
        note: said.or(due).unwrap_or_else(|| item.measure.clone()),
        status: Tag::new(status.label(), status.tone()),
    }
}

#[derive(Template)]
#[template(path = "features/objectives/mine.html")]
struct Mine {
    lines: Vec<Line>,
    update: String,
}

/// The objectives of somebody who is away, for their own page: those agreed, or the goals of the proposal.
///
/// # Errors
/// When the database does not answer.
pub async fn mine(cx: &mut Cx, record: &Record) -> Result<Markup> {
    let number = &record.secondment.number;
    let plans = store::plans(cx, record).await?;
    let today = cx.today();
    let lines = match actions::in_force(&plans) {
        Some(plan) => lines(plan, &store::newest_notes(cx, record).await?, number, today),
        None => proposed(cx, record).await?,
    };
    part(&Mine { lines, update: format!("/secondments/{number}/objectives") })
}

/// The goals of the proposal, as long as nobody has made objectives of them.
async fn proposed(cx: &mut Cx, record: &Record) -> Result<Vec<Line>> {
    let goals = proposals::store::objectives(cx, record.secondment.id).await?;
    Ok(goals
        .into_iter()
        .map(|goal| Line {
            title: goal.title,
            href: None,
            meter: Meter { percent: 0, words: "Not begun".to_owned(), tone: Tone::Host },
            note: goal.measure,
            status: Tag::new("Not agreed yet", Tone::Line),
        })
        .collect())
}
