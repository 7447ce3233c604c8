//! What follows for the pair when a record falls over.

use super::events::LegFell;
use super::lifecycle::{Action, to};
use super::model::Status;
use super::pair::standing_leg;
use super::store;
use crate::cx::Cx;
use crate::event::{HookFuture, Recorded};
use crate::features::secondments::SecondmentId;

/// A leg that is withdrawn, refused or called off suspends the pair; when neither leg stands, the swap is over.
pub fn on_leg_over<'a>(cx: &'a mut Cx, recorded: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let record = SecondmentId(recorded.subject);
        let Some(swap) = store::of_record(cx, record).await? else { return Ok(()) };
        if !matches!(swap.status, Status::Opened | Status::Suspended | Status::OneWay) {
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
