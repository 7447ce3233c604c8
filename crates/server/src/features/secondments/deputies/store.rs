//! Every SQL statement about who stands in for whom.

use sojourn_kit::args;
use sojourn_kit::error::Result;

use crate::actor::PersonId;
use crate::cx::Cx;
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
