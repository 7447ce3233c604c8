//! What does not fit together on a record, for those who follow it; and the daily word about those past their end.

use askama::Template;
use chrono::{Datelike, NaiveDate};
use serde::Serialize;
use sojourn_calendar::format::long;
use sojourn_kit::error::Result;
use sojourn_kit::jobs::More;
use sojourn_kit::outbox::Outgoing;
use sojourn_kit::web::{Problem, Reply, Route};
use utoipa::ToSchema;

use super::actions::followed;
use super::compare::stay;
use super::happenings::model::{HappeningKind, at_risk_since};
use super::model::{ChangeKind, ChangeStatus};
use super::rules::truth::{Finding, TruthFacts, findings};
use super::{happenings, store};
use crate::app::App;
use crate::cx::Cx;
use crate::door::Door;
use crate::features::agreements::model::{Agreement, Outline};
use crate::features::secondments::store::milestones;
use crate::features::secondments::{Parties, Presence, Record, SecondmentId, Slice, Workflow, steps};
use crate::features::{agreements, organisations, people, secondments};
use crate::jobs::for_each_batch;
use crate::shell::Markup;

/// What does not fit together on a record, as far as the reader may know.
///
/// # Errors
/// When the database does not answer.
pub async fn found(cx: &mut Cx, record: &Record) -> Result<Vec<Finding>> {
    let s = &record.secondment;
    if !record.standing.sees(Slice::Agreement)
        || (s.presence == Presence::NotStarted && s.workflow.is_final())
    {
        return Ok(Vec::new());
    }
    let facts = facts(cx, record).await?;
    Ok(findings(&facts))
}

async fn facts(cx: &mut Cx, record: &Record) -> Result<TruthFacts> {
    let s = &record.secondment;
    let is_home = record.standing.parties.iter().any(|party| !party.is_host());
    let milestones = milestones(cx, record).await?;
    let signed = agreements::store::signed_outlines(cx, s.id).await?;
    let changes = store::all(cx, s.id).await?;
    let happened = happenings::store::all(cx, s.id).await?;
    let retroactive = signed.iter().filter_map(|version| {
        let change = version.paper.change.as_ref()?;
        Some((change.variation.effective_on, version.executed_at?.date_naive()))
    });
    let unsigned = changes.iter().find(|change| {
        let is_unsigned = matches!(change.status, ChangeStatus::Asked | ChangeStatus::Agreed);
        is_unsigned && change.kind == ChangeKind::Extension
    });
    let employment_ends =
        happened.iter().filter(|one| one.kind.ends_employment()).map(|one| one.from).next_back();
    let is_settled = store::post_is_settled(cx, s.id).await?;
    Ok(TruthFacts {
        today: cx.today(),
        presence: s.presence,
        arrived: milestones.arrived,
        executed: milestones.executed,
        ends_on: s.ends_on,
        unsigned_extension: unsigned.and_then(|change| change.values.ends_on),
        retroactive: retroactive.collect(),
        at_once: if is_home { at_once(cx, record).await? } else { Vec::new() },
        names: names(cx, record, &signed).await?,
        managers_gone: gone(cx, record).await?,
        manager_changed: if is_home { manager_changed(cx, record).await? } else { None },
        at_risk_since: at_risk_since(&happened)
            .filter(|_| record.standing.sees(Slice::ReturnPlan) && !is_settled),
        employment_ends: employment_ends
            .filter(|_| !happened.iter().any(|one| one.kind == HappeningKind::Voided)),
    })
}

/// Told from the day on which it is asked for: whoever lets somebody go a second time should know before they agree.
async fn at_once(cx: &mut Cx, record: &Record) -> Result<Vec<(String, NaiveDate, i64)>> {
    let workflow = record.secondment.workflow;
    let counts = !workflow.is_final() && !matches!(workflow, Workflow::Idea | Workflow::Returned);
    let Some(own) = stay(&record.secondment).filter(|_| counts) else {
        return Ok(Vec::new());
    };
    let others = store::stays_of(cx, record).await?;
    Ok(others
        .into_iter()
        .filter_map(|other| {
            let common = own.overlap(other.stay)?;
            Some((other.number, common.start(), other.fte_bp + record.secondment.fte_bp))
        })
        .collect())
}

/// The legal names on the newest signed version beside those of today.
async fn names(
    cx: &mut Cx,
    record: &Record,
    signed: &[Agreement<Outline>],
) -> Result<Vec<(String, String, NaiveDate)>> {
    let Some((version, at)) = signed.last().and_then(|version| Some((version, version.executed_at?))) else {
        return Ok(Vec::new());
    };
    let s = &record.secondment;
    let facts = &version.paper.facts;
    let mut all = Vec::new();
    for (then, id) in [
        (&facts.home.organisation, Some(s.home_organisation)),
        (&facts.host.organisation, s.host_organisation.filter(|host| *host != s.home_organisation)),
    ] {
        if let Some(id) = id {
            let now = organisations::store::load(cx, id).await?.legal_name;
            all.push((then.clone(), now, at.date_naive()));
        }
    }
    Ok(all)
}

async fn gone(cx: &mut Cx, record: &Record) -> Result<Vec<(&'static str, NaiveDate)>> {
    let s = &record.secondment;
    let mut all = Vec::new();
    for (side, person) in [("at home", s.home_manager), ("at the host", s.host_manager)] {
        if let Some(person) = person {
            all.extend(store::left_on(cx, person).await?.map(|day| (side, day)));
        }
    }
    Ok(all)
}

/// The manager on the record and the one in the directory, when they are two; as long as the person is on the way.
async fn manager_changed(cx: &mut Cx, record: &Record) -> Result<Option<(String, String, NaiveDate)>> {
    let s = &record.secondment;
    let Some(on_record) = s.home_manager.filter(|_| !s.workflow.is_final()) else { return Ok(None) };
    let Some((person, since)) = store::manager_of(cx, s.secondee).await? else { return Ok(None) };
    // a host manager who becomes the manager in the directory has hired the person: that is another story
    if person == on_record || Some(person) == s.host_manager {
        return Ok(None);
    }
    let on_record = people::store::brief(cx, on_record).await?.name;
    Ok(Some((on_record, people::store::brief(cx, person).await?.name, since)))
}

#[derive(Template)]
#[template(path = "features/changes/truth.html")]
struct Panel {
    findings: Vec<(&'static str, String)>,
}

/// The panel “What does not fit together”; nothing when everything does.
///
/// # Errors
/// When the database does not answer.
pub async fn panel(cx: &mut Cx, record: &Record) -> Result<Option<Markup>> {
    let found = found(cx, record).await?;
    if found.is_empty() {
        return Ok(None);
    }
    let findings = found.into_iter().map(|one| (one.code.label(), one.words)).collect();
    crate::page::part(&Panel { findings }).map(Some)
}

/// What does not fit together.
#[derive(Debug, Serialize, ToSchema)]
pub struct FindingsView {
    findings: Vec<Finding>,
}

/// What does not fit together on a record.
#[utoipa::path(get, path = "/secondments/{number}/findings", tag = "changes",
    params(("number" = String, Path, description = "SO-0312")),
    responses((status = 200, body = FindingsView), (status = 404, body = Problem)))]
pub async fn list(door: Door, Route(number): Route<String>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let record = followed(&mut cx, &number).await?;
    let findings = found(&mut cx, &record).await?;
    cx.finish_json(&FindingsView { findings }).await
}

/// Writes to both managers and the desk about everybody who is still away after the last day: once a week for each
/// record and person, however often it runs.
///
/// # Errors
/// When the database does not answer.
pub async fn alert_overstays(app: App) -> Result<More> {
    let reason = "looking for people past their last day";
    for_each_batch(&app, reason, |cx, after| Box::pin(batch(cx, after))).await
}

async fn batch(cx: &mut Cx, after: SecondmentId) -> Result<Option<SecondmentId>> {
    const MOST: i64 = 100;
    let today = cx.today();
    let records = store::past_their_end(cx, today, after, MOST).await?;
    for id in &records {
        let record = secondments::store::load_by_id(cx, *id).await?;
        alert(cx, &record).await?;
    }
    Ok(records.last().copied())
}

async fn alert(cx: &mut Cx, record: &Record) -> Result<()> {
    let s = &record.secondment;
    let Some(last) = s.ends_on else { return Ok(()) };
    let (today, week) = (cx.today(), cx.today().iso_week());
    let title = Parties::of(cx, record).await?.title();
    let mut people: Vec<_> = [s.home_manager, s.host_manager].into_iter().flatten().collect();
    people.extend(agreements::store::desk(cx, s.home_organisation).await?);
    for person in people {
        let to = people::store::brief(cx, person).await?;
        let Some(to_address) = to.email else { continue };
        let link = match to.has_account {
            true => format!(
                "\n\nConfirm the return or ask for an extension: {}/secondments/{}",
                cx.app.config.base_url, s.number
            ),
            false => String::new(),
        };
        let days = (today - last).num_days();
        let letter = Outgoing {
            dedup: format!("overstay/{}/{}-{}/{person}", s.id, week.year(), week.week()),
            kind: "overstay".to_owned(),
            subject_id: Some(s.id.0),
            to_address,
            subject: format!("Past the last day: {title}"),
            body: format!(
                "Hello {},\n\nThe last day of this secondment was {}, {days} days ago, and nobody has confirmed the \
                 return. Costs go on until then.{link}\n\nSojourn\n",
                steps::first_name(&to.name),
                long(last)
            ),
            to_name: to.name,
        };
        cx.enqueue(&letter).await?;
    }
    Ok(())
}
