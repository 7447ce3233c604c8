//! The next version of an agreement that is in force: drafted from a change that all have agreed to, sent and signed
//! like the first one. Until the change counts, the version before it does.

use chrono::NaiveDate;
use sojourn_kit::error::{Error, Result};
use sojourn_papers::{AmendmentKind, ChangedTerm, Earlier, Missing, Variation, replace, restate, vary};

use super::drafting::{gather_from, insert_slots, paper_error, slots};
use super::events::about;
use super::model::{Agreement, AgreementId, Change, Paper, Prints, Status, document_number};
use super::order::Signing;
use super::signing::links;
use super::store;
use super::wording::Wording;
use crate::cx::Cx;
use crate::features::authorities::book;
use crate::features::clauses;
use crate::features::proposals::model::Proposal;
use crate::features::secondments::{Action, Record, Secondment};

/// What a change makes of the terms.
#[derive(Debug)]
pub struct NewTerms<'a> {
    /// The number of the change on its record.
    pub change: i64,
    /// The record as it will stand.
    pub secondment: &'a Secondment,
    /// The answers as they will stand, costs for the new dates among them.
    pub proposal: &'a Proposal,
    /// What is said about pay, when that changes; never an amount.
    pub pay_note: Option<String>,
    /// Each changed term with its old and new words.
    pub terms: Vec<ChangedTerm>,
    /// The first day on which they count.
    pub effective_on: NaiveDate,
    /// Why they count from an earlier day.
    pub retroactive: Option<String>,
    /// Which kind of amendment it is: it says who signs, and whether the text is written anew.
    pub kind: AmendmentKind,
    /// What was told by notice alone, as the number of the change and the term: it counts over what an earlier version says.
    pub told: Vec<(i64, &'static str)>,
}

/// The act on the record that belongs to an act on this version: a later version leaves the record where it is.
#[must_use]
pub fn action(agreement: &Agreement, usual: Action) -> Action {
    match (agreement.paper.change.is_some(), usual) {
        (true, Action::IssueAgreement) => Action::IssueVariation,
        (true, Action::Sign | Action::SignLast) => Action::SignVariation,
        (true, Action::DeclineToSign) => Action::DeclineVariation,
        _ => usual,
    }
}

/// Drafts the next version from the one in force and the change.
///
/// # Errors
/// A refusal when nothing is in force or another version is under way; invalid when a text does not fit.
pub async fn draft_variation(cx: &mut Cx, record: &Record, new: NewTerms<'_>) -> Result<Agreement> {
    let id = record.secondment.id;
    let Some(before) = store::signed_versions(cx, id).await?.pop() else {
        return Err(Error::refused("no_agreement", "There is no signed agreement that could be changed."));
    };
    if store::newest(cx, id).await?.is_some_and(|newest| newest.number > before.number) {
        return Err(Error::refused("version_open", "Another version of the agreement is being signed."));
    }
    // whoever holds a role until the change counts signs it: who follows has no access yet
    let mut slots = slots(cx, &record.secondment).await?;
    slots.retain(|slot| new.kind.signed_by().contains(&slot.side));
    let kept = still_agreed(&before, &new);
    let mut facts = gather_from(cx, new.secondment, new.proposal, &slots).await?;
    // what was signed and filled in for the version in force still holds
    let old = &before.paper.facts;
    facts.pay.note = new.pay_note.unwrap_or_else(|| old.pay.note.clone());
    facts.more = old.more.clone();
    let is_new = new.kind == AmendmentKind::Supersede;
    if !is_new {
        facts.ending.early_end = old.ending.early_end;
        facts.care.check_ins.clone_from(&old.care.check_ins);
    }
    let variation = Variation {
        earlier: Earlier {
            number: document_number(&record.secondment),
            version: u32::try_from(before.number).unwrap_or(1),
            signed_on: before.executed_at.unwrap_or(before.drafted_at).date_naive(),
        },
        effective_on: new.effective_on,
        retroactive: new.retroactive,
        terms: [new.terms, kept].concat(),
    };
    let (wording, draft) = if is_new {
        let wording = Wording::of(clauses::usual(cx, record.secondment.home_organisation).await?);
        let draft = replace(&facts, &wording.choices(), &variation);
        (wording, draft)
    } else {
        (before.paper.wording, vary(&before.paper.draft, &before.paper.facts, &facts, &variation))
    };
    let draft = draft.map_err(paper_error)?;
    let paper = Paper {
        facts,
        standard: draft.clone(),
        draft,
        issued_by: None,
        sent_back: None,
        change: Some(Change { number: new.change, variation, kind: Some(new.kind), late: None }),
        wording,
        signing: Signing::InOrder,
    };
    let agreement = Agreement {
        id: AgreementId::new(cx.now()),
        secondment: id,
        number: store::next_number(cx, id).await?,
        status: Status::Draft,
        paper,
        issued_sha: None,
        executed_sha: None,
        prints: Prints::default(),
        drafted_at: cx.now(),
        issued_at: None,
        executed_at: None,
        version: 1,
    };
    store::insert(cx, &agreement).await?;
    insert_slots(cx, agreement.id, slots).await?;
    book::note_costs(cx, new.secondment, new.change, new.proposal).await?;
    cx.record(&about!(Drafted, record.secondment, agreement)).await?;
    Ok(agreement)
}

/// What the version before changed in words that no other clause has, and the new one does not change again. Where a
/// notice told something else since, that counts.
fn still_agreed(before: &Agreement, new: &NewTerms<'_>) -> Vec<ChangedTerm> {
    let Some(made) = &before.paper.change else { return Vec::new() };
    let is_told = |what: &str| new.told.iter().any(|(number, told)| *number > made.number && *told == what);
    let stays = |term: &&ChangedTerm| {
        let is_only_here = ["recharge", "contact", "cost code"].contains(&term.what.as_str());
        is_only_here && !new.terms.iter().any(|one| one.what == term.what) && !is_told(&term.what)
    };
    let kept = made.variation.terms.iter().filter(stays).cloned();
    kept.map(|term| ChangedTerm { old: term.new.clone(), ..term }).collect()
}

/// Ends the version that a change was put into, when the change is taken back before all have signed.
///
/// # Errors
/// When the database refuses.
pub async fn void_variation(cx: &mut Cx, record: &Record, change: i64) -> Result<()> {
    let newest = store::newest(cx, record.secondment.id).await?;
    let is_open = |a: &Agreement| {
        let of_change = a.paper.change.as_ref().is_some_and(|made| made.number == change);
        of_change && matches!(a.status, Status::Draft | Status::Issued | Status::PartlySigned)
    };
    let Some(mut agreement) = newest.filter(is_open) else { return Ok(()) };
    agreement.status = Status::Void;
    store::save_state(cx, &mut agreement).await?;
    links::revoke_all(cx, agreement.id).await?;
    cx.record(&about!(Voided, record.secondment, agreement)).await
}

/// Whether the version would be signed after the first day on which it counts, with nobody having said why (10.11).
#[must_use]
pub fn is_unexplained(agreement: &Agreement, today: NaiveDate) -> bool {
    agreement.paper.change.as_ref().is_some_and(|change| {
        let variation = &change.variation;
        variation.effective_on < today && variation.retroactive.is_none() && change.late.is_none()
    })
}

/// The same as something that is missing before it can be sent for signature.
#[must_use]
pub fn unexplained(agreement: &Agreement, today: NaiveDate) -> Option<Missing> {
    is_unexplained(agreement, today).then(|| Missing {
        code: "retroactive-unexplained",
        sentence:
            "It counts from a day that has passed, so it will be signed late. Say why on the page of the \
                   change; the text will say so, and no signature is dated back."
                .to_owned(),
        head: None,
        fix: "change.retroactive".to_owned(),
    })
}

/// Whether the last signature may come now.
///
/// # Errors
/// A refusal as long as nobody has said why it comes late.
pub fn explained(agreement: &Agreement, today: NaiveDate) -> Result<()> {
    if !is_unexplained(agreement, today) {
        return Ok(());
    }
    let sentence = "This counts from a day that has passed, so yours would be a late signature. The mobility manager \
                    first has to write why on the page of the change. Nothing is dated back.";
    Err(Error::refused("retroactive_unexplained", sentence))
}

/// Keeps why a change counts from before it is signed: in the text as long as it is a draft, beside it once its bytes
/// are fixed.
///
/// # Errors
/// A refusal when no version of the change is under way; invalid when the text becomes too long.
pub async fn explain(cx: &mut Cx, record: &Record, number: i64, reason: &str) -> Result<()> {
    let newest = store::newest(cx, record.secondment.id).await?;
    let of_change = |a: &Agreement| a.paper.change.as_ref().is_some_and(|made| made.number == number);
    let Some(mut agreement) = newest.filter(|a| of_change(a) && (a.status == Status::Draft || a.is_open()))
    else {
        return Err(Error::refused("not_now", "No version of this change is being signed."));
    };
    let is_draft = agreement.status == Status::Draft;
    let Paper { facts, standard, draft, change, .. } = &mut agreement.paper;
    let Some(change) = change else { return Ok(()) };
    if !is_draft {
        change.late = Some(reason.to_owned());
        return store::save_state(cx, &mut agreement).await;
    }
    change.variation.retroactive = Some(reason.to_owned());
    for text in [standard, draft] {
        restate(text, facts, &change.variation).map_err(paper_error)?;
    }
    store::save_draft(cx, &mut agreement).await
}

/// From the day on which a version counts, those before it are history.
///
/// # Errors
/// When the database refuses.
pub async fn supersede_before(cx: &mut Cx, record: &Record, number: i64) -> Result<()> {
    for mut earlier in store::signed_versions(cx, record.secondment.id).await? {
        if earlier.number < number && earlier.status == Status::Executed {
            earlier.status = Status::Superseded;
            store::save_state(cx, &mut earlier).await?;
        }
    }
    Ok(())
}

/// One version with the days on which it counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Governs {
    /// The version.
    pub number: i64,
    /// Its first day; nothing for the one that counts from the start.
    pub from: Option<NaiveDate>,
    /// Its last day; nothing while no later version ends it.
    pub to: Option<NaiveDate>,
    /// What it changed, each term in a few words.
    pub terms: Vec<String>,
}

/// Which of the signed versions counts on which days.
#[must_use]
pub fn governing(signed: &[Agreement]) -> Vec<Governs> {
    let from = |a: &Agreement| a.paper.change.as_ref().map(|change| change.variation.effective_on);
    let mut all: Vec<Governs> = Vec::new();
    for agreement in signed {
        let begins = from(agreement);
        if let (Some(day), Some(before)) = (begins, all.last_mut()) {
            before.to = day.pred_opt();
        }
        let terms = agreement.paper.change.iter().flat_map(|change| &change.variation.terms);
        let terms = terms.filter(|term| term.old != term.new);
        let words = |term: &ChangedTerm| format!("{} {}", term.what, term.new);
        all.push(Governs {
            number: agreement.number,
            from: begins,
            to: None,
            terms: terms.map(words).collect(),
        });
    }
    all
}
