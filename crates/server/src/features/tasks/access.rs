//! Who sees a task, and who may do what with it. Pure.

use sojourn_kit::error::Refusal;

use super::model::{Reach, Task, TaskState};
use crate::features::secondments::{Party, Record, Slice};

/// Whether a task exists for the actor. The host's side sees its own and what is shared; the outside contact none.
#[must_use]
pub fn sees(record: &Record, task: &Task) -> bool {
    let standing = &record.standing;
    standing.sees(Slice::Tasks) && standing.parties.iter().any(|party| party_sees(*party, task.reach))
}

/// Whether a party sees tasks of that reach.
#[must_use]
pub const fn party_sees(party: Party, reach: Reach) -> bool {
    match party {
        Party::PartnerContact | Party::FinanceHost => false,
        Party::HostManager | Party::HostHr => !matches!(reach, Reach::Home),
        _ => true,
    }
}

/// Whether the actor is the desk at home on this record. Nobody is the desk of their own secondment.
#[must_use]
pub fn is_desk(record: &Record) -> bool {
    let standing = &record.standing;
    let is_desk = standing.is(Party::ProgrammeAdmin) || standing.is(Party::HomeHr);
    is_desk && standing.person != record.secondment.secondee
}

/// Whether the task is the actor's own: they are the owner's side, share it, or were named.
#[must_use]
pub fn is_mine(record: &Record, task: &Task) -> bool {
    let standing = &record.standing;
    match task.person {
        Some(person) if person == standing.person => true,
        Some(_) => false,
        None => standing.is(task.owner),
    }
}

/// Whether the actor may begin or finish the task.
#[must_use]
pub fn may_do(record: &Record, task: &Task) -> bool {
    let with = task.item().map_or(&[][..], |item| item.with);
    let shares = with.iter().any(|party| record.standing.is(*party));
    is_mine(record, task) || record.standing.is(task.owner) || shares || is_desk(record)
}

/// Whether the actor may add a task: the desk, or one of the two managers.
#[must_use]
pub fn may_add(record: &Record) -> bool {
    let standing = &record.standing;
    let manages = standing.is(Party::HomeManager) || standing.is(Party::HostManager);
    (is_desk(record) || manages) && standing.person != record.secondment.secondee
}

/// Whether the task can be finished now, by this actor.
///
/// # Errors
/// A refusal that says what stands in the way.
pub fn decide_done(record: &Record, task: &Task) -> Result<(), Refusal> {
    if task.follows_record() {
        return Err(refusal(
            "follows_record",
            "This settles itself when it happens. Nobody marks it by hand.",
        ));
    }
    if !may_do(record, task) {
        let who = task.owner.label();
        return Err(Refusal {
            code: "not_yours",
            sentence: format!("This is for {who}, or the desk at home."),
        });
    }
    match task.state {
        TaskState::ToDo | TaskState::Started => Ok(()),
        TaskState::NotYet => {
            Err(Refusal { code: "not_yet", sentence: format!("Not yet. {}.", task.outcome) })
        }
        TaskState::Done => Err(refusal("already_done", "This is done already.")),
        TaskState::NotNeeded => Err(refusal("not_needed", "This is not needed. Open it again first.")),
    }
}

/// Whether the actor may find the task not needed. What the start waits for is for the desk alone, never the secondee.
///
/// # Errors
/// A refusal that says who may.
pub fn decide_waive(record: &Record, task: &Task) -> Result<(), Refusal> {
    if task.follows_record() {
        return Err(refusal("follows_record", "This belongs to every secondment. Nobody can leave it out."));
    }
    if !task.state.is_open() {
        return Err(refusal("already_settled", "This is settled already."));
    }
    let may = is_desk(record) || (!task.blocking && may_do(record, task));
    if may {
        return Ok(());
    }
    Err(refusal("not_yours", "Only the mobility manager or HR at home can leave this out."))
}

/// Whether the actor may open a settled task again.
///
/// # Errors
/// A refusal that says what stands in the way.
pub fn decide_reopen(record: &Record, task: &Task) -> Result<(), Refusal> {
    if task.state.is_open() {
        return Err(refusal("still_open", "This is open already."));
    }
    if task.source == super::model::Source::Record {
        return Err(refusal("follows_record", "This follows from the record. Change it there."));
    }
    // who left out what the start waits for is also who brings it back
    let may = if task.blocking && task.state == TaskState::NotNeeded {
        is_desk(record)
    } else {
        may_do(record, task)
    };
    if may {
        Ok(())
    } else {
        Err(refusal("not_yours", "This is for those whose task it is, or the desk at home."))
    }
}

/// Whether the actor may name a person for the task: the desk for any, a side for its own.
///
/// # Errors
/// A refusal that says who may.
pub fn decide_assign(record: &Record, task: &Task) -> Result<(), Refusal> {
    if !task.state.is_open() {
        return Err(refusal("already_settled", "This is settled already."));
    }
    if is_desk(record) || record.standing.is(task.owner) {
        return Ok(());
    }
    Err(refusal("not_yours", "The desk at home names people, and each side its own."))
}

fn refusal(code: &'static str, sentence: &str) -> Refusal {
    Refusal { code, sentence: sentence.to_owned() }
}
