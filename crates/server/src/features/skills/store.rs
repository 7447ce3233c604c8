//! Every SQL statement for skills, wishes and past posts. Callers hold the person's id from a row that the actor
//! may see, or it is the actor's own.

use chrono::NaiveDate;
use sojourn_calendar::Period;
use sojourn_kit::args;
use sojourn_kit::db::Row;
use sojourn_kit::error::{Error, Result};
use sojourn_kit::ids::uuid_v7;
use uuid::Uuid;

use super::model::{Candidate, Found, HAS_IT, LEVELS, Post, PostInput, Skill, SkillSide, Wishes, word};
use crate::actor::{OrganisationId, PersonId};
use crate::cx::Cx;
use crate::features::people::store::contains;
use crate::features::secondments::list::Condition;
use crate::features::secondments::store as records;

/// The skills of a person, offered ones first, the strongest first.
///
/// # Errors
/// When the database does not answer.
pub async fn skills(cx: &mut Cx, person: PersonId) -> Result<Vec<Skill>> {
    let sql = "SELECT side, word, name, level FROM person_skills WHERE person_id = $1
               ORDER BY side, COALESCE(level, 0) DESC, word";
    cx.tx.all(sql, args![person]).await?.iter().map(skill).collect()
}

fn skill(row: &Row) -> Result<Skill> {
    Ok(Skill {
        side: records::word(row, "side", SkillSide::parse)?,
        word: row.get("word")?,
        name: row.get("name")?,
        level: row.get("level")?,
    })
}

/// Writes a skill; the same word on the same side is changed.
///
/// # Errors
/// When the database refuses.
pub async fn save_skill(cx: &mut Cx, person: PersonId, skill: &Skill) -> Result<()> {
    let sql = "INSERT INTO person_skills (person_id, side, word, name, level, recorded_at) VALUES ($1, $2, $3, $4, $5, $6)
               ON CONFLICT (person_id, side, word) DO UPDATE SET name = $4, level = $5, recorded_at = $6";
    let values = args![person, skill.side.as_str(), &skill.word, &skill.name, skill.level, cx.now()];
    cx.tx.run(sql, values).await.map(drop)
}

/// Removes a skill; says whether it was there.
///
/// # Errors
/// When the database refuses.
pub async fn remove_skill(cx: &mut Cx, person: PersonId, side: SkillSide, word: &str) -> Result<bool> {
    let sql = "DELETE FROM person_skills WHERE person_id = $1 AND side = $2 AND word = $3";
    Ok(cx.tx.run(sql, args![person, side.as_str(), word]).await? > 0)
}

/// Names that others used already, the most used first, for suggestions.
///
/// # Errors
/// When the database does not answer.
pub async fn suggestions(cx: &mut Cx) -> Result<Vec<String>> {
    let sql = "SELECT MIN(name) AS name FROM
                 (SELECT word, name FROM person_skills UNION ALL SELECT word, name FROM opportunity_skills) AS used
               GROUP BY word ORDER BY COUNT(*) DESC, word LIMIT 80";
    cx.tx.all(sql, args![]).await?.iter().map(|row| row.get("name")).collect()
}

/// What a person is looking for; empty before they said so.
///
/// # Errors
/// When the database does not answer.
pub async fn wishes(cx: &mut Cx, person: PersonId) -> Result<Wishes> {
    let sql =
        "SELECT version, goals, places, remote, earliest_on, fte_bp FROM person_wishes WHERE person_id = $1";
    let Some(row) = cx.tx.one(sql, args![person]).await? else { return Ok(Wishes::default()) };
    Ok(Wishes {
        version: row.get("version")?,
        goals: row.get("goals")?,
        places: row.get("places")?,
        remote: row.get("remote")?,
        earliest_on: row.get("earliest_on")?,
        fte_bp: row.get("fte_bp")?,
    })
}

/// Writes what a person is looking for, over the version that was read.
///
/// # Errors
/// [`Error::Stale`] when the stored version is another one.
pub async fn save_wishes(cx: &mut Cx, person: PersonId, read: i64, wishes: &Wishes) -> Result<()> {
    let sql = "INSERT INTO person_wishes (person_id, version, goals, places, remote, earliest_on, fte_bp, updated_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
               ON CONFLICT (person_id) DO UPDATE SET version = $2, goals = $3, places = $4, remote = $5, earliest_on = $6,
                 fte_bp = $7, updated_at = $8 WHERE person_wishes.version = $9";
    let values = args![
        person,
        wishes.version,
        &wishes.goals,
        &wishes.places,
        wishes.remote,
        wishes.earliest_on,
        wishes.fte_bp,
        cx.now(),
        read
    ];
    if cx.tx.run(sql, values).await? == 0 { Err(Error::Stale) } else { Ok(()) }
}

/// The past posts of a person, the latest first.
///
/// # Errors
/// When the database does not answer.
pub async fn posts(cx: &mut Cx, person: PersonId) -> Result<Vec<Post>> {
    let sql = "SELECT w.id, w.unit_id, u.name AS unit_name, w.title, w.from_date, w.to_date
               FROM person_posts w JOIN units u ON u.id = w.unit_id
               WHERE w.person_id = $1 ORDER BY w.from_date DESC, w.id DESC LIMIT 50";
    cx.tx.all(sql, args![person]).await?.iter().map(post).collect()
}

fn post(row: &Row) -> Result<Post> {
    Ok(Post {
        id: row.get("id")?,
        unit: row.get("unit_id")?,
        unit_name: row.get("unit_name")?,
        title: row.get("title")?,
        from: row.get("from_date")?,
        to: row.get("to_date")?,
    })
}

/// Writes a past post.
///
/// # Errors
/// When the database refuses.
pub async fn insert_post(cx: &mut Cx, person: PersonId, input: &PostInput) -> Result<()> {
    let sql = "INSERT INTO person_posts (id, person_id, unit_id, title, from_date, to_date, recorded_by, recorded_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    let values = args![
        uuid_v7(cx.now()),
        person,
        input.unit,
        input.title.trim(),
        input.from,
        input.to,
        cx.actor.person,
        cx.now()
    ];
    cx.tx.run(sql, values).await.map(drop)
}

/// Removes a past post; says whether it was there.
///
/// # Errors
/// When the database refuses.
pub async fn remove_post(cx: &mut Cx, person: PersonId, post: Uuid) -> Result<bool> {
    let sql = "DELETE FROM person_posts WHERE person_id = $1 AND id = $2";
    Ok(cx.tx.run(sql, args![person, post]).await? > 0)
}

/// Everything that fit may look at about a person.
///
/// # Errors
/// When the database does not answer.
pub async fn candidate(cx: &mut Cx, person: PersonId) -> Result<Candidate> {
    let mut candidate = Candidate { wishes: wishes(cx, person).await?, ..Candidate::default() };
    for skill in skills(cx, person).await? {
        match skill.side {
            SkillSide::Offered => {
                candidate.offered.insert(skill.word, (skill.name, skill.level.unwrap_or(HAS_IT)));
            }
            SkillSide::Wanted => {
                candidate.wanted.insert(skill.word, skill.name);
            }
        }
    }
    candidate.worked_in = posts(cx, person).await?.into_iter().map(|post| post.unit).collect();
    candidate.stays = stays(cx, person).await?;
    candidate.team_away = team_away(cx, person).await?;
    Ok(candidate)
}

/// The person's own secondments that are under way or on their way, from today on.
async fn stays(cx: &mut Cx, person: PersonId) -> Result<Vec<Period>> {
    let sql = "SELECT starts_on, ends_on FROM secondments WHERE secondee_id = $1 AND ends_on >= $2
               AND workflow NOT IN ('idea', 'returned', 'closed', 'declined_by_home', 'withdrawn', 'cancelled_before_start')";
    periods(&cx.tx.all(sql, args![person, cx.today()]).await?)
}

/// When colleagues of the person's unit are away from today on. Only secondments are looked at.
async fn team_away(cx: &mut Cx, person: PersonId) -> Result<Vec<Period>> {
    let sql = "SELECT s.starts_on, s.ends_on FROM secondments s JOIN people p ON p.id = $1
               WHERE s.home_unit_id = p.unit_id AND s.secondee_id <> $1 AND s.ends_on >= $2
                 AND s.workflow IN ('executed', 'pre_start', 'active') LIMIT 200";
    periods(&cx.tx.all(sql, args![person, cx.today()]).await?)
}

fn periods(rows: &[Row]) -> Result<Vec<Period>> {
    let mut found = Vec::new();
    for row in rows {
        let days = row.get::<Option<NaiveDate>>("starts_on")?.zip(row.get::<Option<NaiveDate>>("ends_on")?);
        found.extend(days.and_then(|(first, last)| Period::try_new(first, last).ok()));
    }
    Ok(found)
}

/// Colleagues of these organisations who offer a skill with these words, or worked in a unit with these words.
///
/// # Errors
/// When the database does not answer.
pub async fn find(cx: &mut Cx, organisations: &[OrganisationId], text: &str) -> Result<Vec<Found>> {
    let mut c = Condition::default();
    let (pattern, list) = (c.value(contains(text)), c.values(organisations.iter().copied()));
    let folded = c.value(format!("%{}%", word(text).replace(['%', '_', '\\'], "")));
    let sql = format!(
        "SELECT p.id, p.given_name, p.family_name, p.job_title, u.name AS unit_name, f.by_words, f.level FROM (
           SELECT person_id, name AS by_words, level FROM person_skills
             WHERE side = 'offered' AND word LIKE {pattern} ESCAPE '\\'
           UNION ALL
           SELECT w.person_id, w.title || ', ' || x.name AS by_words, NULL AS level FROM person_posts w
             JOIN units x ON x.id = w.unit_id WHERE lower(x.name) LIKE {folded}
         ) AS f JOIN people p ON p.id = f.person_id LEFT JOIN units u ON u.id = p.unit_id
         WHERE p.organisation_id IN ({list}) AND p.status = 'active'
         ORDER BY COALESCE(f.level, 0) DESC, p.search, p.id, f.by_words LIMIT 50"
    );
    cx.tx.all(&sql, c.args).await?.iter().map(found).collect()
}

fn found(row: &Row) -> Result<Found> {
    let (given, family): (String, String) = (row.get("given_name")?, row.get("family_name")?);
    let by: String = row.get("by_words")?;
    let level = row.get::<Option<i64>>("level")?.and_then(|level| usize::try_from(level - 1).ok());
    Ok(Found {
        id: row.get("id")?,
        name: format!("{given} {family}"),
        job_title: row.get("job_title")?,
        unit_name: row.get("unit_name")?,
        by: match level.and_then(|index| LEVELS.get(index)) {
            Some(level) => format!("{by}: {}", level.to_lowercase()),
            None => format!("Worked here before: {by}"),
        },
    })
}
