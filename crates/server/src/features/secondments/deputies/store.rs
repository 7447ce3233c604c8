//! Every SQL statement about who stands in for whom.

use sojourn_kit::args;
use sojourn_kit::db::Value;
use sojourn_kit::error::Result;
use uuid::Uuid;

use crate::actor::PersonId;
use crate::cx::Cx;
use crate::features::secondments::access::Party;
use crate::features::secondments::model::Secondment;

/// That the delegation `d` is in force on a day.
#[must_use]
pub fn in_force(day: &str) -> String {
    format!("d.from_date <= {day} AND d.to_date >= {day} AND d.ended_at IS NULL")
}

/// Those in whose place the person decides today.
///
/// # Errors
/// When the database does not answer.
pub async fn delegators(cx: &mut Cx, person: PersonId) -> Result<Vec<PersonId>> {
    around(cx, "d.person_id", "d.delegate_id", person).await
}

/// Those who decide in the place of the person today.
///
/// # Errors
/// When the database does not answer.
pub async fn deputies(cx: &mut Cx, person: PersonId) -> Result<Vec<PersonId>> {
    around(cx, "d.delegate_id", "d.person_id", person).await
}

/// Those on one side of the delegations in force that have the person on the other.
async fn around(cx: &mut Cx, wanted: &str, known: &str, person: PersonId) -> Result<Vec<PersonId>> {
    let sql = format!(
        "SELECT DISTINCT {wanted} AS other FROM delegations d WHERE {known} = $1 AND {} ORDER BY other",
        in_force("$2")
    );
    let rows = cx.tx.all(&sql, args![person, cx.today()]).await?;
    rows.iter().map(|row| row.get("other")).collect()
}

/// The step whose turn it is on the record's route; `$2` holds its role by themselves, in `own`, or decides it by name
/// or in the place of somebody who does, in `others`. Values as [`values`] gives them.
fn asked() -> (String, String, String) {
    let held = |person: &str| {
        format!(
            "t.person_id IS NULL AND EXISTS (SELECT 1 FROM roles o WHERE o.person_id = {person}
               AND o.organisation_id = $6 AND o.secondment_id IS NULL AND o.role = t.role AND o.from_date <= $3
               AND (o.to_date IS NULL OR o.to_date >= $3))"
        )
    };
    let steps = "approval_steps t JOIN approval_routes r ON r.id = t.route_id
               WHERE r.secondment_id = $1 AND r.state = 'open' AND t.state = 'asked'";
    let others = format!(
        "(t.person_id = $2 OR EXISTS (SELECT 1 FROM delegations d WHERE d.delegate_id = $2 AND {}
           AND d.person_id <> $4 AND d.person_id <> $5 AND (d.person_id = t.person_id OR ({}))))",
        in_force("$3"),
        held("d.person_id")
    );
    (steps.to_owned(), held("$2"), others)
}

fn values(cx: &Cx, s: &Secondment) -> Vec<Value> {
    args![s.id, cx.actor.person, cx.today(), s.secondee, s.author, s.home_organisation]
}

/// For which roles the actor is asked now on the record's route, by name or in the place of somebody else. Whoever holds
/// the role themselves is not among them: they stand on the record by it.
///
/// # Errors
/// When the database does not answer.
pub async fn asked_of(cx: &mut Cx, s: &Secondment) -> Result<Vec<String>> {
    let (steps, _, others) = asked();
    let sql = format!("SELECT DISTINCT t.role FROM {steps} AND {others}");
    let values = values(cx, s);
    cx.tx.all(&sql, values).await?.iter().map(|row| row.get("role")).collect()
}

/// Whether the step whose turn it is on the record's route is the actor's: by their role, by name, or in the place of
/// somebody whose it is.
///
/// # Errors
/// When the database does not answer.
pub async fn is_asked(cx: &mut Cx, s: &Secondment) -> Result<bool> {
    let (steps, own, others) = asked();
    let sql = format!("SELECT COUNT(*) AS n FROM {steps} AND (({own}) OR {others})");
    let values = values(cx, s);
    Ok(cx.tx.count(&sql, values).await? > 0)
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
