//! The skills of an opportunity and those who decide about it.

use std::collections::HashMap;

use sojourn_kit::args;
use sojourn_kit::db::Row;
use sojourn_kit::error::Result;

use super::{COLUMNS, JOINS, opportunity};
use crate::actor::{OrganisationId, PersonId};
use crate::cx::Cx;
use crate::features::opportunities::model::{Asked, Opportunity, OpportunityId, OpportunityInput, SkillSort};
use crate::features::secondments::list::Condition;
use crate::features::secondments::store::word;
use crate::features::skills::model::word as fold;

/// The skills of one opportunity.
///
/// # Errors
/// When the database does not answer.
pub async fn asked(cx: &mut Cx, id: OpportunityId) -> Result<Vec<Asked>> {
    let sql =
        "SELECT sort, word, name FROM opportunity_skills WHERE opportunity_id = $1 ORDER BY sort, position";
    cx.tx.all(sql, args![id]).await?.iter().map(one).collect()
}

fn one(row: &Row) -> Result<Asked> {
    Ok(Asked { sort: word(row, "sort", SkillSort::parse)?, name: row.get("name")?, word: row.get("word")? })
}

/// The skills of several opportunities.
///
/// # Errors
/// When the database does not answer.
pub async fn asked_of(
    cx: &mut Cx,
    ids: impl IntoIterator<Item = OpportunityId>,
) -> Result<HashMap<OpportunityId, Vec<Asked>>> {
    let mut c = Condition::default();
    let list = c.values(ids);
    let mut found: HashMap<OpportunityId, Vec<Asked>> = HashMap::new();
    if list.is_empty() {
        return Ok(found);
    }
    let sql = format!(
        "SELECT opportunity_id, sort, word, name FROM opportunity_skills WHERE opportunity_id IN ({list})
         ORDER BY opportunity_id, sort, position"
    );
    for row in cx.tx.all(&sql, c.args).await? {
        found.entry(row.get("opportunity_id")?).or_default().push(one(&row)?);
    }
    Ok(found)
}

/// Writes the skills of a draft anew.
///
/// # Errors
/// When the database refuses.
pub async fn save_skills(cx: &mut Cx, id: OpportunityId, input: &OpportunityInput) -> Result<()> {
    cx.tx.run("DELETE FROM opportunity_skills WHERE opportunity_id = $1", args![id]).await?;
    let sql = "INSERT INTO opportunity_skills (opportunity_id, sort, word, name, position) VALUES ($1, $2, $3, $4, $5)
               ON CONFLICT (opportunity_id, sort, word) DO NOTHING";
    for sort in SkillSort::ALL {
        for (name, position) in input.skills(*sort).iter().zip(0_i64..) {
            let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
            cx.tx.run(sql, args![id, sort.as_str(), fold(&name), &name, position]).await?;
        }
    }
    Ok(())
}

/// Whether the person decides together with the author.
///
/// # Errors
/// When the database does not answer.
pub async fn is_on_panel(cx: &mut Cx, id: OpportunityId, person: PersonId) -> Result<bool> {
    let sql = "SELECT person_id FROM opportunity_panel WHERE opportunity_id = $1 AND person_id = $2";
    Ok(cx.tx.one(sql, args![id, person]).await?.is_some())
}

/// Who decides together with the author: id, name and address.
///
/// # Errors
/// When the database does not answer.
pub async fn panel(cx: &mut Cx, id: OpportunityId) -> Result<Vec<(PersonId, String, String)>> {
    let sql = "SELECT p.id, p.given_name, p.family_name, COALESCE(p.email, '') AS email
               FROM opportunity_panel m JOIN people p ON p.id = m.person_id WHERE m.opportunity_id = $1 ORDER BY p.search";
    let rows = cx.tx.all(sql, args![id]).await?;
    rows.iter()
        .map(|row| {
            let (given, family): (String, String) = (row.get("given_name")?, row.get("family_name")?);
            Ok((row.get("id")?, format!("{given} {family}"), row.get("email")?))
        })
        .collect()
}

/// Writes the panel of a draft anew.
///
/// # Errors
/// When the database refuses.
pub async fn save_panel(cx: &mut Cx, id: OpportunityId, people: &[PersonId]) -> Result<()> {
    cx.tx.run("DELETE FROM opportunity_panel WHERE opportunity_id = $1", args![id]).await?;
    let sql = "INSERT INTO opportunity_panel (opportunity_id, person_id) VALUES ($1, $2)
               ON CONFLICT (opportunity_id, person_id) DO NOTHING";
    for person in people {
        cx.tx.run(sql, args![id, *person]).await?;
    }
    Ok(())
}

/// Who approves what the organisation posts: its mobility managers and HR today.
///
/// # Errors
/// When the database does not answer.
pub async fn desk_of(cx: &mut Cx, organisation: OrganisationId) -> Result<Vec<PersonId>> {
    let sql = "SELECT DISTINCT person_id FROM roles WHERE organisation_id = $1 AND secondment_id IS NULL
               AND role IN ('programme_admin', 'hr') AND from_date <= $2 AND (to_date IS NULL OR to_date >= $2)";
    let rows = cx.tx.all(sql, args![organisation, cx.today()]).await?;
    rows.iter().map(|row| row.get("person_id")).collect()
}

/// Whether the actor has an application for it, sent or not.
///
/// # Errors
/// When the database does not answer.
pub async fn has_application(cx: &mut Cx, id: OpportunityId) -> Result<bool> {
    let sql =
        "SELECT id FROM applications WHERE opportunity_id = $1 AND person_id = $2 AND state <> 'withdrawn'";
    Ok(cx.tx.one(sql, args![id, cx.actor.person]).await?.is_some())
}

/// What the actor applied for, the latest first, with the state of the application as stored.
///
/// # Errors
/// When the database does not answer.
pub async fn applied(cx: &mut Cx) -> Result<Vec<(Opportunity, String)>> {
    let sql = format!(
        "SELECT {COLUMNS}, a.state AS mine FROM applications a JOIN opportunities o ON o.id = a.opportunity_id {JOINS}
         WHERE a.person_id = $1 ORDER BY a.updated_at DESC, a.id DESC LIMIT 60"
    );
    let rows = cx.tx.all(&sql, args![cx.actor.person]).await?;
    rows.iter().map(|row| Ok((opportunity(row)?, row.get("mine")?))).collect()
}
