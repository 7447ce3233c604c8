//! Every SQL statement about who stands in for whom.

use sojourn_kit::args;
use sojourn_kit::db::Value;
use sojourn_kit::error::{Error, Result};
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

/// How the step whose turn it is on the record's route is the actor's: by their role, by name, or in the place of
/// somebody whose it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// It is not theirs.
    Others,
    /// It is theirs, and others are asked after them.
    Theirs,
    /// It is theirs, and the last one.
    Last,
}

/// Whether it is the actor's turn to approve the record.
///
/// # Errors
/// When the database does not answer.
pub async fn turn(cx: &mut Cx, s: &Secondment) -> Result<Turn> {
    let (steps, own, others) = asked();
    let sql = format!(
        "SELECT (SELECT COUNT(*) FROM {steps} AND (({own}) OR {others})) AS asked, (SELECT COUNT(*) FROM approval_steps w
           JOIN approval_routes v ON v.id = w.route_id
           WHERE v.secondment_id = $1 AND v.state = 'open' AND w.state = 'waiting') AS later"
    );
    let values = values(cx, s);
    let row = cx.tx.one(&sql, values).await?.ok_or_else(|| Error::internal("a count gave no number"))?;
    Ok(match (row.get::<i64>("asked")?, row.get::<i64>("later")?) {
        (0, _) => Turn::Others,
        (_, 0) => Turn::Last,
        _ => Turn::Theirs,
    })
}

/// The person takes part in the record `s` on a day by something that names them or their office: they stated its need,
/// sign its agreement, or are asked to approve its release, by themselves or for somebody else. Person and day are places
/// or columns of the statement.
fn named(person: &str, day: &str) -> String {
    format!(
        "EXISTS (SELECT 1 FROM needs n WHERE n.secondment_id = s.id AND n.created_by = {person})
         OR EXISTS (SELECT 1 FROM signatories g JOIN agreements a ON a.id = g.agreement_id
             WHERE a.secondment_id = s.id AND g.person_id = {person})
         OR EXISTS (SELECT 1 FROM approval_steps t JOIN approval_routes q ON q.id = t.route_id
             WHERE q.secondment_id = s.id AND q.state = 'open' AND t.state = 'asked' AND (t.person_id = {person}
               OR (t.person_id IS NULL AND EXISTS (SELECT 1 FROM roles o WHERE o.organisation_id = s.home_organisation_id
                 AND o.secondment_id IS NULL AND o.role = t.role AND o.from_date <= {day}
                 AND (o.to_date IS NULL OR o.to_date >= {day})
                 AND (o.person_id = {person} OR o.person_id IN (SELECT d.person_id FROM delegations d
                   WHERE d.delegate_id = {person} AND {}))))))",
        in_force(day)
    )
}

/// Whether the actor takes part in the record by something that names them or their office, whatever its day brings.
///
/// # Errors
/// When the database does not answer.
pub async fn is_named(cx: &mut Cx, s: &Secondment) -> Result<bool> {
    let sql = format!("SELECT COUNT(*) AS n FROM secondments s WHERE s.id = $1 AND ({})", named("$2", "$3"));
    Ok(cx.tx.count(&sql, args![s.id, cx.actor.person, cx.today()]).await? > 0)
}

/// The person is among those for whom the record `s` is there on a day even when it is confidential: those who are named
/// on it, whoever answers in the place of the home manager, and mobility at home once it is more than a draft. Person and
/// day are places or columns of the statement. What is not known may come out as unknown: ask for rows, never with NOT.
#[must_use]
pub fn takes_part(person: &str, day: &str) -> String {
    format!(
        "(s.secondee_id = {person} OR s.author_id = {person} OR s.home_manager_id = {person}
           OR s.host_manager_id = {person}
           OR EXISTS (SELECT 1 FROM roles h WHERE h.person_id = {person} AND h.from_date <= {day}
             AND (h.to_date IS NULL OR h.to_date >= {day}) AND (h.secondment_id = s.id OR (h.secondment_id IS NULL
               AND h.role = 'programme_admin' AND h.organisation_id = s.home_organisation_id
               AND s.workflow <> 'idea')))
           OR EXISTS (SELECT 1 FROM delegations d WHERE d.delegate_id = {person} AND d.person_id = s.home_manager_id
             AND {})
           OR {})",
        in_force(day),
        named(person, day)
    )
}

/// The letter to the address `$2` is one that somebody on the record `s` asked for by name: it goes to a signature, also
/// one that was passed on, or asks for feedback.
const ASKED_BY_ADDRESS: &str =
    "EXISTS (SELECT 1 FROM signatories g JOIN agreements a ON a.id = g.agreement_id
         WHERE a.secondment_id = s.id AND lower(g.email) = $2)
     OR EXISTS (SELECT 1 FROM signature_passes x JOIN signatories g ON g.id = x.signatory_id
         JOIN agreements a ON a.id = g.agreement_id WHERE a.secondment_id = s.id AND lower(x.to_email) = $2)
     OR EXISTS (SELECT 1 FROM feedback_requests f WHERE f.secondment_id = s.id AND lower(f.email) = $2)";

/// The person `p` was given something to do on the record `s` by name: a task, or to keep in touch.
const ASKED_BY_NAME: &str =
    "EXISTS (SELECT 1 FROM tasks t WHERE t.secondment_id = s.id AND t.person_id = p.id)
     OR EXISTS (SELECT 1 FROM contact_plans k WHERE k.secondment_id = s.id AND k.contact_id = p.id)";

/// Whether a letter about the record must not go to the address: the record is confidential, and nobody with that address
/// is named on it, was asked something by name, or runs secondments at home. Asked for every letter in one place, so that
/// no feature can forget it.
///
/// # Errors
/// When the database does not answer.
pub async fn is_kept_from(cx: &mut Cx, record: Option<Uuid>, address: &str) -> Result<bool> {
    let Some(record) = record else { return Ok(false) };
    let sql = format!(
        "SELECT COUNT(*) AS n FROM secondments s WHERE s.id = $1 AND s.is_confidential
           AND NOT EXISTS (SELECT 1 FROM people p WHERE (lower(p.email) = $2 OR EXISTS (SELECT 1 FROM accounts u
             WHERE u.person_id = p.id AND lower(u.email) = $2)) AND ({} OR {ASKED_BY_NAME}))
           AND NOT ({ASKED_BY_ADDRESS})",
        takes_part("p.id", "$3")
    );
    Ok(cx.tx.count(&sql, args![record, address.to_lowercase(), cx.today()]).await? > 0)
}

/// That what `subject` names is a confidential record which is not there for the person.
#[must_use]
pub fn kept_from(subject: &str, person: &str, day: &str) -> String {
    format!(
        "(EXISTS (SELECT 1 FROM secondments s WHERE s.id = {subject} AND s.is_confidential)
          AND NOT EXISTS (SELECT 1 FROM secondments s WHERE s.id = {subject} AND {}))",
        takes_part(person, day)
    )
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
