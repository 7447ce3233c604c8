//! What happens by itself: a check-in that was not held is asked for once, and after a week the mobility team hears
//! of it.

use std::time::Duration;

use chrono::TimeDelta;
use sojourn_kit::error::Result;

use super::model::OneOfThree;
use super::model::cadence::Slot;
use super::{store, talks};
use crate::app::App;
use crate::cx::Cx;
use crate::features::secondments::mine::store::mobility;
use crate::features::secondments::parties::Parties;
use crate::features::secondments::store::load_by_id;
use crate::features::secondments::{Record, SecondmentId};
use crate::jobs::{Job, JobFuture, for_each_batch};
use crate::letter::{Letter, tell};

/// Asks for check-ins that are late.
pub const REMIND: Job = Job { name: "check-ins-overdue", every: Duration::from_secs(3600), run };

/// Days after which the mobility team hears of it. The sources ask for an alert and name no number.
const TELL_MOBILITY_AFTER: i64 = 7;
/// Records without a talk for so long are looked at: a weekly one counts three days early.
const QUIET: TimeDelta = TimeDelta::days(5);
/// Records of one transaction.
const BATCH: i64 = 100;

fn run(app: App) -> JobFuture {
    Box::pin(async move {
        for_each_batch(&app, "asking for check-ins", |cx, after| Box::pin(batch(cx, after))).await
    })
}

async fn batch(cx: &mut Cx, after: SecondmentId) -> Result<Option<SecondmentId>> {
    let since = cx.today() - QUIET;
    let ids = store::quiet(cx, since, after, BATCH).await?;
    for id in &ids {
        let record = load_by_id(cx, *id).await?;
        remind(cx, &record).await?;
    }
    Ok(ids.last().copied())
}

/// Writes the letters of a late check-in. Each is keyed by check-in and reader, so that a second run writes nothing.
async fn remind(cx: &mut Cx, record: &Record) -> Result<()> {
    let Some(plan) = talks::plan(cx, record).await? else { return Ok(()) };
    let (Some(slot), Some(_)) = (plan.current, plan.late) else { return Ok(()) };
    let name = Parties::of(cx, record).await?.secondee.name;
    let three = OneOfThree::ALL.iter().filter_map(|one| one.person(record)).collect::<Vec<_>>();
    let s = &record.secondment;
    let link = format!("{}/secondments/{}/check-ins", cx.app.config.base_url, s.number);
    let words = [
        format!("The {} of {name} was due on {}.", slot.kind.label().to_lowercase(), said(slot)),
        format!("Have it in these days, the three of you, and note it: {link}"),
    ];
    let (cause, subject) = (format!("check-in/{}/{}", s.id, slot.on), format!("Check-in due: {name}"));
    let letter =
        Letter { cause: &cause, kind: "check_in_due", about: s.id.0, subject: &subject, words: &words };
    for person in three {
        tell(cx, Some(person), letter).await?;
    }
    if plan.missed_for < TELL_MOBILITY_AFTER {
        return Ok(());
    }
    let words = [
        format!(
            "No check-in of {name} has been held for a week beyond its day. The last was due on {}.",
            said(slot)
        ),
        format!("The record: {link}"),
    ];
    let (cause, subject) =
        (format!("check-in-late/{}/{}", s.id, slot.on), format!("A week late: check-in of {name}"));
    let letter =
        Letter { cause: &cause, kind: "check_in_late", about: s.id.0, subject: &subject, words: &words };
    for person in mobility(cx, s.home_organisation).await? {
        tell(cx, Some(person), letter).await?;
    }
    Ok(())
}

fn said(slot: Slot) -> String {
    sojourn_calendar::format::long(slot.on)
}
