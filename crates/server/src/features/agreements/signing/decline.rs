//! Not signing: declining, taking the text back to change it.

use sojourn_kit::error::{Error, Result};

use super::{act, links};
use crate::cx::Cx;
use crate::event::{HookFuture, Recorded};
use crate::features::agreements::events::about;
use crate::features::agreements::model::{Agreement, Signatory, SignatoryStatus, Status, words};
use crate::features::agreements::varying::action;
use crate::features::agreements::{drafting, store};
use crate::features::secondments::actions::advance;
use crate::features::secondments::{self, Action, Party, Record, SecondmentId};

/// Declines to sign, with a reason; the text goes back to drafting as the next version.
///
/// # Errors
/// Invalid without a reason; a refusal when it is not their turn; stale when somebody was quicker.
pub async fn decline(cx: &mut Cx, record: &mut Record, signatory: &Signatory, reason: &str) -> Result<()> {
    if signatory.person != cx.actor.person {
        return Err(Error::Forbidden);
    }
    let agreement = store::newest(cx, record.secondment.id).await?.ok_or(Error::NotFound)?;
    if signatory.agreement != agreement.id {
        return Err(Error::refused(
            "not_open",
            "A later version of the agreement has taken this one’s place.",
        ));
    }
    let signatories = store::signatories(cx, agreement.id).await?;
    act::ready(&agreement, &signatories, signatory)?;
    let reason = words(reason, "reason", "Say why you don’t want to sign")?;
    advance(cx, record, action(&agreement, Action::DeclineToSign)).await?;
    let mut declined = signatory.clone();
    declined.status = SignatoryStatus::Declined;
    declined.decline_reason = Some(reason.clone());
    store::save_signatory(cx, &mut declined).await?;
    reopen(cx, record, agreement, reason, false).await
}

/// The desk takes the text back to change it. Signatures given under it end with it.
///
/// # Errors
/// Invalid without a reason; a refusal when the actor does not run the desk or nothing is out for signature.
pub async fn recall(cx: &mut Cx, record: &mut Record, reason: &str) -> Result<()> {
    let desk = [Party::ProgrammeAdmin, Party::HomeHr];
    if !desk.into_iter().any(|party| record.standing.is(party)) {
        return Err(Error::refused(
            "not_yours",
            "Only the mobility manager or HR can take the agreement back.",
        ));
    }
    let agreement = store::newest(cx, record.secondment.id).await?.ok_or(Error::NotFound)?;
    if !agreement.is_open() {
        return Err(Error::refused("not_open", "This agreement is not out for signature."));
    }
    let reason = words(reason, "reason", "Say what has to change")?;
    advance(cx, record, action(&agreement, Action::DeclineToSign)).await?;
    reopen(cx, record, agreement, reason, true).await
}

async fn reopen(
    cx: &mut Cx,
    record: &Record,
    mut agreement: Agreement,
    reason: String,
    recalled: bool,
) -> Result<()> {
    agreement.status = Status::Superseded;
    agreement.paper.sent_back = Some(reason);
    store::save_state(cx, &mut agreement).await?;
    links::revoke_all(cx, agreement.id).await?;
    drafting::next_version(cx, &agreement).await?;
    let person = cx.actor.person;
    cx.record(&about!(Declined, record.secondment, agreement, person: person, recalled: recalled)).await
}

/// Ends whatever is not signed by all when the secondment is called off.
pub fn on_cancelled<'a>(cx: &'a mut Cx, recorded: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let record = secondments::store::load_by_id(cx, SecondmentId(recorded.subject)).await?;
        let newest = store::newest(cx, record.secondment.id).await?;
        let open = |a: &Agreement| matches!(a.status, Status::Draft | Status::Issued | Status::PartlySigned);
        let Some(mut agreement) = newest.filter(open) else { return Ok(()) };
        agreement.status = Status::Void;
        store::save_state(cx, &mut agreement).await?;
        links::revoke_all(cx, agreement.id).await?;
        cx.record(&about!(Voided, record.secondment, agreement)).await
    })
}
