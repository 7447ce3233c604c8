//! The record on one page: who and where, what it waits for and of whom, and what the reader may do.

use askama::Template;
use chrono::NaiveDate;
use sojourn_calendar::{Fte, Period, WorkingPattern, format};
use sojourn_kit::error::Result;
use sojourn_kit::web::{Reply, Route};

use super::store::{self, Signing};
use super::{beside, model};
use crate::actor::PersonId;
use crate::cx::Cx;
use crate::door::Door;
use crate::features::secondments::{
    Action, Head, Member, Parties, Record, RecordTab, Secondment, Workflow, head, lifecycle, steps,
    store as records,
};
use crate::features::{
    agreements, applications, approvals, audit, changes, objectives, placements, proposals, returns, swaps,
    tasks,
};
use crate::page::{frame, render};
use crate::shell::{
    self, Frame, Link, Markup, Notice, PersonChip, Place, Side, SummaryList, SummaryRow, Timeline, Tone,
};

/// Lines of the history on the record page.
const RECENT: i64 = 5;

#[derive(Template)]
#[template(path = "features/desk/record.html")]
struct RecordPage {
    frame: Frame,
    head: Head,
    notice: Option<Notice>,
    parties: shell::Parties,
    tasks: Option<Markup>,
    changes: Option<Markup>,
    origin: Option<Markup>,
    truth: Option<Markup>,
    chain: Option<Markup>,
    placement: Option<Markup>,
    way_back: Option<Markup>,
    objectives: Option<Markup>,
    proposal: Option<Markup>,
    agreement: Option<Markup>,
    approvals: Option<Markup>,
    swap: Option<Markup>,
    beside: Vec<Markup>,
    recent: Option<Timeline>,
    history: String,
    ends: Vec<Link>,
    facts: SummaryList,
}

/// `GET /secondments/{number}`
pub async fn record(door: Door, Route(number): Route<String>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let record = records::load(&mut cx, &number).await?;
    let head = head(&mut cx, &record, RecordTab::Overview).await?;
    let signing = signing(&mut cx, &record).await?;
    let mut acts = acts(&record, &signing, cx.actor.person, cx.today());
    if acts.contains(&Action::Agree) {
        let consent = proposals::store::consent(&mut cx, &record.secondment).await?;
        acts.retain(|action| *action != Action::Agree || !consent.is_given(&record.secondment));
    }
    if !approvals::is_for(&mut cx, &record).await? {
        acts.retain(|action| *action != Action::Approve);
    }
    let notice = notice(&record, &head.parties, &signing, &acts, &cx);
    let primary = acts.first().map(|action| button(*action, &number));
    let frame = frame(&door, head.title.clone(), Some(Place::Secondments));
    let may_change = lifecycle::decide(&record.secondment, Action::AskChange, &record.standing).is_ok();
    let change = may_change.then(|| button(Action::AskChange, &number));
    let extension = changes::extension(&mut cx, &record).await?;
    let objectives = objectives::panel(&mut cx, &record).await?;
    let open_changes = changes::panel(&mut cx, &record, &head.parties).await?;
    let page = RecordPage {
        tasks: tasks::panel(&mut cx, &record, &frame.form_id).await?,
        beside: beside::cards(&mut cx, &record, &frame.form_id).await?,
        frame,
        parties: parties(&head.parties, &record),
        notice,
        origin: applications::panel(&mut cx, &record).await?,
        changes: open_changes,
        truth: changes::truth_panel(&mut cx, &record).await?,
        chain: changes::chain_panel(&mut cx, &record).await?,
        placement: placements::panel(&mut cx, &record).await?,
        way_back: returns::panel(&mut cx, &record).await?,
        proposal: proposals::panel(&mut cx, &record, objectives.is_none()).await?,
        objectives,
        agreement: agreements::panel(&mut cx, &record).await?,
        approvals: approvals::panel(&mut cx, &record).await?,
        swap: swaps::panel(&mut cx, &record).await?,
        recent: audit::recent(&mut cx, &record, RECENT).await?,
        history: format!("/secondments/{number}/history"),
        ends: ends(&record),
        facts: facts(&record.secondment),
        head: head.with_actions(change.into_iter().chain(primary).collect()).with_extension(extension),
    };
    render(&page)
}

async fn signing(cx: &mut Cx, record: &Record) -> Result<Signing> {
    match record.secondment.workflow {
        state if state.is_under_way() => store::signing(cx, record).await,
        Workflow::AgreementIssued | Workflow::PartlySigned => store::signing(cx, record).await,
        _ => Ok(Signing::default()),
    }
}

/// What the reader may do now, what moves the record on first; each address once. Signing is for whose turn it
/// is, and the return is confirmed when the last day is over: until then both are found in their own panels.
fn acts(record: &Record, signing: &Signing, reader: PersonId, today: NaiveDate) -> Vec<Action> {
    let is_asked = signing.asked.iter().any(|(person, _)| *person == reader);
    let has_ended = record.secondment.ends_on.is_some_and(|last| last < today);
    let is_now = |action: &Action| match action {
        Action::Sign | Action::SignLast | Action::DeclineToSign | Action::SignVariation => is_asked,
        Action::ConfirmReturn => has_ended,
        Action::Withdraw | Action::Cancel => false,
        // these have their own places on the page
        Action::AskChange
        | Action::GiveNotice
        | Action::WithdrawNotice
        | Action::IssueVariation
        | Action::DeclineVariation
        | Action::NoteUnsignedStart
        | Action::Report
        | Action::Pause
        | Action::Resume
        | Action::Convert
        | Action::EndEmployment
        | Action::RemovePost
        | Action::RecordDeath
        | Action::Void => false,
        // one button for whose turn it is, and a panel for what follows a refusal
        Action::ApproveLast
        | Action::ReturnForMore
        | Action::Disapprove
        | Action::Appeal
        | Action::Uphold
        | Action::Overturn => false,
        _ => true,
    };
    let allowed = lifecycle::allowed(&record.secondment, &record.standing);
    let mut acts: Vec<Action> = allowed.into_iter().filter(is_now).collect();
    acts.sort_by_key(|action| *action == Action::NoteCheckIn);
    acts.dedup_by_key(|action| steps::href(*action, ""));
    acts
}

fn button(action: Action, number: &str) -> Link {
    Link::new(steps::label(action), steps::href(action, number))
}

fn ends(record: &Record) -> Vec<Link> {
    let s = &record.secondment;
    let allowed = lifecycle::allowed(s, &record.standing);
    let is_end = |action: &Action| {
        matches!(
            action,
            Action::Withdraw
                | Action::Cancel
                | Action::Report
                | Action::NoteUnsignedStart
                | Action::RecordDeath
        )
    };
    let mut ends: Vec<Action> = allowed.into_iter().filter(is_end).collect();
    ends.dedup_by_key(|action| steps::href(*action, ""));
    ends.into_iter().map(|action| Link::new(steps::label(action), steps::href(action, &s.number))).collect()
}

fn notice(record: &Record, parties: &Parties, signing: &Signing, acts: &[Action], cx: &Cx) -> Option<Notice> {
    let s = &record.secondment;
    if let Some(lead) = over(s.workflow) {
        return Some(Notice::new(Tone::Info, lead));
    }
    let is_out = matches!(s.workflow, Workflow::AgreementIssued | Workflow::PartlySigned);
    let lead = if is_out && signing.of > 0 {
        Some(signatures(signing))
    } else {
        steps::waiting_for(record, parties, cx.actor.person)
    };
    let yours = acts.first().filter(|action| **action != Action::NoteCheckIn);
    let Some(action) = yours else { return lead.map(|lead| Notice::new(Tone::Info, lead)) };
    let mut notice = Notice::new(Tone::Warn, "This waits for you.").text(lead.unwrap_or_default());
    if let Some(due) = model::due(*action, s, cx.today()) {
        notice.text = format!("{} {}.", notice.text, due_words(&due)).trim_start().to_owned();
    }
    Some(notice.link(button(*action, &s.number)))
}

fn due_words(due: &shell::Due) -> &str {
    match due {
        shell::Due::Late(words) | shell::Due::Soon(words) | shell::Due::Later(words) => words,
    }
}

fn over(workflow: Workflow) -> Option<&'static str> {
    match workflow {
        Workflow::DeclinedByHome => Some("Not going ahead: home did not agree to the release."),
        Workflow::Withdrawn => Some("Not going ahead: it was withdrawn."),
        Workflow::CancelledBeforeStart => Some("Not going ahead: it was called off before the start."),
        _ => None,
    }
}

/// "Waiting for Helen Marsh to sign. 3 of 4 have signed."
fn signatures(signing: &Signing) -> String {
    let names: Vec<&str> = signing.asked.iter().map(|(_, name)| name.as_str()).collect();
    let who = match names.as_slice() {
        [] => "the next signature".to_owned(),
        [one] => format!("{one} to sign"),
        [most @ .., last] => format!("{} and {last} to sign", most.join(", ")),
    };
    format!("Waiting for {who}. {} of {} have signed.", signing.signed, signing.of)
}

fn parties(parties: &Parties, record: &Record) -> shell::Parties {
    let chip = |member: &Member, relation: &str, side| PersonChip {
        name: member.name.clone(),
        relation: relation.to_owned(),
        side: Some(side),
    };
    let is_external =
        record.secondment.host_organisation.is_some_and(|host| host != record.secondment.home_organisation);
    let mut at_home = vec![chip(&parties.secondee, "Secondee. Employed and paid here", Side::Home)];
    at_home.extend(parties.home.manager.iter().map(|m| chip(m, "Home manager. Stays in touch", Side::Home)));
    let host_manager = parties.host.as_ref().and_then(|host| host.manager.as_ref());
    let relation = match host_manager {
        Some(manager) if is_external && !manager.has_account => "Host contact. Signs by private link",
        _ => "Host manager. Sets daily work",
    };
    shell::Parties {
        home: parties.home_name().to_owned(),
        at_home,
        host: parties.host_name().unwrap_or("not chosen yet").to_owned(),
        at_host: host_manager.into_iter().map(|m| chip(m, relation, Side::Host)).collect(),
    }
}

fn facts(s: &Secondment) -> SummaryList {
    let stay = s.starts_on.zip(s.ends_on).and_then(|(first, last)| Period::try_new(first, last).ok());
    let dates = stay.map_or_else(|| "Not known yet".to_owned(), format::range);
    let mut rows = vec![SummaryRow::text("Dates", dates)];
    if let Some(stay) = stay {
        rows.push(SummaryRow::text("Length", format::length(stay, WorkingPattern::STANDARD)));
    }
    let share = u16::try_from(s.fte_bp).ok().and_then(|bp| Fte::try_new(bp).ok());
    rows.extend(
        share.map(|share| SummaryRow::text("Time at the host", shell::words::capital(&share.in_days()))),
    );
    if !s.place.trim().is_empty() {
        rows.push(SummaryRow::text("Place of work", s.place.clone()));
    }
    rows.push(SummaryRow::text("Agreement", s.paper.label()));
    rows.push(SummaryRow::text("Where now", s.presence.label()));
    SummaryList { rows, tight: true }
}
