//! Asking for other dates or terms, giving notice, and taking a request back.

use sojourn_calendar::Notice;
use sojourn_calendar::format::long;
use sojourn_kit::error::{Error, Result};

use super::{effect, ending, loaded};
use crate::actor::{OrganisationId, PersonId};
use crate::cx::Cx;
use crate::features::agreements;
use crate::features::agreements::varying;
use crate::features::changes::compare::stay;
use crate::features::changes::events::of;
use crate::features::changes::lifecycle::{Action as Move, to};
use crate::features::changes::model::{
    About, AnswerInput, AskInput, Change, ChangeId, ChangeKind, ChangeSide, ChangeStatus, Ground, Needs,
    NewValues, Said, side_of,
};
use crate::features::changes::rules::{answering, needs, notice};
use crate::features::changes::{happenings, store};
use crate::features::secondments::actions::advance;
use crate::features::secondments::{Action, Party, Record, Secondment, lifecycle};
use crate::features::{people, secondments};

/// Whether the actor may ask for this now.
///
/// # Errors
/// A refusal that says why not and who can.
pub fn may_ask(record: &Record, kind: ChangeKind) -> Result<ChangeSide> {
    let action = if kind.is_notice() { Action::GiveNotice } else { Action::AskChange };
    lifecycle::decide(&record.secondment, action, &record.standing)?;
    let standing = &record.standing;
    let is_own = standing.is(Party::Secondee);
    let own = kind.askers().contains(&Party::Secondee);
    let may = kind.askers().iter().any(|party| standing.is(*party)) && (!is_own || own);
    let side = side_of(standing).filter(|_| may);
    side.ok_or_else(|| {
        let who: Vec<&str> = kind.askers().iter().map(|party| party.label()).collect();
        Error::refused("not_yours", format!("{}: this is for {}.", kind.label(), who.join(" or ")))
    })
}

/// Whether the actor is mobility or HR at home, about somebody else’s secondment.
#[must_use]
pub fn is_desk(record: &Record) -> bool {
    let standing = &record.standing;
    let is_desk = standing.is(Party::ProgrammeAdmin) || standing.is(Party::HomeHr);
    is_desk && standing.person != record.secondment.secondee
}

/// A change as it would be asked: checked, with the day that a notice leads to, not stored.
///
/// # Errors
/// A refusal when the actor may not; invalid by field.
pub async fn prepared(cx: &mut Cx, record: &Record, input: &AskInput) -> Result<Change> {
    let side = may_ask(record, input.kind)?;
    let (s, today) = (&record.secondment, cx.today());
    if input.supersede && !is_desk(record) {
        let sentence = "Only mobility or HR at home can ask for a new agreement in the place of this one.";
        return Err(Error::refused("not_yours", sentence));
    }
    input.check(s, today)?;
    let mut values = values(cx, s, input).await?;
    let (mut length, mut ground, mut ended_on) = (None, None, s.ends_on);
    if input.kind.is_notice() {
        // beside other notices each is reckoned from the agreed end: should they be taken back, it still stands
        let all = store::all(cx, s.id).await?;
        ended_on = ending::agreed_end(&all).or(s.ends_on);
        // a signed extension is agreed, even before its day
        let agreed = Secondment { ends_on: ended_on.max(ending::signed_end(&all)), ..s.clone() };
        let (day, notice) = notice_of(cx, &agreed, input).await?;
        values.ends_on = Some(day);
        length = Some(notice.to_string());
        ground = Some(input.ground.unwrap_or(Ground::Usual));
    }
    let text = |text: &Option<String>| {
        text.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
    };
    let from = input.counts_from(s, today);
    Ok(Change {
        id: ChangeId::new(cx.now()),
        number: store::next_number(cx, s.id).await?,
        kind: input.kind,
        status: ChangeStatus::Asked,
        side,
        asked_by: cx.actor.person,
        asked_by_name: cx.actor.name.clone(),
        asked_at: cx.now(),
        effective_on: from,
        values,
        ended_on,
        notice: length,
        ground,
        reason: input.reason.trim().to_owned(),
        reason_shared: input.reason_shared,
        retroactive: text(&input.retroactive).filter(|_| from < today),
        taking_back_by: None,
        rounds: 0,
        version: 1,
    })
}

/// The new values, with managers found by their addresses; what does not differ is no change.
async fn values(cx: &mut Cx, s: &Secondment, input: &AskInput) -> Result<NewValues> {
    if input.kind != ChangeKind::Variation {
        return Ok(NewValues { ends_on: input.ends_on, ..NewValues::default() });
    }
    let text = |text: &Option<String>| {
        text.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
    };
    let host = s.host_organisation.unwrap_or(s.home_organisation);
    let (home_email, host_email) = (text(&input.home_manager_email), text(&input.host_manager_email));
    let home_manager = manager(cx, s, s.home_organisation, home_email, "home_manager_email").await?;
    let host_manager = manager(cx, s, host, host_email, "host_manager_email").await?;
    let values = NewValues {
        ends_on: None,
        fte_bp: input.fte_bp.filter(|bp| *bp != s.fte_bp),
        place: text(&input.place).filter(|place| *place != s.place),
        duties: text(&input.duties),
        pay: text(&input.pay),
        recharge: text(&input.recharge),
        home_manager: home_manager.filter(|person| Some(*person) != s.home_manager),
        host_manager: host_manager.filter(|person| Some(*person) != s.host_manager),
        title: text(&input.title).filter(|title| *title != s.title),
        contact: text(&input.contact),
        cost_code: text(&input.cost_code),
        supersede: input.supersede,
    };
    if values == NewValues::default() {
        return Err(Error::field("", "Nothing here differs from the terms that stand."));
    }
    Ok(values)
}

async fn manager(
    cx: &mut Cx,
    s: &Secondment,
    organisation: OrganisationId,
    email: Option<String>,
    field: &str,
) -> Result<Option<PersonId>> {
    let Some(email) = email else { return Ok(None) };
    let found = people::store::find_in_organisation(cx, organisation, &email).await?;
    let found = found
        .into_iter()
        .find(|one| one.email.as_deref().is_some_and(|own| own.eq_ignore_ascii_case(&email)));
    match found {
        Some(one) if one.id == s.secondee => {
            Err(Error::field(field, "The secondee can’t be their own manager"))
        }
        Some(one) => Ok(Some(one.id)),
        None => {
            Err(Error::field(field, "Nobody there has this address. Check it, or ask for them to be added"))
        }
    }
}

/// The length of a notice from the agreement in force, and the last day it leads to when given today.
async fn notice_of(cx: &mut Cx, s: &Secondment, input: &AskInput) -> Result<(chrono::NaiveDate, Notice)> {
    let ground = input.ground.unwrap_or(Ground::Usual);
    if !notice::grounds(input.kind).contains(&ground) {
        return Err(Error::field("ground", "Choose a ground from the list"));
    }
    let signed = agreements::store::signed_outlines(cx, s.id).await?;
    let agreed = signed.last().map(|agreement| &agreement.paper.facts.ending.early_end);
    let weeks = agreed.and_then(|weeks| match input.kind {
        ChangeKind::Recall => weeks.home_weeks,
        ChangeKind::Removal => weeks.host_weeks,
        _ => weeks.secondee_weeks,
    });
    let length = notice::length(ground, weeks);
    let stay = stay(s).ok_or_else(|| Error::refused("no_dates", "The record has no dates."))?;
    let day = notice::last_day(stay, length, cx.today()).map_err(|_| {
        Error::refused("over", "The last day has passed. Confirm the return instead of giving notice.")
    })?;
    Ok((day, length))
}

/// Asks for a change, or gives notice. What needs nobody takes effect on its day; a notice counts at once.
///
/// # Errors
/// A refusal when the actor may not or another change is open; invalid by field.
pub async fn ask(cx: &mut Cx, number: &str, input: &AskInput) -> Result<Change> {
    let mut record = secondments::store::load(cx, number).await?;
    let mut change = prepared(cx, &record, input).await?;
    let needs = needs(change.kind, &change.values);
    let ends = matches!(change.kind, ChangeKind::Removal | ChangeKind::EarlyEnd);
    if ends && change.side == ChangeSide::Host {
        happenings::actions::not_protected(cx, &record).await?;
    }
    if matches!(needs, Needs::Full | Needs::Bilateral) {
        let all = store::all(cx, record.secondment.id).await?;
        let is_asked = |one: &Change| matches!(one.status, ChangeStatus::Asked | ChangeStatus::Agreed);
        if let Some(open) = all.iter().find(|one| is_asked(one)) {
            let sentence = format!("Change {} is still open. Settle it or take it back first.", open.number);
            return Err(Error::refused("another_open", sentence));
        }
        after_settled(&all, &change)?;
    }
    store::insert(cx, record.secondment.id, &change).await?;
    match needs {
        Needs::Notice => ending::give(cx, &mut record, &mut change).await?,
        Needs::Nobody => {
            advance(cx, &mut record, Action::AskChange).await?;
            asked(cx, &record, &change).await?;
            effect::settle(cx, &mut record, &mut change).await?;
        }
        Needs::Bilateral | Needs::Full => {
            advance(cx, &mut record, Action::AskChange).await?;
            agree_as_asker(cx, &record, &change, needs).await?;
            asked(cx, &record, &change).await?;
        }
    }
    Ok(change)
}

/// Versions count one after another: new terms don't count before those that are signed and wait for their day.
fn after_settled(all: &[Change], change: &Change) -> Result<()> {
    let is_later = |one: &&Change| {
        one.status == ChangeStatus::Settled
            && one.kind == ChangeKind::Variation
            && needs(one.kind, &one.values) != Needs::Nobody
            && one.effective_on > change.effective_on
    };
    let later = all.iter().filter(is_later).max_by_key(|one| one.effective_on);
    // an early end is no version
    let Some(later) = later.filter(|_| change.kind != ChangeKind::EarlyEnd) else { return Ok(()) };
    let sentence = format!(
        "Change {} is signed and counts from {}. Choose that day or a later one.",
        later.number,
        long(later.effective_on)
    );
    Err(Error::refused("another_settled", sentence))
}

async fn asked(cx: &mut Cx, record: &Record, change: &Change) -> Result<()> {
    let ends_on = change.values.ends_on;
    cx.record(&of!(ChangeAsked, record, change, ends_on: ends_on)).await
}

/// Whoever asks agrees, if they speak for a side; whether the post is held, home has to say by itself.
async fn agree_as_asker(cx: &mut Cx, record: &Record, change: &Change, needs: Needs) -> Result<()> {
    let asks_post = change.kind == ChangeKind::Extension && change.side == ChangeSide::Home;
    let host = super::answer::host_has_account(cx, record).await?;
    if answering(needs, host).contains(&change.side)
        && !asks_post
        && super::answer::speaks(record, change.side)
    {
        let yes = AnswerInput { answer: Said::Yes, words: String::new(), post_held: None, version: 1 };
        store::insert_answer(cx, change, About::Change, change.side, &yes).await?;
    }
    Ok(())
}

/// Takes a request back before it is signed: by whoever asked, or the mobility team.
///
/// # Errors
/// A refusal for others or when it is settled; stale when it changed meanwhile.
pub async fn take_back(cx: &mut Cx, number: &str, change: i64, version: i64) -> Result<Change> {
    let (record, mut change) = loaded(cx, number, change).await?;
    if change.asked_by != cx.actor.person && !is_desk(&record) {
        return Err(Error::refused("not_yours", "Only whoever asked or the mobility team can take it back."));
    }
    if !matches!(change.status, ChangeStatus::Asked | ChangeStatus::Agreed) {
        let sentence = format!("This can’t be taken back any more: {}.", change.status.label());
        return Err(Error::refused("not_now", sentence));
    }
    if change.version != version {
        return Err(Error::Stale);
    }
    if change.status == ChangeStatus::Agreed {
        varying::void_variation(cx, &record, change.number).await?;
    }
    change.status = to(change.status, Move::TakeBack)?;
    store::save(cx, &mut change).await?;
    cx.record(&of!(ChangeTakenBack, record, change)).await?;
    Ok(change)
}
