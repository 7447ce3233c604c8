//! A route is made when the home manager agrees, goes from step to step, and ends with the last.

use sojourn_kit::error::{Error, Result};
use sojourn_money::{Estimate, currency};

use super::events::{Asked, Cleared, Unheld};
use super::model::{By, Facts, MadeFrom, Planned, Route, RouteId, RouteState, Step, StepId, StepState, plan};
use super::{holders, store};
use crate::actor::PersonId;
use crate::cx::Cx;
use crate::event::{HookFuture, Recorded};
use crate::features::secondments::actions::advance;
use crate::features::secondments::mine::working_day;
use crate::features::secondments::{Action, Kind, Record, Scope, Secondment, SecondmentId};
use crate::features::{organisations, people, proposals, secondments};

/// Chooses the route of a record whose home manager agreed, and asks the first; when nobody has to be asked, the
/// record goes on at once.
pub fn on_release<'a>(cx: &'a mut Cx, recorded: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let mut record = secondments::store::of_product(cx, SecondmentId(recorded.subject)).await?;
        let made_from = made_from(cx, &record).await?;
        let mut route = Route {
            id: RouteId::new(cx.now()),
            secondment: record.secondment.id,
            number: store::next_number(cx, record.secondment.id).await?,
            state: RouteState::Open,
            made_at: cx.now(),
            closed_at: None,
            steps: Vec::new(),
            made_from,
        };
        for (position, planned) in (1..).zip(route.made_from.steps.clone()) {
            let person = head(cx, &record.secondment, &planned).await?;
            route.steps.push(step(cx, position, planned, person));
        }
        store::insert(cx, &route).await?;
        if route.steps.is_empty() {
            clear(cx, &mut record, &route, 0).await
        } else {
            ask_next(cx, &record.secondment, &route).await
        }
    })
}

fn step(cx: &Cx, position: i64, planned: Planned, person: Option<PersonId>) -> Step {
    Step {
        id: StepId::new(cx.now()),
        position,
        kind: planned.when,
        by: planned.by,
        person,
        reason: planned.reason,
        state: StepState::Waiting,
        asked_at: None,
        due_on: None,
        decided: None,
    }
}

/// Closes the route as approved: the agreement can be drafted. Done by the product, whoever approved last.
pub(super) async fn clear(cx: &mut Cx, record: &mut Record, route: &Route, steps: usize) -> Result<()> {
    advance(cx, record, Action::ApproveLast).await?;
    store::close(cx, route.id, RouteState::Approved).await?;
    let s = &record.secondment;
    let steps = i64::try_from(steps).unwrap_or(i64::MAX);
    cx.record(&Cleared { secondment: s.id, organisation: s.home_organisation, steps }).await
}

/// An appeal went through against one who declined: their step counts as approved, and those after them are asked.
pub(super) async fn resume(cx: &mut Cx, record: &mut Record) -> Result<()> {
    let id = record.secondment.id;
    store::reopen(cx, id).await?;
    let route = store::newest(cx, id).await?.ok_or(Error::NotFound)?;
    if route.next().is_none() {
        let steps = route.steps.len();
        return clear(cx, record, &route, steps).await;
    }
    ask_next(cx, &record.secondment, &route).await
}

/// Makes it the next step's turn, and says so; to those who can help when nobody can decide it.
pub(super) async fn ask_next(cx: &mut Cx, s: &Secondment, route: &Route) -> Result<()> {
    let Some(next) = route.next() else { return Ok(()) };
    let mut step = next.clone();
    step.due_on = Some(working_day(cx.today(), route.days(&step)));
    store::ask(cx, &step).await?;
    tell(cx, s, &step).await
}

/// Tells those whose turn it is, once; the administrators when there is nobody, once.
pub(super) async fn tell(cx: &mut Cx, s: &Secondment, step: &Step) -> Result<()> {
    let (secondment, organisation, by) = (s.id, s.home_organisation, step.by);
    if holders::deciders(cx, s, step).await?.is_empty() {
        if store::nudge(cx, step.id, "unheld").await? {
            cx.record(&Unheld { secondment, organisation, step: step.id, by }).await?;
        }
    } else if store::nudge(cx, step.id, "asked").await? {
        cx.record(&Asked { secondment, organisation, step: step.id, by }).await?;
    }
    Ok(())
}

/// A record that ends in another way waits for nobody any more.
pub fn on_over<'a>(cx: &'a mut Cx, recorded: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move { store::stop(cx, SecondmentId(recorded.subject)).await })
}

/// The facts and the rules of today, and the steps that they give.
async fn made_from(cx: &mut Cx, record: &Record) -> Result<MadeFrom> {
    let home = organisations::store::load(cx, record.secondment.home_organisation).await?;
    let facts = facts(cx, record, &home).await?;
    let (rules, _) = store::rules::of(cx, home.id, &home.currency).await?;
    let mut steps = plan(&rules, &facts);
    for step in &mut steps {
        if step.by == By::UnitHead && head(cx, &record.secondment, step).await?.is_none() {
            step.by = By::Mobility;
            step.reason = format!("{} The manager has no manager on file who could decide it.", step.reason);
        }
    }
    merged(&mut steps);
    Ok(MadeFrom { facts, rules, steps })
}

/// Whoever came to be asked twice, by a change of who decides, is asked once.
fn merged(steps: &mut Vec<Planned>) {
    let mut once: Vec<Planned> = Vec::new();
    for step in steps.drain(..) {
        match once.iter_mut().find(|known| known.by == step.by) {
            Some(known) => {
                known.reason = format!("{} {}", known.reason, step.reason);
                known.days = known.days.max(step.days);
            }
            None => once.push(step),
        }
    }
    *steps = once;
}

async fn facts(cx: &mut Cx, record: &Record, home: &organisations::Organisation) -> Result<Facts> {
    let s = &record.secondment;
    let proposal = proposals::store::load(cx, record).await?;
    let unit = currency(&home.currency).map_err(Error::internal)?;
    let sums = Estimate::of(&proposal.lines).map_err(Error::internal)?;
    let host = match s.host_organisation {
        Some(host) => Some(organisations::store::load(cx, host).await?),
        None => None,
    };
    let days = s.starts_on.zip(s.ends_on).map_or(0, |(first, last)| (last - first).num_days() + 1);
    Ok(Facts {
        days,
        home_pays_minor: sums.totals_in(unit).home.minor(),
        currency: home.currency.clone(),
        is_external: s.scope == Scope::External,
        is_abroad: s.kind == Kind::International || host.is_some_and(|host| host.country != home.country),
    })
}

/// The manager of the home manager, for a step that asks them; nobody who may not decide it.
async fn head(cx: &mut Cx, s: &Secondment, step: &Planned) -> Result<Option<PersonId>> {
    if step.by != By::UnitHead {
        return Ok(None);
    }
    let Some(manager) = s.home_manager else { return Ok(None) };
    let head = people::store::brief(cx, manager).await?.manager;
    Ok(head.filter(|head| *head != manager && !holders::barred(s).contains(head)))
}
