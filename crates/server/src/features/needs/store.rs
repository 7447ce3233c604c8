//! Every SQL statement for business needs. One is only obtainable through an actor.

use chrono::NaiveDate;
use sojourn_kit::args;
use sojourn_kit::db::Row;
use sojourn_kit::error::{Error, Result};
use sojourn_kit::ids::uuid_v7;

use super::access;
use super::model::{Fact, FactKind, Need, NeedId};
use crate::cx::Cx;
use crate::features::secondments::list::Condition;
use crate::features::secondments::list::store::held;
use crate::features::secondments::store::word;
use crate::features::secondments::{Kind, SecondmentId};

const COLUMNS: &str = "n.id, n.number, n.created_by, n.organisation_id, n.person_id, n.home_organisation_id,
    n.home_manager_id, n.kind, n.title, n.need, n.why_no_advert, n.why_short_notice, n.account, n.is_confidential,
    n.host_organisation_id, n.host_unit_id, n.host_manager_id, n.place, n.starts_on, n.ends_on, n.fte_bp, n.told_on,
    n.review_until, n.secondment_id";

/// The need of that number, if it exists for the actor; otherwise the one 404.
///
/// # Errors
/// [`Error::NotFound`] alike for "not there" and "not yours".
pub async fn load(cx: &mut Cx, number: &str) -> Result<Need> {
    let sql = format!("SELECT {COLUMNS} FROM needs n WHERE n.number = $1");
    let need = need(&cx.tx.one(&sql, args![number]).await?.ok_or(Error::NotFound)?)?;
    if access::sees(&cx.actor, &need) { Ok(need) } else { Err(Error::NotFound) }
}

/// The need behind an event, for what follows from it.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn of_event(cx: &mut Cx, id: NeedId) -> Result<Need> {
    let sql = format!("SELECT {COLUMNS} FROM needs n WHERE n.id = $1");
    need(&cx.tx.one(&sql, args![id]).await?.ok_or(Error::NotFound)?)
}

/// The need that a record came of. Callers hold the record.
///
/// # Errors
/// When the database does not answer.
pub async fn of_record(cx: &mut Cx, record: SecondmentId) -> Result<Option<Need>> {
    let sql = format!("SELECT {COLUMNS} FROM needs n WHERE n.secondment_id = $1");
    cx.tx.one(&sql, args![record]).await?.as_ref().map(need).transpose()
}

fn need(row: &Row) -> Result<Need> {
    Ok(Need {
        id: row.get("id")?,
        number: row.get("number")?,
        created_by: row.get("created_by")?,
        organisation: row.get("organisation_id")?,
        person: row.get("person_id")?,
        home_organisation: row.get("home_organisation_id")?,
        home_manager: row.get("home_manager_id")?,
        kind: word(row, "kind", Kind::parse)?,
        title: row.get("title")?,
        need: row.get("need")?,
        why_no_advert: row.get("why_no_advert")?,
        why_short_notice: row.get("why_short_notice")?,
        account: row.get("account")?,
        is_confidential: row.get("is_confidential")?,
        host_organisation: row.get("host_organisation_id")?,
        host_unit: row.get("host_unit_id")?,
        host_manager: row.get("host_manager_id")?,
        place: row.get("place")?,
        starts_on: row.get("starts_on")?,
        ends_on: row.get("ends_on")?,
        fte_bp: row.get("fte_bp")?,
        told_on: row.get("told_on")?,
        review_until: row.get("review_until")?,
        secondment: row.get("secondment_id")?,
    })
}

/// Writes a new need.
///
/// # Errors
/// When the database refuses.
pub async fn insert(cx: &mut Cx, n: &Need) -> Result<()> {
    let sql = "INSERT INTO needs (id, number, version, organisation_id, created_by, person_id, home_organisation_id,
            home_manager_id, kind, title, need, why_no_advert, why_short_notice, account, is_confidential,
            host_organisation_id, host_unit_id, host_manager_id, place, starts_on, ends_on, fte_bp, told_on, review_until,
            created_at)
         VALUES ($1, $2, 1, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
            $23, $24)";
    let values = args![
        n.id,
        &n.number,
        n.organisation,
        n.created_by,
        n.person,
        n.home_organisation,
        n.home_manager,
        n.kind.as_str(),
        &n.title,
        &n.need,
        &n.why_no_advert,
        &n.why_short_notice,
        &n.account,
        n.is_confidential,
        n.host_organisation,
        n.host_unit,
        n.host_manager,
        &n.place,
        n.starts_on,
        n.ends_on,
        n.fte_bp,
        n.told_on,
        n.review_until,
        cx.now()
    ];
    cx.tx.run(sql, values).await.map(drop)
}

/// Notes the record that was opened.
///
/// # Errors
/// When the database refuses.
pub async fn link(cx: &mut Cx, id: NeedId, record: SecondmentId) -> Result<()> {
    let sql = "UPDATE needs SET secondment_id = $2, version = version + 1 WHERE id = $1";
    cx.tx.run(sql, args![id, record]).await.map(drop)
}

/// Adds a fact. Facts are never changed.
///
/// # Errors
/// When the database refuses.
pub async fn insert_fact(
    cx: &mut Cx,
    of: &Need,
    fact: FactKind,
    on: NaiveDate,
    outcome: &str,
    words: &str,
) -> Result<()> {
    let sql = "INSERT INTO need_facts (id, need_id, fact, on_date, outcome, words, recorded_by, recorded_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    let values =
        args![uuid_v7(cx.now()), of.id, fact.as_str(), on, outcome, words, cx.actor.person, cx.now()];
    cx.tx.run(sql, values).await.map(drop)
}

/// The facts of a need, in order. Callers hold the need.
///
/// # Errors
/// When the database does not answer.
pub async fn facts(cx: &mut Cx, of: &Need) -> Result<Vec<Fact>> {
    let sql = "SELECT f.fact, f.on_date, f.outcome, f.words, p.given_name, p.family_name, f.recorded_at FROM need_facts f
               JOIN people p ON p.id = f.recorded_by WHERE f.need_id = $1 ORDER BY f.recorded_at, f.id";
    let rows = cx.tx.all(sql, args![of.id]).await?;
    rows.iter()
        .map(|row| {
            let (given, family): (String, String) = (row.get("given_name")?, row.get("family_name")?);
            Ok(Fact {
                fact: word(row, "fact", FactKind::parse)?,
                on: row.get("on_date")?,
                outcome: row.get("outcome")?,
                words: row.get("words")?,
                by: format!("{given} {family}"),
                at: row.get("recorded_at")?,
            })
        })
        .collect()
}

/// The number of the record, for those who see it.
///
/// # Errors
/// When the database does not answer.
pub async fn record_number(cx: &mut Cx, of: &Need) -> Result<Option<String>> {
    let Some(id) = of.secondment else { return Ok(None) };
    match crate::features::secondments::store::load_by_id(cx, id).await {
        Ok(record) => Ok(Some(record.secondment.number)),
        Err(Error::NotFound) => Ok(None),
        Err(other) => Err(other),
    }
}

/// The needs of the organisations whose desk the actor is: the SQL of `access::is_desk`. None when there are none.
fn covered(c: &mut Condition, cx: &Cx) -> Option<String> {
    let ways = [(true, ""), (false, " AND NOT n.is_confidential")].map(|(is_confidential, open)| {
        let organisations = held(&cx.actor, access::desk(is_confidential));
        (!organisations.is_empty())
            .then(|| format!("n.home_organisation_id IN ({}){open}", c.values(organisations)))
    });
    let ways: Vec<String> = ways.into_iter().flatten().collect();
    (!ways.is_empty()).then(|| format!("(({}))", ways.join(") OR (")))
}

/// The needs that the actor reads, the newest first, and whether there are more; with the name of the person.
///
/// # Errors
/// When the database does not answer.
pub async fn page(cx: &mut Cx, before: Option<NeedId>, most: usize) -> Result<(Vec<(Need, String)>, bool)> {
    let mut c = Condition::default();
    let me = c.value(cx.actor.person);
    let mut ways = vec![format!(
        "n.created_by = {me} OR n.person_id = {me} OR n.home_manager_id = {me} OR n.host_manager_id = {me}"
    )];
    ways.extend(covered(&mut c, cx));
    let mut filters = vec![format!("({})", ways.join(" OR "))];
    filters.extend(before.map(|id| format!("n.id < {}", c.value(id))));
    let limit = c.value(i64::try_from(most).unwrap_or(100) + 1);
    let sql = format!(
        "SELECT {COLUMNS}, p.given_name, p.family_name FROM needs n JOIN people p ON p.id = n.person_id
         WHERE {} ORDER BY n.id DESC LIMIT {limit}",
        filters.join(" AND ")
    );
    let rows = cx.tx.all(&sql, c.args).await?;
    let has_more = rows.len() > most;
    let mut needs = Vec::new();
    for row in rows.iter().take(most) {
        let (given, family): (String, String) = (row.get("given_name")?, row.get("family_name")?);
        needs.push((need(row)?, format!("{given} {family}")));
    }
    Ok((needs, has_more))
}

/// The needs on which the actor may have to act: their own without a talk yet, and open reviews they may decide.
///
/// # Errors
/// When the database does not answer.
pub async fn open_for(cx: &mut Cx) -> Result<Vec<(Need, String, bool)>> {
    let mut c = Condition::default();
    let me = c.value(cx.actor.person);
    let is_open = "EXISTS (SELECT 1 FROM need_facts f WHERE f.need_id = n.id AND f.fact = 'review_asked')
        AND NOT EXISTS (SELECT 1 FROM need_facts f WHERE f.need_id = n.id AND f.fact = 'review_decided')";
    let mut ways = vec![format!(
        "(n.created_by = {me} AND NOT EXISTS (SELECT 1 FROM need_facts f WHERE f.need_id = n.id AND f.fact = 'consulted'))"
    )];
    ways.extend(covered(&mut c, cx).map(|covered| {
        format!("({covered} AND n.created_by <> {me} AND n.person_id <> {me} AND {is_open})")
    }));
    let sql = format!(
        "SELECT {COLUMNS}, p.given_name, p.family_name, CASE WHEN {is_open} THEN 'yes' ELSE 'no' END AS in_review
         FROM needs n JOIN people p ON p.id = n.person_id JOIN secondments s ON s.id = n.secondment_id
         WHERE s.workflow = 'idea' AND ({}) ORDER BY n.starts_on, n.id LIMIT 20",
        ways.join(" OR ")
    );
    let rows = cx.tx.all(&sql, c.args).await?;
    rows.iter()
        .map(|row| {
            let (given, family): (String, String) = (row.get("given_name")?, row.get("family_name")?);
            let in_review = row.get::<String>("in_review")? == "yes";
            Ok((need(row)?, format!("{given} {family}"), in_review))
        })
        .collect()
}
