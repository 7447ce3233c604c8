//! The letters of a follow-up. Nobody who has left is asked, nor their manager about them: the mobility team notes it.

use sojourn_kit::error::Result;

use super::model::{FollowUpId, after};
use super::store;
use crate::actor::PersonId;
use crate::cx::Cx;
use crate::features::secondments::Record;
use crate::features::secondments::mine::store::mobility;
use crate::features::secondments::parties::Parties;
use crate::letter::{Letter, tell};

/// Asks secondee and home manager; for somebody who has left, the mobility team.
pub(super) async fn ask(cx: &mut Cx, record: &Record, id: FollowUpId, months: i64) -> Result<()> {
    let s = &record.secondment;
    let parties = Parties::of(cx, record).await?;
    let name = &parties.secondee.name;
    let host = parties.host_name().unwrap_or("the host");
    let (span, link) =
        (after(months), format!("{}/secondments/{}/follow-ups/{months}", cx.app.config.base_url, s.number));
    if !store::is_still_there(cx, s.secondee).await? {
        let words = [
            format!("{span} after the return, {name} no longer works here."),
            format!("Note what is known: {link}"),
        ];
        let people = mobility(cx, s.home_organisation).await?;
        return write(cx, record, id, &people, &format!("What became of it: {name}"), &words).await;
    }
    let words = [
        format!("{span} ago you came back from {host}. Three short questions on what became of it."),
        format!("Answer here: {link}"),
    ];
    write(cx, record, id, &[s.secondee], &format!("{span} after {host}: three questions"), &words).await?;
    let words = [
        format!("{span} ago {name} came back from {host}. Three short questions on what became of it."),
        format!("Answer here: {link}"),
    ];
    let manager: Vec<PersonId> =
        s.home_manager.into_iter().filter(|manager| *manager != s.secondee).collect();
    write(cx, record, id, &manager, &format!("{span} on: {name}"), &words).await
}

async fn write(
    cx: &mut Cx,
    record: &Record,
    id: FollowUpId,
    people: &[PersonId],
    subject: &str,
    words: &[String],
) -> Result<()> {
    let cause = id.to_string();
    let letter =
        Letter { cause: &cause, kind: "follow_up_asked", about: record.secondment.id.0, subject, words };
    for person in people {
        tell(cx, Some(*person), letter).await?;
    }
    Ok(())
}
