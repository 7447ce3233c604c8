//! Every SQL statement about the actor's own record and the desk at home.

use sojourn_kit::args;
use sojourn_kit::error::Result;

use super::{RolesHeld, UNDER_WAY};
use crate::actor::{OrganisationId, PersonId, Role};
use crate::cx::Cx;
use crate::features::secondments::list::Condition;
use crate::features::secondments::{Record, store};

/// The actor's own secondment that is agreed, going on, or just over; the newest one that is at the host first.
///
/// # Errors
/// When the database does not answer.
pub async fn own(cx: &mut Cx) -> Result<Option<Record>> {
    let (mut c, today) = (Condition::default(), cx.today());
    let own = c.own(&cx.actor, today, &[Role::Secondee]);
    let states = c.values(UNDER_WAY.iter().map(|state| state.as_str()));
    let person = c.value(cx.actor.person);
    let sql = format!(
        "SELECT s.number FROM secondments s WHERE {own} AND s.secondee_id = {person} AND s.workflow IN ({states})
         ORDER BY CASE WHEN s.workflow IN ('active', 'paused', 'notice_given') THEN 0 ELSE 1 END, s.starts_on DESC, s.id DESC LIMIT 1"
    );
    let Some(row) = cx.tx.one(&sql, c.args).await? else { return Ok(None) };
    let number: String = row.get("number")?;
    store::load(cx, &number).await.map(Some)
}

/// The roles that the actor holds today. Whoever goes away is the secondee of the record for good, whatever became of their
/// role on it.
///
/// # Errors
/// When the database does not answer.
pub async fn roles_held(cx: &mut Cx) -> Result<RolesHeld> {
    let sql = "SELECT r.role FROM roles r WHERE r.person_id = $1 AND r.secondment_id IS NOT NULL AND r.from_date <= $2
                 AND (r.to_date IS NULL OR r.to_date >= $2)
               UNION SELECT 'secondee' FROM secondments s WHERE s.secondee_id = $1";
    let rows = cx.tx.all(sql, args![cx.actor.person, cx.today()]).await?;
    let mut held: Vec<Role> = cx.actor.roles.iter().map(|(_, role)| *role).collect();
    for row in rows {
        held.extend(Role::parse(&row.get::<String>("role")?));
    }
    Ok(RolesHeld(held))
}

/// The most people of the desk that are named.
const DESK: i64 = 5;

/// Those who run secondments for the organisation today, by name.
///
/// # Errors
/// When the database does not answer.
pub async fn mobility(cx: &mut Cx, organisation: OrganisationId) -> Result<Vec<PersonId>> {
    let sql = "SELECT DISTINCT p.id, p.search FROM roles r JOIN people p ON p.id = r.person_id
               WHERE r.organisation_id = $1 AND r.secondment_id IS NULL AND r.role = 'programme_admin'
                 AND r.from_date <= $2 AND (r.to_date IS NULL OR r.to_date >= $2) ORDER BY p.search LIMIT $3";
    let rows = cx.tx.all(sql, args![organisation, cx.today(), DESK]).await?;
    rows.iter().map(|row| row.get("id")).collect()
}
