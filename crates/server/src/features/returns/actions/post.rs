//! How the post to come back to stands.

use sojourn_kit::error::{Error, Result};

use super::super::access;
use super::super::events::{PostAnswered, PostSaid};
use super::super::model::{Post, PostAnswer, PostInput, PostStatus};
use super::super::store;
use super::seen;
use crate::cx::Cx;
use crate::event::{HookFuture, Recorded};
use crate::features::changes::happenings;
use crate::features::changes::happenings::model::{HappeningInput, HappeningKind};
use crate::features::proposals;
use crate::features::secondments::store::of_product;
use crate::features::secondments::{Party, Record, SecondmentId};

/// What counts now: what was said last, or the promise as it was given.
///
/// # Errors
/// When the database does not answer.
pub async fn current_post(cx: &mut Cx, record: &Record) -> Result<Post> {
    if let Some(post) = store::post(cx, record).await? {
        return Ok(post);
    }
    Ok(Post {
        number: 0,
        status: PostStatus::Held,
        post: promised(cx, record).await?,
        words: String::new(),
        by: None,
        at: None,
        accepted: None,
        answer: String::new(),
    })
}

/// The post as it was promised.
async fn promised(cx: &mut Cx, record: &Record) -> Result<String> {
    Ok(proposals::store::find(cx, record).await?.map(|proposal| proposal.return_post).unwrap_or_default())
}

/// Says how the post stands. That it is at risk, and that it stands again, are things that happened: they are
/// reported as such, so that the record, the calendar of facts and this say the same.
///
/// # Errors
/// Invalid by field; a refusal for anybody but home, when it is said already, or when the person is not away.
pub async fn say_post(cx: &mut Cx, number: &str, input: &PostInput) -> Result<Record> {
    let record = seen(cx, number).await?;
    if !access::says_post(&record) {
        let sentence = "How the post stands: this is for the home manager or the mobility team.";
        return Err(Error::refused("not_yours", sentence));
    }
    if !record.secondment.workflow.is_under_way() {
        return Err(Error::refused("not_now", "How the post stands is said while the person is away."));
    }
    let (post, words) = input.check()?;
    let current = current_post(cx, &record).await?;
    if current.status == input.status && input.status != PostStatus::Alternative {
        return Err(Error::refused(
            "said_already",
            format!("It already stands as “{}”.", input.status.label()),
        ));
    }
    let kind = match input.status {
        PostStatus::AtRisk => HappeningKind::HomeReorganisation,
        PostStatus::Held if current.is_alarming() || current.status == PostStatus::Alternative => {
            HappeningKind::PostConfirmed
        }
        status => {
            let named = if post.is_empty() { current.post } else { post };
            fact(cx, &record, status, (&named, &words), false).await?;
            return Ok(record);
        }
    };
    let happened = HappeningInput {
        kind,
        from: cx.today(),
        to: None,
        note: words,
        fair_process: false,
        home_released: false,
        evidence: String::new(),
    };
    happenings::report(cx, number, &happened).await?;
    Ok(record)
}

async fn fact(
    cx: &mut Cx,
    record: &Record,
    status: PostStatus,
    (post, words): (&str, &str),
    reported: bool,
) -> Result<()> {
    let s = &record.secondment;
    store::insert_post(cx, s.id, status, (post, words)).await?;
    cx.record(&PostSaid { secondment: s.id, organisation: s.home_organisation, status, reported }).await
}

/// What was reported about the post becomes a fact about it.
pub fn on_happened<'a>(cx: &'a mut Cx, recorded: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let id = SecondmentId(recorded.subject);
        let Some(newest) = happenings::store::all(cx, id).await?.into_iter().next_back() else {
            return Ok(());
        };
        let status = match newest.kind {
            HappeningKind::HomeReorganisation => PostStatus::AtRisk,
            HappeningKind::PostConfirmed => PostStatus::Held,
            HappeningKind::Redundancy => PostStatus::Removed,
            _ => return Ok(()),
        };
        let record = of_product(cx, id).await?;
        let current = current_post(cx, &record).await?;
        if current.status == status {
            return Ok(());
        }
        // an offer that nobody took is not what stands again
        let was_offered = current.status == PostStatus::Alternative && current.accepted != Some(true);
        let post = if was_offered { promised(cx, &record).await? } else { current.post };
        fact(cx, &record, status, (&post, &newest.note), true).await
    })
}

/// The secondee answers an offer of another post.
///
/// # Errors
/// Invalid by field; a refusal for anybody else; stale when another was made meanwhile, or it is answered.
pub async fn answer_post(cx: &mut Cx, number: &str, input: &PostAnswer) -> Result<Record> {
    let record = seen(cx, number).await?;
    if !record.standing.is(Party::Secondee) {
        return Err(Error::refused(
            "not_yours",
            "An offer of another post: this is for the secondee to answer.",
        ));
    }
    if !record.secondment.workflow.is_under_way() {
        return Err(Error::refused("not_now", "An offer is answered while you are away."));
    }
    let current = current_post(cx, &record).await?;
    if current.number != input.number || !current.waits_for_answer() {
        return Err(Error::Stale);
    }
    let words = input.check()?;
    let s = &record.secondment;
    store::answer_post(cx, s.id, current.number, input.accepted, &words).await?;
    let event =
        PostAnswered { secondment: s.id, organisation: s.home_organisation, accepted: input.accepted };
    cx.record(&event).await?;
    Ok(record)
}
