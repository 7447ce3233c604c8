//! The form of a plan: a few objectives, each with a measure, a weight and a day.

use std::collections::BTreeMap;

use askama::Template;
use sojourn_calendar::format::long;
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Fields, Reply, Route};

use super::super::model::{Item, ItemInput, Kind, Phase, Plan, PlanInput};
use super::super::{actions, store};
use crate::cx::Cx;
use crate::door::Door;
use crate::features::proposals;
use crate::features::secondments::{Head, Record, RecordTab, head};
use crate::page::{frame, render};
use crate::shell::{ErrorSummary, FieldKind, FieldOption, FieldView, Frame, Place, Width};
use crate::typed::{Form, invalid, unprocessable};

/// Objectives that the form has room for.
const ROWS: usize = 6;
/// What an objective weighs until somebody says otherwise.
const WEIGHT: &str = "25";

#[derive(Template)]
#[template(path = "features/objectives/pages/plan.html")]
struct PlanPage {
    frame: Frame,
    head: Head,
    errors: ErrorSummary,
    after: String,
    rows: Vec<RowView>,
}

/// One objective of the form.
struct RowView {
    id: String,
    /// Title, measure, kind, phase, weight, day.
    fields: [FieldView; 6],
    is_open: bool,
}

/// `GET /secondments/{number}/objectives/plan`
pub async fn show(door: Door, Route(number): Route<String>) -> Result<Reply> {
    view(&door, &number, Form::default()).await
}

/// `POST /secondments/{number}/objectives/plan`
pub async fn send(
    door: Door,
    Route(number): Route<String>,
    Fields(fields): Fields<BTreeMap<String, String>>,
) -> Result<Reply> {
    let mut sent = Form::sent(fields);
    match invalid(write(&door, &number, &mut sent).await)? {
        Ok(reply) => Ok(reply),
        Err(errors) => view(&door, &number, sent.with(errors)).await,
    }
}

async fn write(door: &Door, number: &str, sent: &mut Form) -> Result<Reply> {
    let mut cx = door.write().await?;
    let today = cx.today();
    let mut items = Vec::new();
    for row in 0..ROWS {
        let at = |name: &str| format!("{name}-{row}");
        if sent.get(&at("title")).trim().is_empty() && sent.get(&at("measure")).trim().is_empty() {
            continue;
        }
        items.push(ItemInput {
            id: sent.get(&at("id")).parse().ok(),
            title: sent.text(&at("title")),
            measure: sent.text(&at("measure")),
            kind: sent.choice(&at("kind"), Kind::parse, "Choose what kind it is", Kind::Deliver),
            phase: sent.choice(&at("phase"), Phase::parse, "Choose when", Phase::Contribute),
            weight: sent.get(&at("weight")).trim().parse().unwrap_or(0),
            due_on: sent.day(&at("due_on"), today),
        });
    }
    let input = PlanInput { after: sent.get("after").parse().unwrap_or(-1), items };
    actions::write(&mut cx, number, &input).await?;
    sent.errors.clone().check()?;
    let reply =
        Reply::see(format!("/secondments/{number}/objectives")).flash("Saved. The others are asked to agree");
    cx.finish(reply).await
}

async fn view(door: &Door, number: &str, sent: Form) -> Result<Reply> {
    let mut cx = door.read().await?;
    let record = actions::seen(&mut cx, number).await?;
    if actions::agreer(&record).is_none() {
        return Err(Error::Forbidden);
    }
    let head = head(&mut cx, &record, RecordTab::Objectives).await?;
    let plans = store::plans(&mut cx, &record).await?;
    let rows = rows(&mut cx, &record, plans.first(), &sent).await?;
    let newest = plans.first().map_or(0, |plan| plan.number).to_string();
    let page = PlanPage {
        frame: frame(door, format!("Write objectives, {}", head.title), Some(Place::Secondments))
            .with_errors(!sent.errors.is_empty()),
        errors: ErrorSummary::of(rows.iter().flat_map(|row| &row.fields)),
        after: sent.or("after", &newest),
        rows,
        head,
    };
    Ok(unprocessable(render(&page)?, &sent.errors))
}

/// The rows of the form, filled from the newest plan, or from the goals of the proposal.
async fn rows(cx: &mut Cx, record: &Record, plan: Option<&Plan>, sent: &Form) -> Result<Vec<RowView>> {
    let known: Vec<[String; 7]> = match plan {
        Some(plan) => plan.items.iter().map(words).collect(),
        None => proposals::store::objectives(cx, record.secondment.id)
            .await?
            .into_iter()
            .map(|goal| {
                let rest =
                    [Kind::Deliver.as_str(), Phase::Contribute.as_str(), WEIGHT, ""].map(str::to_owned);
                let [kind, phase, weight, due] = rest;
                [String::new(), goal.title, goal.measure, kind, phase, weight, due]
            })
            .collect(),
    };
    let blank =
        ["", "", "", Kind::Deliver.as_str(), Phase::Contribute.as_str(), WEIGHT, ""].map(str::to_owned);
    Ok((0..ROWS).map(|row| row_view(row, known.get(row).unwrap_or(&blank), sent)).collect())
}

fn words(item: &Item) -> [String; 7] {
    [
        item.id.to_string(),
        item.title.clone(),
        item.measure.clone(),
        item.kind.as_str().to_owned(),
        item.phase.as_str().to_owned(),
        item.weight.to_string(),
        item.due_on.map(long).unwrap_or_default(),
    ]
}

fn row_view(row: usize, known: &[String; 7], sent: &Form) -> RowView {
    let [id, title, measure, kind, phase, weight, due] = known;
    let field = |name: &str, label: &str, value: &str| {
        let name = format!("{name}-{row}");
        FieldView::new(name.clone(), label).value(sent.or(&name, value)).error(sent.error(&name))
    };
    let kinds = Kind::ALL.iter().map(|kind| FieldOption::new(kind.as_str(), kind.label())).collect();
    let phases = Phase::ALL.iter().map(|phase| FieldOption::new(phase.as_str(), phase.label())).collect();
    let title = field("title", "What is to be reached?", title);
    RowView {
        id: sent.or(&format!("id-{row}"), id),
        is_open: row == 0 || !title.value.is_empty(),
        fields: [
            title,
            field("measure", "How will you know?", measure),
            field("kind", "Kind", kind).select(kinds).width(Width::Middle),
            field("phase", "Phase", phase).select(phases).width(Width::Middle),
            field("weight", "Weight", weight).kind(FieldKind::Number).width(Width::Short),
            field("due_on", "Due", due).date().optional(),
        ],
    }
}
