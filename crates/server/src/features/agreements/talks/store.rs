//! Every SQL statement for talks about a text, and for the notes of one side.

use sojourn_kit::args;
use sojourn_kit::db::{Row, is_duplicate};
use sojourn_kit::error::{Error, Result};
use sojourn_kit::ids::uuid_v7;
use sojourn_papers::{Head, Side};

use super::model::{Note, NoteId, Talk, TalkAudience, TalkId, TalkKind, TalkSaid, TalkState, Words};
use crate::actor::{OrganisationId, PersonId, Role};
use crate::cx::Cx;
use crate::features::agreements::model::{Agreement, AgreementId, side_of, side_word};
use crate::features::secondments::SecondmentId;
use crate::features::secondments::list::Condition;
use crate::features::secondments::store::word;

const TALK: &str =
    "SELECT t.id, t.number, t.agreement_id, a.number AS asked_on, t.kind, t.head, t.clause, t.clause_title, t.audience,
        t.side, t.asked_by, p.given_name, p.family_name, t.asked_at, t.words, t.proposed, t.state, t.settled_at,
        b.number AS settled_in, t.version
    FROM agreement_talks t JOIN agreements a ON a.id = t.agreement_id JOIN people p ON p.id = t.asked_by
    LEFT JOIN agreements b ON b.id = t.settled_in";

/// Every talk about the texts of a record, in order. Callers hold the id from a record that the actor may see, and leave
/// out what is not theirs to read.
///
/// # Errors
/// When the database does not answer.
pub async fn all(cx: &mut Cx, secondment: SecondmentId) -> Result<Vec<Talk>> {
    let sql = format!("{TALK} WHERE t.secondment_id = $1 ORDER BY t.number");
    let mut talks: Vec<Talk> =
        cx.tx.all(&sql, args![secondment]).await?.iter().map(talk).collect::<Result<_>>()?;
    if talks.is_empty() {
        return Ok(talks);
    }
    let sql = "SELECT w.talk_id, w.side, w.kind, w.words, w.said_at, p.given_name, p.family_name
               FROM agreement_talk_words w JOIN agreement_talks t ON t.id = w.talk_id JOIN people p ON p.id = w.person_id
               WHERE t.secondment_id = $1 ORDER BY w.talk_id, w.turn";
    for row in cx.tx.all(sql, args![secondment]).await? {
        let id: TalkId = row.get("talk_id")?;
        if let Some(of) = talks.iter_mut().find(|one| one.id == id) {
            of.said.push(words(&row)?);
        }
    }
    Ok(talks)
}

/// The number that the next talk of a record gets.
///
/// # Errors
/// When the database does not answer.
pub async fn next_number(cx: &mut Cx, secondment: SecondmentId) -> Result<i64> {
    let sql = "SELECT COALESCE(MAX(number), 0) + 1 AS n FROM agreement_talks WHERE secondment_id = $1";
    cx.tx.count(sql, args![secondment]).await
}

/// Keeps a new one.
///
/// # Errors
/// [`Error::Stale`] when somebody who asked at the same time was given its number; when the database refuses.
pub async fn insert(cx: &mut Cx, secondment: SecondmentId, t: &Talk) -> Result<()> {
    let sql = "INSERT INTO agreement_talks (id, secondment_id, number, agreement_id, kind, head, clause, clause_title,
                 audience, side, asked_by, asked_at, words, proposed, state, version)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 1)";
    let values = args![
        t.id,
        secondment,
        t.number,
        t.agreement,
        t.kind.as_str(),
        t.head.map(Head::code),
        t.clause.map(i64::from),
        &t.clause_title,
        t.audience.as_str(),
        side_word(t.side),
        t.asked_by,
        t.asked_at,
        &t.words,
        &t.proposed,
        t.state.as_str()
    ];
    let kept = cx.tx.run(sql, values).await.map(drop);
    kept.map_err(|error| if is_duplicate(&error) { Error::Stale } else { error })
}

/// Writes where it stands, and into which version a change went. Somebody else’s act in between is refused.
///
/// # Errors
/// [`Error::Stale`] when the stored version is another one.
pub async fn save(cx: &mut Cx, t: &mut Talk, into: Option<AgreementId>) -> Result<()> {
    t.settled_at = t.is_over().then(|| cx.now());
    let sql = "UPDATE agreement_talks SET state = $3, settled_at = $4, settled_in = $5, version = version + 1
               WHERE id = $1 AND version = $2";
    let values = args![t.id, t.version, t.state.as_str(), t.settled_at, into];
    if cx.tx.run(sql, values).await? == 0 {
        return Err(Error::Stale);
    }
    t.version += 1;
    Ok(())
}

/// Keeps what the actor said to it.
///
/// # Errors
/// When the database refuses.
pub async fn say(cx: &mut Cx, talk: TalkId, side: Side, kind: TalkSaid, words: &str) -> Result<()> {
    let sql = "INSERT INTO agreement_talk_words (id, talk_id, person_id, side, kind, words, said_at, turn)
               SELECT $1, $2, $3, $4, $5, $6, $7, COUNT(*) + 1 FROM agreement_talk_words w WHERE w.talk_id = $2";
    let values = args![
        uuid_v7(cx.now()),
        talk,
        cx.actor.person,
        side_word(side),
        kind.as_str(),
        words.trim(),
        cx.now()
    ];
    cx.tx.run(sql, values).await.map(drop)
}

/// The last version that all had signed before this one: what was asked until then belongs to the past.
///
/// # Errors
/// When the database does not answer.
pub async fn signed_before(cx: &mut Cx, agreement: &Agreement) -> Result<i64> {
    let sql = "SELECT COALESCE(MAX(number), 0) AS n FROM agreements
               WHERE secondment_id = $1 AND executed_at IS NOT NULL AND number < $2";
    cx.tx.count(sql, args![agreement.secondment, agreement.number]).await
}

/// Whether somebody has a role on the record today, or an office at home or at the host that speaks in its talks.
///
/// # Errors
/// When the database does not answer.
pub async fn has_part(cx: &mut Cx, secondment: SecondmentId, person: PersonId) -> Result<bool> {
    let sql = "SELECT COUNT(*) AS n FROM roles r JOIN secondments s ON s.id = $1
               WHERE r.person_id = $2 AND r.from_date <= $3 AND (r.to_date IS NULL OR r.to_date >= $3)
                 AND (r.secondment_id = s.id OR (r.secondment_id IS NULL
                   AND r.role IN ('programme_admin', 'hr', 'legal')
                   AND r.organisation_id IN (s.home_organisation_id, s.host_organisation_id)))";
    Ok(cx.tx.count(sql, args![secondment, person, cx.today()]).await? > 0)
}

/// Keeps a note for one side.
///
/// # Errors
/// When the database refuses.
pub async fn insert_note(
    cx: &mut Cx,
    agreement: &Agreement,
    id: NoteId,
    whose: (Side, OrganisationId),
    clause: Option<(u16, &str)>,
    words: &str,
) -> Result<()> {
    let sql = "INSERT INTO agreement_notes (id, secondment_id, agreement_id, side, organisation_id, person_id, clause,
                 clause_title, words, written_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    let values = args![
        id,
        agreement.secondment,
        agreement.id,
        side_word(whose.0),
        whose.1,
        cx.actor.person,
        clause.map(|(number, _)| i64::from(number)),
        clause.map_or("", |(_, title)| title),
        words.trim(),
        cx.now()
    ];
    cx.tx.run(sql, values).await.map(drop)
}

/// The notes that the actor reads as one of a side: of the secondee only their own, of home and host those of its
/// organisation.
///
/// # Errors
/// When the database does not answer.
pub async fn notes(
    cx: &mut Cx,
    secondment: SecondmentId,
    side: Side,
    organisation: OrganisationId,
) -> Result<Vec<Note>> {
    let sql = "SELECT n.clause, n.clause_title, n.words, n.written_at, a.number, p.given_name, p.family_name
               FROM agreement_notes n JOIN agreements a ON a.id = n.agreement_id JOIN people p ON p.id = n.person_id
               WHERE n.secondment_id = $1 AND n.side = $2 AND n.organisation_id = $3
                 AND (n.side <> 'secondee' OR n.person_id = $4)
               ORDER BY n.written_at DESC, n.id DESC LIMIT 200";
    let values = args![secondment, side_word(side), organisation, cx.actor.person];
    cx.tx.all(sql, values).await?.iter().map(note).collect()
}

/// What waits for the desk of the actor on texts that are not signed by all: number, secondee, how many. Nothing of their
/// own secondment and of what they asked themself.
///
/// # Errors
/// When the database does not answer.
pub async fn waiting(cx: &mut Cx, most: i64) -> Result<Vec<(String, String, i64)>> {
    let mut c = Condition::default();
    let Some(home) = c.at_home(&cx.actor, &[Role::ProgrammeAdmin, Role::Hr]) else { return Ok(Vec::new()) };
    let (me, limit) = (c.value(cx.actor.person), c.value(most));
    let sql = format!(
        "SELECT s.number, p.given_name, p.family_name, COUNT(*) AS n
         FROM agreement_talks t JOIN agreements a ON a.id = t.agreement_id JOIN secondments s ON s.id = t.secondment_id
         JOIN people p ON p.id = s.secondee_id
         WHERE {home} AND s.secondee_id <> {me} AND t.asked_by <> {me} AND s.workflow <> 'deceased'
           AND (t.state = 'open' OR (t.state = 'answered' AND t.kind = 'change'))
           AND EXISTS (SELECT 1 FROM agreements d WHERE d.secondment_id = s.id
             AND d.status IN ('draft', 'issued', 'partly_signed'))
           AND NOT EXISTS (SELECT 1 FROM agreements e WHERE e.secondment_id = s.id AND e.executed_at IS NOT NULL
             AND e.number >= a.number)
         GROUP BY s.number, p.given_name, p.family_name ORDER BY s.number LIMIT {limit}"
    );
    let rows = cx.tx.all(&sql, c.args).await?;
    rows.iter().map(|row| Ok((row.get("number")?, name(row)?, row.get("n")?))).collect()
}

fn name(row: &Row) -> Result<String> {
    let (given, family): (String, String) = (row.get("given_name")?, row.get("family_name")?);
    Ok(format!("{given} {family}").trim().to_owned())
}

fn clause(row: &Row) -> Result<Option<u16>> {
    let number: Option<i64> = row.get("clause")?;
    number.map(|number| u16::try_from(number).map_err(Error::internal)).transpose()
}

fn talk(row: &Row) -> Result<Talk> {
    let head: Option<String> = row.get("head")?;
    Ok(Talk {
        id: row.get("id")?,
        number: row.get("number")?,
        agreement: row.get("agreement_id")?,
        asked_on: row.get("asked_on")?,
        kind: word(row, "kind", TalkKind::parse)?,
        head: head.as_deref().and_then(Head::find),
        clause: clause(row)?,
        clause_title: row.get("clause_title")?,
        audience: word(row, "audience", TalkAudience::parse)?,
        side: word(row, "side", side_of)?,
        asked_by: row.get("asked_by")?,
        asker: name(row)?,
        asked_at: row.get("asked_at")?,
        words: row.get("words")?,
        proposed: row.get("proposed")?,
        state: word(row, "state", TalkState::parse)?,
        settled_at: row.get("settled_at")?,
        settled_in: row.get("settled_in")?,
        version: row.get("version")?,
        said: Vec::new(),
    })
}

fn words(row: &Row) -> Result<Words> {
    Ok(Words {
        who: name(row)?,
        side: word(row, "side", side_of)?,
        kind: word(row, "kind", TalkSaid::parse)?,
        words: row.get("words")?,
        at: row.get("said_at")?,
    })
}

fn note(row: &Row) -> Result<Note> {
    Ok(Note {
        who: name(row)?,
        written_on: row.get("number")?,
        clause: clause(row)?,
        clause_title: row.get("clause_title")?,
        words: row.get("words")?,
        at: row.get("written_at")?,
    })
}
