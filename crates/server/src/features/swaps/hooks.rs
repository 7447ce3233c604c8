//! What follows for the pair when a record falls over, and when it stands again.

use super::events::{LegFell, LegRevived};
use super::lifecycle::{Action, to};
use super::model::Status;
use super::pair::standing_leg;
use super::store;
use crate::cx::Cx;
use crate::event::{HookFuture, Recorded};
use crate::features::secondments::SecondmentId;
use crate::features::secondments::store::{milestones, of_product};

/// A leg that is withdrawn, refused or called off suspends the pair; when neither leg stands, the swap is over.
pub fn on_leg_over<'a>(cx: &'a mut Cx, recorded: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let record = SecondmentId(recorded.subject);
        let Some(swap) = store::of_record(cx, record).await? else { return Ok(()) };
        if !matches!(swap.status, Status::Opened | Status::Suspended | Status::OneWay) {
            return Ok(());
        }
        // whoever came back has done their leg, whatever ends the record afterwards
        let fallen = of_product(cx, record).await?;
        if milestones(cx, &fallen).await?.returned.is_some() {
            return Ok(());
        }
        let other_stands = standing_leg(cx, &swap).await?.is_some();
        let status = match (swap.status, other_stands) {
            // a leg that went on one way, or the one of two that had fallen already: nothing new to decide
            (Status::Suspended | Status::OneWay, true) => return Ok(()),
            (from, true) => to(from, Action::Suspend)?,
            (from, false) => to(from, Action::End)?,
        };
        store::settle(cx, &swap, status).await?;
        cx.record(&LegFell::of(&swap, record, other_stands)).await
    })
}

/// A leg whose refusal was overturned stands again: with the other one the pair is bound as before; alone, somebody
/// decides about it. What was decided meanwhile for the other leg stays decided.
pub fn on_leg_back<'a>(cx: &'a mut Cx, recorded: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let record = SecondmentId(recorded.subject);
        let Some(swap) = store::of_record(cx, record).await? else { return Ok(()) };
        if of_product(cx, record).await?.secondment.workflow.is_final() {
            return Ok(());
        }
        let is_alone = standing_leg(cx, &swap).await?.is_some();
        let status = match (swap.status, is_alone) {
            (Status::Suspended, false) | (Status::Ended, true) => to(swap.status, Action::Revive)?,
            _ => return Ok(()),
        };
        store::settle(cx, &swap, status).await?;
        cx.record(&LegRevived::of(&swap, record, !is_alone)).await
    })
}
