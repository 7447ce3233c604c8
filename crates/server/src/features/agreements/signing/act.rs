//! The signature itself.

use sojourn_kit::error::{Error, Result};
use sojourn_papers::{DocumentMeta, SignatureLine, executed_html, fingerprint};

use super::{Proof, codes, evidence};
use crate::cx::Cx;
use crate::features::agreements::events::about;
use crate::features::agreements::issuing::{HTML, ask, in_turn, meta};
use crate::features::agreements::model::{Agreement, Signatory, SignatoryStatus, Status, Typed, side_word};
use crate::features::agreements::passing::{Pass, passed_from, store as passes};
use crate::features::agreements::varying::{self, action};
use crate::features::agreements::{documents, prints, signers, store};
use crate::features::secondments::actions::advance;
use crate::features::secondments::{Action, Record};

/// What the paper has become by a signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Others still have to sign.
    PartlySigned,
    /// That was the last signature.
    Executed,
}

/// The signature that is this person's to give on the newest text, whatever its state. A person who signs for
/// two sides gives the one whose turn it is.
#[must_use]
pub fn own(signatories: &[Signatory], person: crate::actor::PersonId) -> Option<&Signatory> {
    let mine = || signatories.iter().filter(|signatory| signatory.person == person);
    mine().find(|signatory| signatory.status == SignatoryStatus::Asked).or_else(|| mine().next())
}

/// Whether the signature can be given now, and if not, why.
///
/// # Errors
/// A refusal that says what stands in the way.
pub fn ready(agreement: &Agreement, signatories: &[Signatory], signatory: &Signatory) -> Result<()> {
    match signatory.status {
        SignatoryStatus::Signed => {
            return Err(Error::refused("already_signed", "You have signed this agreement already."));
        }
        SignatoryStatus::Declined => {
            return Err(Error::refused("declined", "You declined to sign this version."));
        }
        SignatoryStatus::Waiting | SignatoryStatus::Asked => {}
    }
    if !agreement.is_open() {
        let sentence = format!("This version is not out for signature: {}.", agreement.status.label());
        return Err(Error::refused("not_open", sentence));
    }
    if signatory.status == SignatoryStatus::Waiting {
        let first = in_turn(signatories).map_or("somebody else", |next| next.name.as_str());
        return Err(Error::refused(
            "not_your_turn",
            format!("{first} signs before you. We’ll write to you then."),
        ));
    }
    Ok(())
}

/// Signs. The proof was given before; what is signed is what was shown, or nothing.
///
/// # Errors
/// A refusal when it is not their turn, the text is another one by now, or the proof was used before; stale when
/// somebody else signed, declined or called it off at the same moment.
pub async fn sign(
    cx: &mut Cx,
    record: &mut Record,
    signatory: &Signatory,
    typed: &Typed,
    proof: &Proof,
) -> Result<Outcome> {
    let mut agreement = store::newest(cx, record.secondment.id).await?.ok_or(Error::NotFound)?;
    if signatory.person != cx.actor.person {
        return Err(Error::Forbidden);
    }
    same_text(cx, &agreement, signatory, typed.document).await?;
    let mut signatories = store::signatories(cx, agreement.id).await?;
    ready(&agreement, &signatories, signatory)?;
    signers::may_sign_now(cx, record, &agreement, signatory).await?;
    let last = signatories.iter().all(|s| s.id == signatory.id || s.status == SignatoryStatus::Signed);
    if last {
        varying::explained(&agreement, cx.today())?;
    }
    let usual = if last { Action::SignLast } else { Action::Sign };
    advance(cx, record, action(&agreement, usual)).await?;
    if let Proof::Code { id, .. } = proof {
        codes::spend(cx, *id).await?;
    }
    let mut signed = signatory.clone();
    write_signature(cx, record, &agreement, &mut signed, typed, proof).await?;
    for slot in signatories.iter_mut().filter(|slot| slot.id == signed.id) {
        *slot = signed.clone();
    }
    if last {
        execute(cx, record, &mut agreement, &signatories).await?;
        return Ok(Outcome::Executed);
    }
    agreement.status = Status::PartlySigned;
    store::save_state(cx, &mut agreement).await?;
    ask(cx, &record.secondment, &agreement, &mut signatories).await?;
    Ok(Outcome::PartlySigned)
}

/// Refuses a signature under a text that is no longer the one on the table, and says what changed.
async fn same_text(cx: &mut Cx, agreement: &Agreement, signatory: &Signatory, shown: [u8; 32]) -> Result<()> {
    if signatory.agreement == agreement.id && agreement.issued_sha == Some(shown) {
        return Ok(());
    }
    let older = store::load(cx, signatory.agreement).await?;
    let changed = changed_titles(&older, agreement);
    let what = if changed.is_empty() { String::new() } else { format!(" Changed: {}.", changed.join(", ")) };
    let sentence = format!(
        "The text has changed since you opened it.{what} Open the agreement again, read it, and sign the new version."
    );
    Err(Error::refused("text_changed", sentence))
}

/// Titles of the clauses that read differently in the newer text.
#[must_use]
pub fn changed_titles(older: &Agreement, newer: &Agreement) -> Vec<String> {
    let numbers = newer.paper.draft.changed_since(&older.paper.draft);
    let clauses = newer.paper.draft.clauses.iter().filter(|clause| numbers.contains(&clause.number));
    clauses.map(|clause| format!("clause {} ({})", clause.number, clause.title)).collect()
}

async fn write_signature(
    cx: &mut Cx,
    record: &Record,
    agreement: &Agreement,
    signatory: &mut Signatory,
    typed: &Typed,
    proof: &Proof,
) -> Result<()> {
    let gathered = evidence::gather(cx, &record.secondment, agreement, signatory, typed, proof).await?;
    let evidence_hash = evidence::hash(&gathered.to_string());
    signatory.status = SignatoryStatus::Signed;
    signatory.typed_name = Some(typed.name.clone());
    signatory.typed_role = Some(typed.role.clone());
    signatory.signed_sha = Some(typed.document);
    signatory.signed_at = Some(cx.now());
    signatory.evidence = Some(gathered);
    store::save_signatory(cx, signatory).await?;
    let event = about!(
        Signed, record.secondment, agreement,
        signatory: signatory.id,
        person: signatory.person,
        document: hex::encode(typed.document),
        evidence: evidence_hash,
    );
    cx.record(&event).await
}

/// The last signature: the signed bytes stay as they are, the certificate is put behind them, and the whole is
/// printed and sealed. When that fails, so does the signature: it is given again, and nothing is half done.
async fn execute(
    cx: &mut Cx,
    record: &Record,
    agreement: &mut Agreement,
    signatories: &[Signatory],
) -> Result<()> {
    let issued = documents::get(cx, agreement.issued()?).await?.bytes;
    let passes = passes::of_agreement(cx, agreement.id).await?;
    let lines: Vec<SignatureLine> = signatories.iter().filter_map(|one| line(one, &passes)).collect();
    let meta: DocumentMeta = meta(&record.secondment, agreement, cx.today());
    let executed = executed_html(&issued, &meta, &lines).map_err(Error::internal)?;
    let sealed = prints::execute(cx, &record.secondment, agreement, &issued, &lines).await?;
    agreement.executed_sha = Some(documents::put(cx, &executed, HTML).await?);
    agreement.prints.executed = Some(sealed.pdf);
    agreement.executed_at = Some(cx.now());
    agreement.status = Status::Executed;
    store::save_state(cx, agreement).await?;
    prints::keep_seal(cx, agreement, &sealed).await?;
    let event = about!(
        Executed, record.secondment, agreement,
        document: fingerprint(&executed),
        signed: fingerprint(&issued),
        pdf: hex::encode(sealed.pdf),
        certificate: sealed.certificate,
    );
    cx.record(&event).await
}

fn line(signatory: &Signatory, passes: &[Pass]) -> Option<SignatureLine> {
    let name = signatory.typed_name.clone()?;
    let role = signatory.typed_role.clone().unwrap_or_default();
    let capacity = if role.eq_ignore_ascii_case(side_word(signatory.side)) { String::new() } else { role };
    Some(SignatureLine {
        name,
        capacity,
        side: signatory.side,
        signed_at: signatory.signed_at?,
        method: evidence::method(signatory),
        passed: passed_from(passes, signatory.id),
    })
}
