//! Every SQL statement for opportunities. An opportunity is only obtainable through an actor.

mod list;
mod parts;
mod saved;

pub use list::{Counts, Facets, Line, facets, mine, nearest_open, page, to_approve};
pub use parts::{
    applied, asked, asked_of, desk_of, has_application, is_on_panel, panel, save_panel, save_skills,
};
pub use saved::{
    Due, SavedSearch, add_search, due_searches, is_starred, looked, matches_since, remove_search, searches,
    star, starred, unstar,
};

use chrono::{DateTime, NaiveDate, Utc};
use sojourn_kit::args;
use sojourn_kit::db::{Row, Tx};
use sojourn_kit::error::{Error, Result};

use super::access::{Posting, Standing};
use super::model::{Audience, Opportunity, OpportunityId, Payer, PostingKind, State};
use crate::actor::{Actor, OrganisationId, PersonId, Role, Way};
use crate::cx::Cx;
use crate::features::secondments::Kind;
use crate::features::secondments::list::Condition;
use crate::features::secondments::store::word;

/// The columns of an opportunity `o` with the names of its host, in every query that reads one.
const COLUMNS: &str = "o.id, o.number, o.version, o.state, o.kind, o.posting, o.title, o.duties, o.suits, o.life,
    o.organisation_id, o.author_id, o.host_organisation_id, ho.name AS host_organisation_name, o.host_unit_id,
    hu.name AS host_unit_name, o.place, o.remote_bp, o.starts_on, o.ends_on, o.fte_bp, o.seats, o.held, o.taken,
    o.applied, o.closes_on, o.payer, o.pay_note, o.audience, o.audience_unit_id, o.why_secondment,
    o.redeployment_considered, o.hides_names, o.note, o.opened_at, o.updated_at";
/// The names beside an opportunity.
const JOINS: &str =
    "JOIN organisations ho ON ho.id = o.host_organisation_id LEFT JOIN units hu ON hu.id = o.host_unit_id";

/// Roles of the posting organisation that open what it posts.
const INSIDE: [Role; 3] = [Role::ProgrammeAdmin, Role::Hr, Role::Auditor];

/// Who looks: all that decides whether an opportunity exists for somebody.
#[derive(Debug, Clone)]
pub struct Viewer {
    /// The person.
    pub person: PersonId,
    /// Their organisation.
    pub organisation: OrganisationId,
    /// Organisations whose postings they see from the inside.
    pub inside: Vec<OrganisationId>,
}

impl Viewer {
    /// The actor as a viewer.
    #[must_use]
    pub fn of(actor: &Actor) -> Self {
        let mut inside: Vec<OrganisationId> =
            actor.roles.iter().filter(|(_, role)| INSIDE.contains(role)).map(|(id, _)| *id).collect();
        inside.sort_unstable();
        inside.dedup();
        Self { person: actor.person, organisation: actor.organisation, inside }
    }

    /// The opportunity `o` is open and shown to them as to everybody of its audience.
    pub(super) fn audience(&self, c: &mut Condition, today: NaiveDate) -> String {
        let (person, organisation) = (c.value(self.person), c.value(self.organisation));
        let today = c.value(today);
        format!(
            "(o.state = 'open' AND o.closes_on >= {today} AND (o.audience = 'members'
               OR (o.audience = 'organisation' AND o.organisation_id = {organisation})
               OR (o.audience = 'unit' AND o.audience_unit_id = (SELECT v.unit_id FROM people v WHERE v.id = {person}))))"
        )
    }

    /// The opportunity `o` exists for them.
    pub(super) fn sees(&self, c: &mut Condition, today: NaiveDate) -> String {
        let audience = self.audience(c, today);
        let person = c.value(self.person);
        let inside = if self.inside.is_empty() {
            String::new()
        } else {
            let list = c.values(self.inside.iter().copied());
            format!(" OR (o.state <> 'draft' AND o.organisation_id IN ({list}))")
        };
        format!(
            "({audience} OR o.author_id = {person}
              OR o.id IN (SELECT m.opportunity_id FROM opportunity_panel m WHERE m.person_id = {person})
              OR (o.state NOT IN ('draft', 'approval')
                  AND o.id IN (SELECT a.opportunity_id FROM applications a WHERE a.person_id = {person})){inside})"
        )
    }
}

/// The opportunity of that number, if it exists for the actor; otherwise the one 404.
///
/// # Errors
/// [`Error::NotFound`] alike for "not there" and "not yours".
pub async fn load(cx: &mut Cx, number: &str) -> Result<Posting> {
    let mut c = Condition::default();
    let number = c.value(number);
    find(cx, c, &format!("o.number = {number}")).await
}

/// The opportunity of that id, if it exists for the actor.
///
/// # Errors
/// As [`load`].
pub async fn load_by_id(cx: &mut Cx, id: OpportunityId) -> Result<Posting> {
    let mut c = Condition::default();
    let id = c.value(id);
    find(cx, c, &format!("o.id = {id}")).await
}

async fn find(cx: &mut Cx, mut c: Condition, condition: &str) -> Result<Posting> {
    // what happens by itself happens to every opportunity
    let sees = match cx.actor.way {
        Way::Job(_) => "1 = 1".to_owned(),
        _ => Viewer::of(&cx.actor).sees(&mut c, cx.today()),
    };
    let sql = format!("SELECT {COLUMNS} FROM opportunities o {JOINS} WHERE {condition} AND {sees}");
    let row = cx.tx.one(&sql, c.args).await?.ok_or(Error::NotFound)?;
    let opportunity = opportunity(&row)?;
    let is_on_panel = is_on_panel(cx, opportunity.id, cx.actor.person).await?;
    Ok(Posting { standing: Standing::of(&cx.actor, &opportunity, is_on_panel), opportunity })
}

/// The opportunity of that id, for letters and for what follows an event. Callers hold the id from a row that the
/// actor may see.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn bare(cx: &mut Cx, id: OpportunityId) -> Result<Opportunity> {
    let sql = format!("SELECT {COLUMNS} FROM opportunities o {JOINS} WHERE o.id = $1");
    opportunity(&cx.tx.one(&sql, args![id]).await?.ok_or(Error::NotFound)?)
}

/// Reads the columns of [`COLUMNS`].
pub(super) fn opportunity(row: &Row) -> Result<Opportunity> {
    Ok(Opportunity {
        id: row.get("id")?,
        number: row.get("number")?,
        version: row.get("version")?,
        state: word(row, "state", State::parse)?,
        kind: word(row, "kind", Kind::parse)?,
        posting: word(row, "posting", PostingKind::parse)?,
        title: row.get("title")?,
        duties: row.get("duties")?,
        suits: row.get("suits")?,
        life: row.get("life")?,
        organisation: row.get("organisation_id")?,
        author: row.get("author_id")?,
        host_organisation: row.get("host_organisation_id")?,
        host_organisation_name: row.get("host_organisation_name")?,
        host_unit: row.get("host_unit_id")?,
        host_unit_name: row.get("host_unit_name")?,
        place: row.get("place")?,
        remote_bp: row.get("remote_bp")?,
        starts_on: row.get("starts_on")?,
        ends_on: row.get("ends_on")?,
        fte_bp: row.get("fte_bp")?,
        seats: row.get("seats")?,
        held: row.get("held")?,
        taken: row.get("taken")?,
        applied: row.get("applied")?,
        closes_on: row.get("closes_on")?,
        payer: word(row, "payer", Payer::parse)?,
        pay_note: row.get("pay_note")?,
        audience: word(row, "audience", Audience::parse)?,
        audience_unit: row.get("audience_unit_id")?,
        why_secondment: row.get("why_secondment")?,
        redeployment_considered: row.get("redeployment_considered")?,
        hides_names: row.get("hides_names")?,
        note: row.get("note")?,
        opened_at: row.get("opened_at")?,
        updated_at: row.get("updated_at")?,
    })
}

/// The length in days, for the facet; 0 while it is not known.
fn days(o: &Opportunity) -> i64 {
    o.stay().map_or(0, |stay| i64::from(stay.days()))
}

/// Writes a new draft.
///
/// # Errors
/// When the database refuses.
pub async fn insert(cx: &mut Cx, o: &Opportunity) -> Result<()> {
    let sql = "INSERT INTO opportunities (id, number, version, state, kind, posting, title, duties, suits, life,
            organisation_id, author_id, host_organisation_id, host_unit_id, place, remote_bp, starts_on, ends_on, days,
            fte_bp, seats, held, taken, applied, closes_on, payer, pay_note, audience, audience_unit_id, why_secondment,
            redeployment_considered, hides_names, note, created_at, updated_at)
         VALUES ($1, $2, 1, 'draft', $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, 0, 0, 0,
            $20, $21, $22, $23, $24, $25, $26, $27, '', $28, $28)";
    let values = args![
        o.id,
        &o.number,
        o.kind.as_str(),
        o.posting.as_str(),
        &o.title,
        &o.duties,
        &o.suits,
        &o.life,
        o.organisation,
        o.author,
        o.host_organisation,
        o.host_unit,
        &o.place,
        o.remote_bp,
        o.starts_on,
        o.ends_on,
        days(o),
        o.fte_bp,
        o.seats,
        o.closes_on,
        o.payer.as_str(),
        &o.pay_note,
        o.audience.as_str(),
        o.audience_unit,
        &o.why_secondment,
        o.redeployment_considered,
        o.hides_names,
        cx.now()
    ];
    cx.tx.run(sql, values).await.map(drop)
}

/// Writes what a draft says. Somebody else's change in between is refused.
///
/// # Errors
/// [`Error::Stale`] when the stored version is another one.
pub async fn save(cx: &mut Cx, o: &mut Opportunity) -> Result<()> {
    let sql = "UPDATE opportunities SET version = version + 1, kind = $3, posting = $4, title = $5, duties = $6, suits = $7,
            life = $8, host_organisation_id = $9, host_unit_id = $10, place = $11, remote_bp = $12, starts_on = $13,
            ends_on = $14, days = $15, fte_bp = $16, seats = $17, closes_on = $18, payer = $19, pay_note = $20,
            audience = $21, audience_unit_id = $22, why_secondment = $23, redeployment_considered = $24,
            hides_names = $25, updated_at = $26
         WHERE id = $1 AND version = $2";
    let values = args![
        o.id,
        o.version,
        o.kind.as_str(),
        o.posting.as_str(),
        &o.title,
        &o.duties,
        &o.suits,
        &o.life,
        o.host_organisation,
        o.host_unit,
        &o.place,
        o.remote_bp,
        o.starts_on,
        o.ends_on,
        days(o),
        o.fte_bp,
        o.seats,
        o.closes_on,
        o.payer.as_str(),
        &o.pay_note,
        o.audience.as_str(),
        o.audience_unit,
        &o.why_secondment,
        o.redeployment_considered,
        o.hides_names,
        cx.now()
    ];
    moved(cx.tx.run(sql, values).await?, o)
}

/// Moves the opportunity to another state, with the note that goes along.
///
/// # Errors
/// [`Error::Stale`] when the stored version is another one.
pub async fn save_state(cx: &mut Cx, o: &mut Opportunity, to: State, note: &str) -> Result<()> {
    let opened: Option<DateTime<Utc>> = if to == State::Open { Some(cx.now()) } else { o.opened_at };
    let sql = "UPDATE opportunities SET version = version + 1, state = $3, note = $4, opened_at = $5, updated_at = $6
               WHERE id = $1 AND version = $2";
    let values = args![o.id, o.version, to.as_str(), note, opened, cx.now()];
    moved(cx.tx.run(sql, values).await?, o)?;
    (o.state, o.opened_at) = (to, opened);
    note.clone_into(&mut o.note);
    Ok(())
}

fn moved(touched: u64, o: &mut Opportunity) -> Result<()> {
    if touched == 0 {
        return Err(Error::Stale);
    }
    o.version += 1;
    Ok(())
}

/// Counts one more who applied; answers the number by which the panel knows them. It also holds the row, so that
/// two who apply at once get two numbers.
///
/// # Errors
/// When the database refuses.
pub async fn next_applicant(cx: &mut Cx, id: OpportunityId) -> Result<i64> {
    let sql = "UPDATE opportunities SET applied = applied + 1 WHERE id = $1 RETURNING applied";
    cx.tx.one(sql, args![id]).await?.ok_or(Error::NotFound)?.get("applied")
}

/// Holds a place for an offer; says whether one was free. Two at once cannot hold the same one.
///
/// # Errors
/// When the database refuses.
pub async fn hold_seat(cx: &mut Cx, id: OpportunityId) -> Result<bool> {
    let sql = "UPDATE opportunities SET held = held + 1 WHERE id = $1 AND held < seats";
    Ok(cx.tx.run(sql, args![id]).await? == 1)
}

/// Frees the place of an offer that came to nothing.
///
/// # Errors
/// When the database refuses.
pub async fn free_seat(cx: &mut Cx, id: OpportunityId) -> Result<()> {
    let sql = "UPDATE opportunities SET held = held - 1 WHERE id = $1 AND held > 0";
    cx.tx.run(sql, args![id]).await.map(drop)
}

/// Takes the place that was held; answers whether it was the last. A place is never taken twice.
///
/// # Errors
/// A refusal when all are taken.
pub async fn take_seat(cx: &mut Cx, id: OpportunityId) -> Result<bool> {
    let sql =
        "UPDATE opportunities SET taken = taken + 1 WHERE id = $1 AND taken < seats RETURNING taken, seats";
    let row = cx.tx.one(sql, args![id]).await?;
    let row = row.ok_or_else(|| Error::refused("full", "All places are taken meanwhile."))?;
    Ok(row.get::<i64>("taken")? >= row.get::<i64>("seats")?)
}

/// How many opportunities are open to the actor: for the navigation of every page.
///
/// # Errors
/// When the database does not answer.
pub async fn count_open(tx: &mut Tx, actor: &Actor, today: NaiveDate) -> Result<u32> {
    let mut c = Condition::default();
    let audience = Viewer::of(actor).audience(&mut c, today);
    let n = tx.count(&format!("SELECT COUNT(*) AS n FROM opportunities o WHERE {audience}"), c.args).await?;
    Ok(u32::try_from(n).unwrap_or(0))
}

/// Open opportunities whose closing day is over, oldest first.
///
/// # Errors
/// When the database does not answer.
pub async fn overdue(cx: &mut Cx, most: i64) -> Result<Vec<String>> {
    let sql = "SELECT number FROM opportunities WHERE state = 'open' AND closes_on < $1 ORDER BY closes_on, id LIMIT $2";
    let rows = cx.tx.all(sql, args![cx.today(), most]).await?;
    rows.iter().map(|row| row.get("number")).collect()
}
