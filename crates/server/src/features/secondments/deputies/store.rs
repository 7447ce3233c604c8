//! Every SQL statement about who stands in for whom.

use sojourn_kit::args;
use sojourn_kit::error::Result;
use uuid::Uuid;

use crate::actor::PersonId;
use crate::cx::Cx;
use crate::features::secondments::access::Party;
use crate::features::secondments::model::Secondment;

/// Those in whose place the person decides today.
///
/// # Errors
/// When the database does not answer.
pub async fn delegators(cx: &mut Cx, person: PersonId) -> Result<Vec<PersonId>> {
    let sql = "SELECT DISTINCT d.person_id FROM delegations d WHERE d.delegate_id = $1 AND d.from_date <= $2
               AND d.to_date >= $2 AND d.ended_at IS NULL ORDER BY d.person_id";
    let rows = cx.tx.all(sql, args![person, cx.today()]).await?;
    rows.iter().map(|row| row.get("person_id")).collect()
}

/// Those who decide in the place of the person today.
///
/// # Errors
/// When the database does not answer.
pub async fn deputies(cx: &mut Cx, person: PersonId) -> Result<Vec<PersonId>> {
    let sql = "SELECT DISTINCT d.delegate_id FROM delegations d WHERE d.person_id = $1 AND d.from_date <= $2
               AND d.to_date >= $2 AND d.ended_at IS NULL ORDER BY d.delegate_id";
    let rows = cx.tx.all(sql, args![person, cx.today()]).await?;
    rows.iter().map(|row| row.get("delegate_id")).collect()
}

/// For which roles the actor is asked now on the record's route, by name or in the place of somebody else. Whoever holds
/// the role themselves is not among them: they stand on the record by it.
///
/// # Errors
/// When the database does not answer.
pub async fn asked_of(cx: &mut Cx, s: &Secondment) -> Result<Vec<String>> {
    let sql = "SELECT DISTINCT t.role FROM approval_steps t JOIN approval_routes r ON r.id = t.route_id
               WHERE r.secondment_id = $1 AND r.state = 'open' AND t.state = 'asked' AND (t.person_id = $2
                 OR EXISTS (SELECT 1 FROM delegations d WHERE d.delegate_id = $2 AND d.from_date <= $3
                     AND d.to_date >= $3 AND d.ended_at IS NULL AND d.person_id <> $4 AND d.person_id <> $5
                     AND (d.person_id = t.person_id OR (t.person_id IS NULL AND EXISTS (SELECT 1 FROM roles o
                       WHERE o.person_id = d.person_id AND o.organisation_id = $6 AND o.secondment_id IS NULL
                         AND o.role = t.role AND o.from_date <= $3 AND (o.to_date IS NULL OR o.to_date >= $3))))))";
    let values = args![s.id, cx.actor.person, cx.today(), s.secondee, s.author, s.home_organisation];
    cx.tx.all(sql, values).await?.iter().map(|row| row.get("role")).collect()
}

/// The person `$2` takes part in the record `s` on the day `$3` by something that names them or their office: they
/// stated its need, sign its agreement, or are asked to approve its release, by themselves or for somebody else.
const NAMED: &str = "EXISTS (SELECT 1 FROM needs n WHERE n.secondment_id = s.id AND n.created_by = $2)
     OR EXISTS (SELECT 1 FROM signatories g JOIN agreements a ON a.id = g.agreement_id
         WHERE a.secondment_id = s.id AND g.person_id = $2)
     OR EXISTS (SELECT 1 FROM approval_steps t JOIN approval_routes q ON q.id = t.route_id
         WHERE q.secondment_id = s.id AND q.state = 'open' AND t.state = 'asked' AND (t.person_id = $2
           OR (t.person_id IS NULL AND EXISTS (SELECT 1 FROM roles o WHERE o.organisation_id = s.home_organisation_id
             AND o.secondment_id IS NULL AND o.role = t.role AND o.from_date <= $3
             AND (o.to_date IS NULL OR o.to_date >= $3) AND (o.person_id = $2 OR o.person_id IN (SELECT d.person_id
               FROM delegations d WHERE d.delegate_id = $2 AND d.from_date <= $3 AND d.to_date >= $3
                 AND d.ended_at IS NULL))))))";

/// Whether the actor takes part in the record by something that names them or their office, whatever its day brings.
///
/// # Errors
/// When the database does not answer.
pub async fn is_named(cx: &mut Cx, s: &Secondment) -> Result<bool> {
    let sql = format!("SELECT COUNT(*) AS n FROM secondments s WHERE s.id = $1 AND ({NAMED})");
    Ok(cx.tx.count(&sql, args![s.id, cx.actor.person, cx.today()]).await? > 0)
}

/// Whether a letter about the record must not go to the person: it is confidential, and they are neither named on it nor
/// run secondments at home. Asked for every letter to a person in one place, so that no feature can forget it.
///
/// # Errors
/// When the database does not answer.
pub async fn is_kept_from(cx: &mut Cx, record: Uuid, person: PersonId) -> Result<bool> {
    let sql = format!(
        "SELECT COUNT(*) AS n FROM secondments s WHERE s.id = $1 AND s.is_confidential
           AND s.secondee_id <> $2 AND s.author_id <> $2
           AND (s.home_manager_id IS NULL OR s.home_manager_id <> $2)
           AND (s.host_manager_id IS NULL OR s.host_manager_id <> $2)
           AND NOT EXISTS (SELECT 1 FROM roles r WHERE r.person_id = $2 AND r.from_date <= $3
             AND (r.to_date IS NULL OR r.to_date >= $3) AND (r.secondment_id = s.id OR (r.secondment_id IS NULL
               AND r.role = 'programme_admin' AND r.organisation_id = s.home_organisation_id)))
           AND NOT EXISTS (SELECT 1 FROM delegations v WHERE v.delegate_id = $2 AND v.person_id = s.home_manager_id
             AND v.from_date <= $3 AND v.to_date >= $3 AND v.ended_at IS NULL)
           AND NOT ({NAMED})"
    );
    Ok(cx.tx.count(&sql, args![record, person, cx.today()]).await? > 0)
}

/// What the actor is to a draft that they were invited to write together, as long as they are who they were invited as.
///
/// # Errors
/// When the database does not answer.
pub async fn writes_with(cx: &mut Cx, s: &Secondment) -> Result<Vec<Party>> {
    let me = Some(cx.actor.person);
    if ![s.home_manager, s.host_manager].contains(&me) || [Some(s.secondee), Some(s.author)].contains(&me) {
        return Ok(Vec::new());
    }
    let sql = "SELECT side FROM proposal_writers WHERE secondment_id = $1 AND person_id = $2";
    let mut parties = Vec::new();
    for row in cx.tx.all(sql, args![s.id, cx.actor.person]).await? {
        match row.get::<String>("side")?.as_str() {
            "home" if s.home_manager == me => parties.push(Party::HomeManager),
            "host" if s.host_manager == me => parties.push(Party::HostManager),
            _ => {}
        }
    }
    Ok(parties)
}
