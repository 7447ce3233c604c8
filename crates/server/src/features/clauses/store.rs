//! Every SQL statement for the clause library of organisations.

use sojourn_kit::args;
use sojourn_kit::db::Row;
use sojourn_kit::error::{Error, Result};
use sojourn_papers::{Head, OwnClause};

use super::model::{ClauseId, Copy, Setting, head_of};
use crate::actor::OrganisationId;
use crate::cx::Cx;

const SETTING: &str = "s.id, s.organisation_id, s.head, s.wording, s.own_number, s.version";
const COPY: &str = "c.clause_id, c.number, c.title, c.text, c.plain_words, c.library_version, c.written_at";
/// The most versions that a page lists.
const MOST: i64 = 100;

/// Everything that an organisation says about heads.
///
/// # Errors
/// When the database does not answer.
pub async fn all(cx: &mut Cx, organisation: OrganisationId) -> Result<Vec<Setting>> {
    let sql = format!("SELECT {SETTING} FROM clause_settings s WHERE s.organisation_id = $1 ORDER BY s.head");
    cx.tx.all(&sql, args![organisation]).await?.iter().map(setting).collect()
}

/// What an organisation says about one head, or that it says nothing.
///
/// # Errors
/// When the database does not answer.
pub async fn of(cx: &mut Cx, organisation: OrganisationId, head: Head) -> Result<Setting> {
    let sql = format!("SELECT {SETTING} FROM clause_settings s WHERE s.organisation_id = $1 AND s.head = $2");
    let row = cx.tx.one(&sql, args![organisation, head.code()]).await?;
    let none = || Ok(Setting::none(ClauseId::new(cx.now()), organisation, head));
    row.as_ref().map_or_else(none, setting)
}

/// Keeps what is said about a head.
///
/// # Errors
/// [`Error::Stale`] when it was changed since `read` was read.
pub async fn save(cx: &mut Cx, s: &mut Setting, read: i64) -> Result<()> {
    if s.version != read {
        return Err(Error::Stale);
    }
    let (by, now) = (cx.actor.person, cx.now());
    let touched = if read == 0 {
        let sql =
            "INSERT INTO clause_settings (id, organisation_id, head, wording, own_number, version, changed_by,
               changed_at) VALUES ($1, $2, $3, $4, $5, 1, $6, $7) ON CONFLICT (organisation_id, head) DO NOTHING";
        let values = args![s.id, s.organisation, s.head.code(), &s.wording, s.own, by, now];
        cx.tx.run(sql, values).await?
    } else {
        let sql =
            "UPDATE clause_settings SET wording = $3, own_number = $4, changed_by = $5, changed_at = $6,
                   version = version + 1 WHERE id = $1 AND version = $2";
        cx.tx.run(sql, args![s.id, read, &s.wording, s.own, by, now]).await?
    };
    if touched == 0 {
        return Err(Error::Stale);
    }
    s.version += 1;
    Ok(())
}

/// The number of the newest copy of a head; 0 when there is none.
///
/// # Errors
/// When the database does not answer.
pub async fn last_number(cx: &mut Cx, id: ClauseId) -> Result<i64> {
    let sql = "SELECT COALESCE(MAX(number), 0) AS n FROM clause_copies WHERE clause_id = $1";
    cx.tx.count(sql, args![id]).await
}

/// Writes a version of an own copy, which is never changed afterwards.
///
/// # Errors
/// When the database refuses.
pub async fn insert_copy(
    cx: &mut Cx,
    id: ClauseId,
    number: i64,
    own: &OwnClause,
    library: i64,
) -> Result<()> {
    let sql =
        "INSERT INTO clause_copies (clause_id, number, title, text, plain_words, library_version, written_by,
               written_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    let (by, now) = (cx.actor.person, cx.now());
    let values = args![id, number, &own.title, &own.text, &own.plain_words, library, by, now];
    cx.tx.run(sql, values).await.map(drop)
}

/// The versions of an organisation's copy of a head, the newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn copies(cx: &mut Cx, organisation: OrganisationId, head: Head) -> Result<Vec<Copy>> {
    let sql = format!(
        "SELECT {COPY}, p.given_name, p.family_name FROM clause_copies c
         JOIN clause_settings s ON s.id = c.clause_id JOIN people p ON p.id = c.written_by
         WHERE s.organisation_id = $1 AND s.head = $2 ORDER BY c.number DESC LIMIT $3"
    );
    cx.tx.all(&sql, args![organisation, head.code(), MOST]).await?.iter().map(copy).collect()
}

/// One version of an organisation's copy of a head.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn copy_of(cx: &mut Cx, organisation: OrganisationId, head: Head, number: i64) -> Result<Copy> {
    let sql = format!(
        "SELECT {COPY}, p.given_name, p.family_name FROM clause_copies c
         JOIN clause_settings s ON s.id = c.clause_id JOIN people p ON p.id = c.written_by
         WHERE s.organisation_id = $1 AND s.head = $2 AND c.number = $3"
    );
    let row = cx.tx.one(&sql, args![organisation, head.code(), number]).await?;
    copy(&row.ok_or(Error::NotFound)?)
}

/// The copies that an organisation uses today, each with its head.
///
/// # Errors
/// When the database does not answer.
pub async fn in_use(cx: &mut Cx, organisation: OrganisationId) -> Result<Vec<(Head, OwnClause)>> {
    let sql = format!(
        "SELECT s.head, {COPY} FROM clause_settings s
         JOIN clause_copies c ON c.clause_id = s.id AND c.number = s.own_number WHERE s.organisation_id = $1"
    );
    let rows = cx.tx.all(&sql, args![organisation]).await?;
    rows.iter().map(|row| Ok((head(row)?, own(row)?))).collect()
}

fn head(row: &Row) -> Result<Head> {
    head_of(&row.get::<String>("head")?).map_err(|_| Error::internal("a head that the library does not have"))
}

fn setting(row: &Row) -> Result<Setting> {
    Ok(Setting {
        id: row.get("id")?,
        organisation: row.get("organisation_id")?,
        head: head(row)?,
        wording: row.get("wording")?,
        own: row.get("own_number")?,
        version: row.get("version")?,
    })
}

fn own(row: &Row) -> Result<OwnClause> {
    let id: ClauseId = row.get("clause_id")?;
    let number: i64 = row.get("number")?;
    Ok(OwnClause {
        id: id.to_string(),
        version: u32::try_from(number).map_err(Error::internal)?,
        title: row.get("title")?,
        text: row.get("text")?,
        plain_words: row.get("plain_words")?,
    })
}

fn copy(row: &Row) -> Result<Copy> {
    let (given, family): (String, String) = (row.get("given_name")?, row.get("family_name")?);
    Ok(Copy {
        number: row.get("number")?,
        own: own(row)?,
        library_version: row.get("library_version")?,
        written_by: format!("{given} {family}"),
        written_at: row.get("written_at")?,
    })
}
