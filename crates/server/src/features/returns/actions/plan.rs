//! Opening the plan, and writing its parts.

use sojourn_kit::error::{Error, Result};

use super::super::access::{self, Part};
use super::super::events::{HandoverWritten, PlanOpened, RoleNamed, WishesWritten};
use super::super::model::stage::{meet_by, opens_on};
use super::super::model::{HandoverInput, Plan, RoleInput, WishesInput};
use super::super::store;
use super::seen;
use crate::cx::Cx;
use crate::event::{HookFuture, Recorded};
use crate::features::people;
use crate::features::secondments::store::of_product;
use crate::features::secondments::{Record, SecondmentId};

/// The plan of a record, once it is open.
///
/// # Errors
/// When the database does not answer.
pub async fn find(cx: &mut Cx, record: &Record) -> Result<Option<Plan>> {
    store::find_plan(cx, record).await
}

/// The plan of a record.
///
/// # Errors
/// A refusal that says when it opens.
pub async fn plan(cx: &mut Cx, record: &Record) -> Result<Plan> {
    find(cx, record).await?.ok_or_else(|| {
        let sentence = match record.secondment.ends_on {
            Some(last) if record.secondment.workflow.is_under_way() => format!(
                "The return plan opens on {}, six weeks before the last day.",
                sojourn_calendar::format::long(opens_on(last))
            ),
            _ => "The return plan opens six weeks before the last day.".to_owned(),
        };
        Error::refused("not_now", sentence)
    })
}

/// Opens the plan of a record under way, once; answers whether it was not open before.
///
/// # Errors
/// When the database refuses.
pub async fn open(cx: &mut Cx, record: &Record) -> Result<bool> {
    let s = &record.secondment;
    let Some(last_day) = s.ends_on.filter(|_| s.workflow.is_under_way()) else { return Ok(false) };
    let today = cx.today();
    if !store::insert_plan(cx, s.id, today).await? {
        return Ok(false);
    }
    cx.record(&PlanOpened { secondment: s.id, organisation: s.home_organisation, last_day }).await?;
    Ok(true)
}

/// A last day that came near opens the plan at once.
pub fn on_brought_forward<'a>(cx: &'a mut Cx, recorded: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let record = of_product(cx, SecondmentId(recorded.subject)).await?;
        let is_near = record.secondment.ends_on.is_some_and(|last| opens_on(last) <= cx.today());
        if is_near {
            open(cx, &record).await?;
        }
        Ok(())
    })
}

/// The record and its open plan, for whoever writes this part of it.
async fn writing(cx: &mut Cx, number: &str, part: Part, version: i64) -> Result<(Record, Plan)> {
    let record = seen(cx, number).await?;
    let host_can_sign_in = host_can_sign_in(cx, &record).await?;
    if !access::writes(&record, part, host_can_sign_in) {
        let who = match part {
            Part::Wishes => "the secondee",
            Part::Role => "the home manager",
            Part::Handover => "the host, or the mobility team for a host who can’t sign in",
        };
        return Err(Error::refused("not_yours", format!("{}: this is for {who}.", part.label())));
    }
    if !access::is_plan_open(&record) {
        return Err(Error::refused("not_now", "The return plan is written until the debrief."));
    }
    let plan = plan(cx, &record).await?;
    if plan.version != version {
        return Err(Error::Stale);
    }
    Ok((record, plan))
}

/// Whether the host manager has a sign-in here.
///
/// # Errors
/// When the database does not answer.
pub(in super::super) async fn host_can_sign_in(cx: &mut Cx, record: &Record) -> Result<bool> {
    match record.secondment.host_manager {
        Some(manager) => Ok(people::store::brief(cx, manager).await?.has_account),
        None => Ok(false),
    }
}

/// The secondee writes what they want to use and learn next.
///
/// # Errors
/// Invalid by field; a refusal for anybody else, or before the plan opens; stale when somebody wrote meanwhile.
pub async fn write_wishes(cx: &mut Cx, number: &str, input: &WishesInput) -> Result<Record> {
    let (record, plan) = writing(cx, number, Part::Wishes, input.version).await?;
    let (use_next, learn_next) = input.check()?;
    let s = &record.secondment;
    store::save_wishes(cx, s.id, plan.version, (&use_next, &learn_next)).await?;
    cx.record(&WishesWritten { secondment: s.id, organisation: s.home_organisation }).await?;
    Ok(record)
}

/// The home manager names the role, the first project, whom to teach, and when to meet.
///
/// # Errors
/// As [`write_wishes`].
pub async fn name_role(cx: &mut Cx, number: &str, input: &RoleInput) -> Result<Record> {
    let (record, plan) = writing(cx, number, Part::Role, input.version).await?;
    let s = &record.secondment;
    let last = s.ends_on.unwrap_or(plan.opened_on);
    // a meeting that was agreed before stays allowed when only the words change
    let unchanged = plan.meeting_on == Some(input.meeting_on);
    let (by, today) = (meet_by(last, plan.opened_on), cx.today());
    // whoever writes when that day has passed meets late rather than never
    let by = if by < today { last.max(today) } else { by };
    let by = if unchanged { input.meeting_on } else { by };
    let words = input.check(plan.opened_on, by)?;
    store::save_role(cx, s.id, plan.version, &words, input.meeting_on).await?;
    let event =
        RoleNamed { secondment: s.id, organisation: s.home_organisation, meeting_on: input.meeting_on };
    cx.record(&event).await?;
    Ok(record)
}

/// The host writes what stays and who carries it on.
///
/// # Errors
/// As [`write_wishes`].
pub async fn write_handover(cx: &mut Cx, number: &str, input: &HandoverInput) -> Result<Record> {
    let (record, plan) = writing(cx, number, Part::Handover, input.version).await?;
    let words = input.check()?;
    let s = &record.secondment;
    store::save_handover(cx, s.id, plan.version, &words).await?;
    cx.record(&HandoverWritten { secondment: s.id, organisation: s.home_organisation }).await?;
    Ok(record)
}
