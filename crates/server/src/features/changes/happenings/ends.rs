//! The ways in which a record ends otherwise than by coming back.

use chrono::NaiveDate;
use sojourn_kit::error::{Error, Result};
use sojourn_kit::jobs::More;

use super::events::Ended;
use super::model::HappeningKind;
use super::store;
use crate::actor::Role;
use crate::app::App;
use crate::cx::Cx;
use crate::features::changes::lifecycle::{Action as Move, to};
use crate::features::changes::store as changes;
use crate::features::secondments::actions::advance;
use crate::features::secondments::{Action, Record, Workflow};
use crate::features::{people, secondments};
use crate::jobs;

/// Ends the record now, or keeps it going until the last day of the employment, which then is its last day too.
pub(super) async fn end_or_wait(
    cx: &mut Cx,
    record: &mut Record,
    kind: HappeningKind,
    day: NaiveDate,
) -> Result<()> {
    let waits = kind.ends_employment() || kind == HappeningKind::Conversion;
    if !waits || day < cx.today() {
        return end(cx, record, kind).await;
    }
    if record.secondment.ends_on.is_some_and(|last| day < last) {
        record.secondment.ends_on = Some(day);
        secondments::store::save_facts(cx, &mut record.secondment).await?;
    }
    Ok(())
}

async fn end(cx: &mut Cx, record: &mut Record, kind: HappeningKind) -> Result<()> {
    let action = kind.action().ok_or_else(|| Error::internal("an end without an action"))?;
    advance(cx, record, action).await?;
    for mut change in changes::all(cx, record.secondment.id).await? {
        if change.is_open() {
            change.status = to(change.status, Move::TakeBack)?;
            changes::save(cx, &mut change).await?;
        }
    }
    let s = record.secondment.clone();
    let event = Ended { secondment: s.id, organisation: s.home_organisation, what: kind.public_word() };
    cx.record(&event).await?;
    if action == Action::RecordDeath {
        for role in [Role::Secondee, Role::HostManager, Role::PartnerContact] {
            secondments::store::end_role(cx, &s, role).await?;
        }
        let address = people::store::brief(cx, s.secondee).await?.email.unwrap_or_default();
        store::withhold_letters(cx, s.id, &address).await?;
    }
    Ok(())
}

/// Ends every record whose employment ended yesterday or before, and begins absences on their day.
///
/// # Errors
/// When the database does not answer.
pub async fn end_all_due(app: App) -> Result<More> {
    const REASON: &str = "what was reported takes effect on its day";
    const MOST: i64 = 50;
    let mut cx = jobs::cx(&app, REASON).await?;
    let today = cx.today();
    let due = store::due(&mut cx, today, MOST).await?;
    drop(cx);
    let is_full = due.len() as i64 == MOST;
    for (id, kind) in due {
        let mut cx = jobs::cx(&app, REASON).await?;
        let mut record = secondments::store::load_by_id(&mut cx, id).await?;
        let done = match kind {
            HappeningKind::FamilyLeave if record.secondment.workflow == Workflow::Active => {
                advance(&mut cx, &mut record, Action::Pause).await
            }
            kind if kind.is_end() && record.secondment.workflow.is_under_way() => {
                end(&mut cx, &mut record, kind).await
            }
            _ => continue,
        };
        match done {
            // somebody else changed it at the same moment: the next run looks again
            Err(Error::Stale) => {}
            done => {
                done?;
                cx.commit().await?;
            }
        }
    }
    Ok(if is_full { More::Yes } else { More::No })
}
