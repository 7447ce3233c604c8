//! Who answers and who reads. Pure.

use super::model::{Answerer, FOLLOWED};
use crate::features::returns;
use crate::features::secondments::{Party, Record, Workflow};

/// As what the actor answers a follow-up: the mobility team for a person who has left, and for a home manager who
/// does not.
#[must_use]
pub fn answers_as(record: &Record) -> Option<Answerer> {
    if record.standing.is(Party::Secondee) {
        return Some(Answerer::Secondee);
    }
    if returns::access::is_home_manager(record) {
        return Some(Answerer::HomeManager);
    }
    returns::access::is_desk(record).then_some(Answerer::Mobility)
}

/// Whether the actor may take the record along: the secondee, and the mobility team for them.
#[must_use]
pub fn takes_along(record: &Record) -> bool {
    record.standing.is(Party::Secondee) || returns::access::is_desk(record)
}

/// Whether it is asked what became of the time away: it has ended, and the person is alive as far as anybody here knows.
#[must_use]
pub fn is_followed(record: &Record) -> bool {
    FOLLOWED.contains(&record.secondment.workflow)
}

/// Whether the person is back, and alive as far as anybody here knows.
#[must_use]
pub const fn is_back(record: &Record) -> bool {
    matches!(record.secondment.workflow, Workflow::Returned | Workflow::Closed)
}
