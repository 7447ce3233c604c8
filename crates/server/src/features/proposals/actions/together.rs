//! Writing together: inviting, ending that, and one part saved at a time.

use sojourn_kit::error::{Error, Result};

use super::super::model::{PartInput, Step, WriterSide};
use super::super::store;
use super::{
    Draft, WriterInvited, WriterRemoved, save_coming_back, save_costs, save_destination, save_goals, save_why,
};
use crate::cx::Cx;
use crate::features::people;
use crate::features::secondments::{Record, Secondment};

/// Who can be invited for a side: the home manager, or the manager at the host who signs in here.
///
/// # Errors
/// A refusal that says why there is nobody.
pub async fn invitable(cx: &mut Cx, s: &Secondment, side: WriterSide) -> Result<people::Brief> {
    let person = match side {
        WriterSide::Home => s.home_manager,
        WriterSide::Host => s.host_manager,
    };
    let Some(person) = person else {
        let sentence = match side {
            WriterSide::Home => {
                "We don’t know who the manager at home is. Ask the mobility team to add them."
            }
            WriterSide::Host => "Name who will direct the work there first, under “Where and when”.",
        };
        return Err(Error::refused("nobody_there", sentence));
    };
    let who = people::store::brief(cx, person).await?;
    if [s.secondee, s.author].contains(&person) {
        return Err(Error::refused("writes_already", format!("{} writes this draft already.", who.name)));
    }
    if !who.has_account {
        let sentence = format!("{} has no account here. Ask them by a private link instead.", who.name);
        return Err(Error::refused("no_account", sentence));
    }
    Ok(who)
}

/// Invites the manager of a side to write the draft together; they are told by letter.
///
/// # Errors
/// As [`Draft::open`] for those whose draft it is; a refusal when nobody can be invited.
pub async fn invite_writer(cx: &mut Cx, number: &str, side: WriterSide) -> Result<Record> {
    let draft = Draft::open(cx, number, None).await?;
    draft.own()?;
    let s = &draft.record.secondment;
    let who = invitable(cx, s, side).await?;
    store::invite(cx, s, side, who.id).await?;
    cx.record(&WriterInvited::of(s, who.id)).await?;
    Ok(draft.record)
}

/// Ends an invitation. What they wrote stays.
///
/// # Errors
/// As [`invite_writer`]; not found when nobody was invited.
pub async fn remove_writer(cx: &mut Cx, number: &str, side: WriterSide) -> Result<Record> {
    let draft = Draft::open(cx, number, None).await?;
    draft.own()?;
    let s = &draft.record.secondment;
    let writer = draft.writers.iter().find(|writer| writer.side == side).map(|writer| writer.person);
    if !store::uninvite(cx, s, side).await? {
        return Err(Error::NotFound);
    }
    if let Some(person) = writer {
        cx.record(&WriterRemoved::of(s, person)).await?;
    }
    Ok(draft.record)
}

/// Refuses to write over what somebody else has written in the same part meanwhile. Other parts are no matter.
///
/// # Errors
/// As [`Draft::open`]; [`Error::Stale`] when the part was saved since it was read.
pub async fn check_part(cx: &mut Cx, number: &str, step: Step, version: i64) -> Result<()> {
    let draft = Draft::open(cx, number, None).await?;
    if draft.part_version(step) == version { Ok(()) } else { Err(Error::Stale) }
}

/// Saves one part of the draft.
///
/// # Errors
/// Invalid unless exactly one part is given; as the saving of that step.
pub async fn save_part(cx: &mut Cx, number: &str, input: PartInput) -> Result<Record> {
    let PartInput { version, why, destination, costs, goals, coming_back } = input;
    match (why, destination, costs, goals, coming_back) {
        (Some(why), None, None, None, None) => {
            check_part(cx, number, Step::Why, version).await?;
            save_why(cx, number, None, why).await
        }
        (None, Some(destination), None, None, None) => {
            check_part(cx, number, Step::Where, version).await?;
            save_destination(cx, number, None, destination).await
        }
        (None, None, Some(costs), None, None) => {
            check_part(cx, number, Step::Costs, version).await?;
            save_costs(cx, number, None, costs).await
        }
        (None, None, None, Some(goals), None) => {
            check_part(cx, number, Step::Goals, version).await?;
            save_goals(cx, number, None, goals).await
        }
        (None, None, None, None, Some(coming_back)) => {
            check_part(cx, number, Step::Return, version).await?;
            save_coming_back(cx, number, None, coming_back).await
        }
        _ => Err(Error::field("", "Give exactly one part: why, destination, costs, goals or coming_back.")),
    }
}
