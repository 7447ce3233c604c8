//! Every SQL statement for keeping in touch.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use sojourn_calendar::Period;
use sojourn_kit::args;
use sojourn_kit::db::Row;
use sojourn_kit::error::{Error, Result};

use super::model::{Channel, ContactId, ContactStanding, UNTIL_AGREED, standing};
use crate::actor::{OrganisationId, PersonId, Role};
use crate::cx::Cx;
use crate::features::secondments::list::Condition;
use crate::features::secondments::list::store::held;
use crate::features::secondments::store::word;
use crate::features::secondments::{Presence, Record, SecondmentId, Workflow};

/// What is agreed on a record.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Who at home keeps in touch.
    pub contact: PersonId,
    /// How.
    pub channel: Channel,
    /// What else was agreed.
    pub note: String,
    /// Every how many days, before it tightens.
    pub cadence_days: i64,
    /// Grows with each change.
    pub version: i64,
}

/// The plan of a record, if one was agreed.
///
/// # Errors
/// When the database does not answer.
pub async fn plan(cx: &mut Cx, record: &Record) -> Result<Option<Plan>> {
    let sql =
        "SELECT contact_id, channel, note, cadence_days, version FROM contact_plans WHERE secondment_id = $1";
    let row = cx.tx.one(sql, args![record.secondment.id]).await?;
    row.map(|row| {
        Ok(Plan {
            contact: row.get("contact_id")?,
            channel: word(&row, "channel", Channel::parse)?,
            note: row.get("note")?,
            cadence_days: row.get("cadence_days")?,
            version: row.get("version")?,
        })
    })
    .transpose()
}

/// Writes the plan of a record over the version that was read; 0 for the first.
///
/// # Errors
/// [`Error::Stale`] when somebody else was quicker.
pub async fn save_plan(cx: &mut Cx, id: SecondmentId, plan: &Plan) -> Result<()> {
    let sql = "INSERT INTO contact_plans (secondment_id, contact_id, channel, note, cadence_days, version, written_by,
                 written_at) VALUES ($1, $2, $3, $4, $5, 1, $6, $7)
               ON CONFLICT (secondment_id) DO UPDATE SET contact_id = $2, channel = $3, note = $4, cadence_days = $5,
                 version = contact_plans.version + 1, written_by = $6, written_at = $7
               WHERE contact_plans.version = $8";
    let (by, at) = (cx.actor.person, cx.now());
    let channel = plan.channel.as_str();
    let values = args![id, plan.contact, channel, &plan.note, plan.cadence_days, by, at, plan.version];
    if cx.tx.run(sql, values).await? == 1 { Ok(()) } else { Err(Error::Stale) }
}

/// Notes a talk; a second one of the same day changes nothing. Answers the new one.
///
/// # Errors
/// When the database refuses.
pub async fn insert(cx: &mut Cx, secondment: SecondmentId, on: NaiveDate) -> Result<Option<ContactId>> {
    let id = ContactId::new(cx.now());
    let sql =
        "INSERT INTO contacts (id, secondment_id, on_date, noted_by, noted_at) VALUES ($1, $2, $3, $4, $5)
               ON CONFLICT (secondment_id, on_date) DO NOTHING";
    let (by, at) = (cx.actor.person, cx.now());
    let touched = cx.tx.run(sql, args![id, secondment, on, by, at]).await?;
    Ok((touched == 1).then_some(id))
}

/// A talk that was noted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Talk {
    /// Its day.
    pub on: NaiveDate,
    /// Who noted it, by name.
    pub by: String,
    /// Whether the actor noted it today, and so can take it back.
    pub can_undo: bool,
}

/// The newest talks of a record with who noted each.
///
/// # Errors
/// When the database does not answer.
pub async fn talks(cx: &mut Cx, record: &Record, most: i64) -> Result<Vec<Talk>> {
    let sql =
        "SELECT c.on_date, c.noted_by, c.noted_at, p.given_name, p.family_name FROM contacts c JOIN people p ON p.id = c.noted_by
               WHERE c.secondment_id = $1 ORDER BY c.on_date DESC LIMIT $2";
    let rows = cx.tx.all(sql, args![record.secondment.id, most]).await?;
    let (me, since) = (cx.actor.person, this_day(cx));
    rows.iter()
        .map(|row| {
            let (given, family): (String, String) = (row.get("given_name")?, row.get("family_name")?);
            let (by, at): (PersonId, DateTime<Utc>) = (row.get("noted_by")?, row.get("noted_at")?);
            let can_undo = by == me && at >= since;
            Ok(Talk { on: row.get("on_date")?, by: format!("{given} {family}"), can_undo })
        })
        .collect()
}

/// When the day of the clock began: a note can be taken back on its day.
fn this_day(cx: &Cx) -> DateTime<Utc> {
    cx.today().and_time(NaiveTime::MIN).and_utc()
}

/// The talks that the actor noted today, for taking one back.
///
/// # Errors
/// When the database does not answer.
pub async fn noted_today(cx: &mut Cx) -> Result<Vec<(SecondmentId, NaiveDate)>> {
    let sql = "SELECT secondment_id, on_date FROM contacts WHERE noted_by = $1 AND noted_at >= $2 ORDER BY on_date, id";
    let rows = cx.tx.all(sql, args![cx.actor.person, this_day(cx)]).await?;
    rows.iter().map(|row| Ok((row.get("secondment_id")?, row.get("on_date")?))).collect()
}

/// Takes back the talk of a day, if the actor noted it today. Answers the one that is gone.
///
/// # Errors
/// When the database refuses.
pub async fn delete(cx: &mut Cx, secondment: SecondmentId, on: NaiveDate) -> Result<Option<ContactId>> {
    let sql = "SELECT id FROM contacts WHERE secondment_id = $1 AND on_date = $2 AND noted_by = $3 AND noted_at >= $4";
    let found = cx.tx.one(sql, args![secondment, on, cx.actor.person, this_day(cx)]).await?;
    let Some(id) = found.map(|row| row.get::<ContactId>("id")).transpose()? else { return Ok(None) };
    let touched = cx.tx.run("DELETE FROM contacts WHERE id = $1", args![id]).await?;
    Ok((touched == 1).then_some(id))
}

/// A record as far as keeping in touch goes: no more of it is known to the one who keeps in touch.
#[derive(Debug, Clone)]
pub struct Watched {
    /// The record.
    pub id: SecondmentId,
    /// Its number.
    pub number: String,
    /// The employer.
    pub home_organisation: OrganisationId,
    /// Who is away.
    pub secondee: PersonId,
    /// Their name.
    pub name: String,
    /// Their manager at home.
    pub home_manager: Option<PersonId>,
    /// Who keeps in touch.
    pub contact: Option<PersonId>,
    /// First and last day.
    pub stay: Period,
    /// Every how many days, before it tightens.
    pub cadence_days: i64,
    /// The last talk.
    pub talked: Option<NaiveDate>,
    /// Whether the person is at the host now.
    pub is_away: bool,
}

impl Watched {
    /// Where it stands.
    #[must_use]
    pub fn standing(&self, today: NaiveDate) -> ContactStanding {
        standing(self.cadence_days, self.stay, self.talked, today)
    }
}

const WATCHED: &str = "SELECT s.id, s.number, s.home_organisation_id, s.secondee_id, s.home_manager_id, s.starts_on, s.ends_on, s.workflow, s.presence, p.given_name, p.family_name, k.contact_id, k.cadence_days, (SELECT MAX(c.on_date) FROM contacts c WHERE c.secondment_id = s.id) AS talked_on FROM secondments s JOIN people p ON p.id = s.secondee_id LEFT JOIN contact_plans k ON k.secondment_id = s.id";

/// The person is at work at the host now: what [`Workflow::is_at_work`] says.
fn away(c: &mut Condition) -> String {
    let (states, there) = (c.values(at_work().map(Workflow::as_str)), c.value(Presence::AtHost.as_str()));
    format!("s.workflow IN ({states}) AND s.presence = {there} AND s.starts_on <= s.ends_on")
}

/// The states in which somebody at the host is at work.
fn at_work() -> impl Iterator<Item = Workflow> {
    Workflow::ALL.iter().copied().filter(|state| state.is_at_work(Presence::AtHost))
}

/// The first day, written as the index `secondments_home_start` has it.
const STARTS: &str = "COALESCE(s.starts_on, '9999-12-31')";

/// The person left before a day, a place of the statement, and nobody has talked with them since.
fn silent(since: &str) -> String {
    format!(
        "{STARTS} < {since}
           AND NOT EXISTS (SELECT 1 FROM contacts c WHERE c.secondment_id = s.id AND c.on_date >= {since})"
    )
}

fn watched(row: &Row) -> Result<Watched> {
    let (given, family): (String, String) = (row.get("given_name")?, row.get("family_name")?);
    let days: (Option<NaiveDate>, Option<NaiveDate>) = (row.get("starts_on")?, row.get("ends_on")?);
    let stay = days.0.zip(days.1).and_then(|(first, last)| Period::try_new(first, last).ok());
    let home_manager: Option<PersonId> = row.get("home_manager_id")?;
    let workflow = word(row, "workflow", Workflow::parse)?;
    let presence = word(row, "presence", Presence::parse)?;
    Ok(Watched {
        id: row.get("id")?,
        number: row.get("number")?,
        home_organisation: row.get("home_organisation_id")?,
        secondee: row.get("secondee_id")?,
        name: format!("{given} {family}"),
        contact: row.get::<Option<PersonId>>("contact_id")?.or(home_manager),
        home_manager,
        stay: stay.ok_or(Error::NotFound)?,
        cadence_days: row.get::<Option<i64>>("cadence_days")?.unwrap_or(UNTIL_AGREED),
        talked: row.get("talked_on")?,
        is_away: workflow.is_at_work(presence),
    })
}

/// A record that the caller holds as far as keeping in touch goes; none while its days are not known.
///
/// # Errors
/// When the database does not answer.
pub async fn of_record(cx: &mut Cx, record: &Record) -> Result<Option<Watched>> {
    let sql = format!("{WATCHED} WHERE s.id = $1 AND s.starts_on <= s.ends_on");
    cx.tx.one(&sql, args![record.secondment.id]).await?.as_ref().map(watched).transpose()
}

/// The record as the actor keeps in touch on it: as the secondee, the home manager, the one who is named, or the
/// mobility team.
///
/// # Errors
/// [`Error::NotFound`] alike for "not there" and "not theirs".
pub async fn load_mine(cx: &mut Cx, id: SecondmentId) -> Result<Watched> {
    let (mut c, today) = (Condition::default(), cx.today());
    let mut ways = vec![format!("k.contact_id = {}", c.value(cx.actor.person))];
    ways.push(c.own(&cx.actor, today, &[Role::Secondee, Role::HomeManager]));
    ways.extend(c.at_home(&cx.actor, &[Role::ProgrammeAdmin]));
    let id = c.value(id);
    let sql = format!(
        "{WATCHED} WHERE s.id = {id} AND s.starts_on IS NOT NULL AND s.ends_on IS NOT NULL AND ({})",
        ways.join(" OR ")
    );
    watched(&cx.tx.one(&sql, c.args).await?.ok_or(Error::NotFound)?)
}

/// Those away with whom the actor keeps in touch, as their home manager or because they were named.
///
/// # Errors
/// When the database does not answer.
pub async fn mine(cx: &mut Cx, most: i64) -> Result<Vec<Watched>> {
    let (mut c, today) = (Condition::default(), cx.today());
    let named = c.value(cx.actor.person);
    let manages = c.own(&cx.actor, today, &[Role::HomeManager]);
    let (away, limit) = (away(&mut c), c.value(most));
    // two short ways to the records instead of a look at everybody who is away
    let sql = format!(
        "{WATCHED} WHERE s.id IN (SELECT n.secondment_id FROM contact_plans n WHERE n.contact_id = {named}
           UNION SELECT s.id FROM secondments s WHERE {manages}) AND {away} ORDER BY s.ends_on, s.id LIMIT {limit}"
    );
    cx.tx.all(&sql, c.args).await?.iter().map(watched).collect()
}

/// Those of the actor's organisations, as their mobility team, with whom nobody has talked since a day.
///
/// # Errors
/// When the database does not answer.
pub async fn unheard(cx: &mut Cx, since: NaiveDate, most: i64) -> Result<Vec<Watched>> {
    let organisations = held(&cx.actor, &[Role::ProgrammeAdmin]);
    if organisations.is_empty() {
        return Ok(Vec::new());
    }
    let mut c = Condition::default();
    let (me, since, limit) = (c.value(cx.actor.person), c.value(since), c.value(most));
    // each part walks one index from the earliest start, until there are enough
    let (mut parts, silent) = (Vec::new(), silent(&since));
    for organisation in organisations {
        let organisation = c.value(organisation);
        parts.extend(at_work().map(|state| {
            let state = state.as_str();
            format!(
                "SELECT * FROM (SELECT s.id FROM secondments s
                   WHERE s.home_organisation_id = {organisation} AND s.workflow = '{state}'
                     AND s.secondee_id <> {me} AND s.presence = 'at_host' AND {silent}
                   ORDER BY {STARTS}, s.id LIMIT {limit}) AS p"
            )
        }));
    }
    let away = away(&mut c);
    let sql = format!(
        "{WATCHED} WHERE s.id IN ({}) AND {away} ORDER BY s.starts_on, s.id LIMIT {limit}",
        parts.join(" UNION ALL ")
    );
    cx.tx.all(&sql, c.args).await?.iter().map(watched).collect()
}

/// Those of all with whom nobody has talked since a day, for the product itself: after an id, in its order.
///
/// # Errors
/// When the database does not answer.
pub async fn quiet(cx: &mut Cx, since: NaiveDate, after: SecondmentId, most: i64) -> Result<Vec<Watched>> {
    let mut c = Condition::default();
    let (since, after, most) = (c.value(since), c.value(after), c.value(most));
    let (away, silent) = (away(&mut c), silent(&since));
    let sql = format!("{WATCHED} WHERE {away} AND {silent} AND s.id > {after} ORDER BY s.id LIMIT {most}");
    cx.tx.all(&sql, c.args).await?.iter().map(watched).collect()
}
