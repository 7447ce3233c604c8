//! The pair: both legs side by side, who has said what, what it costs, and the decision when a leg fell over.

use std::collections::BTreeMap;

use askama::Template;
use chrono::NaiveDate;
use sojourn_calendar::{Fte, Period, format};
use sojourn_kit::error::Result;
use sojourn_kit::web::{Fields, Reply, Route};

use super::super::model::{Answer, AnswerInput, Decision, DecisionInput, Leg, Status, Swap};
use super::super::{access, actions, costs, pair, store};
use super::list::tone;
use crate::cx::Cx;
use crate::door::Door;
use crate::features::{people, secondments};
use crate::page::{frame, render};
use crate::shell::{
    Crumbs, ErrorSummary, FieldOption, FieldView, Frame, Link, Markup, Notice, PersonChip, Place, Side,
    SummaryList, SummaryRow, Tag, TaskItem, TaskList, TaskState, Tone, away,
};
use crate::typed::{Form, invalid};

#[derive(Template)]
#[template(path = "features/swaps/pages/show.html")]
struct ShowPage {
    frame: Frame,
    crumbs: Crumbs,
    title: String,
    lede: String,
    tag: Tag,
    errors: ErrorSummary,
    notice: Option<Notice>,
    legs: Vec<LegCard>,
    facts: SummaryList,
    answers: TaskList,
    costs: Option<SummaryList>,
    address: String,
    version: i64,
    /// Why not, for those who are asked.
    answer: Option<FieldView>,
    /// What and why, for who decides.
    decision: Option<[FieldView; 2]>,
    may_withdraw: bool,
}

/// One leg as the page shows it.
struct LegCard {
    person: PersonChip,
    from: String,
    to: String,
    line: Option<Markup>,
    tag: Option<Tag>,
    record: Option<Link>,
}

/// `GET /swaps/{swap}`
pub async fn show(door: Door, Route(number): Route<String>) -> Result<Reply> {
    view(&door, &number, &Form::default()).await
}

/// `POST /swaps/{swap}/answer`
pub async fn answer(
    door: Door,
    Route(number): Route<String>,
    Fields(fields): Fields<BTreeMap<String, String>>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    let sent = Form::sent(fields);
    let answer = if sent.text("answer") == "yes" { Answer::Yes } else { Answer::No };
    let input = AnswerInput { answer, reason: sent.text("reason") };
    match invalid(actions::answer(&mut cx, &number, &input).await)? {
        Ok(swap) => {
            let words = match swap.status {
                Status::Opened => "All four said yes. Two drafts are open.",
                Status::Refused => "You said no. Everybody on the swap is told.",
                _ => "You said yes. The others are still asked.",
            };
            cx.finish(Reply::see(format!("/swaps/{number}")).flash(words)).await
        }
        Err(errors) => {
            drop(cx);
            view(&door, &number, &sent.with(errors)).await
        }
    }
}

/// `POST /swaps/{swap}/withdrawal`
pub async fn withdraw(door: Door, Route(number): Route<String>) -> Result<Reply> {
    let mut cx = door.write().await?;
    actions::withdraw(&mut cx, &number).await?;
    cx.finish(Reply::see(format!("/swaps/{number}")).flash("Withdrawn. Everybody on it is told.")).await
}

/// `POST /swaps/{swap}/decision`
pub async fn decide(
    door: Door,
    Route(number): Route<String>,
    Fields(fields): Fields<BTreeMap<String, String>>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    let mut sent = Form::sent(fields);
    let decision = Decision::parse(&sent.text("decision"));
    if decision.is_none() {
        sent.errors.add("decision", "Choose how it goes on");
    }
    let input = DecisionInput {
        decision: decision.unwrap_or(Decision::OneWay),
        reason: sent.text("reason"),
        version: sent.version(),
    };
    let unread = sent.errors.clone();
    match invalid(crate::typed::both(unread, actions::decide(&mut cx, &number, &input).await))? {
        Ok(_) => {
            cx.finish(Reply::see(format!("/swaps/{number}")).flash("Decided. Both people are told.")).await
        }
        Err(errors) => {
            drop(cx);
            view(&door, &number, &sent.with(errors)).await
        }
    }
}

async fn view(door: &Door, number: &str, sent: &Form) -> Result<Reply> {
    let mut cx = door.read().await?;
    let swap = store::load(&mut cx, number).await?;
    let standing = pair::standing_leg(&mut cx, &swap).await?.map(|(leg, _)| leg);
    let may_answer = access::may_answer(&cx.actor, &swap);
    let decides = standing.as_ref().is_some_and(|leg| access::may_decide(&cx.actor, &swap, leg));
    let answer = may_answer.then(|| sent.field("reason", "If no: why not?").lines().optional());
    let decision = decides.then(|| decision_fields(sent));
    let fields: Vec<&FieldView> = answer.iter().chain(decision.iter().flatten()).collect();
    let errors = sent.summary(&fields);
    let mut legs = Vec::new();
    for (at, leg) in swap.legs.iter().enumerate() {
        legs.push(card(&mut cx, &swap, leg, &swap.legs[1 - at]).await?);
    }
    let costs = costs::sheet(&mut cx, &swap).await?;
    let decided = store::decided(&mut cx, &swap).await?;
    let page = ShowPage {
        frame: frame(door, format!("Swap: {}", swap.names()), Some(Place::Secondments))
            .with_errors(!errors.is_empty()),
        crumbs: Crumbs::new(
            vec![Link::new("Start a secondment", "/start"), Link::new("Swaps", "/swaps")],
            swap.number.clone(),
        ),
        title: format!("{} change places", swap.names()),
        lede: swap.title.clone(),
        tag: Tag::new(swap.status.label(), tone(swap.status)),
        errors,
        notice: notice(&swap, standing.as_ref(), may_answer, decides),
        legs,
        facts: facts(&swap, decided, cx.today()),
        answers: answers(&mut cx, &swap).await?,
        costs: (!costs.is_empty()).then_some(SummaryList { rows: costs, tight: true }),
        address: format!("/swaps/{number}"),
        version: swap.version,
        answer,
        decision,
        may_withdraw: access::may_withdraw(&cx.actor, &swap),
    };
    Ok(sent.status(render(&page)?))
}

fn decision_fields(sent: &Form) -> [FieldView; 2] {
    let options = vec![
        FieldOption::new(Decision::OneWay.as_str(), Decision::OneWay.label())
            .hint("It becomes a secondment of its own. Costs are no longer set off."),
        FieldOption::new(Decision::EndBoth.as_str(), Decision::EndBoth.label())
            .hint("The other leg is called off too. Nobody starts."),
    ];
    [
        sent.field("decision", "What becomes of the leg that stands?").radios(options),
        sent.field("reason", "Why?").lines().hint("Both people and both managers read it."),
    ]
}

async fn card(cx: &mut Cx, swap: &Swap, leg: &Leg, other: &Leg) -> Result<LegCard> {
    let is_internal = swap.is_internal();
    let mut card = LegCard {
        person: PersonChip {
            name: leg.name.clone(),
            relation: leg.job_title.clone(),
            side: Some(Side::Home),
        },
        from: leg.from(is_internal).to_owned(),
        to: other.from(is_internal).to_owned(),
        line: None,
        tag: None,
        record: None,
    };
    if let Some(id) = leg.secondment {
        let record = secondments::store::of_product(cx, id).await?;
        let status = secondments::Status::of(&record.secondment, cx.today());
        card.line = Some(away(status.progress));
        card.tag = Some(status.tag());
        card.record = actions::may_open(cx, id).await?.map(|seen| {
            let number = seen.secondment.number;
            Link::new(format!("Open {number}"), format!("/secondments/{number}"))
        });
    }
    Ok(card)
}

fn notice(swap: &Swap, standing: Option<&Leg>, may_answer: bool, decides: bool) -> Option<Notice> {
    let name = standing.map_or("the other person", |leg| leg.name.as_str());
    Some(match swap.status {
        Status::Asking if may_answer => Notice::new(Tone::Warn, "This waits for your answer.")
            .text("It begins only when all four say yes. Saying no has no consequence."),
        Status::Asking => {
            Notice::new(Tone::Info, "Nothing has begun.").text("It begins when all four say yes.")
        }
        Status::Opened => Notice::new(Tone::Info, "Both legs start together or not at all.")
            .text("The start gate of one opens when the other is ready too."),
        Status::Suspended if decides => Notice::new(Tone::Warn, "One leg fell over. Please decide.")
            .text(format!("Until then {name} can’t start.")),
        Status::Suspended => Notice::new(Tone::Warn, "One leg fell over.")
            .text(format!("Mobility decides whether {name} goes one way, or both end.")),
        Status::OneWay => Notice::new(Tone::Info, format!("{name} goes on one way.")),
        Status::Refused | Status::Withdrawn | Status::Ended => {
            Notice::new(Tone::Info, format!("{}.", swap.status.label()))
        }
    })
}

fn facts(swap: &Swap, decided: Option<super::super::model::Decided>, today: NaiveDate) -> SummaryList {
    let mut rows = vec![SummaryRow::text("What for", swap.purpose.clone())];
    if let Ok(stay) = Period::try_new(swap.starts_on, swap.ends_on) {
        rows.push(SummaryRow::text("Dates", format::range(stay)));
    }
    let share = u16::try_from(swap.fte_bp).ok().and_then(|bp| Fte::try_new(bp).ok());
    rows.extend(share.map(|share| SummaryRow::text("Working time", share.in_days())));
    if let Some(one) = decided {
        let by = format!("{}, {}", one.by, format::near(one.at.date_naive(), today));
        rows.push(SummaryRow::text("Decided", format!("{}. {}", one.decision.label(), one.reason)));
        rows.push(SummaryRow::text("Decided by", by));
    }
    SummaryList { rows, tight: false }
}

async fn answers(cx: &mut Cx, swap: &Swap) -> Result<TaskList> {
    let (me, today) = (cx.actor.person, cx.today());
    let mut items = Vec::new();
    for person in swap.asked() {
        let brief = people::store::brief(cx, person).await?;
        let is_manager = swap.legs.iter().all(|leg| leg.person != person);
        let role = if is_manager { "Home manager" } else { "Changes places" };
        let said = swap.said(person);
        let note = match said {
            Some(given) if given.answer == Answer::Yes => {
                format!("{role}. Yes, {}", format::near(given.at.date_naive(), today))
            }
            Some(given) => format!("{role}. No: {}", given.reason),
            None => role.to_owned(),
        };
        let state = match said {
            Some(given) if given.answer == Answer::Yes => TaskState::Done,
            Some(_) => TaskState::NotYet,
            None if person == me => TaskState::ToDoByYou,
            None => TaskState::ToDo,
        };
        items.push(TaskItem { label: brief.name, href: None, note, state });
    }
    Ok(TaskList { items })
}
