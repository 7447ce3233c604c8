//! What follows for applications from what happens to their opportunity.

use sojourn_kit::error::Result;

use super::events::NotSelected;
use super::lifecycle::{self, Action, Party};
use super::model::{Decision, Reason, State};
use super::store;
use crate::cx::Cx;
use crate::event::{HookFuture, Recorded};
use crate::features::opportunities::{self, OpportunityId, store as postings};

/// The opportunity is filled or withdrawn: everybody who still waits is told, with the reason.
pub fn on_ended<'a>(cx: &'a mut Cx, event: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let o = postings::bare(cx, OpportunityId(event.subject)).await?;
        let reason = match o.state {
            opportunities::State::Filled => Reason::PlacesTaken,
            _ => Reason::OpportunityWithdrawn,
        };
        end(cx, &o, reason).await
    })
}

async fn end(cx: &mut Cx, o: &opportunities::Opportunity, reason: Reason) -> Result<()> {
    for mut application in store::open_of(cx, o.id).await? {
        let step = lifecycle::decide(application.state, Action::Reject, Party::Product)?;
        if application.state == State::Offered {
            postings::free_seat(cx, o.id).await?;
        }
        store::save_state(cx, &mut application, step.to).await?;
        let words = if reason == Reason::OpportunityWithdrawn { o.note.as_str() } else { "" };
        store::add_decision(cx, &application, Decision::Reject, (reason, words), None).await?;
        cx.record(&NotSelected::of(o, &application)).await?;
    }
    Ok(())
}
