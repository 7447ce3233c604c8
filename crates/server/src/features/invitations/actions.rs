//! What people do with an invitation. Pages, the API and the demo world call the same.

use sojourn_kit::error::{Error, FieldErrors, Result};

use super::access::Sight;
use super::events::{Accepted, Declined, InvitationWithdrawn, Invited, Talked};
use super::model::{
    CONSENT, DeclineInput, Invitation, InvitationId, InviteInput, Invitee, Manner, Reply, Status, TalkInput,
};
use super::store;
use crate::actor::{Actor, OrganisationId, Role};
use crate::cx::Cx;
use crate::features::organisations;
use crate::features::people::{self, Brief};
use crate::typed::{TEXT, check_text};

/// Whether the actor runs secondments somewhere.
#[must_use]
pub fn is_desk(actor: &Actor) -> bool {
    actor.holds_anywhere(Role::ProgrammeAdmin) || actor.holds_anywhere(Role::Hr)
}

/// Whether the actor may invite or nominate at all: they run secondments, or lead a team.
///
/// # Errors
/// When the database does not answer.
pub async fn may_invite(cx: &mut Cx) -> Result<bool> {
    let person = cx.actor.person;
    Ok(is_desk(&cx.actor) || people::store::leads(cx, person).await?)
}

/// Who would direct the work, and where.
struct HostSide {
    organisation: OrganisationId,
    manager: Option<Brief>,
}

/// Asks one or several named people to come, or names them to a host.
///
/// # Errors
/// Sentences by field; refused for somebody who may not.
pub async fn invite(cx: &mut Cx, input: InviteInput) -> Result<Invitation> {
    if !may_invite(cx).await? {
        return Err(Error::refused("not_yours", "Inviting and nominating is for managers, HR and mobility."));
    }
    let mut errors = match input.check(cx.today()) {
        Ok(()) => FieldErrors::default(),
        Err(Error::Invalid(errors)) => errors,
        Err(other) => return Err(other),
    };
    let host = host_side(cx, &input, &mut errors).await?;
    let people = named(cx, &input, &mut errors).await?;
    errors.check()?;
    let number = cx.next_number("invitation").await?;
    let invitation = Invitation {
        id: InvitationId::new(cx.now()),
        number: format!("IN-{number:04}"),
        version: 1,
        manner: input.manner,
        organisation: cx.actor.organisation,
        created_by: cx.actor.person,
        host_organisation: host.organisation,
        host_unit: host.manager.as_ref().and_then(|manager| manager.unit),
        host_manager: host.manager.as_ref().map(|manager| manager.id),
        title: input.title.trim().to_owned(),
        purpose: input.purpose.trim().to_owned(),
        place: input.place.trim().to_owned(),
        starts_on: input.starts_on,
        ends_on: input.ends_on,
        fte_bp: input.fte_bp,
        payer: input.payer,
        answer_by: input.answer_by,
        status: Status::Open,
        created_at: cx.now(),
    };
    store::insert(cx, &invitation).await?;
    for person in &people {
        store::insert_invitee(cx, invitation.id, person.id, input.why.trim()).await?;
    }
    let people = people.iter().map(|person| person.id).collect();
    cx.record(&Invited::of(&invitation, people)).await?;
    Ok(invitation)
}

/// The host: for an invitation the inviter's own side, for a nomination any organisation that is known here.
async fn host_side(cx: &mut Cx, input: &InviteInput, errors: &mut FieldErrors) -> Result<HostSide> {
    let own = cx.actor.organisation;
    let organisation = input.host_organisation.unwrap_or(own);
    if organisations::store::choices(cx).await?.iter().all(|one| one.id != organisation) {
        errors.add("host_organisation", "Choose the host from the list");
        return Ok(HostSide { organisation: own, manager: None });
    }
    if input.manner == Manner::Invitation && organisation != own {
        errors.add(
            "host_organisation",
            "You invite to your own organisation. To another one, nominate somebody",
        );
    }
    let typed = input.host_manager.trim();
    let manager = if typed.is_empty() {
        let is_own = organisation == own && input.manner == Manner::Invitation && !is_desk(&cx.actor);
        let me = cx.actor.person;
        if is_own { Some(people::store::brief(cx, me).await?) } else { None }
    } else {
        let found = people::store::find_by_email(cx, typed).await?;
        let found = found.filter(|brief| brief.organisation == organisation);
        if found.is_none() {
            errors.add("host_manager", "Nobody with this address works there and can sign in here");
        }
        found
    };
    Ok(HostSide { organisation, manager })
}

/// Those who are asked, found by their work address.
async fn named(cx: &mut Cx, input: &InviteInput, errors: &mut FieldErrors) -> Result<Vec<Brief>> {
    let desk = is_desk(&cx.actor);
    let (own, me) = (cx.actor.organisation, cx.actor.person);
    let mut found = Vec::new();
    for address in input.addresses().into_iter().take(super::model::MOST_PEOPLE) {
        let Some(person) = people::store::find_by_email(cx, &address).await? else {
            errors.add("people", format!("Nobody with the address {address} can sign in here"));
            continue;
        };
        let is_theirs = person.organisation == own && (desk || person.manager == Some(me));
        if person.id == me {
            errors.add("people", "To go yourself, propose your own secondment");
        } else if input.manner == Manner::Nomination && !is_theirs {
            errors
                .add("people", format!("{} does not report to you, so you can’t nominate them", person.name));
        } else {
            found.push(person);
        }
    }
    Ok(found)
}

/// The invitation with the actor's own row, for an answer that is still open.
async fn mine(cx: &mut Cx, number: &str) -> Result<(Invitation, Invitee)> {
    let (invitation, invitees, sight) = store::load(cx, number).await?;
    let me = cx.actor.person;
    let own = invitees.into_iter().find(|invitee| invitee.person == me);
    let Some(own) = own.filter(|_| sight == Sight::Invitee) else {
        return Err(Error::refused("not_yours", "Only the person who is invited can answer."));
    };
    Ok((invitation, own))
}

/// Refuses an answer that comes too late or twice.
fn still_asked(invitation: &Invitation, invitee: &Invitee, cx: &Cx) -> Result<()> {
    let sentence = match (invitee.reply, invitation.status) {
        (Reply::Asked, Status::Open) if invitation.answer_by >= cx.today() => return Ok(()),
        (Reply::Accepted, _) => "You have accepted this already.".to_owned(),
        (Reply::Declined, _) => "You have declined this already.".to_owned(),
        (Reply::Taken, _) | (_, Status::Filled) => {
            "Somebody else accepted first, so the place is taken. Thank you for thinking about it.".to_owned()
        }
        (_, Status::Withdrawn) => "This invitation was withdrawn.".to_owned(),
        _ => "The last day for an answer has passed.".to_owned(),
    };
    Err(Error::refused("not_now", sentence))
}

/// Says yes, in one's own name. The first yes fills the place; a draft is opened for the person to finish.
///
/// # Errors
/// Invalid without consent; refused when it is not theirs, too late, or taken.
pub async fn accept(cx: &mut Cx, number: &str, consents: bool) -> Result<(Invitation, Invitee)> {
    let (invitation, invitee) = mine(cx, number).await?;
    still_asked(&invitation, &invitee, cx)?;
    if !consents {
        return Err(Error::field("consent", "Tick the box if you want this to be prepared"));
    }
    store::settle(cx, &invitation, Status::Filled).await?;
    store::answer(cx, invitee.id, Reply::Accepted, "", CONSENT).await?;
    store::close_others(cx, invitation.id, Reply::Taken).await?;
    cx.record(&Accepted::of(&invitation, invitee.id, invitee.person)).await?;
    mine(cx, number).await
}

/// Says no, with a reason.
///
/// # Errors
/// Invalid without a reason; refused when it is not theirs or too late.
pub async fn decline(cx: &mut Cx, number: &str, input: &DeclineInput) -> Result<(Invitation, Invitee)> {
    let (invitation, invitee) = mine(cx, number).await?;
    still_asked(&invitation, &invitee, cx)?;
    let mut errors = FieldErrors::default();
    let needed = Some("Say why in a few words: it helps with the next invitation");
    check_text(&mut errors, "reason", &input.reason, TEXT, needed);
    errors.check()?;
    store::answer(cx, invitee.id, Reply::Declined, input.reason.trim(), "").await?;
    if store::is_nobody_asked(cx, invitation.id).await? {
        store::settle(cx, &invitation, Status::Declined).await?;
    }
    cx.record(&Declined::of(&invitation, invitee.id)).await?;
    mine(cx, number).await
}

/// Writes a question or an answer.
///
/// # Errors
/// Invalid without words; refused when it is over or not theirs.
pub async fn talk(cx: &mut Cx, number: &str, input: &TalkInput) -> Result<Invitation> {
    let (invitation, invitees, sight) = store::load(cx, number).await?;
    if invitation.status != Status::Open {
        return Err(Error::refused("not_now", "This invitation is over. Talk to each other directly."));
    }
    let me = cx.actor.person;
    let invitee = match sight {
        Sight::Invitee => invitees.iter().find(|invitee| invitee.person == me),
        Sight::Keeper => invitees.iter().find(|invitee| Some(invitee.id) == input.to),
        Sight::HomeDesk => return Err(Error::Forbidden),
    };
    let Some(invitee) = invitee else {
        return Err(Error::field("to", "Choose whose question you answer"));
    };
    let mut errors = FieldErrors::default();
    check_text(&mut errors, "words", &input.words, TEXT, Some("Write your question or answer"));
    errors.check()?;
    store::insert_talk(cx, invitee.id, input.words.trim()).await?;
    cx.record(&Talked::of(&invitation, invitee.id, sight == Sight::Invitee)).await?;
    Ok(invitation)
}

/// Takes the invitation back before anybody said yes.
///
/// # Errors
/// Refused when it is not theirs or over.
pub async fn withdraw(cx: &mut Cx, number: &str) -> Result<Invitation> {
    let (invitation, _, sight) = store::load(cx, number).await?;
    if sight != Sight::Keeper {
        return Err(Error::refused("not_yours", "Only who invites can take an invitation back."));
    }
    if invitation.status != Status::Open {
        return Err(Error::refused(
            "not_now",
            format!("This invitation is over: {}.", invitation.status.label()),
        ));
    }
    store::settle(cx, &invitation, Status::Withdrawn).await?;
    store::close_others(cx, invitation.id, Reply::Withdrawn).await?;
    cx.record(&InvitationWithdrawn::of(&invitation)).await?;
    Ok(store::load(cx, number).await?.0)
}
