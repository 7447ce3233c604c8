//! Check-ins to prepare, as rows of Home.

use chrono::NaiveDate;
use sojourn_kit::error::Result;

use super::model::OneOfThree;
use super::{store, talks};
use crate::actor::Role;
use crate::cx::Cx;
use crate::features::secondments::parties::Parties;
use crate::features::secondments::store::load;
use crate::shell::words::short_day;
use crate::shell::{self, Due, WorkRow};

/// The roles of those for whom something of this feature may wait on Home.
pub const WAITS_FOR: &[Role] = &[Role::Secondee, Role::HomeManager, Role::HostManager];

/// Records that are looked at for one reader.
const RECORDS: i64 = 20;
/// Days before its day from which a check-in is on Home.
const AHEAD: i64 = 7;

/// The check-ins of the next days for which the actor has written no line yet, and those that are late.
///
/// # Errors
/// When the database does not answer.
pub async fn rows(cx: &mut Cx) -> Result<Vec<WorkRow>> {
    let today = cx.today();
    let mut rows = Vec::new();
    for number in store::mine_away(cx, RECORDS).await? {
        let record = load(cx, &number).await?;
        let (Some(me), Some(plan)) = (OneOfThree::of(&record), talks::plan(cx, &record).await?) else {
            continue;
        };
        let Some(slot) = plan.current.filter(|slot| (slot.on - today).num_days() <= AHEAD) else { continue };
        let lines = store::lines(cx, &record, slot.on).await?;
        if plan.late.is_none() && lines.iter().any(|line| line.party == me) {
            continue;
        }
        let name = Parties::of(cx, &record).await?.secondee.name;
        let whose = if me == OneOfThree::Secondee { "your".to_owned() } else { format!("{name}’s") };
        let (verb, href) = match plan.late {
            Some(_) => ("Hold", format!("/secondments/{number}/check-ins")),
            None => ("Prepare", format!("/secondments/{number}/check-ins/plan/{}", slot.on)),
        };
        rows.push(WorkRow {
            line: None,
            title: format!("{verb} {whose} {}", slot.kind.label().to_lowercase()),
            href: href.clone(),
            meta: vec![record.secondment.title.clone(), number.clone()],
            tags: Vec::new(),
            due: Some(due(slot.on, plan.late, today)),
            action: Some(shell::Action { label: verb.to_owned(), href, about: format!("{name}, {number}") }),
        });
    }
    Ok(rows)
}

fn due(on: NaiveDate, late: Option<i64>, today: NaiveDate) -> Due {
    match late {
        Some(1) => Due::Late("1 day late".to_owned()),
        Some(days) => Due::Late(format!("{days} days late")),
        None => Due::Later(short_day(on, today)),
    }
}
