//! What must be true before a proposal for a business need is sent.

use sojourn_kit::error::{Error, Result};

use super::model::{FactKind, Outcome, review};
use super::store;
use crate::cx::Cx;
use crate::features::secondments::SecondmentId;

/// Refuses sending before the person was consulted, while a review is open, and after one that stopped it. A record
/// that began another way may always be sent.
///
/// # Errors
/// A refusal that says what is missing.
pub async fn may_send(cx: &mut Cx, record: SecondmentId) -> Result<()> {
    let Some(need) = store::of_record(cx, record).await? else { return Ok(()) };
    let facts = store::facts(cx, &need).await?;
    let number = &need.number;
    if facts.iter().all(|fact| fact.fact != FactKind::Consulted) {
        let sentence =
            format!("Note the talk with the person first, on {number}: nobody is sent without being asked.");
        return Err(Error::refused("not_consulted", sentence));
    }
    match review(&facts) {
        (true, _) => {
            let sentence = format!("A review is open on {number}. Nothing is sent before it is decided.");
            Err(Error::refused("review_open", sentence))
        }
        (false, Some(Outcome::Stopped)) => Err(Error::refused(
            "stopped",
            format!("The review of {number} stopped this. It can only be withdrawn."),
        )),
        _ => Ok(()),
    }
}
