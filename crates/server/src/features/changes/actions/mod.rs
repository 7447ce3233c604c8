//! What people do about a change. Pages, the API and the demo world call the same.

mod answer;
mod ask;
mod effect;
mod ending;
mod explain;

pub use answer::{Waiting, answer, waiting};
pub use ask::{ask, is_desk, may_ask, prepared, take_back};
pub use effect::{on_executed, take_effect_all};
pub use ending::{answer_taking_back, ask_taking_back};
pub use explain::{ExplainInput, explain, waits_for_reason};

use sojourn_kit::error::{Error, Result};

use super::model::Change;
use super::store;
use crate::cx::Cx;
use crate::features::secondments::{self, Record, Slice};

/// A record whose changes the actor may follow.
///
/// # Errors
/// Not found when the record is not theirs; forbidden for those who see no agreement.
pub async fn followed(cx: &mut Cx, number: &str) -> Result<Record> {
    let record = secondments::store::load(cx, number).await?;
    if record.standing.sees(Slice::Agreement) { Ok(record) } else { Err(Error::Forbidden) }
}

/// A change of a record that the actor may follow.
///
/// # Errors
/// As [`followed`]; not found when there is no change of that number.
pub async fn loaded(cx: &mut Cx, number: &str, change: i64) -> Result<(Record, Change)> {
    let record = followed(cx, number).await?;
    let change = store::load(cx, record.secondment.id, change).await?;
    Ok((record, change))
}
