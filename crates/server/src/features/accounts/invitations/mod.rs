//! Accounts of other people: HR and administrators of an organisation invite its people, send a new link, and
//! switch an account off.

pub mod api;
pub mod pages;
pub mod store;

use sojourn_calendar::format::long;
use sojourn_kit::db::is_duplicate;
use sojourn_kit::error::{Error, Result};
use sojourn_kit::outbox::Outgoing;

use super::events::{Invited, SwitchedOff, SwitchedOn};
use super::store::Account;
use super::{factor, links, model, require_fresh, roles, sessions};
use crate::actor::{Actor, PersonId, Role};
use crate::cx::Cx;
use store::Invitee;

/// A person of the actor's organisation, if the actor looks after its accounts; otherwise they do not exist.
///
/// # Errors
/// [`Error::NotFound`] alike for "not there" and "not yours".
pub async fn load(cx: &mut Cx, id: PersonId) -> Result<(Invitee, Option<Account>)> {
    let person = store::invitee(cx, id).await?;
    if !looks_after(&cx.actor, &person) {
        return Err(Error::NotFound);
    }
    let account = super::store::of_person(&mut cx.tx, id).await?;
    Ok((person, account))
}

/// Whether the actor looks after this person's account.
fn looks_after(actor: &Actor, person: &Invitee) -> bool {
    [Role::SysAdmin, Role::Hr].into_iter().any(|role| actor.holds(role, person.organisation))
}

/// Makes an account if there is none, and sends a letter with a link that signs in once.
///
/// # Errors
/// Invalid when the address is none or belongs to another account; a refusal when the person has left or the
/// account is switched off.
pub async fn invite(cx: &mut Cx, id: PersonId, email: &str) -> Result<Account> {
    let (person, account) = load(cx, id).await?;
    if !person.active {
        return Err(Error::refused("has_left", "This person has left. They cannot sign in."));
    }
    let account = match account {
        Some(account) if account.disabled_at.is_some() => {
            return Err(Error::refused("switched_off", "This account is switched off. Switch it on first."));
        }
        Some(account) => account,
        None => make(cx, &person, email).await?,
    };
    send(cx, &account).await?;
    Ok(account)
}

async fn make(cx: &mut Cx, person: &Invitee, email: &str) -> Result<Account> {
    let email = model::address(email);
    if !model::is_address(&email) {
        return Err(Error::field("email", "Enter their work email, like name@example.org"));
    }
    let id = super::store::insert(cx, person.id, &email, None).await.map_err(|error| {
        if is_duplicate(&error) {
            Error::field("email", "Another account uses this address already")
        } else {
            error
        }
    })?;
    let invited = Invited { organisation: person.organisation, person: person.id, account: id };
    cx.record(&invited).await?;
    super::store::load(&mut cx.tx, id).await
}

async fn send(cx: &mut Cx, account: &Account) -> Result<()> {
    let url = links::make(cx, account.id, model::INVITATION_LIFE, "/").await?;
    let until = cx.now() + model::INVITATION_LIFE;
    let (inviter, base) = (cx.actor.name.clone(), cx.app.config.base_url.clone());
    let letter = Outgoing {
        dedup: format!("invitation/{}", sojourn_kit::ids::uuid_v7(cx.now())),
        kind: "invitation".to_owned(),
        subject_id: Some(account.person.0),
        to_name: account.name.clone(),
        to_address: account.email.clone(),
        subject: format!("{inviter} has opened Sojourn for you"),
        body: format!(
            "Hello {},\n\n{inviter} has opened Sojourn for you. {} uses it for secondments.\n\nOpen this link to sign \
             in:\n\n{url}\n\nIt works once, until {} at {} UTC. After that, have a new link sent to you at \
             {base}/sign-in.\n",
            account.name,
            account.organisation_name,
            long(until.date_naive()),
            until.format("%H:%M"),
        ),
    };
    cx.enqueue(&letter).await
}

/// Switches an account off: sessions end and keys stop at once; or on again.
///
/// # Errors
/// [`Error::NotFound`] when there is no account; a refusal for one's own.
pub async fn switch(cx: &mut Cx, id: PersonId, on: bool) -> Result<()> {
    let (person, account) = load(cx, id).await?;
    let account = account.ok_or(Error::NotFound)?;
    if person.id == cx.actor.person {
        return Err(Error::refused(
            "own_account",
            "You cannot switch off your own account. Ask another administrator.",
        ));
    }
    let (organisation, person) = (person.organisation, person.id);
    let disabled_at = (!on).then_some(cx.now());
    super::store::switch(cx, account.id, disabled_at).await?;
    if on {
        return cx.record(&SwitchedOn { organisation, person, account: account.id }).await;
    }
    sessions::store::end_all_but(cx, account.id, None).await?;
    links::store::stop_for(cx, account.id).await?;
    roles::still_administered(cx, organisation).await?;
    cx.record(&SwitchedOff { organisation, person, account: account.id }).await
}

/// Removes the second factor of somebody who lost it, so that they sign in without a code and set up a new one. The
/// caller has seen a fresh proof of who the administrator is.
///
/// # Errors
/// [`Error::NotFound`] when there is no account; a refusal for one's own, and for anybody but administrators.
pub async fn remove_factor(cx: &mut Cx, id: PersonId) -> Result<()> {
    let (person, account) = load(cx, id).await?;
    if !cx.actor.holds(Role::SysAdmin, person.organisation) {
        return Err(Error::Forbidden);
    }
    if person.id == cx.actor.person {
        let sentence = "You remove your own second factor under Settings.";
        return Err(Error::refused("own_account", sentence));
    }
    require_fresh(&cx.actor, cx.now())?;
    factor::remove_of(cx, &account.ok_or(Error::NotFound)?).await
}
