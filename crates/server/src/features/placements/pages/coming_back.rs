//! Coming back: the promise, and what it came to.

use std::collections::BTreeMap;

use askama::Template;
use sojourn_calendar::format::{long, near};
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Fields, Reply, Route};

use crate::cx::Cx;
use crate::door::Door;
use crate::features::placements::model::{Outcome, ReturnInput, apart};
use crate::features::placements::{actions, notices, store};
use crate::features::proposals;
use crate::features::proposals::model::Proposal;
use crate::features::secondments::{self, Action, Record, Slice, lifecycle};
use crate::features::secondments::{Head, RecordTab, head};
use crate::page;
use crate::shell::{
    ErrorSummary, FieldOption, FieldView, Frame, Link, Notice, Place, SummaryList, SummaryRow, Tone,
};
use crate::typed::{Form, invalid, unprocessable};

#[derive(Template)]
#[template(path = "features/placements/pages/coming_back.html")]
struct ReturnPage {
    frame: Frame,
    head: Head,
    version: i64,
    errors: ErrorSummary,
    promise: SummaryList,
    plan: String,
    outcome: Option<SummaryList>,
    next: Option<Notice>,
    form: Option<[FieldView; 4]>,
}

/// Shows the return of a record.
pub async fn show(door: Door, Route(number): Route<String>) -> Result<Reply> {
    view(&door, &number, Form::default()).await
}

/// Confirms the return.
pub async fn send(
    door: Door,
    Route(number): Route<String>,
    Fields(fields): Fields<BTreeMap<String, String>>,
) -> Result<Reply> {
    let mut sent = Form::sent(fields);
    match invalid(confirm(&door, &number, &mut sent).await)? {
        Ok(reply) => Ok(reply),
        Err(errors) => view(&door, &number, sent.with(errors)).await,
    }
}

async fn confirm(door: &Door, number: &str, sent: &mut Form) -> Result<Reply> {
    let mut cx = door.write().await?;
    let on = sent.needed_day("on", cx.today(), "Write a day such as 7 Dec 2026");
    let sentence = "Choose what they came back to";
    let outcome = sent.choice("outcome", Outcome::parse, sentence, Outcome::SamePost);
    let input = ReturnInput {
        version: Some(sent.version()),
        on,
        outcome,
        post: sent.text("post"),
        note: sent.text("note"),
    };
    actions::confirm_return(&mut cx, number, &input).await?;
    sent.errors.clone().check()?;
    cx.finish(Reply::see(format!("/secondments/{number}/return")).flash("Return confirmed")).await
}

async fn view(door: &Door, number: &str, sent: Form) -> Result<Reply> {
    let mut cx = door.read().await?;
    let record = secondments::store::load(&mut cx, number).await?;
    if !record.standing.sees(Slice::ReturnPlan) {
        return Err(Error::Forbidden);
    }
    let proposal = proposals::store::load(&mut cx, &record).await?;
    let head = head(&mut cx, &record, RecordTab::Return).await?;
    let may = lifecycle::decide(&record.secondment, Action::ConfirmReturn, &record.standing).is_ok();
    let form = may.then(|| fields(&cx, &record, &proposal, &sent));
    let outcome = outcome(&mut cx, &record).await?;
    let page = ReturnPage {
        frame: page::frame(door, format!("Return, {}", head.title), Some(Place::Secondments))
            .with_errors(!sent.errors.is_empty()),
        version: record.secondment.version,
        errors: ErrorSummary::of(form.iter().flatten()),
        promise: promise(&record, &proposal),
        plan: format!("/secondments/{number}/return-plan"),
        next: next(&mut cx, &record).await?,
        outcome,
        form,
        head,
    };
    Ok(unprocessable(page::render(&page)?, &sent.errors))
}

fn promise(record: &Record, proposal: &Proposal) -> SummaryList {
    let said = |text: &str| if text.trim().is_empty() { "Not named".to_owned() } else { text.to_owned() };
    let mut rows = vec![
        SummaryRow::text("Promise", proposal.return_guarantee.map_or("Not named", |promise| promise.label())),
        SummaryRow::text("Post", said(&proposal.return_post)),
    ];
    rows.extend(record.secondment.ends_on.map(|last| SummaryRow::text("Last day at the host", long(last))));
    if record.standing.sees(Slice::Proposal) {
        rows.push(SummaryRow::text("To bring back", said(&proposal.bring_back)));
    }
    SummaryList { rows, tight: false }
}

async fn outcome(cx: &mut Cx, record: &Record) -> Result<Option<SummaryList>> {
    let fact = store::presence(cx, record, "returned").await?;
    let confirmed = store::return_confirmation(cx, record).await?;
    let (Some(fact), Some(confirmed)) = (fact, confirmed) else { return Ok(None) };
    let mut rows = vec![SummaryRow::text("Back since", long(fact.on))];
    // the day after the last one is what was agreed
    let agreed = record.secondment.ends_on.and_then(|last| last.succ_opt());
    rows.extend(
        agreed
            .and_then(|agreed| apart(fact.on, agreed, "end"))
            .map(|words| SummaryRow::text("Beside the agreement", words)),
    );
    rows.push(SummaryRow::text("Came back to", format!("{}: {}", confirmed.outcome.label(), confirmed.post)));
    if !confirmed.note.is_empty() {
        rows.push(SummaryRow::text("Note", confirmed.note));
    }
    let by = format!("{}, {}", confirmed.by, near(confirmed.at.date_naive(), cx.today()));
    rows.push(SummaryRow::text("Confirmed by", by));
    Ok(Some(SummaryList { rows, tight: false }))
}

/// After the return comes the debrief.
async fn next(cx: &mut Cx, record: &Record) -> Result<Option<Notice>> {
    if !record.standing.sees(Slice::Debrief) {
        return Ok(None);
    }
    let address = format!("/secondments/{}/debrief", record.secondment.number);
    if store::debrief(cx, record).await?.is_some() {
        return Ok(Some(
            Notice::new(Tone::Good, "The debrief is done.").link(Link::new("Read the debrief", address)),
        ));
    }
    let Some(fact) = store::presence(cx, record, "returned").await? else { return Ok(None) };
    let due = near(notices::debrief_due(fact.on), cx.today());
    let notice = Notice::new(Tone::Info, format!("The debrief is due by {due}."));
    let may = lifecycle::decide(&record.secondment, Action::Debrief, &record.standing).is_ok();
    Ok(Some(if may { notice.link(Link::new("Write the debrief", address)) } else { notice }))
}

fn fields(cx: &Cx, record: &Record, proposal: &Proposal, sent: &Form) -> [FieldView; 4] {
    let error = |name: &str| sent.errors.get(name).map(str::to_owned);
    let agreed = record.secondment.ends_on.and_then(|last| last.succ_opt()).filter(|day| *day <= cx.today());
    let options = Outcome::ALL.iter().map(|one| FieldOption::new(one.as_str(), one.label())).collect();
    [
        FieldView::new("on", "First day back")
            .date()
            .hint("Earlier or later than agreed is fine: write the day it was.")
            .value(sent.or("on", &long(agreed.unwrap_or_else(|| cx.today()))))
            .error(error("on")),
        FieldView::new("outcome", "What did they come back to?")
            .radios(options)
            .value(sent.or("outcome", ""))
            .error(error("outcome")),
        FieldView::new("post", "The post").value(sent.or("post", &proposal.return_post)).error(error("post")),
        FieldView::new("note", "Anything to add?")
            .lines()
            .hint("Needed if this is not what was promised.")
            .value(sent.or("note", ""))
            .optional()
            .error(error("note")),
    ]
}
