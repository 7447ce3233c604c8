//! Passing a signature on, and taking that back.

use sojourn_kit::error::{Error, Result};
use sojourn_papers::Side;

use super::{MOST, Pass, PassInput, store};
use crate::actor::Role;
use crate::cx::Cx;
use crate::features::accounts::roles;
use crate::features::agreements::events::about;
use crate::features::agreements::issuing::send_request;
use crate::features::agreements::model::{Agreement, Signatory, SignatoryStatus};
use crate::features::agreements::signers;
use crate::features::agreements::signing::act;
use crate::features::agreements::store as agreements;
use crate::features::authorities;
use crate::features::people::{self, Brief};
use crate::features::secondments::{self, Party, Record, Secondment};

/// Whether the signature can be passed on at all: the secondee’s is theirs alone.
#[must_use]
pub fn can_be_passed(signatory: &Signatory) -> bool {
    signatory.side != Side::Secondee && signatory.status == SignatoryStatus::Asked
}

/// Passes the actor’s signature to somebody else who may sign for that side; they are asked at once.
///
/// # Errors
/// Invalid by field; a refusal when it is not their turn, is the secondee’s own, or was passed on too often; stale when
/// somebody was quicker.
pub async fn pass(
    cx: &mut Cx,
    record: &Record,
    signatory: &Signatory,
    input: &PassInput,
) -> Result<Signatory> {
    if signatory.person != cx.actor.person {
        return Err(Error::Forbidden);
    }
    let agreement = agreements::newest(cx, record.secondment.id).await?.ok_or(Error::NotFound)?;
    if signatory.agreement != agreement.id {
        let sentence = "A later version of the agreement has taken this one’s place.";
        return Err(Error::refused("not_open", sentence));
    }
    let all = agreements::signatories(cx, agreement.id).await?;
    act::ready(&agreement, &all, signatory)?;
    if !can_be_passed(signatory) {
        let sentence = "This signature is yours alone: nobody agrees in your place to where you work.";
        return Err(Error::refused("own_signature", sentence));
    }
    input.check(!signatory.has_account)?;
    let passes = store::of_agreement(cx, agreement.id).await?;
    if standing(&passes, signatory).len() >= MOST {
        let sentence = "This was passed on too often. Sign it, decline, or ask the mobility team.";
        return Err(Error::refused("passed_too_often", sentence));
    }
    let s = &record.secondment;
    let to = match signatory.has_account {
        true => inside(cx, s, signatory.side, &input.email).await?,
        false => outside(cx, s, signatory, input, &all).await?,
    };
    is_free(&to, s, &all)?;
    signers::may_get(cx, record, &agreement, signatory.side, to.id).await?;
    let mut next = Signatory {
        person: to.id,
        name: to.name.clone(),
        email: to.email.clone().unwrap_or_default(),
        has_account: to.has_account,
        capacity: format!("{}, {}", to.job_title, to.organisation_name).trim_start_matches(", ").to_owned(),
        ..signatory.clone()
    };
    hand_over(cx, record, &agreement, signatory, &mut next, input.reason.trim()).await?;
    Ok(next)
}

async fn hand_over(
    cx: &mut Cx,
    record: &Record,
    agreement: &Agreement,
    before: &Signatory,
    next: &mut Signatory,
    reason: &str,
) -> Result<()> {
    let s = &record.secondment;
    store::insert(cx, before, next, reason).await?;
    store::hand_over(cx, next).await?;
    if !next.has_account {
        // their link has to reach the record
        let organisation = people::store::brief(cx, next.person).await?.organisation;
        secondments::store::grant(cx, s, next.person, organisation, Role::PartnerContact, "host").await?;
    }
    let event = about!(
        SignaturePassed, s, agreement,
        signatory: next.id,
        person: before.person,
        to: next.person,
    );
    cx.record(&event).await?;
    let everybody = agreements::signatories(cx, agreement.id).await?;
    send_request(cx, s, agreement, next, &everybody).await
}

/// The passes of one signature that still stand.
fn standing<'a>(passes: &'a [Pass], signatory: &Signatory) -> Vec<&'a Pass> {
    passes.iter().filter(|pass| pass.signatory == signatory.id && pass.recalled_at.is_none()).collect()
}

/// Somebody who signs in here and may sign for the side: its manager, or mobility, HR or, at home, legal.
pub(in crate::features::agreements) async fn inside(
    cx: &mut Cx,
    s: &Secondment,
    side: Side,
    email: &str,
) -> Result<Brief> {
    let found = people::store::find_by_email(cx, email).await?;
    let Some(found) = found else {
        return Err(Error::field("email", "Nobody with this address can sign in here"));
    };
    let (organisation, manager) = match side {
        Side::Host => (s.host_organisation.unwrap_or(s.home_organisation), s.host_manager),
        _ => (s.home_organisation, s.home_manager),
    };
    let offices = authorities::book::offices(side == Side::Home);
    let today = cx.today();
    let may = manager == Some(found.id)
        || roles::store::people_with(cx, organisation, offices, today).await?.contains(&found.id);
    if !may {
        let sentence = format!(
            "{} may not sign for this side. Choose its manager, or somebody from mobility, HR or legal there",
            found.name
        );
        return Err(Error::field("email", sentence));
    }
    Ok(found)
}

/// Somebody of the signer’s own organisation, written down with their address.
pub(in crate::features::agreements) async fn outside(
    cx: &mut Cx,
    s: &Secondment,
    signatory: &Signatory,
    input: &PassInput,
    all: &[Signatory],
) -> Result<Brief> {
    let email = input.email.trim();
    let is_taken = all.iter().any(|one| one.email.eq_ignore_ascii_case(email));
    let at_home = people::store::find_in_organisation(cx, s.home_organisation, email).await?;
    let is_home =
        at_home.iter().any(|one| one.email.as_deref().is_some_and(|own| own.eq_ignore_ascii_case(email)));
    if is_taken || is_home {
        return Err(Error::field("email", "This address belongs to somebody on another side, or to you"));
    }
    let organisation = people::store::brief(cx, signatory.person).await?.organisation;
    let name = input.name.split_whitespace().collect::<Vec<_>>().join(" ");
    let (given, family) = name.rsplit_once(' ').unwrap_or(("", &name));
    let title = input.job_title.trim();
    let person = people::store::insert_contact(cx, organisation, given, family, email, title).await?;
    people::store::brief(cx, person).await
}

/// Nobody signs for two sides, and never the person who goes for another one.
pub(in crate::features::agreements) fn is_free(to: &Brief, s: &Secondment, all: &[Signatory]) -> Result<()> {
    if to.id == s.secondee {
        return Err(Error::field("email", "The person who goes can’t sign for another side"));
    }
    if all.iter().any(|one| one.person == to.id) {
        return Err(Error::field("email", format!("{} signs this agreement already", to.name)));
    }
    Ok(())
}

/// Takes the last pass of the open signature back: whoever passed it on is asked again.
///
/// # Errors
/// A refusal for anybody but the desk, and when nothing was passed on; stale when somebody was quicker.
pub async fn recall(cx: &mut Cx, record: &Record) -> Result<Signatory> {
    let desk = [Party::ProgrammeAdmin, Party::HomeHr];
    if !desk.into_iter().any(|party| record.standing.is(party)) {
        let sentence = "Only the mobility manager or HR can take it back.";
        return Err(Error::refused("not_yours", sentence));
    }
    let agreement = agreements::newest(cx, record.secondment.id).await?.ok_or(Error::NotFound)?;
    let all = agreements::signatories(cx, agreement.id).await?;
    let asked = all.iter().filter(|one| one.status == SignatoryStatus::Asked && agreement.is_open());
    let passes = store::of_agreement(cx, agreement.id).await?;
    // the newest first, when several are asked at once
    let found = asked.filter_map(|asked| Some((asked, standing(&passes, asked).pop()?)));
    let found = found.max_by_key(|(_, pass)| (pass.at, pass.id));
    let Some((asked, pass)) = found else {
        return Err(Error::refused("not_passed", "The open signature was not passed on."));
    };
    store::recall(cx, pass).await?;
    let mut back = Signatory {
        person: pass.from,
        name: pass.from_name.clone(),
        email: pass.from_email.clone(),
        has_account: pass.from_account,
        capacity: pass.from_capacity.clone(),
        ..asked.clone()
    };
    store::hand_over(cx, &mut back).await?;
    let s = &record.secondment;
    let event = about!(PassRecalled, s, agreement, signatory: back.id, person: pass.from, from: pass.to);
    cx.record(&event).await?;
    let everybody = agreements::signatories(cx, agreement.id).await?;
    send_request(cx, s, &agreement, &back, &everybody).await?;
    Ok(back)
}
