//! Check-ins: what was said, whether all agree, who does what, and the next one.

use std::collections::BTreeMap;

use askama::Template;
use chrono::NaiveDate;
use serde::Deserialize;
use sojourn_calendar::format::{long, near};
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Fields, Reply, Route, Search};

use crate::actor::PersonId;
use crate::cx::Cx;
use crate::door::Door;
use crate::features::placements::model::{
    ActionInput, CheckIn, CheckInInput, OneOfThree, ReplyInput, SupportWords, TalkAction,
};
use crate::features::placements::{actions, store, talks};
use crate::features::secondments::{Action, Record, Slice, lifecycle};
use crate::features::secondments::{Head, RecordTab, head};
use crate::page;
use crate::shell::words::short_day;
use crate::shell::{
    Downloads, Empty, ErrorSummary, FieldOption, FieldView, Frame, Link, Notice, Pager, Place, SummaryList,
    SummaryRow, Tag, TaskItem, TaskList, TaskState, Tone,
};
use crate::typed::{Form, invalid, unprocessable};

#[derive(Template)]
#[template(path = "features/placements/pages/check_ins.html")]
struct CheckInsPage {
    frame: Frame,
    head: Head,
    errors: ErrorSummary,
    number: String,
    next: Option<Notice>,
    talks: Vec<Talk>,
    downloads: Downloads,
    empty: Empty,
    pager: Pager,
    form: Option<[FieldView; 4]>,
    plan: Option<TaskList>,
    doing: Vec<Doing>,
    action: Option<[FieldView; 3]>,
    /// Words for the mobility team; none for those who do not see that part.
    support: Vec<(String, String)>,
}

/// Which page of the list.
#[derive(Debug, Default, Deserialize)]
pub struct Query {
    /// Only check-ins before this place.
    #[serde(default)]
    before: String,
}

struct Talk {
    id: String,
    heading: String,
    by: String,
    tag: Option<Tag>,
    words: SummaryList,
    replies: Vec<(String, String)>,
    may_reply: bool,
}

/// Something that somebody promised.
struct Doing {
    what: String,
    note: String,
    tag: Tag,
    /// Where it is noted as done.
    href: Option<String>,
}

/// Shows the check-ins of a record.
pub async fn show(door: Door, Route(number): Route<String>, Search(query): Search<Query>) -> Result<Reply> {
    view(&door, &number, Form::default(), &query).await
}

/// Notes a check-in.
pub async fn send(
    door: Door,
    Route(number): Route<String>,
    Fields(fields): Fields<BTreeMap<String, String>>,
) -> Result<Reply> {
    let mut sent = Form::sent(fields);
    match invalid(note(&door, &number, &mut sent).await)? {
        Ok(reply) => Ok(reply),
        Err(errors) => view(&door, &number, sent.with(errors), &Query::default()).await,
    }
}

async fn note(door: &Door, number: &str, sent: &mut Form) -> Result<Reply> {
    let mut cx = door.write().await?;
    let held_on = sent.needed_day("held_on", cx.today(), "Write a day such as 7 Dec 2026");
    let input = CheckInInput {
        held_on,
        goals: sent.text("goals"),
        support: sent.text("support"),
        next_step: sent.text("next_step"),
    };
    actions::note_check_in(&mut cx, number, &input).await?;
    sent.errors.clone().check()?;
    cx.finish(back(number, "Check-in noted. The others are asked to agree")).await
}

fn back(number: &str, words: &str) -> Reply {
    Reply::see(format!("/secondments/{number}/check-ins")).flash(words)
}

/// Agrees to the notes of a check-in, or adds to them.
pub async fn reply(
    door: Door,
    Route((number, id)): Route<(String, String)>,
    Fields(fields): Fields<BTreeMap<String, String>>,
) -> Result<Reply> {
    let sent = Form::sent(fields);
    let outcome = async {
        let mut cx = door.write().await?;
        talks::seen(&mut cx, &number).await?;
        let id = id.parse().map_err(|_| Error::NotFound)?;
        let agrees = match sent.get("agrees") {
            "yes" => true,
            "no" => false,
            _ => return Err(Error::field("comment", "Choose whether the notes are right")),
        };
        let input = ReplyInput { agrees, comment: sent.text("comment") };
        talks::reply(&mut cx, &number, id, &input).await?;
        cx.finish(back(&number, "Noted")).await
    };
    match invalid(outcome.await)? {
        Ok(reply) => Ok(reply),
        Err(errors) => view(&door, &number, sent.with(errors), &Query::default()).await,
    }
}

/// Notes who does what by when.
pub async fn add_action(
    door: Door,
    Route(number): Route<String>,
    Fields(fields): Fields<BTreeMap<String, String>>,
) -> Result<Reply> {
    let mut sent = Form::sent(fields);
    let outcome = async {
        let mut cx = door.write().await?;
        talks::seen(&mut cx, &number).await?;
        let input = ActionInput {
            what: sent.text("what"),
            owner: sent.choice("owner", OneOfThree::parse, "Choose who does it", OneOfThree::Secondee),
            due_on: sent.needed_day("due_on", cx.today(), "Write a day such as 7 Dec 2026"),
        };
        talks::add_action(&mut cx, &number, &input).await?;
        sent.errors.clone().check()?;
        cx.finish(back(&number, "Action noted")).await
    };
    match invalid(outcome.await)? {
        Ok(reply) => Ok(reply),
        Err(errors) => view(&door, &number, sent.with(errors), &Query::default()).await,
    }
}

/// Notes that an action is done.
pub async fn finish_action(door: Door, Route((number, id)): Route<(String, String)>) -> Result<Reply> {
    let mut cx = door.write().await?;
    talks::seen(&mut cx, &number).await?;
    let id = id.parse().map_err(|_| Error::NotFound)?;
    talks::finish_action(&mut cx, &number, id).await?;
    cx.finish(back(&number, "Done")).await
}

async fn view(door: &Door, number: &str, sent: Form, query: &Query) -> Result<Reply> {
    let mut cx = door.read().await?;
    let record = talks::seen(&mut cx, number).await?;
    let today = cx.today();
    let head = head(&mut cx, &record, RecordTab::CheckIns).await?;
    let before = store::Earlier::parse(&query.before)?;
    let (held, earlier) = store::check_ins(&mut cx, &record, before).await?;
    let address = format!("/secondments/{number}/check-ins");
    let pager = Pager {
        newer: before.map(|_| address.clone()),
        older: earlier.map(|place| format!("{address}?before={}", place.text())),
    };
    let may_note = lifecycle::decide(&record.secondment, Action::NoteCheckIn, &record.standing).is_ok();
    let form = may_note.then(|| fields(&sent, &long(today)));
    let action = may_note.then(|| action_fields(&sent));
    let all = form.iter().flatten().chain(action.iter().flatten());
    let mut errors = ErrorSummary::of(all);
    if let Some(words) = sent.errors.get("comment") {
        errors = errors.and(words);
    }
    let plan = talks::plan(&mut cx, &record).await?;
    let me = cx.actor.person;
    let is_three = OneOfThree::of(&record).is_some();
    let page = CheckInsPage {
        frame: page::frame(door, format!("Check-ins, {}", head.title), Some(Place::Secondments))
            .with_errors(!sent.errors.is_empty()),
        errors,
        number: number.to_owned(),
        next: plan.as_ref().and_then(|plan| next(plan, number, is_three, today)),
        downloads: Downloads::whole(&address),
        talks: held.into_iter().map(|talk| talk_view(talk, today, is_three.then_some(me))).collect(),
        empty: Empty {
            title: "No check-ins yet".to_owned(),
            text: "Talk every week in the first month, then once a month. A few lines here are enough."
                .to_owned(),
            action: None,
        },
        pager,
        form,
        plan: plan.as_ref().map(|plan| plan_view(plan, today)),
        doing: doing(&mut cx, &record, is_three, today).await?,
        action,
        support: support(&mut cx, &record, today).await?,
        head,
    };
    Ok(unprocessable(page::render(&page)?, &sent.errors))
}

fn next(plan: &talks::Plan, number: &str, is_three: bool, today: NaiveDate) -> Option<Notice> {
    let slot = plan.current?;
    let lead = match plan.late {
        Some(1) => format!("{}: due yesterday.", slot.kind.label()),
        Some(days) => format!("{}: {days} days late.", slot.kind.label()),
        None => format!("Next: {}, {}.", slot.kind.label().to_lowercase(), short_day(slot.on, today)),
    };
    let tone = if plan.late.is_some() { Tone::Warn } else { Tone::Info };
    let notice = Notice::new(tone, lead).text("The three of you talk, home, host and secondee.");
    let link = Link::new("Prepare it", format!("/secondments/{number}/check-ins/plan/{}", slot.on));
    Some(if is_three { notice.link(link) } else { notice })
}

fn plan_view(plan: &talks::Plan, today: NaiveDate) -> TaskList {
    let items = plan.slots.iter().zip(&plan.held).map(|(slot, held)| TaskItem {
        label: format!("{}, {}", slot.kind.label(), short_day(slot.on, today)),
        href: None,
        note: if slot.wellbeing { "Well-being is asked as well".to_owned() } else { String::new() },
        state: match (held, slot.on < today) {
            (true, _) => TaskState::Done,
            (false, true) => TaskState::ToDo,
            (false, false) => TaskState::NotYet,
        },
    });
    TaskList { items: items.collect() }
}

fn talk_view(talk: CheckIn, today: NaiveDate, me: Option<PersonId>) -> Talk {
    let rows = [("Goals", &talk.goals), ("Support", &talk.support), ("Next step", &talk.next_step)];
    let rows = rows.into_iter().filter(|(_, text)| !text.is_empty());
    let has_replied = |me| talk.replies.iter().any(|reply| reply.person == me && reply.agrees);
    let tag = match (
        talk.replies.last().map(|reply| reply.agrees),
        talk.replies.iter().all(|reply| reply.agrees),
    ) {
        (None, _) => None,
        (_, true) => Some(Tag::new("Agreed", Tone::Good)),
        (_, false) => Some(Tag::new("With comments", Tone::Info)),
    };
    Talk {
        id: talk.id.to_string(),
        heading: near(talk.held_on, today),
        by: format!("Noted by {}", talk.by),
        tag,
        words: SummaryList {
            rows: rows.map(|(term, text)| SummaryRow::text(term, text.clone())).collect(),
            tight: true,
        },
        may_reply: me.is_some_and(|me| me != talk.recorded_by && !has_replied(me)),
        replies: talk
            .replies
            .into_iter()
            .map(|reply| {
                let said = if reply.agrees { "agrees" } else { "would change this" };
                (format!("{} {said}, {}", reply.by, short_day(reply.at.date_naive(), today)), reply.comment)
            })
            .collect(),
    }
}

async fn doing(cx: &mut Cx, record: &Record, is_three: bool, today: NaiveDate) -> Result<Vec<Doing>> {
    let number = &record.secondment.number;
    let line = |action: TalkAction| Doing {
        note: format!("{}, by {}", action.owner, short_day(action.due_on, today)),
        tag: match (action.done_at, action.due_on < today) {
            (Some(_), _) => Tag::new("Done", Tone::Good),
            (None, true) => Tag::new("Late", Tone::Warn),
            (None, false) => Tag::new("To do", Tone::Quiet),
        },
        href: (is_three && action.done_at.is_none())
            .then(|| format!("/secondments/{number}/check-ins/actions/{}", action.id)),
        what: action.what,
    };
    Ok(store::talk_actions(cx, record).await?.into_iter().map(line).collect())
}

async fn support(cx: &mut Cx, record: &Record, today: NaiveDate) -> Result<Vec<(String, String)>> {
    if !record.standing.sees(Slice::Support) {
        return Ok(Vec::new());
    }
    let told = |words: SupportWords| (short_day(words.at.date_naive(), today), words.words);
    Ok(store::support(cx, record).await?.into_iter().map(told).collect())
}

fn fields(sent: &Form, today: &str) -> [FieldView; 4] {
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

fn action_fields(sent: &Form) -> [FieldView; 3] {
    let field = |name: &str, label: &str| {
        FieldView::new(name, label).value(sent.or(name, "")).error(sent.error(name))
    };
    let owners = OneOfThree::ALL.iter().map(|one| FieldOption::new(one.as_str(), one.label())).collect();
    [
        field("what", "What is done?"),
        field("owner", "Who?").select(owners),
        field("due_on", "By when?").date(),
    ]
}
