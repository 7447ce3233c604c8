//! Every SQL statement for what waits for somebody and what they decided. In SQL stands what `access.rs` says in Rust;
//! a test holds the two together.

use sojourn_kit::args;
use sojourn_kit::db::{Row, Value};
use sojourn_kit::error::Result;

use crate::actor::{OrganisationId, Role};
use crate::cx::Cx;
use crate::features::approvals::model::{By, Cursor, Kind, Line, StepId, View};
use crate::features::secondments::SecondmentId;
use crate::features::secondments::deputies::store::in_force;
use crate::features::secondments::list::Condition;
use crate::features::secondments::list::store::held;
use crate::features::secondments::store::word;

/// What a line shows; each part adds kind, moment, id, by, reason, due, decision and in whose place.
const SHOWN: &str =
    "s.number, s.title, s.starts_on, s.ends_on, p.given_name, p.family_name, x.given_name AS their_given,
    x.family_name AS their_family";
const PEOPLE: &str = "JOIN people p ON p.id = s.secondee_id";

/// Those in whose place the actor decides today, but for the two who never decide about `s`.
fn delegators(me: &str, day: &str) -> String {
    format!(
        "SELECT d.person_id FROM delegations d WHERE d.delegate_id = {me} AND {}
           AND d.person_id <> s.secondee_id AND d.person_id <> s.author_id",
        in_force(day)
    )
}

/// Steps whose turn it is and that the actor decides.
fn steps(c: &mut Condition, cx: &Cx) -> String {
    let (me, day) = (c.value(cx.actor.person), c.value(cx.today()));
    let held = |person: &str| {
        format!(
            "SELECT 1 FROM roles o WHERE {person} AND o.organisation_id = s.home_organisation_id
               AND o.secondment_id IS NULL AND o.role = t.role AND o.from_date <= {day}
               AND (o.to_date IS NULL OR o.to_date >= {day})"
        )
    };
    let own = format!(
        "(t.person_id = {me} OR (t.person_id IS NULL AND EXISTS ({})))",
        held(&format!("o.person_id = {me}"))
    );
    let others = delegators(&me, &day);
    let through = format!("o.person_id IN ({others})");
    let place = format!(
        "(SELECT d.id FROM delegations d WHERE d.delegate_id = {me} AND {} AND d.person_id <> s.secondee_id
            AND d.person_id <> s.author_id
            AND (d.person_id = t.person_id OR (t.person_id IS NULL AND EXISTS ({}))) ORDER BY d.id LIMIT 1)",
        in_force(&day),
        held("o.person_id = d.person_id")
    );
    format!(
        "SELECT 'step' AS kind, t.asked_at AS at, t.id AS id, t.role AS asked_as, t.reason AS reason, t.due_on AS due_on,
           '' AS decision, {SHOWN}
         FROM approval_steps t JOIN approval_routes r ON r.id = t.route_id AND r.state = 'open'
         JOIN secondments s ON s.id = r.secondment_id {PEOPLE}
         LEFT JOIN delegations g ON g.id = CASE WHEN {own} THEN NULL ELSE {} END
         LEFT JOIN people x ON x.id = g.person_id
         WHERE t.state = 'asked' AND s.workflow = 'pending_approval' AND s.secondee_id <> {me} AND s.author_id <> {me}
           AND ({own} OR t.person_id IN ({others}) OR (t.person_id IS NULL AND EXISTS ({})))",
        place,
        held(&through)
    )
}

/// Requests for release that the actor answers: as home manager, in their place, or for the desk when the manager wrote
/// the proposal.
fn releases(c: &mut Condition, cx: &Cx) -> String {
    let own = c.own(&cx.actor, cx.today(), &[Role::HomeManager]);
    let desk = c.at_home(&cx.actor, &[Role::ProgrammeAdmin, Role::Hr]).unwrap_or_else(|| "1 = 0".to_owned());
    let (me, day) = (c.value(cx.actor.person), c.value(cx.today()));
    let others = delegators(&me, &day);
    // three short ways to the records: asked together, they would be looked for among all that wait
    let ways = [
        own.clone(),
        format!("s.home_manager_id = s.author_id AND {desk}"),
        format!(
            "s.id IN (SELECT m.secondment_id FROM delegations d JOIN roles m ON m.person_id = d.person_id
               WHERE d.delegate_id = {me} AND m.role = 'home_manager')
             AND s.home_manager_id IN ({others})"
        ),
    ]
    .map(|way| format!("SELECT s.id FROM secondments s WHERE s.workflow = 'release_pending' AND {way}"));
    let ways = ways.join(" UNION ALL ");
    format!(
        "SELECT 'release' AS kind, q.sent_at AS at, s.id AS id, '' AS asked_as, '' AS reason, CAST(NULL AS DATE) AS due_on,
           '' AS decision, {SHOWN}
         FROM secondments s JOIN proposals q ON q.secondment_id = s.id {PEOPLE}
         LEFT JOIN people x ON x.id = CASE WHEN s.home_manager_id IN ({others}) AND NOT ({own}) THEN s.home_manager_id
           ELSE NULL END
         WHERE s.id IN ({ways}) AND q.sent_at IS NOT NULL AND s.secondee_id <> {me} AND s.author_id <> {me}"
    )
}

/// Appeals that the actor answers.
fn appeals(c: &mut Condition, cx: &Cx) -> Option<String> {
    let desk = c.at_home(&cx.actor, &[Role::ProgrammeAdmin, Role::Hr])?;
    let me = c.value(cx.actor.person);
    Some(format!(
        "SELECT 'appeal' AS kind, a.made_at AS at, a.id AS id, '' AS asked_as, '' AS reason, CAST(NULL AS DATE) AS due_on,
           '' AS decision, {SHOWN}
         FROM release_appeals a JOIN secondments s ON s.id = a.secondment_id {PEOPLE}
         LEFT JOIN people x ON 1 = 0
         WHERE s.workflow = 'declined_by_home' AND {desk} AND s.secondee_id <> {me} AND s.author_id <> {me}
           AND a.refused_by <> {me} AND NOT EXISTS (SELECT 1 FROM release_decisions n
             WHERE n.secondment_id = s.id AND n.decided_at = a.refused_at AND n.decided_for = {me})
           AND NOT EXISTS (SELECT 1 FROM approval_decisions n JOIN approval_steps t ON t.id = n.step_id
             JOIN approval_routes r ON r.id = t.route_id
             WHERE r.secondment_id = s.id AND n.decided_at = a.refused_at AND n.decided_for = {me})
           AND NOT EXISTS (SELECT 1 FROM release_appeal_answers w WHERE w.appeal_id = a.id)"
    ))
}

/// What the actor decided: steps, releases and appeals.
fn decided(c: &mut Condition, cx: &Cx) -> Vec<String> {
    let me = c.value(cx.actor.person);
    vec![
        format!(
            "SELECT 'step' AS kind, n.decided_at AS at, t.id AS id, t.role AS asked_as, t.reason AS reason,
               CAST(NULL AS DATE) AS due_on, n.decision AS decision, {SHOWN}
             FROM approval_decisions n JOIN approval_steps t ON t.id = n.step_id JOIN approval_routes r ON r.id = t.route_id
             JOIN secondments s ON s.id = r.secondment_id {PEOPLE} LEFT JOIN people x ON x.id = n.decided_for
             WHERE n.decided_by = {me}"
        ),
        format!(
            "SELECT 'release' AS kind, n.decided_at AS at, n.id AS id, '' AS asked_as, '' AS reason, CAST(NULL AS DATE) AS due_on,
               n.decision AS decision, {SHOWN}
             FROM release_decisions n JOIN secondments s ON s.id = n.secondment_id {PEOPLE}
             LEFT JOIN people x ON x.id = n.decided_for WHERE n.decided_by = {me}"
        ),
        format!(
            "SELECT 'appeal' AS kind, n.answered_at AS at, a.id AS id, '' AS asked_as, '' AS reason, CAST(NULL AS DATE) AS due_on,
               n.outcome AS decision, {SHOWN}
             FROM release_appeal_answers n JOIN release_appeals a ON a.id = n.appeal_id
             JOIN secondments s ON s.id = a.secondment_id {PEOPLE} LEFT JOIN people x ON 1 = 0
             WHERE n.answered_by = {me}"
        ),
    ]
}

/// The list and its values, oldest first for what waits and newest first for what is decided.
fn statement(cx: &Cx, view: View) -> (String, Condition, &'static str) {
    let mut c = Condition::default();
    let parts = match view {
        View::Waiting => {
            let mut parts = vec![steps(&mut c, cx), releases(&mut c, cx)];
            parts.extend(appeals(&mut c, cx));
            parts
        }
        View::Decided => decided(&mut c, cx),
    };
    let order = if view == View::Waiting { "ASC" } else { "DESC" };
    (format!("SELECT * FROM ({}) AS l", parts.join(" UNION ALL ")), c, order)
}

/// One page of a list, and whether there is more.
///
/// # Errors
/// When the database does not answer.
pub async fn page(cx: &mut Cx, view: View, after: Option<Cursor>, most: usize) -> Result<(Vec<Line>, bool)> {
    let (mut sql, mut c, order) = statement(cx, view);
    if let Some(cursor) = after {
        let (at, id) = (c.value(cursor.at), c.value(cursor.id));
        let sign = if order == "ASC" { ">" } else { "<" };
        sql.push_str(&format!(" WHERE (l.at, l.id) {sign} ({at}, {id})"));
    }
    let limit = c.value(i64::try_from(most).unwrap_or(100) + 1);
    sql.push_str(&format!(" ORDER BY l.at {order}, l.id {order} LIMIT {limit}"));
    let rows = cx.tx.all(&sql, c.args).await?;
    let has_more = rows.len() > most;
    Ok((rows.iter().take(most).map(line).collect::<Result<_>>()?, has_more))
}

/// The statement that [`page`] would run without paging, for a file.
pub fn export(cx: &Cx, view: View) -> (String, Vec<Value>) {
    let (sql, c, order) = statement(cx, view);
    (format!("{sql} ORDER BY l.at {order}, l.id {order}"), c.args)
}

/// A row as a line.
///
/// # Errors
/// When a stored word is none of ours: a fault of the product.
pub fn line(row: &Row) -> Result<Line> {
    let (given, family): (String, String) = (row.get("given_name")?, row.get("family_name")?);
    let theirs: (Option<String>, Option<String>) = (row.get("their_given")?, row.get("their_family")?);
    Ok(Line {
        kind: word(row, "kind", Kind::parse)?,
        cursor: Cursor { at: row.get("at")?, id: row.get("id")? },
        number: row.get("number")?,
        person: format!("{given} {family}"),
        title: row.get("title")?,
        by: row.get("asked_as")?,
        reason: row.get("reason")?,
        dates: (row.get("starts_on")?, row.get("ends_on")?),
        due_on: row.get("due_on")?,
        decision: row.get("decision")?,
        in_place_of: theirs.0.zip(theirs.1).map(|(given, family)| format!("{given} {family}")),
    })
}

/// Questions that the actor can answer, as secondee or home manager: `(number, name)`.
///
/// # Errors
/// When the database does not answer.
pub async fn questions(cx: &mut Cx) -> Result<Vec<(String, String)>> {
    let sql = "SELECT DISTINCT s.number, p.given_name, p.family_name FROM approval_questions q
               JOIN approval_steps t ON t.id = q.step_id AND t.state = 'asked'
               JOIN approval_routes r ON r.id = t.route_id AND r.state = 'open'
               JOIN secondments s ON s.id = r.secondment_id AND s.workflow = 'pending_approval'
               JOIN people p ON p.id = s.secondee_id
               WHERE (s.secondee_id = $1 OR s.home_manager_id = $1)
                 AND NOT EXISTS (SELECT 1 FROM approval_answers a WHERE a.question_id = q.id)
               ORDER BY s.number LIMIT 20";
    let rows = cx.tx.all(sql, args![cx.actor.person]).await?;
    rows.iter()
        .map(|row| {
            let (given, family): (String, String) = (row.get("given_name")?, row.get("family_name")?);
            Ok((row.get("number")?, format!("{given} {family}")))
        })
        .collect()
}

/// A step whose turn it is: the record, the step, and when it became their turn.
pub type AskedStep = (SecondmentId, StepId);

/// The steps whose turn it is, the oldest first; `after` is the last one of the batch before.
///
/// # Errors
/// When the database does not answer.
pub async fn asked(cx: &mut Cx, after: StepId, most: i64) -> Result<Vec<AskedStep>> {
    let sql = "SELECT r.secondment_id, t.id FROM approval_steps t JOIN approval_routes r ON r.id = t.route_id
         JOIN secondments s ON s.id = r.secondment_id
         WHERE t.state = 'asked' AND r.state = 'open' AND s.workflow = 'pending_approval' AND t.id > $1
         ORDER BY t.id LIMIT $2";
    let rows = cx.tx.all(sql, args![after, most]).await?;
    rows.iter().map(|row| Ok((row.get("secondment_id")?, row.get("id")?))).collect()
}

/// Steps whose turn it is in organisations that the actor administers or runs secondments for, and that nobody by
/// their role could decide: `(organisation, role, number of the record, whether the actor sees records there)`.
///
/// # Errors
/// When the database does not answer.
pub async fn unheld(cx: &mut Cx) -> Result<Vec<(By, String, bool)>> {
    let runs = held(&cx.actor, &[Role::ProgrammeAdmin]);
    let mut c = Condition::default();
    let covered = c.at_home(&cx.actor, &[Role::ProgrammeAdmin, Role::SysAdmin]);
    let Some(covered) = covered else { return Ok(Vec::new()) };
    let day = c.value(cx.today());
    let sql = format!(
        "SELECT t.role, s.number, s.home_organisation_id FROM approval_steps t
         JOIN approval_routes r ON r.id = t.route_id AND r.state = 'open'
         JOIN secondments s ON s.id = r.secondment_id AND s.workflow = 'pending_approval'
         WHERE t.state = 'asked' AND t.person_id IS NULL AND {covered}
           AND NOT EXISTS (SELECT 1 FROM roles o JOIN people h ON h.id = o.person_id AND h.status = 'active'
             JOIN accounts u ON u.person_id = h.id AND u.disabled_at IS NULL
             WHERE o.organisation_id = s.home_organisation_id AND o.secondment_id IS NULL AND o.role = t.role
               AND o.from_date <= {day} AND (o.to_date IS NULL OR o.to_date >= {day})
               AND o.person_id <> s.secondee_id AND o.person_id <> s.author_id)
         ORDER BY t.asked_at, t.id LIMIT 20"
    );
    let rows = cx.tx.all(&sql, c.args).await?;
    rows.iter()
        .map(|row| {
            let home: OrganisationId = row.get("home_organisation_id")?;
            Ok((word(row, "role", By::parse)?, row.get("number")?, runs.contains(&home)))
        })
        .collect()
}
