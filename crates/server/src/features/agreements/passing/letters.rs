//! The letters about a signature that was passed on: mobility is told, and so is whoever no longer signs.

use sojourn_kit::outbox::Outgoing;

use super::store;
use crate::cx::Cx;
use crate::event::{HookFuture, Recorded};
use crate::features::agreements::notices::{about, record_url, tell_desk};

/// Mobility is told who passed to whom, and why.
pub(in crate::features::agreements) fn passed<'a>(cx: &'a mut Cx, recorded: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let Some(about) = about(cx, recorded).await? else { return Ok(()) };
        let Some(pass) = store::of_agreement(cx, about.agreement.id).await?.pop() else { return Ok(()) };
        let body = format!(
            "{} passed their signature on the agreement for {} to {} ({}).\n\nThe reason given: {}\n\n\
             You can take that back as long as it is not signed: {}\n",
            pass.from_name,
            about.matter,
            pass.to_name,
            pass.to_email,
            pass.reason,
            record_url(cx, &about.secondment),
        );
        tell_desk(cx, recorded, &about, &format!("Signature passed on: {}", about.matter), &body).await
    })
}

/// Whoever had got it is told that they are not asked any more.
pub(in crate::features::agreements) fn recalled<'a>(
    cx: &'a mut Cx,
    recorded: &'a Recorded,
) -> HookFuture<'a> {
    Box::pin(async move {
        let Some(about) = about(cx, recorded).await? else { return Ok(()) };
        let passes = store::of_agreement(cx, about.agreement.id).await?;
        let last =
            passes.into_iter().filter(|pass| pass.recalled_at.is_some()).max_by_key(|pass| pass.recalled_at);
        let Some(pass) = last else { return Ok(()) };
        let letter = Outgoing {
            dedup: recorded.dedup(pass.to),
            kind: recorded.kind.replace('.', "_"),
            subject_id: Some(about.secondment.id.0),
            subject: format!("You need not sign any more: {}", about.matter),
            body: format!(
                "The agreement for {} is signed by {} after all. You have nothing to do, and the link you got no longer \
                 works.\n",
                about.matter, pass.from_name,
            ),
            to_name: pass.to_name,
            to_address: pass.to_email,
        };
        cx.enqueue(&letter).await
    })
}
