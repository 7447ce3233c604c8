//! Who writes a draft together, and who wrote which part last.

use std::collections::BTreeMap;

use sojourn_kit::args;
use sojourn_kit::db::Row;
use sojourn_kit::error::Result;

use crate::actor::PersonId;
use crate::cx::Cx;
use crate::features::proposals::model::{Edited, Step, Writer, WriterSide};
use crate::features::secondments::store::word;
use crate::features::secondments::{Secondment, SecondmentId};

/// Those who were invited and still are who they were invited as: whoever is no longer the manager writes no more.
///
/// # Errors
/// When the database does not answer.
pub async fn writers(cx: &mut Cx, s: &Secondment) -> Result<Vec<Writer>> {
    let sql = "SELECT w.side, w.person_id, p.given_name, p.family_name FROM proposal_writers w
               JOIN people p ON p.id = w.person_id WHERE w.secondment_id = $1 ORDER BY w.side";
    let rows = cx.tx.all(sql, args![s.id]).await?;
    let mut writers = Vec::new();
    for row in &rows {
        let writer = Writer {
            side: word(row, "side", WriterSide::parse)?,
            person: row.get("person_id")?,
            name: name(row)?,
        };
        let still = match writer.side {
            WriterSide::Home => s.home_manager,
            WriterSide::Host => s.host_manager,
        };
        if still == Some(writer.person) {
            writers.push(writer);
        }
    }
    Ok(writers)
}

/// Invites somebody for a side; whoever was invited for it before is not any more.
///
/// # Errors
/// When the database refuses.
pub async fn invite(cx: &mut Cx, s: &Secondment, side: WriterSide, person: PersonId) -> Result<()> {
    let sql = "INSERT INTO proposal_writers (secondment_id, side, person_id, invited_by, invited_at) VALUES ($1, $2, $3, $4, $5)
               ON CONFLICT (secondment_id, side) DO UPDATE SET person_id = $3, invited_by = $4, invited_at = $5";
    let values = args![s.id, side.as_str(), person, cx.actor.person, cx.now()];
    cx.tx.run(sql, values).await.map(drop)
}

/// Ends the invitation of a side; answers whether there was one.
///
/// # Errors
/// When the database refuses.
pub async fn uninvite(cx: &mut Cx, s: &Secondment, side: WriterSide) -> Result<bool> {
    let sql = "DELETE FROM proposal_writers WHERE secondment_id = $1 AND side = $2";
    Ok(cx.tx.run(sql, args![s.id, side.as_str()]).await? > 0)
}

/// Notes that the actor wrote a part.
///
/// # Errors
/// When the database refuses.
pub async fn touch(cx: &mut Cx, id: SecondmentId, step: Step) -> Result<()> {
    let sql = "INSERT INTO proposal_sections (secondment_id, section, version, edited_by, edited_at) VALUES ($1, $2, 1, $3, $4)
               ON CONFLICT (secondment_id, section) DO UPDATE SET version = proposal_sections.version + 1, edited_by = $3,
                 edited_at = $4";
    cx.tx.run(sql, args![id, step.slug(), cx.actor.person, cx.now()]).await.map(drop)
}

/// Who wrote each part last.
///
/// # Errors
/// When the database does not answer.
pub async fn sections(cx: &mut Cx, id: SecondmentId) -> Result<BTreeMap<Step, Edited>> {
    let sql = "SELECT e.section, e.version, e.edited_at, p.given_name, p.family_name FROM proposal_sections e
               JOIN people p ON p.id = e.edited_by WHERE e.secondment_id = $1";
    let mut sections = BTreeMap::new();
    for row in cx.tx.all(sql, args![id]).await? {
        let slug: String = row.get("section")?;
        let step = Step::ALL.into_iter().find(|step| step.slug() == slug);
        let edited = Edited { version: row.get("version")?, by: name(&row)?, at: row.get("edited_at")? };
        sections.extend(step.map(|step| (step, edited)));
    }
    Ok(sections)
}

/// The drafts that the actor was invited to write: number, title, and whose they are.
///
/// # Errors
/// When the database does not answer.
pub async fn drafts_with_actor(cx: &mut Cx) -> Result<Vec<(String, String, String)>> {
    let sql = "SELECT s.number, s.title, p.given_name, p.family_name FROM proposal_writers w
               JOIN secondments s ON s.id = w.secondment_id JOIN people p ON p.id = s.secondee_id
               WHERE w.person_id = $1 AND s.workflow = 'idea'
                 AND ((w.side = 'home' AND s.home_manager_id = $1) OR (w.side = 'host' AND s.host_manager_id = $1))
               ORDER BY w.invited_at, s.number LIMIT 10";
    let rows = cx.tx.all(sql, args![cx.actor.person]).await?;
    rows.iter().map(|row| Ok((row.get("number")?, row.get("title")?, name(row)?))).collect()
}

fn name(row: &Row) -> Result<String> {
    Ok(format!("{} {}", row.get::<String>("given_name")?, row.get::<String>("family_name")?))
}
