//! Every SQL statement for news from home.

use chrono::{DateTime, Utc};
use sojourn_kit::args;
use sojourn_kit::db::Row;
use sojourn_kit::error::{Error, Result};

use super::model::{News, NewsId, NewsInput, NewsKind};
use crate::actor::{OrganisationId, PersonId, Role, UnitId};
use crate::cx::Cx;
use crate::features::secondments::list::Condition;
use crate::features::secondments::list::store::held;
use crate::features::secondments::store::word;
use crate::features::secondments::{Record, SecondmentId};

/// Who runs secondments for an organisation, and so tells news of any of its units.
pub const DESK: [Role; 2] = [Role::ProgrammeAdmin, Role::Hr];

/// A unit of which the actor tells news, or the whole organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The organisation.
    pub organisation: OrganisationId,
    /// The unit; none for the whole organisation.
    pub unit: Option<UnitId>,
    /// Its name.
    pub name: String,
}

/// The most units that are offered.
const MOST_UNITS: i64 = 500;

/// Of what the actor tells news: as a manager of the units of those who report to them; for the desk of the whole
/// organisation and each of its units.
///
/// # Errors
/// When the database does not answer.
pub async fn sources(cx: &mut Cx) -> Result<Vec<Source>> {
    let mut c = Condition::default();
    let me = c.value(cx.actor.person);
    let mut ways = vec![format!(
        "u.id IN (SELECT m.unit_id FROM people m WHERE m.manager_id = {me} AND m.status = 'active')"
    )];
    let covered = held(&cx.actor, &DESK);
    if !covered.is_empty() {
        let covered = c.values(covered.iter().copied());
        ways.push(format!("u.organisation_id IN ({covered})"));
    }
    let limit = c.value(MOST_UNITS);
    let sql = format!(
        "SELECT u.id, u.organisation_id, u.name FROM units u WHERE {} ORDER BY u.name, u.id LIMIT {limit}",
        ways.join(" OR ")
    );
    let rows = cx.tx.all(&sql, c.args).await?;
    let mut sources = Vec::with_capacity(rows.len() + 1);
    if covered.contains(&cx.actor.organisation) {
        let (organisation, name) = (cx.actor.organisation, cx.actor.organisation_name.clone());
        sources.push(Source { organisation, unit: None, name });
    }
    for row in &rows {
        let (organisation, unit) = (row.get("organisation_id")?, Some(row.get("id")?));
        sources.push(Source { organisation, unit, name: row.get("name")? });
    }
    Ok(sources)
}

/// Keeps news.
///
/// # Errors
/// When the database refuses.
pub async fn insert(cx: &mut Cx, source: &Source, news: &NewsInput) -> Result<NewsId> {
    let id = NewsId::new(cx.now());
    let sql = "INSERT INTO news_items (id, organisation_id, unit_id, kind, title, words, link, on_date, posted_by, posted_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    let (by, at, kind) = (cx.actor.person, cx.now(), news.kind.as_str());
    let values = args![
        id,
        source.organisation,
        source.unit,
        kind,
        &news.title,
        &news.words,
        &news.link,
        news.on,
        by,
        at
    ];
    cx.tx.run(sql, values).await?;
    Ok(id)
}

const NEWS: &str = "SELECT n.id, n.organisation_id, n.kind, n.title, n.words, n.link, n.on_date, n.posted_at, n.posted_by, u.name AS unit_name, p.given_name, p.family_name FROM news_items n JOIN people p ON p.id = n.posted_by LEFT JOIN units u ON u.id = n.unit_id";

fn news(cx: &Cx, row: &Row) -> Result<News> {
    let (given, family): (String, String) = (row.get("given_name")?, row.get("family_name")?);
    let organisation: OrganisationId = row.get("organisation_id")?;
    let is_desk = DESK.into_iter().any(|role| cx.actor.holds(role, organisation));
    Ok(News {
        id: row.get("id")?,
        kind: word(row, "kind", NewsKind::parse)?,
        title: row.get("title")?,
        words: row.get("words")?,
        link: row.get("link")?,
        on: row.get("on_date")?,
        unit_name: row.get("unit_name")?,
        by: format!("{given} {family}"),
        posted_at: row.get("posted_at")?,
        may_withdraw: is_desk || row.get::<PersonId>("posted_by")? == cx.actor.person,
    })
}

/// The news of the home of a record that the actor holds as its secondee, posted after an instant, the newest first.
/// `before` is the last of the page before.
///
/// # Errors
/// When the database does not answer.
pub async fn of_home(
    cx: &mut Cx,
    record: &Record,
    after: DateTime<Utc>,
    before: Option<NewsId>,
    most: i64,
) -> Result<Vec<News>> {
    let s = &record.secondment;
    of_unit(cx, s.home_organisation, s.home_unit, after, before, most).await
}

/// The news of a unit and of its whole organisation, for those whose home it is.
async fn of_unit(
    cx: &mut Cx,
    organisation: OrganisationId,
    unit: Option<UnitId>,
    after: DateTime<Utc>,
    before: Option<NewsId>,
    most: i64,
) -> Result<Vec<News>> {
    let mut c = Condition::default();
    let (organisation, after) = (c.value(organisation), c.value(after));
    let unit = unit.map_or_else(String::new, |unit| format!(" OR n.unit_id = {}", c.value(unit)));
    let bound = before.map_or_else(String::new, |id| format!(" AND n.id < {}", c.value(id)));
    let limit = c.value(most);
    let sql = format!(
        "{NEWS} WHERE n.organisation_id = {organisation} AND (n.unit_id IS NULL{unit}) AND n.withdrawn_at IS NULL
           AND n.posted_at > {after}{bound} ORDER BY n.id DESC LIMIT {limit}"
    );
    let rows = cx.tx.all(&sql, c.args).await?;
    rows.iter().map(|row| news(cx, row)).collect()
}

/// The condition that the actor looks after news: they told it, or are the desk of its organisation.
fn keeps(c: &mut Condition, cx: &Cx) -> String {
    let mine = format!("n.posted_by = {}", c.value(cx.actor.person));
    let covered = held(&cx.actor, &DESK);
    if covered.is_empty() {
        return mine;
    }
    let covered = c.values(covered);
    format!("({mine} OR n.organisation_id IN ({covered}))")
}

/// The news that the actor looks after, the newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn kept(cx: &mut Cx, before: Option<NewsId>, most: i64) -> Result<Vec<News>> {
    let mut c = Condition::default();
    let keeps = keeps(&mut c, cx);
    let bound = before.map_or_else(String::new, |id| format!(" AND n.id < {}", c.value(id)));
    let limit = c.value(most);
    let sql =
        format!("{NEWS} WHERE {keeps} AND n.withdrawn_at IS NULL{bound} ORDER BY n.id DESC LIMIT {limit}");
    let rows = cx.tx.all(&sql, c.args).await?;
    rows.iter().map(|row| news(cx, row)).collect()
}

/// Takes news back that the actor looks after; answers whose it was.
///
/// # Errors
/// [`Error::NotFound`] alike for "not there", "gone already" and "not theirs".
pub async fn withdraw(cx: &mut Cx, id: NewsId) -> Result<OrganisationId> {
    let mut c = Condition::default();
    let keeps = keeps(&mut c, cx);
    let wanted = c.value(id);
    let sql = format!(
        "SELECT n.organisation_id FROM news_items n WHERE n.id = {wanted} AND n.withdrawn_at IS NULL AND {keeps}"
    );
    let organisation = cx.tx.one(&sql, c.args).await?.ok_or(Error::NotFound)?.get("organisation_id")?;
    let sql = "UPDATE news_items SET withdrawn_at = $2 WHERE id = $1 AND withdrawn_at IS NULL";
    cx.tx.run(sql, args![id, cx.now()]).await?;
    Ok(organisation)
}

/// Whether the actor asked for the letter of the week.
///
/// # Errors
/// When the database does not answer.
pub async fn wants_letter(cx: &mut Cx) -> Result<bool> {
    let sql = "SELECT COUNT(*) AS n FROM news_readers WHERE person_id = $1";
    Ok(cx.tx.count(sql, args![cx.actor.person]).await? > 0)
}

/// Asks for the letter of the week from now on, or stops it.
///
/// # Errors
/// When the database refuses.
pub async fn set_letter(cx: &mut Cx, wants: bool) -> Result<()> {
    let (me, now) = (cx.actor.person, cx.now());
    let sql = "DELETE FROM news_readers WHERE person_id = $1";
    if !wants {
        return cx.tx.run(sql, args![me]).await.map(drop);
    }
    let sql =
        "INSERT INTO news_readers (person_id, sent_until) VALUES ($1, $2) ON CONFLICT (person_id) DO NOTHING";
    cx.tx.run(sql, args![me, now]).await.map(drop)
}

/// Somebody away who asked for the letter and got none for a week.
#[derive(Debug, Clone)]
pub struct Reader {
    /// Who.
    pub person: PersonId,
    /// Up to when news was sent to them.
    pub sent_until: DateTime<Utc>,
    /// Their record.
    pub secondment: SecondmentId,
    home: (OrganisationId, Option<UnitId>),
}

/// Those for whom a letter may be due, in the order of their ids, for the product itself.
///
/// # Errors
/// When the database does not answer.
pub async fn due(cx: &mut Cx, until: DateTime<Utc>, after: PersonId, most: i64) -> Result<Vec<Reader>> {
    let sql = "SELECT n.person_id, n.sent_until, s.id, s.home_organisation_id, s.home_unit_id
               FROM news_readers n JOIN secondments s ON s.secondee_id = n.person_id
               WHERE s.workflow IN ('active', 'paused', 'notice_given') AND n.sent_until <= $1 AND n.person_id > $2
               ORDER BY n.person_id, s.starts_on DESC, s.id LIMIT $3";
    let rows = cx.tx.all(sql, args![until, after, most]).await?;
    rows.iter()
        .map(|row| {
            Ok(Reader {
                person: row.get("person_id")?,
                sent_until: row.get("sent_until")?,
                secondment: row.get("id")?,
                home: (row.get("home_organisation_id")?, row.get("home_unit_id")?),
            })
        })
        .collect()
}

/// What is new for a reader since their last letter, the oldest first.
///
/// # Errors
/// When the database does not answer.
pub async fn unread(cx: &mut Cx, reader: &Reader, most: i64) -> Result<Vec<News>> {
    let (organisation, unit) = reader.home;
    let mut found = of_unit(cx, organisation, unit, reader.sent_until, None, most).await?;
    found.reverse();
    Ok(found)
}

/// Notes that a letter was written to a reader now. Answers whether nobody else did meanwhile.
///
/// # Errors
/// When the database refuses.
pub async fn sent(cx: &mut Cx, reader: &Reader) -> Result<bool> {
    let sql = "UPDATE news_readers SET sent_until = $3 WHERE person_id = $1 AND sent_until = $2";
    Ok(cx.tx.run(sql, args![reader.person, reader.sent_until, cx.now()]).await? == 1)
}
