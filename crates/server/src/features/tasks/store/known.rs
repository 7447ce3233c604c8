//! What the record knows by itself, read from the facts of those features that hold them: nobody is asked twice.

use chrono::{DateTime, NaiveDate, Utc};
use sojourn_kit::args;
use sojourn_kit::error::{Error, Result};

use crate::cx::Cx;
use crate::features::organisations::{self, OrganisationKind};
use crate::features::secondments::list::{Condition, store as list};
use crate::features::secondments::{Secondment, SecondmentId};
use crate::features::tasks::plan::{Facts, Known};

/// A record as the checklist is planned on it.
pub struct Background {
    /// The record, whoever the actor is: hooks run for everybody.
    pub secondment: Secondment,
    /// What the plan is made of.
    pub facts: Facts,
    /// What is settled already.
    pub known: Known,
}

/// Items that a check before the start settles: `(item of the gate, code)`.
const CHECKS: &[(&str, &str)] = &[
    ("right_to_work", "C15"),
    ("insurance", "C18"),
    ("data_sharing", "C19"),
    ("induction", "C25"),
    ("access", "C27"),
    ("policies", "C37"),
];

/// The record and what is known about it.
///
/// # Errors
/// When there is no such record, or the database does not answer.
pub async fn background(cx: &mut Cx, id: SecondmentId) -> Result<Background> {
    let mut c = Condition::default();
    let place = c.value(id);
    let lines = list::lines_where(cx, c, &format!("s.id = {place}"), "").await?;
    let secondment = lines.into_iter().next().ok_or(Error::NotFound)?.record.secondment;
    let host_is_here = match secondment.host_organisation {
        Some(host) => organisations::store::load(cx, host).await?.kind == OrganisationKind::Member,
        None => true,
    };
    let mut known = Known::new();
    let (signed, returned) = milestones(cx, id, &mut known).await?;
    checks(cx, id, &mut known).await?;
    let facts = Facts::of(&secondment, host_is_here, signed, returned);
    Ok(Background { secondment, facts, known })
}

async fn milestones(
    cx: &mut Cx,
    id: SecondmentId,
    known: &mut Known,
) -> Result<(Option<NaiveDate>, Option<NaiveDate>)> {
    let sql = "SELECT
        (SELECT p.sent_at FROM proposals p WHERE p.secondment_id = $1) AS sent,
        (SELECT p.conflicts FROM proposals p WHERE p.secondment_id = $1) AS conflicts,
        (SELECT MAX(d.decided_at) FROM release_decisions d WHERE d.secondment_id = $1 AND d.decision = 'released') AS released,
        (SELECT MAX(a.issued_at) FROM agreements a WHERE a.secondment_id = $1 AND a.status IN ('issued', 'partly_signed', 'executed')) AS issued,
        (SELECT MAX(a.executed_at) FROM agreements a WHERE a.secondment_id = $1 AND a.status = 'executed') AS executed,
        (SELECT MAX(f.on_date) FROM presence_facts f WHERE f.secondment_id = $1 AND f.fact = 'arrived') AS arrived,
        (SELECT MAX(f.on_date) FROM presence_facts f WHERE f.secondment_id = $1 AND f.fact = 'returned') AS returned,
        (SELECT b.held_on FROM debriefs b WHERE b.secondment_id = $1) AS debriefed,
        (SELECT r.role_at FROM return_plans r WHERE r.secondment_id = $1 AND r.wishes_at IS NOT NULL) AS role_named,
        (SELECT r.wishes_at FROM return_plans r WHERE r.secondment_id = $1 AND r.role_at IS NOT NULL) AS wished,
        (SELECT MIN(u.planned_at) FROM skill_uses u WHERE u.secondment_id = $1) AS use_planned";
    let Some(row) = cx.tx.one(sql, args![id]).await? else { return Ok((None, None)) };
    let day = |column| Ok::<_, Error>(row.get::<Option<DateTime<Utc>>>(column)?.map(|at| at.date_naive()));
    let executed = day("executed")?;
    let sent = day("sent")?;
    let disclosed = row.get::<Option<String>>("conflicts")?.filter(|words| !words.is_empty()).and(sent);
    let returned: Option<NaiveDate> = row.get("returned")?;
    // the plan is there when both have written their parts: the goals, and the meeting with what home has ready
    let planned = day("role_named")?.max(day("wished")?);
    let told: [(&[&'static str], Option<NaiveDate>, &'static str); 10] = [
        (&["C2", "C3", "C4"], sent, "The proposal"),
        (&["C16"], disclosed, "The proposal"),
        (&["C6", "C10"], day("released")?, "The release"),
        (&["C13"], day("issued")?, "The agreement"),
        (&["C20", "C22", "C23"], executed, "The signed agreement"),
        (&["C34"], row.get("arrived")?, "The confirmed arrival"),
        (&["C56"], planned, "The return plan, written by both"),
        (&["C62"], returned, "The confirmed return"),
        (&["C66"], day("use_planned")?, "The plan where a skill is used"),
        (&["C65"], row.get("debriefed")?, "The debrief"),
    ];
    for (codes, on, how) in told {
        known.extend(codes.iter().zip(on.iter().cycle()).map(|(code, on)| (*code, (*on, how))));
    }
    Ok((executed, returned))
}

async fn checks(cx: &mut Cx, id: SecondmentId, known: &mut Known) -> Result<()> {
    let sql = "SELECT item, checked_at FROM gate_checks WHERE secondment_id = $1";
    for row in cx.tx.all(sql, args![id]).await? {
        let item: String = row.get("item")?;
        let at: DateTime<Utc> = row.get("checked_at")?;
        if let Some((_, code)) = CHECKS.iter().find(|(check, _)| *check == item) {
            known.insert(code, (at.date_naive(), "The check before the start"));
        }
    }
    Ok(())
}
