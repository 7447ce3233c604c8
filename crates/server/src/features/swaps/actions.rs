//! What people do with a swap. Pages, the API and the demo world call the same.

use sojourn_kit::error::{Error, FieldErrors, Result};

use super::access::{is_desk, may_answer, may_decide, may_withdraw};
use super::events::{SwapAnswered, SwapDecided, SwapOpened, SwapProposed, SwapWithdrawn};
use super::lifecycle::{Action as Move, to};
use super::model::{Answer, AnswerInput, Decision, DecisionInput, Leg, Status, Swap, SwapId, SwapInput};
use super::pair::standing_leg;
use super::store;
use crate::actor::PersonId;
use crate::cx::Cx;
use crate::features::people::{self, Brief};
use crate::features::proposals;
use crate::features::secondments::actions::{Cancelled, advance};
use crate::features::secondments::opening::Host;
use crate::features::secondments::{self, Action, Kind, Opening, Presence, Scope, WayIn};
use crate::typed::{TEXT, check_text};

/// Proposes that two people change places. Whoever is one of the four has said yes with it.
///
/// # Errors
/// Sentences by field; refused for somebody who is neither one of the four nor a desk of theirs.
pub async fn propose(cx: &mut Cx, input: SwapInput) -> Result<Swap> {
    let mut errors = match input.check(cx.today()) {
        Ok(()) => FieldErrors::default(),
        Err(Error::Invalid(errors)) => errors,
        Err(other) => return Err(other),
    };
    let first = found(cx, "first", &input.first, &mut errors).await?;
    let second = found(cx, "second", &input.second, &mut errors).await?;
    errors.clone().check()?;
    let (Some(first), Some(second)) = (first, second) else {
        return errors.check().and(Err(Error::NotFound));
    };
    let managers = fit(&first, &second)?;
    let me = cx.actor.person;
    let is_one = [first.id, second.id, managers[0], managers[1]].contains(&me);
    let runs = [&first, &second].into_iter().any(|one| is_desk(&cx.actor, one.organisation));
    if !is_one && !runs {
        return Err(Error::refused(
            "not_yours",
            "A swap is proposed by one of the two, by their managers or by mobility.",
        ));
    }
    let number = cx.next_number("swap").await?;
    let (id, number) = (SwapId::new(cx.now()), format!("SW-{number:04}"));
    store::insert(cx, id, &number, first.organisation, &input).await?;
    store::insert_leg(cx, id, 1, &first, managers[0]).await?;
    store::insert_leg(cx, id, 2, &second, managers[1]).await?;
    if is_one {
        store::insert_answer(cx, id, Answer::Yes, "").await?;
    }
    let swap = store::load(cx, &number).await?;
    cx.record(&SwapProposed::of(&swap)).await?;
    Ok(swap)
}

async fn found(cx: &mut Cx, field: &str, address: &str, errors: &mut FieldErrors) -> Result<Option<Brief>> {
    if address.trim().is_empty() {
        return Ok(None);
    }
    let person = people::store::find_by_email(cx, address).await?;
    if person.is_none() {
        errors.add(field, "Nobody with this address can sign in here");
    }
    Ok(person)
}

/// Two different people with managers who are neither of the two.
fn fit(first: &Brief, second: &Brief) -> Result<[PersonId; 2]> {
    let mut errors = FieldErrors::default();
    if first.id == second.id {
        errors.add("second", "Name somebody else: nobody changes places with themself");
    }
    let mut managers = Vec::new();
    for (field, one, other) in [("first", first, second), ("second", second, first)] {
        match one.manager {
            None => errors
                .add(field, format!("We don’t know who {}’s manager is. Ask mobility to add them", one.name)),
            Some(manager) if manager == other.id => {
                errors
                    .add(field, format!("{} reports to {}: they can’t change places", one.name, other.name));
            }
            Some(manager) => managers.push(manager),
        }
    }
    errors.check()?;
    managers.try_into().map_err(|_| Error::internal("a swap without two managers"))
}

/// Says yes or no, in one's own name. The last yes opens the two records; a no ends it.
///
/// # Errors
/// Invalid without a reason for a no; refused when it is not theirs, or not now.
pub async fn answer(cx: &mut Cx, number: &str, input: &AnswerInput) -> Result<Swap> {
    let swap = store::load(cx, number).await?;
    if !may_answer(&cx.actor, &swap) {
        return Err(not_asked(&swap, cx.actor.person));
    }
    let reason = if input.answer == Answer::No { input.reason.trim() } else { "" };
    let mut errors = FieldErrors::default();
    let needed = (input.answer == Answer::No).then_some("Say why not in a few words");
    check_text(&mut errors, "reason", reason, TEXT, needed);
    errors.check()?;
    if input.answer == Answer::Yes && swap.starts_on <= cx.today() {
        return Err(Error::refused(
            "too_late",
            "The first day has passed. Propose it again with later days.",
        ));
    }
    store::insert_answer(cx, swap.id, input.answer, reason).await?;
    if input.answer == Answer::No {
        store::settle(cx, &swap, to(swap.status, Move::Refuse)?).await?;
    }
    cx.record(&SwapAnswered::of(&swap, input.answer)).await?;
    let swap = store::load(cx, number).await?;
    if swap.is_agreed() { open(cx, swap).await } else { Ok(swap) }
}

fn not_asked(swap: &Swap, person: PersonId) -> Error {
    let sentence = if swap.status != Status::Asking {
        format!("This swap is not waiting for answers: {}.", swap.status.label())
    } else if swap.said(person).is_some() {
        "You have answered this already.".to_owned()
    } else {
        "Only the two people and their managers answer, each for themself.".to_owned()
    };
    Error::refused("not_yours", sentence)
}

/// Opens the two records: each person goes to where the other comes from.
async fn open(cx: &mut Cx, swap: Swap) -> Result<Swap> {
    store::settle(cx, &swap, to(swap.status, Move::Open)?).await?;
    let mut records = Vec::new();
    for (at, leg) in swap.legs.iter().enumerate() {
        let other = &swap.legs[1 - at];
        let record = proposals::actions::open(cx, opening(&swap, leg, other)).await?;
        store::link(cx, &swap, leg.person, record.id).await?;
        records.push(record.id);
    }
    cx.record(&SwapOpened::of(&swap, records)).await?;
    store::load(cx, &swap.number).await
}

fn opening(swap: &Swap, leg: &Leg, other: &Leg) -> Opening {
    let scope = if swap.is_internal() { Scope::Internal } else { Scope::External };
    Opening {
        way_in: WayIn::Swap,
        kind: Kind::Swap,
        purpose: swap.purpose.clone(),
        need: format!("A swap with {}, {}.", other.name, other.job_title),
        host: Some(Host { organisation: other.organisation, unit: other.unit, manager: Some(other.manager) }),
        place: other.place.clone(),
        dates: Some((swap.starts_on, swap.ends_on)),
        fte_bp: swap.fte_bp,
        ..Opening::own(leg.person, scope, swap.title.clone())
    }
}

/// Takes it back before everybody has said yes.
///
/// # Errors
/// Refused when it is not theirs, or not now.
pub async fn withdraw(cx: &mut Cx, number: &str) -> Result<Swap> {
    let swap = store::load(cx, number).await?;
    if !may_withdraw(&cx.actor, &swap) {
        let sentence = "Only who proposed it or mobility takes a swap back, as long as answers are missing.";
        return Err(Error::refused("not_yours", sentence));
    }
    store::settle(cx, &swap, to(swap.status, Move::Withdraw)?).await?;
    cx.record(&SwapWithdrawn::of(&swap)).await?;
    store::load(cx, number).await
}

/// Decides what becomes of the leg that stands after the other fell over.
///
/// # Errors
/// Invalid without a reason; refused when it is not theirs, or the leg cannot be called off any more; stale on an
/// old version.
pub async fn decide(cx: &mut Cx, number: &str, input: &DecisionInput) -> Result<Swap> {
    let swap = store::load(cx, number).await?;
    let standing = standing_leg(cx, &swap).await?;
    let Some((leg, mut record)) = standing.filter(|(leg, _)| may_decide(&cx.actor, &swap, leg)) else {
        let sentence = "Mobility or HR of the person who can still go decides, after a leg has fallen over.";
        return Err(Error::refused("not_yours", sentence));
    };
    if swap.version != input.version {
        return Err(Error::Stale);
    }
    let mut errors = FieldErrors::default();
    check_text(&mut errors, "reason", &input.reason, TEXT, Some("Say why: both people read it"));
    errors.check()?;
    let ends = input.decision == Decision::EndBoth;
    if ends && record.secondment.presence != Presence::NotStarted {
        let sentence = format!(
            "{} has already started. Let it go on one way, or end it early on its own page.",
            leg.name
        );
        return Err(Error::refused("started", sentence));
    }
    let status = to(swap.status, if ends { Move::End } else { Move::OneWay })?;
    store::settle(cx, &swap, status).await?;
    store::insert_decision(cx, &swap, input.decision, input.reason.trim()).await?;
    cx.record(&SwapDecided::of(&swap, input.decision, record.secondment.id)).await?;
    if ends {
        let was = record.secondment.workflow;
        advance(cx, &mut record, Action::Cancel).await?;
        let s = &record.secondment;
        let reason = input.reason.trim().to_owned();
        cx.record(&Cancelled { secondment: s.id, organisation: s.home_organisation, was, reason }).await?;
    }
    store::load(cx, number).await
}

/// Whether the record of that number exists for the actor.
///
/// # Errors
/// When the database does not answer.
pub async fn may_open(cx: &mut Cx, id: secondments::SecondmentId) -> Result<Option<secondments::Record>> {
    match secondments::store::load_by_id(cx, id).await {
        Ok(record) => Ok(Some(record)),
        Err(Error::NotFound) => Ok(None),
        Err(other) => Err(other),
    }
}
