//! The list: who sees what, what is looked for and in which order, all decided by the database.

use chrono::{DateTime, NaiveDate, Utc};
use sojourn_kit::args;
use sojourn_kit::db::Row;
use sojourn_kit::error::Result;

use super::{COLUMNS, JOINS, Viewer, opportunity};
use crate::actor::{OrganisationId, PersonId};
use crate::cx::Cx;
use crate::features::opportunities::model::{
    Cursor, Length, Opportunity, OpportunityId, PostingKind, Sort, Wanted,
};
use crate::features::people::store::contains;
use crate::features::secondments::Kind;
use crate::features::secondments::list::Condition;
use crate::features::skills::model::HAS_IT;

/// An opportunity in the list.
#[derive(Debug, Clone)]
pub struct Line {
    /// The opportunity.
    pub opportunity: Opportunity,
    /// How well it fits the reader, for the order.
    pub score: i64,
    /// Whether the reader saved it.
    pub starred: bool,
}

impl Line {
    /// Where in the list it stands.
    #[must_use]
    pub fn cursor(&self) -> Cursor {
        Cursor {
            score: self.score,
            closes_on: self.opportunity.closes_on.unwrap_or(NaiveDate::MAX),
            opened: self.opportunity.opened_at.map_or(0, |at| at.timestamp_micros()),
            id: self.opportunity.id,
        }
    }
}

/// The score of `o` for the reader, as `fit::score` works it out.
const SCORE: &str = "CASE WHEN q.needed = 0 THEN 50 ELSE 100 * q.has / q.needed END + CASE WHEN q.learns > 0 THEN 15 ELSE 0 END";

/// The opportunities with what the score needs, as a table `q` of its own.
fn scored(c: &mut Condition, person: PersonId, condition: &str) -> String {
    let (person, has_it) = (c.value(person), c.value(HAS_IT));
    format!(
        "SELECT o.id,
           (SELECT COUNT(*) FROM opportunity_skills k WHERE k.opportunity_id = o.id AND k.sort = 'needed') AS needed,
           (SELECT COUNT(*) FROM opportunity_skills k JOIN person_skills h ON h.word = k.word AND h.person_id = {person}
              AND h.side = 'offered' AND h.level >= {has_it}
            WHERE k.opportunity_id = o.id AND k.sort = 'needed') AS has,
           (SELECT COUNT(*) FROM opportunity_skills k JOIN person_skills h ON h.word = k.word AND h.person_id = {person}
              AND h.side = 'wanted' WHERE k.opportunity_id = o.id AND k.sort = 'learnt') AS learns,
           (SELECT COUNT(*) FROM opportunity_stars t WHERE t.opportunity_id = o.id AND t.person_id = {person}) AS stars
         FROM opportunities o WHERE {condition}"
    )
}

/// What is looked for, beside who looks.
pub(super) fn narrowed(c: &mut Condition, wanted: &Wanted, person: PersonId) -> String {
    let mut all = vec!["1 = 1".to_owned()];
    if !wanted.kinds.is_empty() {
        let kinds = c.values(wanted.kinds.iter().map(|kind| kind.as_str()));
        all.push(format!("o.kind IN ({kinds})"));
    }
    if !wanted.lengths.is_empty() {
        let parts: Vec<String> = wanted
            .lengths
            .iter()
            .map(|length| {
                let (from, to) = (c.value(length.days().0), c.value(length.days().1));
                format!("(o.days >= {from} AND o.days <= {to})")
            })
            .collect();
        all.push(format!("({})", parts.join(" OR ")));
    }
    if !wanted.places.is_empty() {
        let places = c.values(wanted.places.iter().map(String::as_str));
        all.push(format!("o.place IN ({places})"));
    }
    if wanted.remote {
        all.push("o.remote_bp > 0".to_owned());
    }
    if wanted.saved {
        let person = c.value(person);
        all.push(format!(
            "o.id IN (SELECT t.opportunity_id FROM opportunity_stars t WHERE t.person_id = {person})"
        ));
    }
    for word in &wanted.words {
        let pattern = c.value(contains(word));
        all.push(format!(
            "(lower(o.title) LIKE {pattern} ESCAPE '\\' OR lower(o.duties) LIKE {pattern} ESCAPE '\\'
              OR o.id IN (SELECT k.opportunity_id FROM opportunity_skills k WHERE k.word LIKE {pattern} ESCAPE '\\'))"
        ));
    }
    all.join(" AND ")
}

/// The order, and what comes after the cursor in it.
fn order(c: &mut Condition, sort: Sort, after: Option<Cursor>) -> (&'static str, String) {
    let order = match sort {
        Sort::Fit => "ORDER BY l.score DESC, o.closes_on, o.id",
        Sort::Closing => "ORDER BY o.closes_on, o.id",
        Sort::Newest => "ORDER BY o.opened_at DESC, o.id DESC",
    };
    let Some(cursor) = after else { return (order, "1 = 1".to_owned()) };
    let id = c.value(cursor.id);
    let condition = match sort {
        Sort::Fit => {
            let (score, closes) = (c.value(cursor.score), c.value(cursor.closes_on));
            format!(
                "(l.score < {score} OR (l.score = {score} AND (o.closes_on > {closes}
                   OR (o.closes_on = {closes} AND o.id > {id}))))"
            )
        }
        Sort::Closing => {
            let closes = c.value(cursor.closes_on);
            format!("(o.closes_on > {closes} OR (o.closes_on = {closes} AND o.id > {id}))")
        }
        Sort::Newest => {
            let opened = c.value(DateTime::<Utc>::from_timestamp_micros(cursor.opened));
            format!("(o.opened_at < {opened} OR (o.opened_at = {opened} AND o.id < {id}))")
        }
    };
    (order, condition)
}

/// A page of the open opportunities that the actor may see, and whether there are more.
///
/// # Errors
/// When the database does not answer.
pub async fn page(cx: &mut Cx, wanted: &Wanted, sort: Sort, most: usize) -> Result<(Vec<Line>, bool)> {
    let (mut c, viewer) = (Condition::default(), Viewer::of(&cx.actor));
    let audience = viewer.audience(&mut c, cx.today());
    let narrowed = narrowed(&mut c, wanted, viewer.person);
    let scored = scored(&mut c, viewer.person, &format!("{audience} AND {narrowed}"));
    let (order, after) = order(&mut c, sort, wanted.after);
    let limit = c.value(i64::try_from(most).unwrap_or(25) + 1);
    let sql = format!(
        "SELECT {COLUMNS}, l.score, l.stars FROM (SELECT q.id, q.stars, {SCORE} AS score FROM ({scored}) AS q) AS l
         JOIN opportunities o ON o.id = l.id {JOINS} WHERE {after} {order} LIMIT {limit}"
    );
    let mut lines: Vec<Line> = cx.tx.all(&sql, c.args).await?.iter().map(line).collect::<Result<_>>()?;
    let has_more = lines.len() > most;
    lines.truncate(most);
    Ok((lines, has_more))
}

fn line(row: &Row) -> Result<Line> {
    Ok(Line {
        opportunity: opportunity(row)?,
        score: row.get("score")?,
        starred: row.get::<i64>("stars")? > 0,
    })
}

/// A word with how many open opportunities it stands for.
pub type Counts<T> = Vec<(T, i64)>;

/// How many open opportunities there are, in all and by facet; what is looked for does not narrow the counts.
#[derive(Debug, Clone, Default)]
pub struct Facets {
    /// All that are open to the actor.
    pub all: i64,
    /// How many fit what is looked for.
    pub found: i64,
    /// By type.
    pub kinds: Counts<Kind>,
    /// By step of length.
    pub lengths: Counts<Length>,
    /// By place, the most frequent first.
    pub places: Counts<String>,
    /// How many can be done from a distance, at least in part.
    pub remote: i64,
    /// How many the reader saved.
    pub saved: i64,
}

/// The most places among the facets.
const PLACES: usize = 8;

/// The counts beside the list.
///
/// # Errors
/// When the database does not answer.
pub async fn facets(cx: &mut Cx, wanted: &Wanted) -> Result<Facets> {
    let (mut c, viewer) = (Condition::default(), Viewer::of(&cx.actor));
    let audience = viewer.audience(&mut c, cx.today());
    let narrowed = narrowed(&mut c, wanted, viewer.person);
    let person = c.value(viewer.person);
    let sql = format!(
        "SELECT o.kind, o.days, o.place, CAST(CASE WHEN o.remote_bp > 0 THEN 1 ELSE 0 END AS BIGINT) AS remote,
           CAST(CASE WHEN {narrowed} THEN 1 ELSE 0 END AS BIGINT) AS found,
           CAST(CASE WHEN o.id IN (SELECT t.opportunity_id FROM opportunity_stars t WHERE t.person_id = {person})
             THEN 1 ELSE 0 END AS BIGINT) AS saved, COUNT(*) AS n
         FROM opportunities o WHERE {audience} GROUP BY 1, 2, 3, 4, 5, 6"
    );
    let mut facets = Facets::default();
    for row in cx.tx.all(&sql, c.args).await? {
        count(&mut facets, &row)?;
    }
    facets.places.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    facets.places.truncate(PLACES);
    facets.kinds.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    facets.lengths.sort();
    Ok(facets)
}

fn count(facets: &mut Facets, row: &Row) -> Result<()> {
    let n: i64 = row.get("n")?;
    let is = |name: &str| Ok::<_, sojourn_kit::error::Error>(if row.get::<i64>(name)? == 1 { n } else { 0 });
    facets.all += n;
    facets.found += is("found")?;
    facets.remote += is("remote")?;
    facets.saved += is("saved")?;
    let days: i64 = row.get("days")?;
    let length = Length::ALL.iter().copied().find(|one| (one.days().0..=one.days().1).contains(&days));
    add(&mut facets.kinds, Kind::parse(&row.get::<String>("kind")?), n);
    add(&mut facets.lengths, length, n);
    add(&mut facets.places, Some(row.get("place")?).filter(|place: &String| !place.is_empty()), n);
    Ok(())
}

fn add<T: PartialEq>(counts: &mut Counts<T>, one: Option<T>, n: i64) {
    let Some(one) = one else { return };
    match counts.iter_mut().find(|(known, _)| *known == one) {
        Some((_, count)) => *count += n,
        None => counts.push((one, n)),
    }
}

/// What the actor wrote, decides about, or approves, the latest change first.
///
/// # Errors
/// When the database does not answer.
pub async fn mine(cx: &mut Cx, most: i64) -> Result<Vec<Opportunity>> {
    let (mut c, viewer) = (Condition::default(), Viewer::of(&cx.actor));
    let person = c.value(viewer.person);
    let inside = if viewer.inside.is_empty() {
        String::new()
    } else {
        let list = c.values(viewer.inside.iter().copied());
        format!(" OR (o.organisation_id IN ({list}) AND o.state <> 'draft')")
    };
    let limit = c.value(most);
    let sql = format!(
        "SELECT {COLUMNS} FROM opportunities o {JOINS} WHERE o.author_id = {person}
           OR o.id IN (SELECT m.opportunity_id FROM opportunity_panel m WHERE m.person_id = {person}){inside}
         ORDER BY o.updated_at DESC, o.id DESC LIMIT {limit}"
    );
    cx.tx.all(&sql, c.args).await?.iter().map(opportunity).collect()
}

/// What waits for approval at these organisations and was not written by the actor, the oldest first.
///
/// # Errors
/// When the database does not answer.
pub async fn to_approve(cx: &mut Cx, organisations: &[OrganisationId]) -> Result<Vec<Opportunity>> {
    if organisations.is_empty() {
        return Ok(Vec::new());
    }
    let mut c = Condition::default();
    let (list, person) = (c.values(organisations.iter().copied()), c.value(cx.actor.person));
    let sql = format!(
        "SELECT {COLUMNS} FROM opportunities o {JOINS} WHERE o.state = 'approval' AND o.organisation_id IN ({list})
           AND o.author_id <> {person} ORDER BY o.updated_at, o.id LIMIT 20"
    );
    cx.tx.all(&sql, c.args).await?.iter().map(opportunity).collect()
}

/// The open opportunities of others that fit the person best, for those who could not have this one.
///
/// # Errors
/// When the database does not answer.
pub async fn nearest_open(
    cx: &mut Cx,
    person: (PersonId, OrganisationId),
    but: OpportunityId,
    most: i64,
) -> Result<Vec<Opportunity>> {
    let viewer = Viewer { person: person.0, organisation: person.1, inside: Vec::new() };
    let mut c = Condition { args: args![but, person.0, PostingKind::Place.as_str()] };
    let audience = viewer.audience(&mut c, cx.today());
    let condition = format!(
        "{audience} AND o.id <> $1 AND o.author_id <> $2 AND o.posting = $3
           AND o.id NOT IN (SELECT a.opportunity_id FROM applications a WHERE a.person_id = $2 AND a.state <> 'draft')"
    );
    let scored = scored(&mut c, person.0, &condition);
    let limit = c.value(most);
    let sql = format!(
        "SELECT {COLUMNS} FROM (SELECT q.id, {SCORE} AS score FROM ({scored}) AS q) AS l
         JOIN opportunities o ON o.id = l.id {JOINS} ORDER BY l.score DESC, o.closes_on, o.id LIMIT {limit}"
    );
    cx.tx.all(&sql, c.args).await?.iter().map(opportunity).collect()
}
