//! What people do with a business need. Pages, the API and the demo world call the same.

use sojourn_kit::error::{Error, FieldErrors, Result};

use super::access::{may_consult, may_decide};
use super::events::{Consulted, NeedStarted, ReviewAsked, ReviewDecided};
use super::model::{
    ConsultInput, FactKind, Need, NeedId, NeedInput, OutcomeInput, ReviewInput, review, review_until,
};
use super::store;
use crate::actor::Role;
use crate::cx::Cx;
use crate::features::organisations;
use crate::features::people::{self, Brief};
use crate::typed::{TEXT, check_text};

/// Whether the actor may start one at all: they lead a team, or run secondments.
///
/// # Errors
/// When the database does not answer.
pub async fn may_start(cx: &mut Cx) -> Result<bool> {
    let desk = cx.actor.holds_anywhere(Role::ProgrammeAdmin) || cx.actor.holds_anywhere(Role::Hr);
    let me = cx.actor.person;
    Ok(desk || people::store::leads(cx, me).await?)
}

/// Names somebody for a business need. The person is told today; a draft is opened for them.
///
/// # Errors
/// Sentences by field; refused for somebody who may not.
pub async fn start(cx: &mut Cx, input: NeedInput) -> Result<Need> {
    if !may_start(cx).await? {
        return Err(Error::refused("not_yours", "A business need is stated by managers, HR and mobility."));
    }
    let mut errors = match input.check(cx.today()) {
        Ok(()) => FieldErrors::default(),
        Err(Error::Invalid(errors)) => errors,
        Err(other) => return Err(other),
    };
    let organisation = input.host_organisation.unwrap_or(cx.actor.organisation);
    if organisations::store::choices(cx).await?.iter().all(|one| one.id != organisation) {
        errors.add("host_organisation", "Choose the host from the list");
    }
    let manager = host_manager(cx, &input, organisation, &mut errors).await?;
    let person = who_goes(cx, &input, manager.as_ref(), &mut errors).await?;
    errors.clone().check()?;
    let Some(person) = person else { return errors.check().and(Err(Error::NotFound)) };
    let number = cx.next_number("need").await?;
    let need = Need {
        id: NeedId::new(cx.now()),
        number: format!("BN-{number:04}"),
        created_by: cx.actor.person,
        organisation: cx.actor.organisation,
        person: person.id,
        home_organisation: person.organisation,
        home_manager: person.manager,
        kind: input.kind,
        title: input.title.trim().to_owned(),
        need: input.need.trim().to_owned(),
        why_no_advert: input.why_no_advert.trim().to_owned(),
        why_short_notice: input.why_short_notice.trim().to_owned(),
        account: input.account.trim().to_owned(),
        is_confidential: input.is_confidential,
        host_organisation: organisation,
        host_unit: manager.as_ref().and_then(|manager| manager.unit),
        host_manager: manager.as_ref().map(|manager| manager.id),
        place: input.place.trim().to_owned(),
        starts_on: input.starts_on,
        ends_on: input.ends_on,
        fte_bp: input.fte_bp,
        told_on: cx.today(),
        review_until: review_until(cx.today())?,
        secondment: None,
    };
    store::insert(cx, &need).await?;
    cx.record(&NeedStarted::of(&need)).await?;
    store::load(cx, &need.number).await
}

async fn host_manager(
    cx: &mut Cx,
    input: &NeedInput,
    organisation: crate::actor::OrganisationId,
    errors: &mut FieldErrors,
) -> Result<Option<Brief>> {
    let typed = input.host_manager.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let found = people::store::find_by_email(cx, typed).await?.filter(|one| one.organisation == organisation);
    if found.is_none() {
        errors.add("host_manager", "Nobody with this address works there and can sign in here");
    }
    Ok(found)
}

/// The person, when the actor stands on one of their two sides.
async fn who_goes(
    cx: &mut Cx,
    input: &NeedInput,
    manager: Option<&Brief>,
    errors: &mut FieldErrors,
) -> Result<Option<Brief>> {
    let me = cx.actor.person;
    let Some(person) = people::store::find_by_email(cx, &input.person).await? else {
        errors.add("person", "Nobody with this address can sign in here");
        return Ok(None);
    };
    let runs = |organisation| {
        [Role::ProgrammeAdmin, Role::Hr].into_iter().any(|role| cx.actor.holds(role, organisation))
    };
    let is_home = person.manager == Some(me) || runs(person.organisation);
    let host = input.host_organisation.unwrap_or(cx.actor.organisation);
    let is_host = manager.is_some_and(|manager| manager.id == me) || runs(host);
    if person.id == me {
        errors.add("person", "To go yourself, propose your own secondment");
    } else if !is_home && !is_host {
        errors.add("person", "Name somebody who reports to you, or yourself as the one who directs the work");
    }
    Ok(Some(person))
}

/// Notes a talk with the person.
///
/// # Errors
/// Sentences by field; refused when it is not theirs.
pub async fn consult(cx: &mut Cx, number: &str, input: &ConsultInput) -> Result<Need> {
    let need = store::load(cx, number).await?;
    if !may_consult(&cx.actor, &need) {
        return Err(Error::refused(
            "not_yours",
            "Talks are noted by who started this, the home manager or mobility.",
        ));
    }
    input.check(cx.today())?;
    store::insert_fact(cx, &need, FactKind::Consulted, input.on, input.view.as_str(), input.said.trim())
        .await?;
    cx.record(&Consulted::of(&need, input.view)).await?;
    Ok(need)
}

/// The person asks for a review, within ten working days of being told.
///
/// # Errors
/// Invalid without a reason; refused for anybody else, too late, or while one is open or decided.
pub async fn ask_review(cx: &mut Cx, number: &str, input: &ReviewInput) -> Result<Need> {
    let need = store::load(cx, number).await?;
    if cx.actor.person != need.person {
        return Err(Error::refused("not_yours", "Only the person who is meant to go asks for a review."));
    }
    if cx.today() > need.review_until {
        let by = sojourn_calendar::format::long(need.review_until);
        return Err(Error::refused(
            "too_late",
            format!("A review could be asked for until {by}. Talk to mobility."),
        ));
    }
    let facts = store::facts(cx, &need).await?;
    if facts.iter().any(|fact| fact.fact == FactKind::ReviewAsked) {
        return Err(Error::refused("asked_already", "You have asked for a review already."));
    }
    let mut errors = FieldErrors::default();
    check_text(&mut errors, "reason", &input.reason, TEXT, Some("Say what should be looked at again"));
    errors.check()?;
    let today = cx.today();
    store::insert_fact(cx, &need, FactKind::ReviewAsked, today, "", input.reason.trim()).await?;
    cx.record(&ReviewAsked::of(&need)).await?;
    Ok(need)
}

/// Decides the review.
///
/// # Errors
/// Invalid without a reason; refused when it is not theirs, or none is open.
pub async fn decide_review(cx: &mut Cx, number: &str, input: &OutcomeInput) -> Result<Need> {
    let need = store::load(cx, number).await?;
    if !may_decide(&cx.actor, &need) {
        let sentence = "A review is decided by mobility or HR at home, not by who started this.";
        return Err(Error::refused("not_yours", sentence));
    }
    if !review(&store::facts(cx, &need).await?).0 {
        return Err(Error::refused("not_now", "No review is open."));
    }
    let mut errors = FieldErrors::default();
    check_text(&mut errors, "reason", &input.reason, TEXT, Some("Say why: the person reads it"));
    errors.check()?;
    let today = cx.today();
    let words = input.reason.trim();
    store::insert_fact(cx, &need, FactKind::ReviewDecided, today, input.outcome.as_str(), words).await?;
    cx.record(&ReviewDecided::of(&need, input.outcome)).await?;
    Ok(need)
}
