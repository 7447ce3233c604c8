//! Drafting: the text written from the answers, and clauses written anew by hand.

use sojourn_kit::error::{Error, Result};
use sojourn_papers::{Missing, PaperError, Side, broken_rules, missing};

use super::events::about;
use super::facts::{Sources, facts};
use super::model::{
    Agreement, AgreementId, ClauseInput, Paper, Prints, Signatory, SignatoryId, SignatoryStatus, Status,
};
use super::order::Signing;
use super::signers;
use super::store;
use super::wording::{Wording, sources};
use crate::actor::{PersonId, Role};
use crate::cx::Cx;
use crate::event::{HookFuture, Recorded};
use crate::features::people::Brief;
use crate::features::secondments::actions::advance;
use crate::features::secondments::{Action, Party, Record, Scope, Secondment, SecondmentId};
use crate::features::{clauses, organisations, people, proposals, secondments};

/// The people who sign, before they are written down: side, person, capacity.
pub(super) struct Slot {
    pub(super) side: Side,
    who: Brief,
    capacity: String,
}

/// Drafts the agreement when the last one at home has agreed, whoever that was.
pub fn on_release<'a>(cx: &'a mut Cx, recorded: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let mut record = secondments::store::of_product(cx, SecondmentId(recorded.subject)).await?;
        draft_from_answers(cx, &mut record).await.map(drop)
    })
}

/// Writes version 1 from the answers and moves the record to drafting.
///
/// # Errors
/// A refusal when dates are missing or the record is not at that point.
pub async fn draft_from_answers(cx: &mut Cx, record: &mut Record) -> Result<Agreement> {
    let slots = slots(cx, &record.secondment).await?;
    let facts = gather(cx, record, &slots).await?;
    let wording = Wording::of(clauses::usual(cx, record.secondment.home_organisation).await?);
    let standard = sources::drafted(&facts, &wording)?;
    let agreement = Agreement {
        id: AgreementId::new(cx.now()),
        secondment: record.secondment.id,
        number: 1,
        status: Status::Draft,
        paper: Paper {
            facts,
            draft: standard.clone(),
            standard,
            issued_by: None,
            sent_back: None,
            change: None,
            wording,
            signing: Signing::InOrder,
        },
        issued_sha: None,
        executed_sha: None,
        prints: Prints::default(),
        drafted_at: cx.now(),
        issued_at: None,
        executed_at: None,
        version: 1,
    };
    advance(cx, record, Action::DraftAgreement).await?;
    store::insert(cx, &agreement).await?;
    insert_slots(cx, agreement.id, slots).await?;
    invite_outside_host(cx, &record.secondment).await?;
    cx.record(&about!(Drafted, record.secondment, agreement)).await?;
    Ok(agreement)
}

/// Writes down who signs, in order.
pub(super) async fn insert_slots(cx: &mut Cx, agreement: AgreementId, slots: Vec<Slot>) -> Result<()> {
    for (position, slot) in (1..).zip(slots) {
        store::insert_signatory(cx, &signatory(cx, agreement, position, slot)).await?;
    }
    Ok(())
}

fn signatory(cx: &Cx, agreement: AgreementId, position: i64, slot: Slot) -> Signatory {
    Signatory {
        id: SignatoryId::new(cx.now()),
        agreement,
        position,
        side: slot.side,
        capacity: slot.capacity,
        person: slot.who.id,
        name: slot.who.name,
        email: slot.who.email.unwrap_or_default(),
        has_account: slot.who.has_account,
        status: SignatoryStatus::Waiting,
        typed_name: None,
        typed_role: None,
        signed_sha: None,
        signed_at: None,
        evidence: None,
        decline_reason: None,
        version: 1,
    }
}

/// Who signs: the secondee, the host, and home last, so that nothing binds before home lets the person go.
pub(super) async fn slots(cx: &mut Cx, s: &Secondment) -> Result<Vec<Slot>> {
    let mut slots = Vec::new();
    let order =
        [(Side::Secondee, Some(s.secondee)), (Side::Host, s.host_manager), (Side::Home, s.home_manager)];
    for (side, person) in order {
        let Some(person) = person else { continue };
        // nobody signs their own secondment for another side
        if side != Side::Secondee && person == s.secondee {
            continue;
        }
        let who = people::store::brief(cx, person).await?;
        let capacity = if side == Side::Secondee { "Secondee".to_owned() } else { capacity(s, &who) };
        slots.push(Slot { side, who, capacity });
    }
    Ok(slots)
}

pub(super) fn capacity(s: &Secondment, who: &Brief) -> String {
    let unit = who.unit_name.as_deref().filter(|_| s.scope == Scope::Internal);
    let place = unit.unwrap_or(&who.organisation_name);
    let title = who.job_title.trim();
    if title.is_empty() { place.to_owned() } else { format!("{title}, {place}") }
}

async fn gather(cx: &mut Cx, record: &Record, slots: &[Slot]) -> Result<sojourn_papers::Facts> {
    let proposal = proposals::store::load(cx, record).await?;
    gather_from(cx, &record.secondment, &proposal, slots).await
}

/// The facts behind these terms and answers.
pub(super) async fn gather_from(
    cx: &mut Cx,
    s: &Secondment,
    proposal: &proposals::model::Proposal,
    slots: &[Slot],
) -> Result<sojourn_papers::Facts> {
    let secondee = people::store::brief(cx, s.secondee).await?;
    let home_manager = brief_of(cx, s.home_manager).await?;
    let host_manager = brief_of(cx, s.host_manager).await?;
    let home = organisations::store::load(cx, s.home_organisation).await?;
    let host = organisations::store::load(cx, s.host_organisation.unwrap_or(s.home_organisation)).await?;
    let home_unit = unit_name(cx, s.home_unit).await?;
    let host_unit = unit_name(cx, s.host_unit).await?;
    let signatories =
        slots.iter().map(|slot| sojourn_papers::Signatory::new(slot.side, &slot.who.name, &slot.capacity));
    facts(&Sources {
        secondment: s,
        proposal,
        secondee: &secondee,
        home_manager: home_manager.as_ref(),
        host_manager: host_manager.as_ref(),
        home: &home,
        host: &host,
        home_unit: &home_unit,
        host_unit: &host_unit,
        signatories: signatories.collect(),
    })
}

async fn brief_of(cx: &mut Cx, person: Option<PersonId>) -> Result<Option<Brief>> {
    match person {
        Some(person) => people::store::brief(cx, person).await.map(Some),
        None => Ok(None),
    }
}

async fn unit_name(cx: &mut Cx, unit: Option<crate::actor::UnitId>) -> Result<String> {
    match unit {
        Some(unit) => Ok(organisations::store::load_unit(cx, unit).await?.name),
        None => Ok(String::new()),
    }
}

/// A contact at an outside host becomes part of the record, so that their link can reach it.
async fn invite_outside_host(cx: &mut Cx, s: &Secondment) -> Result<()> {
    let Some(contact) = brief_of(cx, s.host_manager).await? else { return Ok(()) };
    if contact.has_account || contact.organisation == s.home_organisation {
        return Ok(());
    }
    secondments::store::revoke(cx, s, Role::PartnerContact).await?;
    secondments::store::grant(cx, s, contact.id, contact.organisation, Role::PartnerContact, "host").await
}

/// The next version of a text that was out for signature, as a draft with the same people.
///
/// # Errors
/// When the database refuses.
pub async fn next_version(cx: &mut Cx, before: &Agreement) -> Result<Agreement> {
    let mut next = before.clone();
    next.id = AgreementId::new(cx.now());
    next.number = store::next_number(cx, before.secondment).await?;
    next.status = Status::Draft;
    (next.issued_sha, next.executed_sha, next.prints) = (None, None, Prints::default());
    (next.issued_at, next.executed_at) = (None, None);
    (next.paper.issued_by, next.paper.sent_back) = (None, None);
    next.drafted_at = cx.now();
    next.version = 1;
    let signed_before = store::signatories(cx, before.id).await?;
    // whoever got a signature passed on is named by the next text
    signers::reprint(&mut next.paper, &signed_before);
    store::insert(cx, &next).await?;
    for old in signed_before {
        let who = people::store::brief(cx, old.person).await?;
        let slot = Slot { side: old.side, who, capacity: old.capacity };
        store::insert_signatory(cx, &signatory(cx, next.id, old.position, slot)).await?;
    }
    Ok(next)
}

/// Whether the actor may write on the draft.
#[must_use]
pub fn may_write(record: &Record) -> bool {
    let writers = [Party::ProgrammeAdmin, Party::HomeHr];
    record.standing.person != record.secondment.secondee
        && writers.into_iter().any(|party| record.standing.is(party))
}

/// Replaces title, text and plain words of one clause.
///
/// # Errors
/// Forbidden for others than the mobility manager and HR; stale when the draft was changed meanwhile; invalid when
/// the text is blank or too long; a refusal when the text is fixed already.
pub async fn edit_clause(
    cx: &mut Cx,
    record: &Record,
    number: u16,
    input: &ClauseInput,
) -> Result<Agreement> {
    if !may_write(record) {
        return Err(Error::Forbidden);
    }
    let mut agreement = store::newest(cx, record.secondment.id).await?.ok_or(Error::NotFound)?;
    if agreement.status != Status::Draft {
        return Err(Error::refused(
            "not_a_draft",
            "This text is out for signature. Take it back to change it.",
        ));
    }
    input.check()?;
    if agreement.version != input.version {
        return Err(Error::Stale);
    }
    let head = head_of(&agreement, number)?;
    let edited = agreement.paper.draft.edit(number, &input.title, &input.text, &input.plain_words);
    edited.map_err(paper_error)?;
    store::save_draft(cx, &mut agreement).await?;
    let event = about!(ClauseChanged, record.secondment, agreement, clause: number, head: head);
    cx.record(&event).await?;
    Ok(agreement)
}

fn head_of(agreement: &Agreement, number: u16) -> Result<&'static str> {
    let clauses = &agreement.paper.draft.clauses;
    let clause = clauses.iter().find(|clause| clause.number == number).ok_or(Error::NotFound)?;
    Ok(clause.head.code())
}

/// What still stands between the draft and its signature: gaps in the text, facts that contradict each other, missing
/// people, missing addresses.
#[must_use]
pub fn what_is_missing(agreement: &Agreement, signatories: &[Signatory]) -> Vec<Missing> {
    let paper = &agreement.paper;
    let mut found = missing(&paper.draft, paper.profile());
    found.extend(broken_rules(&paper.facts, &paper.draft.signatories));
    if !signatories.iter().any(|s| s.side == Side::Host) && !names_the_host(&found) {
        found.push(of_signatory("signatory-missing", "Nobody signs for the host.".to_owned(), Side::Host));
    }
    // what does not touch the person is signed by the organisations alone
    let kind = agreement.paper.change.as_ref().and_then(|change| change.kind);
    if kind.is_some_and(|kind| !kind.signed_by().contains(&Side::Secondee)) {
        found.retain(|missing| missing.fix != "signatories.secondee");
    }
    let unreachable = signatories.iter().filter(|s| s.email.is_empty() && !s.has_account);
    found.extend(unreachable.map(|s| {
        let sentence = format!("We have no email address for {}, who has no account here.", s.name);
        of_signatory("signatory-unreachable", sentence, s.side)
    }));
    found
}

fn names_the_host(found: &[Missing]) -> bool {
    found.iter().any(|missing| missing.fix == "signatories.host")
}

fn of_signatory(code: &'static str, sentence: String, side: Side) -> Missing {
    Missing { code, sentence, head: None, fix: format!("signatories.{}", super::model::side_word(side)) }
}

/// A limit of the text engine as the sentence beside the field.
pub(super) fn paper_error(error: PaperError) -> Error {
    match error {
        PaperError::NoSuchClause(_) => Error::NotFound,
        PaperError::EndBeforeStart | PaperError::DocumentNumber | PaperError::NotIssuedText => {
            Error::refused("cannot_draft", error.to_string())
        }
        limit => Error::field("text", limit.to_string()),
    }
}
