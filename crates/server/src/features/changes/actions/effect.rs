//! From agreed to in force: put in writing, signed, and counting from its day.

use chrono::NaiveDate;
use sojourn_calendar::format::long;
use sojourn_kit::error::{Error, Result};
use sojourn_kit::jobs::More;
use sojourn_papers::{AmendmentKind, ChangedTerm, Head};

use super::ending;
use crate::actor::Role;
use crate::app::App;
use crate::cx::Cx;
use crate::event::{HookFuture, Recorded};
use crate::features::agreements::varying::{self, NewTerms};
use crate::features::changes::compare::{lines_for, share_words};
use crate::features::changes::events::of;
use crate::features::changes::lifecycle::{Action as Move, to};
use crate::features::changes::model::{Change, ChangeStatus, Needs, NewValues};
use crate::features::changes::rules::{amendment, in_the_paper, needs};
use crate::features::changes::store;
use crate::features::proposals::model::Proposal;
use crate::features::secondments::{Record, Secondment, SecondmentId};
use crate::features::{agreements, people, proposals, secondments};
use crate::jobs;

/// Drafts the next version of the agreement; the mobility team sends it for signature.
pub(super) async fn put_in_writing(cx: &mut Cx, record: &Record, change: &Change) -> Result<()> {
    let all = store::all(cx, record.secondment.id).await?;
    let answers = proposals::store::load(cx, record).await?;
    let (s, agreed, before) = with_settled(&record.secondment, answers, change, &all)?;
    let next = change.values.applied(&s);
    let after = answers_after(&agreed, &change.values.applied(&agreed), &before, &change.values)?;
    let terms = terms(cx, &s, &next, &before, &change.values).await?;
    let new = NewTerms {
        change: change.number,
        secondment: &next,
        proposal: &after,
        pay_note: change.values.pay.clone(),
        terms,
        effective_on: change.effective_on,
        retroactive: change.retroactive.clone(),
        kind: amendment(change.kind, &change.values).map_or(AmendmentKind::Full, in_the_paper),
        told: all.iter().flat_map(told).collect(),
    };
    varying::draft_variation(cx, record, new).await.map(drop)
}

/// The terms that a change tells by notice alone, with its number.
fn told(change: &Change) -> Vec<(i64, &'static str)> {
    let counts = matches!(change.status, ChangeStatus::Settled | ChangeStatus::InEffect);
    if !counts || !change.values.is_notice_only() {
        return Vec::new();
    }
    let terms =
        [("contact", change.values.contact.is_some()), ("cost code", change.values.cost_code.is_some())];
    terms.into_iter().filter(|(_, is_told)| *is_told).map(|(what, _)| (change.number, what)).collect()
}

/// The record, the same with its agreed last day, and the answers, each with what is signed and waits for its day: the
/// next version must not lose it. What is only told needs no version and is in it from its day.
fn with_settled(
    s: &Secondment,
    answers: Proposal,
    change: &Change,
    all: &[Change],
) -> Result<(Secondment, Secondment, Proposal)> {
    let is_in = |one: &&Change| {
        let is_told = needs(one.kind, &one.values) == Needs::Nobody;
        one.status == ChangeStatus::Settled && (!is_told || one.effective_on <= change.effective_on)
    };
    let mut waiting: Vec<&Change> = all.iter().filter(is_in).collect();
    waiting.sort_by_key(|one| (one.effective_on, one.number));
    let agreed = Secondment { ends_on: ending::agreed_end(all).or(s.ends_on), ..s.clone() };
    waiting.into_iter().try_fold((s.clone(), agreed, answers), |(s, agreed, answers), one| {
        let then = one.values.applied(&agreed);
        let after = answers_after(&agreed, &then, &answers, &one.values)?;
        Ok((ending::applied(one, &s, all), then, after))
    })
}

fn answers_after(
    s: &Secondment,
    next: &Secondment,
    before: &Proposal,
    values: &NewValues,
) -> Result<Proposal> {
    let mut after = before.clone();
    after.lines = lines_for(s, next, &before.lines)?;
    if let Some(duties) = &values.duties {
        after.duties.clone_from(duties);
    }
    Ok(after)
}

/// Each changed term in the words of the paper.
async fn terms(
    cx: &mut Cx,
    s: &Secondment,
    next: &Secondment,
    before: &Proposal,
    values: &NewValues,
) -> Result<Vec<ChangedTerm>> {
    let day = |day: Option<NaiveDate>| day.map(long).unwrap_or_default();
    let as_agreed = || "as the earlier version says".to_owned();
    let mut all = Vec::new();
    let mut add = |head, what: &str, old: String, new: String| {
        if old != new {
            all.push(ChangedTerm { head, what: what.to_owned(), old, new });
        }
    };
    add(Head::Duration, "last day", day(s.ends_on), day(next.ends_on));
    add(Head::Duration, "time at the host", share_words(s.fte_bp), share_words(next.fte_bp));
    add(Head::Services, "role", s.title.clone(), next.title.clone());
    add(Head::Duration, "place of work", s.place.clone(), next.place.clone());
    if let Some(duties) = &values.duties {
        add(Head::Services, "duties", before.duties.clone(), duties.clone());
    }
    if let Some(pay) = &values.pay {
        add(Head::Remuneration, "pay", as_agreed(), pay.clone());
    }
    if let Some(recharge) = &values.recharge {
        add(Head::Costs, "recharge", as_agreed(), recharge.clone());
    }
    for (what, new) in [("contact", &values.contact), ("cost code", &values.cost_code)] {
        if let Some(new) = new {
            add(Head::Parties, what, as_agreed(), new.clone());
        }
    }
    for (what, old, new) in [
        ("manager at home", s.home_manager, next.home_manager),
        ("manager at the host", s.host_manager, next.host_manager),
    ] {
        if let (true, Some(new)) = (old != new, new) {
            let old = match old {
                Some(old) => people::store::brief(cx, old).await?.name,
                None => "nobody".to_owned(),
            };
            let new = people::store::brief(cx, new).await?.name;
            all.push(ChangedTerm { head: Head::Parties, what: what.to_owned(), old, new });
        }
    }
    Ok(all)
}

/// When all have signed a version that a change was put into, the change is settled and counts from its day.
pub fn on_executed<'a>(cx: &'a mut Cx, recorded: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let id = SecondmentId(recorded.subject);
        let number = recorded.payload.get("version").and_then(serde_json::Value::as_i64).unwrap_or_default();
        let Some(agreement) = agreements::store::numbered(cx, id, number).await? else { return Ok(()) };
        let Some(made) = agreement.paper.change else { return Ok(()) };
        let mut change = store::load(cx, id, made.number).await?;
        if change.status != ChangeStatus::Agreed {
            return Ok(());
        }
        // the last to sign may see less than the whole record; what follows happens for the desk
        let actor = cx.actor.clone();
        cx.actor.way = crate::actor::Way::Job("putting a signed change into effect");
        let done = settle_by_id(cx, id, &mut change).await;
        cx.actor = actor;
        done
    })
}

async fn settle_by_id(cx: &mut Cx, id: SecondmentId, change: &mut Change) -> Result<()> {
    let mut record = secondments::store::load_by_id(cx, id).await?;
    settle(cx, &mut record, change).await
}

/// Nothing is left to agree: the change counts now, or on its day.
pub(super) async fn settle(cx: &mut Cx, record: &mut Record, change: &mut Change) -> Result<()> {
    change.status = to(change.status, Move::Settle)?;
    store::save(cx, change).await?;
    if change.effective_on <= cx.today() { take_effect(cx, record, change).await } else { Ok(()) }
}

/// The new terms count from now on.
async fn take_effect(cx: &mut Cx, record: &mut Record, change: &mut Change) -> Result<()> {
    let before = record.secondment.clone();
    let all = store::all(cx, before.id).await?;
    // costs follow what was agreed; the last day comes earlier if notice was given since
    let agreed = Secondment { ends_on: ending::agreed_end(&all).or(before.ends_on), ..before.clone() };
    let proposal = proposals::store::load(cx, record).await?;
    let after = answers_after(&agreed, &change.values.applied(&agreed), &proposal, &change.values)?;
    record.secondment = ending::applied(change, &before, &all);
    secondments::store::save_facts(cx, &mut record.secondment).await?;
    if change.values.duties.is_some() {
        proposals::store::save(cx, before.id, &after).await?;
    }
    if after.lines != proposal.lines {
        proposals::store::save_lines(cx, before.id, &after.lines).await?;
    }
    let signed = agreements::store::signed_versions(cx, before.id).await?;
    let made =
        signed.iter().find(|a| a.paper.change.as_ref().is_some_and(|made| made.number == change.number));
    if let Some(version) = made {
        varying::supersede_before(cx, record, version.number).await?;
    }
    change.status = to(change.status, Move::TakeEffect)?;
    store::save(cx, change).await?;
    let effective_on = change.effective_on;
    cx.record(&of!(ChangeTookEffect, record, change, effective_on: effective_on)).await?;
    // last, because whoever hands their own part over sees the record no longer, not even to write the letters
    hand_over(cx, &before, &record.secondment).await
}

/// Access moves with the role: the old manager's ends yesterday, the new one's begins today.
async fn hand_over(cx: &mut Cx, before: &Secondment, next: &Secondment) -> Result<()> {
    let home = next.home_organisation;
    let host = next.host_organisation.unwrap_or(home);
    for (old, new, role, of, side) in [
        (before.home_manager, next.home_manager, Role::HomeManager, home, "home"),
        (before.host_manager, next.host_manager, Role::HostManager, host, "host"),
    ] {
        let Some(new) = new.filter(|_| old != new) else { continue };
        let has_account = people::store::brief(cx, new).await?.has_account;
        let role = if has_account || side == "home" { role } else { Role::PartnerContact };
        for old_role in [role, Role::PartnerContact] {
            if side == "host" || old_role == role {
                secondments::store::end_role(cx, next, old_role).await?;
            }
        }
        secondments::store::grant(cx, next, new, of, role, side).await?;
    }
    Ok(())
}

/// Puts every settled change whose day has come into effect, each in a transaction of its own.
///
/// # Errors
/// When the database does not answer.
pub async fn take_effect_all(app: App) -> Result<More> {
    const REASON: &str = "putting changes into effect on their day";
    const MOST: i64 = 50;
    let mut cx = jobs::cx(&app, REASON).await?;
    let today = cx.today();
    let due = store::due(&mut cx, today, MOST).await?;
    drop(cx);
    let is_full = due.len() as i64 == MOST;
    for (id, number) in due {
        let mut cx = jobs::cx(&app, REASON).await?;
        let mut change = store::load(&mut cx, id, number).await?;
        if change.status != ChangeStatus::Settled {
            continue;
        }
        let mut record = secondments::store::load_by_id(&mut cx, id).await?;
        match take_effect(&mut cx, &mut record, &mut change).await {
            // somebody else changed it at the same moment: the next run looks again
            Err(Error::Stale) => {}
            done => {
                done?;
                cx.commit().await?;
            }
        }
    }
    Ok(if is_full { More::Yes } else { More::No })
}
