//! The objectives on one page: how they stand, who agreed, and the ideas.

use std::collections::BTreeMap;

use askama::Template;
use chrono::NaiveDate;
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Fields, Reply, Route};

use super::super::model::{AgreeInput, Agreer, Idea, IdeaAnswer, IdeaInput, Plan, rules};
use super::super::panel::{Line, agreed, lines};
use super::super::{actions, store};
use crate::cx::Cx;
use crate::door::Door;
use crate::features::proposals;
use crate::features::secondments::{Head, Party, Record, RecordTab, head};
use crate::page::{frame, render};
use crate::shell::words::short_day;
use crate::shell::{Downloads, ErrorSummary, FieldView, Frame, Place, SummaryList, SummaryRow, Tag, Tone};
use crate::typed::{Form, invalid, unprocessable};

#[derive(Template)]
#[template(path = "features/objectives/pages/overview.html")]
struct Overview {
    frame: Frame,
    head: Head,
    errors: ErrorSummary,
    number: String,
    lines: Vec<Line>,
    downloads: Downloads,
    /// The goals of the proposal, before anybody made objectives of them.
    proposed: Vec<(String, String)>,
    agreed: String,
    achieved: Option<u8>,
    may_write: bool,
    /// A newer plan that waits for agreement.
    open: Option<Open>,
    ideas: Vec<IdeaLine>,
    idea: Option<FieldView>,
    phase: Option<&'static str>,
}

/// A plan that not all have agreed to.
struct Open {
    plan: i64,
    by: String,
    agreements: SummaryList,
    may_agree: bool,
    host_said: Option<FieldView>,
    /// What it holds, when another plan counts meanwhile.
    changes: Vec<(String, String)>,
}

struct IdeaLine {
    idea: String,
    day: String,
    tag: Tag,
    answer: String,
    /// Where a manager answers it.
    href: Option<String>,
    id: String,
}

/// `GET /secondments/{number}/objectives`
pub async fn show(door: Door, Route(number): Route<String>) -> Result<Reply> {
    view(&door, &number, Form::default()).await
}

/// `POST /secondments/{number}/objectives/agreement`
pub async fn agree(
    door: Door,
    Route(number): Route<String>,
    Fields(fields): Fields<BTreeMap<String, String>>,
) -> Result<Reply> {
    let sent = Form::sent(fields);
    let host_said = sent.has("host_said").then(|| sent.text("host_said"));
    let input = AgreeInput { plan: sent.get("plan").parse().unwrap_or(-1), host_said };
    let outcome = async {
        let mut cx = door.write().await?;
        actions::agree(&mut cx, &number, &input).await?;
        cx.finish(back(&number, "Agreed")).await
    };
    match invalid(outcome.await)? {
        Ok(reply) => Ok(reply),
        Err(errors) => view(&door, &number, sent.with(errors)).await,
    }
}

/// `POST /secondments/{number}/ideas`
pub async fn raise_idea(
    door: Door,
    Route(number): Route<String>,
    Fields(fields): Fields<BTreeMap<String, String>>,
) -> Result<Reply> {
    let sent = Form::sent(fields);
    let input = IdeaInput { idea: sent.text("idea") };
    let outcome = async {
        let mut cx = door.write().await?;
        actions::raise_idea(&mut cx, &number, &input).await?;
        cx.finish(back(&number, "Idea sent to both managers")).await
    };
    match invalid(outcome.await)? {
        Ok(reply) => Ok(reply),
        Err(errors) => view(&door, &number, sent.with(errors)).await,
    }
}

/// `POST /secondments/{number}/ideas/{id}`
pub async fn answer_idea(
    door: Door,
    Route((number, id)): Route<(String, String)>,
    Fields(fields): Fields<BTreeMap<String, String>>,
) -> Result<Reply> {
    let sent = Form::sent(fields);
    let outcome = async {
        let mut cx = door.write().await?;
        let record = actions::seen(&mut cx, &number).await?;
        let id = id.parse().map_err(|_| Error::NotFound)?;
        let adopted = match sent.get("adopted") {
            "yes" => true,
            "no" => false,
            _ => return Err(Error::field("answer", "Choose whether it is taken up")),
        };
        let input = IdeaAnswer { adopted, answer: sent.text("answer") };
        actions::answer_idea(&mut cx, &record.secondment.number, id, &input).await?;
        cx.finish(back(&number, "Idea answered")).await
    };
    match invalid(outcome.await)? {
        Ok(reply) => Ok(reply),
        Err(errors) => view(&door, &number, sent.with(errors)).await,
    }
}

fn back(number: &str, words: &str) -> Reply {
    Reply::see(format!("/secondments/{number}/objectives")).flash(words)
}

async fn view(door: &Door, number: &str, sent: Form) -> Result<Reply> {
    let mut cx = door.read().await?;
    let record = actions::seen(&mut cx, number).await?;
    let head = head(&mut cx, &record, RecordTab::Objectives).await?;
    let plans = store::plans(&mut cx, &record).await?;
    let notes = store::newest_notes(&mut cx, &record).await?;
    let today = cx.today();
    let counts = actions::in_force(&plans);
    let idea = actions::takes_ideas(&record, today) && record.standing.is(Party::Secondee);
    let idea = idea.then(|| idea_field(&sent));
    let errors = sent.errors.0.iter().map(|(name, words)| (Some(format!("#f-{name}")), words.clone()));
    let page = Overview {
        frame: frame(door, format!("Objectives, {}", head.title), Some(Place::Secondments))
            .with_errors(!sent.errors.is_empty()),
        errors: ErrorSummary { items: errors.collect() },
        number: number.to_owned(),
        lines: counts.map(|plan| lines(plan, &notes, number, today)).unwrap_or_default(),
        downloads: Downloads::whole(&format!("/secondments/{number}/objectives")),
        proposed: if counts.is_none() { proposed(&mut cx, &record).await? } else { Vec::new() },
        agreed: counts.map(|plan| agreed(plan, today)).unwrap_or_default(),
        achieved: counts
            .and_then(|plan| rules::achievement(&plan.items, |item| rules::reached(notes.get(&item.id)))),
        may_write: actions::agreer(&record).is_some() && actions::is_open(record.secondment.workflow),
        open: open(&mut cx, &record, &plans, &sent).await?,
        ideas: idea_lines(&mut cx, &record).await?,
        phase: phase(&record, today),
        idea,
        head,
    };
    Ok(unprocessable(render(&page)?, &sent.errors))
}

fn idea_field(sent: &Form) -> FieldView {
    FieldView::new("idea", "An idea for here or for home")
        .lines()
        .hint("What you would do differently, and why. Both managers read it and answer.")
        .value(sent.or("idea", ""))
        .error(sent.error("idea"))
}

fn phase(record: &Record, today: NaiveDate) -> Option<&'static str> {
    let s = &record.secondment;
    let (first, last) = s.starts_on.zip(s.ends_on)?;
    s.workflow.is_under_way().then(|| rules::phase(first, last, today).label())
}

async fn proposed(cx: &mut Cx, record: &Record) -> Result<Vec<(String, String)>> {
    let goals = proposals::store::objectives(cx, record.secondment.id).await?;
    Ok(goals.into_iter().map(|goal| (goal.title, goal.measure)).collect())
}

async fn open(cx: &mut Cx, record: &Record, plans: &[Plan], sent: &Form) -> Result<Option<Open>> {
    let Some(plan) = plans.first().filter(|plan| !plan.is_agreed()) else { return Ok(None) };
    let today = cx.today();
    let is_open = actions::is_open(record.secondment.workflow);
    let rows = Agreer::ALL.iter().map(|party| {
        let found = plan.agreements.iter().find(|agreement| agreement.party == *party);
        let words = found.map_or_else(
            || "Not yet".to_owned(),
            |agreement| {
                let how = if agreement.how_known.is_empty() {
                    String::new()
                } else {
                    format!(" ({})", agreement.how_known)
                };
                format!("{}, {}{how}", agreement.by, short_day(agreement.at.date_naive(), today))
            },
        );
        SummaryRow::text(party.label(), words)
    });
    let speaks =
        is_open && !plan.has_agreed(Agreer::HostManager) && actions::speaks_for_host(cx, record).await?;
    Ok(Some(Open {
        plan: plan.number,
        by: plan.by.clone(),
        agreements: SummaryList { rows: rows.collect(), tight: true },
        may_agree: is_open && actions::agreer(record).is_some_and(|party| !plan.has_agreed(party)),
        host_said: speaks.then(|| {
            FieldView::new("host_said", "How do you know that the host agrees?")
                .value(sent.or("host_said", ""))
                .error(sent.error("host_said"))
        }),
        changes: if plans.iter().any(Plan::is_agreed) {
            plan.items.iter().map(|item| (item.title.clone(), item.measure.clone())).collect()
        } else {
            Vec::new()
        },
    }))
}

async fn idea_lines(cx: &mut Cx, record: &Record) -> Result<Vec<IdeaLine>> {
    let standing = &record.standing;
    let may_answer =
        (standing.is(Party::HomeManager) || standing.is(Party::HostManager)) && !standing.is(Party::Secondee);
    let today = cx.today();
    let number = &record.secondment.number;
    let line = |idea: Idea| IdeaLine {
        day: short_day(idea.at.date_naive(), today),
        tag: match idea.adopted {
            Some(true) => Tag::new("Adopted", Tone::Good),
            Some(false) => Tag::new("Not adopted", Tone::Quiet),
            None => Tag::new("Waiting for an answer", Tone::Warn),
        },
        answer: match (idea.answer.is_empty(), idea.answered_by) {
            (false, Some(by)) => format!("{by}: {}", idea.answer),
            (true, Some(by)) => by,
            _ => String::new(),
        },
        href: (may_answer && idea.adopted.is_none())
            .then(|| format!("/secondments/{number}/ideas/{}", idea.id)),
        id: idea.id.to_string(),
        idea: idea.idea,
    };
    Ok(store::ideas(cx, record).await?.into_iter().map(line).collect())
}
