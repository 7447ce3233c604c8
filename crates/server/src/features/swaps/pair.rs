//! The two legs and each other: what the start gate asks, and which leg still stands.

use sojourn_kit::error::Result;

use super::model::{Leg, Status, Swap};
use super::store;
use crate::cx::Cx;
use crate::features::secondments::{self, Record, SecondmentId};

/// What the start gate of one leg must know about the other.
#[derive(Debug)]
pub enum OtherLeg {
    /// It fell over, and nobody has decided yet.
    Suspended,
    /// It stands: the record as the product holds it.
    Stands(Box<Record>),
}

/// The other leg of the record's swap; none for a record that is in no swap, or goes on one way.
///
/// # Errors
/// When the database does not answer.
pub async fn other_leg(cx: &mut Cx, record: SecondmentId) -> Result<Option<OtherLeg>> {
    let Some(swap) = store::of_record(cx, record).await? else { return Ok(None) };
    match swap.status {
        Status::Suspended => Ok(Some(OtherLeg::Suspended)),
        Status::Opened => {
            let Some(id) = swap.other_than(record).and_then(|leg| leg.secondment) else { return Ok(None) };
            let other = secondments::store::of_product(cx, id).await?;
            Ok(Some(OtherLeg::Stands(Box::new(other))))
        }
        Status::Asking | Status::Refused | Status::Withdrawn | Status::OneWay | Status::Ended => Ok(None),
    }
}

/// The leg that still stands, with its record as the product holds it; none when neither or both do.
///
/// # Errors
/// When the database does not answer.
pub async fn standing_leg(cx: &mut Cx, swap: &Swap) -> Result<Option<(Leg, Record)>> {
    let mut standing = Vec::new();
    for leg in &swap.legs {
        let Some(id) = leg.secondment else { return Ok(None) };
        let record = secondments::store::of_product(cx, id).await?;
        if !record.secondment.workflow.is_final() {
            standing.push((leg.clone(), record));
        }
    }
    Ok(if standing.len() == 1 { standing.pop() } else { None })
}
