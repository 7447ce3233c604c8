//! Every SQL statement about who stands in for whom.

use sojourn_kit::args;
use sojourn_kit::db::Value;
use sojourn_kit::error::Result;

use crate::actor::PersonId;
use crate::cx::Cx;
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
