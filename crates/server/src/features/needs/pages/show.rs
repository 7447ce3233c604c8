//! One business need: what it is, what was said with the person, and the review.

use std::collections::BTreeMap;

use askama::Template;
use chrono::NaiveDate;
use sojourn_calendar::{Fte, Period, format};
use sojourn_kit::error::Result;
use sojourn_kit::web::{Fields, Reply, Route};

use super::super::model::{
    ConsultInput, Fact, FactKind, Need, Outcome, OutcomeInput, ReviewInput, View, review,
};
use super::super::{access, actions, store};
use crate::cx::Cx;
use crate::door::Door;
use crate::features::{organisations, people};
use crate::page::{frame, render};
use crate::shell::{
    Crumbs, ErrorSummary, FieldOption, FieldView, Frame, Link, Notice, Place, SummaryList, SummaryRow,
    SummaryValue, Timeline, TimelineItem, Tone,
};
use crate::typed::{Form, both, invalid};

#[derive(Template)]
#[template(path = "features/needs/pages/show.html")]
struct ShowPage {
    frame: Frame,
    crumbs: Crumbs,
    title: String,
    lede: String,
    errors: ErrorSummary,
    notice: Option<Notice>,
    facts: SummaryList,
    said: Option<Timeline>,
    address: String,
    consult: Option<[FieldView; 3]>,
    ask: Option<FieldView>,
    decide: Option<[FieldView; 2]>,
}

/// `GET /needs/{need}`
pub async fn show(door: Door, Route(number): Route<String>) -> Result<Reply> {
    view(&door, &number, &Form::default()).await
}

/// `POST /needs/{need}/consultations`
pub async fn consult(
    door: Door,
    Route(number): Route<String>,
    Fields(fields): Fields<BTreeMap<String, String>>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    let mut sent = Form::sent(fields);
    let on = sent.needed_day("on", cx.today(), "Write the day of the talk");
    let view_of = View::parse(&sent.text("view"));
    if view_of.is_none() {
        sent.errors.add("view", "Choose what the person said to it");
    }
    let input = ConsultInput { on, said: sent.text("said"), view: view_of.unwrap_or(View::Undecided) };
    let unread = sent.errors.clone();
    match invalid(both(unread, actions::consult(&mut cx, &number, &input).await))? {
        Ok(_) => cx.finish(Reply::see(format!("/needs/{number}")).flash("Noted. The person is told.")).await,
        Err(errors) => {
            drop(cx);
            view(&door, &number, &sent.with(errors)).await
        }
    }
}

/// `POST /needs/{need}/review`
pub async fn ask_review(
    door: Door,
    Route(number): Route<String>,
    Fields(fields): Fields<BTreeMap<String, String>>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    let sent = Form::sent(fields);
    let input = ReviewInput { reason: sent.text("reason") };
    match invalid(actions::ask_review(&mut cx, &number, &input).await)? {
        Ok(_) => {
            let reply = Reply::see(format!("/needs/{number}"));
            cx.finish(reply.flash("Asked. Nothing is sent before it is decided.")).await
        }
        Err(errors) => {
            drop(cx);
            view(&door, &number, &sent.with(errors)).await
        }
    }
}

/// `POST /needs/{need}/review/decision`
pub async fn decide_review(
    door: Door,
    Route(number): Route<String>,
    Fields(fields): Fields<BTreeMap<String, String>>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    let mut sent = Form::sent(fields);
    let outcome = Outcome::parse(&sent.text("outcome"));
    if outcome.is_none() {
        sent.errors.add("outcome", "Choose what becomes of it");
    }
    let input = OutcomeInput { outcome: outcome.unwrap_or(Outcome::Stopped), reason: sent.text("reason") };
    let unread = sent.errors.clone();
    match invalid(both(unread, actions::decide_review(&mut cx, &number, &input).await))? {
        Ok(_) => {
            cx.finish(Reply::see(format!("/needs/{number}")).flash("Decided. The person is told.")).await
        }
        Err(errors) => {
            drop(cx);
            view(&door, &number, &sent.with(errors)).await
        }
    }
}

async fn view(door: &Door, number: &str, sent: &Form) -> Result<Reply> {
    let mut cx = door.read().await?;
    let need = store::load(&mut cx, number).await?;
    let noted = store::facts(&mut cx, &need).await?;
    let person = people::store::brief(&mut cx, need.person).await?;
    let (in_review, outcome) = review(&noted);
    let was_asked = noted.iter().any(|fact| fact.fact == FactKind::ReviewAsked);
    let is_own = cx.actor.person == need.person;
    let consult = access::may_consult(&cx.actor, &need).then(|| consult_fields(sent, cx.today()));
    let may_ask = is_own && !was_asked && cx.today() <= need.review_until;
    let ask = may_ask.then(|| sent.field("reason", "What should be looked at again?").lines());
    let decide = (in_review && access::may_decide(&cx.actor, &need)).then(|| decide_fields(sent));
    let fields: Vec<&FieldView> =
        consult.iter().flatten().chain(&ask).chain(decide.iter().flatten()).collect();
    let errors = sent.summary(&fields);
    let page = ShowPage {
        frame: frame(door, need.title.clone(), Some(Place::Secondments)).with_errors(!errors.is_empty()),
        crumbs: Crumbs::new(
            vec![Link::new("Start a secondment", "/start"), Link::new("Business needs", "/needs")],
            need.number.clone(),
        ),
        title: format!("{}, {}", person.name, need.title),
        lede: "A business need, without an advert.".to_owned(),
        errors,
        notice: Some(notice(&need, &noted, in_review, outcome, cx.today())),
        facts: facts(&mut cx, &need).await?,
        said: (!noted.is_empty()).then(|| timeline(&noted, cx.today())),
        address: format!("/needs/{number}"),
        consult,
        ask,
        decide,
    };
    Ok(sent.status(render(&page)?))
}

fn consult_fields(sent: &Form, today: NaiveDate) -> [FieldView; 3] {
    let views = View::ALL.iter().map(|view| FieldOption::new(view.as_str(), view.label())).collect();
    let day = if sent.text("on").is_empty() { format::long(today) } else { sent.text("on") };
    [
        sent.field("on", "Day of the talk").date().value(day),
        sent.field("said", "What was said?").lines().hint("In the person’s words too. They read it."),
        sent.field("view", "What does the person say to it?").radios(views),
    ]
}

fn decide_fields(sent: &Form) -> [FieldView; 2] {
    let outcomes = Outcome::ALL.iter().map(|one| FieldOption::new(one.as_str(), one.label())).collect();
    [
        sent.field("outcome", "What becomes of it?").radios(outcomes),
        sent.field("reason", "Why?").lines().hint("The person reads it."),
    ]
}

fn notice(
    need: &Need,
    facts: &[Fact],
    in_review: bool,
    outcome: Option<Outcome>,
    today: NaiveDate,
) -> Notice {
    if in_review {
        return Notice::new(Tone::Warn, "A review is open.")
            .text("Nothing is sent before mobility or HR decides it.");
    }
    match outcome {
        Some(Outcome::Stopped) => return Notice::new(Tone::Info, "The review stopped this."),
        Some(Outcome::Confirmed) => return Notice::new(Tone::Good, "The review is decided: it may go on."),
        None => {}
    }
    let until = format::near(need.review_until, today);
    if facts.is_empty() {
        return Notice::new(Tone::Warn, "Talk with the person first.")
            .text(format!("Nothing is sent before a talk is noted. They may ask for a review by {until}."));
    }
    Notice::new(Tone::Info, format!("The person may ask for a review by {until}."))
}

async fn facts(cx: &mut Cx, n: &Need) -> Result<SummaryList> {
    let by = people::store::brief(cx, n.created_by).await?;
    let host = organisations::store::load(cx, n.host_organisation).await?.name;
    let unit = match n.host_unit {
        Some(unit) => format!("{}, {host}", organisations::store::load_unit(cx, unit).await?.name),
        None => host,
    };
    let mut rows = vec![
        SummaryRow::text("What is needed", n.need.clone()),
        SummaryRow::text("Why no advert", n.why_no_advert.clone()),
        SummaryRow::text("Kind of place", n.kind.label()),
        SummaryRow::text("Where", format!("{unit}, {}", n.place)),
    ];
    if let Ok(stay) = Period::try_new(n.starts_on, n.ends_on) {
        rows.push(SummaryRow::text("Dates", format::range(stay)));
    }
    let share = u16::try_from(n.fte_bp).ok().and_then(|bp| Fte::try_new(bp).ok());
    rows.extend(share.map(|share| SummaryRow::text("Working time", share.in_days())));
    if !n.account.is_empty() {
        rows.push(SummaryRow::text("Belongs to", n.account.clone()));
    }
    if n.is_confidential {
        rows.push(SummaryRow::text(
            "Confidential",
            "Only those named here and mobility see it. Speak of it with nobody else",
        ));
    }
    let notice = (n.starts_on - n.told_on).num_days();
    rows.push(SummaryRow::text("Notice", format!("{notice} days, told on {}", format::long(n.told_on))));
    if !n.why_short_notice.is_empty() {
        rows.push(SummaryRow::text("Why so soon", n.why_short_notice.clone()));
    }
    rows.push(SummaryRow::text("Stated by", format!("{}, {}", by.name, by.job_title)));
    if let Some(number) = store::record_number(cx, n).await? {
        let link = Link::new(format!("Proposal {number}"), format!("/secondments/{number}"));
        rows.push(SummaryRow::new("Record", SummaryValue::Link(link)));
    }
    Ok(SummaryList { rows, tight: false })
}

fn timeline(noted: &[Fact], today: NaiveDate) -> Timeline {
    let item = |fact: &Fact| {
        let outcome = match fact.fact {
            FactKind::Consulted => View::parse(&fact.outcome).map(View::label),
            FactKind::ReviewDecided => Outcome::parse(&fact.outcome).map(Outcome::label),
            FactKind::ReviewAsked => None,
        };
        TimelineItem {
            title: match outcome {
                Some(words) => format!("{}: {words}", fact.fact.label()),
                None => fact.fact.label().to_owned(),
            },
            by: format!("{}, {}", format::near(fact.on, today), fact.by),
            side: None,
            next: false,
            quote: Some(fact.words.clone()),
        }
    };
    Timeline { items: noted.iter().rev().map(item).collect() }
}
