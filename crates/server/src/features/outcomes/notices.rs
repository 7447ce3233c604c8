//! The letters of a follow-up. Nobody who has left is asked, nor their manager about them: the mobility team notes it.
//! When the time away itself ended with the employment, the home manager is asked as well.

use sojourn_kit::error::Result;

use super::model::{FollowUpId, after, is_gone, since};
use super::store;
use crate::actor::PersonId;
use crate::cx::Cx;
use crate::features::secondments::mine::store::mobility;
use crate::features::secondments::parties::Parties;
use crate::features::secondments::{Record, Workflow};
use crate::letter::{Letter, tell};

/// Asks secondee and home manager; for somebody who has left, the mobility team.
pub(super) async fn ask(cx: &mut Cx, record: &Record, id: FollowUpId, months: i64) -> Result<()> {
    let s = &record.secondment;
    let parties = Parties::of(cx, record).await?;
    let name = &parties.secondee.name;
    let host = parties.host_name().unwrap_or("the host");
    let (span, link) =
        (after(months), format!("{}/secondments/{}/follow-ups/{months}", cx.app.config.base_url, s.number));
    let manager: Vec<PersonId> =
        s.home_manager.into_iter().filter(|manager| *manager != s.secondee).collect();
    let is_gone = is_gone(s);
    if is_gone || !store::is_still_there(cx, s.secondee).await? {
        let words = [
            format!("{span} after {}, {name} no longer works here.", since(s.workflow)),
            format!("Note what is known: {link}"),
        ];
        let mut people = mobility(cx, s.home_organisation).await?;
        people.extend(manager.into_iter().filter(|_| is_gone));
        people.sort_unstable();
        people.dedup();
        return write(cx, record, id, &people, &format!("What became of it: {name}"), &words).await;
    }
    let [yours, theirs] = match s.workflow {
        Workflow::Converted => ["you took the post at", "took the post at"],
        _ => ["you came back from", "came back from"],
    };
    let words = [
        format!("{span} ago {yours} {host}. Three short questions on what became of it."),
        format!("Answer here: {link}"),
    ];
    write(cx, record, id, &[s.secondee], &format!("{span} after {host}: three questions"), &words).await?;
    let words = [
        format!("{span} ago {name} {theirs} {host}. Three short questions on what became of it."),
        format!("Answer here: {link}"),
    ];
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
