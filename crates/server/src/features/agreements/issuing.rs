//! Sending for signature: the text becomes fixed bytes, and people are asked one after the other.

use chrono::NaiveDate;
use sojourn_kit::error::{Error, Result};
use sojourn_papers::{DocumentMeta, fingerprint, render_html};

use super::drafting::what_is_missing;
use super::events::about;
use super::model::{Agreement, Signatory, SignatoryId, SignatoryStatus, Status, document_number};
use super::order::Signing;
use super::signers;
use super::signing::links;
use super::varying::action;
use super::{documents, notices, prints, store};
use crate::cx::Cx;
use crate::features::people;
use crate::features::secondments::actions::advance;
use crate::features::secondments::{Action, Record, Secondment};

/// The media type of issued and executed texts.
pub const HTML: &str = "text/html; charset=utf-8";

/// What names one issue of the text.
#[must_use]
pub fn meta(secondment: &Secondment, agreement: &Agreement, today: NaiveDate) -> DocumentMeta {
    DocumentMeta {
        number: document_number(secondment),
        version: u32::try_from(agreement.number).unwrap_or(1),
        issued_on: agreement.issued_at.map_or(today, |at| at.date_naive()),
        title: String::new(),
    }
}

/// Fixes the text and asks the first to sign, home last.
///
/// # Errors
/// As [`issue_as`].
pub async fn issue(cx: &mut Cx, record: &mut Record, version: i64) -> Result<Agreement> {
    issue_as(cx, record, version, Signing::InOrder).await
}

/// Fixes the text and asks the first to sign, or all at once. `version` is the version of the draft that was read.
///
/// # Errors
/// A refusal when something is missing, somebody may not sign or the actor may not; stale when the draft was changed
/// meanwhile.
pub async fn issue_as(cx: &mut Cx, record: &mut Record, version: i64, signing: Signing) -> Result<Agreement> {
    let mut agreement = store::newest(cx, record.secondment.id).await?.ok_or(Error::NotFound)?;
    let mut signatories = store::signatories(cx, agreement.id).await?;
    if agreement.status == Status::Draft {
        refresh_addresses(cx, &mut signatories).await?;
        let mut missing = what_is_missing(&agreement, &signatories);
        missing.extend(signers::faults(cx, record, &agreement, &signatories).await?);
        if let Some(first) = missing.first() {
            let more = missing.len() - 1;
            let rest = if more == 0 { String::new() } else { format!(" ({more} more to settle.)") };
            return Err(Error::refused("incomplete", format!("{}{rest}", first.sentence)));
        }
    }
    advance(cx, record, action(&agreement, Action::IssueAgreement)).await?;
    if agreement.version != version {
        return Err(Error::Stale);
    }
    agreement.paper.issued_by = Some(cx.actor.person);
    agreement.paper.signing = signing;
    let meta = meta(&record.secondment, &agreement, cx.today());
    let bytes = render_html(&agreement.paper.draft, &meta).map_err(Error::internal)?;
    agreement.issued_sha = Some(documents::put(cx, &bytes, HTML).await?);
    // a paper that cannot be printed must not go out: the last signature is too late to find out
    let pdf = prints::issue(cx, &record.secondment, &agreement, &signatories, bytes.len()).await?;
    agreement.prints.issued = Some(pdf);
    agreement.issued_at = Some(cx.now());
    agreement.status = Status::Issued;
    store::save_state(cx, &mut agreement).await?;
    let event = about!(
        Issued, record.secondment, agreement,
        document: fingerprint(&bytes),
        pdf: hex::encode(pdf),
    );
    cx.record(&event).await?;
    ask(cx, &record.secondment, &agreement, &mut signatories).await?;
    Ok(agreement)
}

/// People change addresses and get accounts while a text is drafted.
async fn refresh_addresses(cx: &mut Cx, signatories: &mut [Signatory]) -> Result<()> {
    for signatory in signatories {
        let who = people::store::brief(cx, signatory.person).await?;
        let email = who.email.unwrap_or_default();
        if email != signatory.email || who.has_account != signatory.has_account {
            signatory.email = email;
            signatory.has_account = who.has_account;
            store::save_signatory(cx, signatory).await?;
        }
    }
    Ok(())
}

/// The one whose turn it is: the first in order who has not signed.
#[must_use]
pub fn in_turn(signatories: &[Signatory]) -> Option<&Signatory> {
    signatories.iter().find(|signatory| signatory.status != SignatoryStatus::Signed)
}

/// Asks the next in order to sign, or everybody who was not asked yet.
///
/// # Errors
/// When the database refuses.
pub async fn ask(
    cx: &mut Cx,
    secondment: &Secondment,
    agreement: &Agreement,
    signatories: &mut [Signatory],
) -> Result<()> {
    let everybody = signatories.to_vec();
    let most = if agreement.paper.signing == Signing::AtOnce { everybody.len() } else { 1 };
    let open = signatories.iter_mut().filter(|s| s.status != SignatoryStatus::Signed).take(most);
    for next in open.filter(|next| next.status == SignatoryStatus::Waiting) {
        next.status = SignatoryStatus::Asked;
        store::save_signatory(cx, next).await?;
        send_request(cx, secondment, agreement, next, &everybody).await?;
    }
    Ok(())
}

/// Writes to somebody who is asked to sign once more, when they ask for it or the desk reminds them. Somebody
/// without an account gets a fresh private link; the earlier one stops working.
///
/// # Errors
/// A refusal when they are not asked to sign now.
pub async fn ask_again(cx: &mut Cx, record: &Record, signatory: SignatoryId) -> Result<Signatory> {
    let agreement = store::newest(cx, record.secondment.id).await?.ok_or(Error::NotFound)?;
    let signatories = store::signatories(cx, agreement.id).await?;
    let asked = signatories.iter().find(|one| one.id == signatory && one.status == SignatoryStatus::Asked);
    let Some(asked) = asked.filter(|_| agreement.is_open()).cloned() else {
        return Err(Error::refused("not_open", "Nobody is asked to sign at the moment."));
    };
    let limits = &cx.app.limits;
    let wait = limits.letter(&asked.email, &cx.meta.address, cx.now());
    wait.map_err(|wait| Error::TooMany { retry_after: wait.seconds })?;
    send_request(cx, &record.secondment, &agreement, &asked, &signatories).await?;
    Ok(asked)
}

/// Asks one person to sign: in here, or by a fresh private link.
///
/// # Errors
/// When the database refuses.
pub async fn send_request(
    cx: &mut Cx,
    secondment: &Secondment,
    agreement: &Agreement,
    signatory: &Signatory,
    everybody: &[Signatory],
) -> Result<()> {
    let event = about!(
        SignatureAsked, secondment, agreement,
        signatory: signatory.id,
        person: signatory.person,
    );
    cx.record(&event).await?;
    if signatory.has_account {
        return notices::ask_account(cx, secondment, agreement, signatory, everybody).await;
    }
    let (token, before) = links::make(cx, signatory, agreement.issued()?).await?;
    notices::ask_outside(cx, secondment, agreement, signatory, &token, before, everybody).await
}
