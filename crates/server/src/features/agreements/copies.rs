//! A copy for the secondee of what the organisations sign without them: it concerns them all the same (domain 5.4).

use sojourn_kit::error::Result;
use sojourn_kit::outbox::Outgoing;

use super::notices::{About, record_url};
use super::store;
use crate::cx::Cx;
use crate::event::Recorded;
use crate::features::people;

/// Sends the secondee the address of a version that they did not sign; nothing when they did.
///
/// # Errors
/// When the database refuses.
pub(super) async fn for_secondee(
    cx: &mut Cx,
    recorded: &Recorded,
    about: &About,
    subject: &str,
) -> Result<()> {
    let s = &about.secondment;
    let signatories = store::signatories(cx, about.agreement.id).await?;
    if signatories.iter().any(|one| one.person == s.secondee) {
        return Ok(());
    }
    let who = people::store::brief(cx, s.secondee).await?;
    let Some(to_address) = who.email else { return Ok(()) };
    let letter = Outgoing {
        dedup: recorded.dedup(s.secondee),
        kind: "agreement_copy".to_owned(),
        subject_id: Some(s.id.0),
        to_name: who.name,
        to_address,
        subject: subject.to_owned(),
        body: format!(
            "Home and host have signed a change between the organisations in the agreement for {}. It does not change \
             your terms, so your signature was not needed.\n\nYour copy, to keep or print: {}/v/{}\n",
            about.matter,
            record_url(cx, s),
            about.agreement.number,
        ),
    };
    cx.enqueue(&letter).await
}
