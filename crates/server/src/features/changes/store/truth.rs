//! What the facts say about people and last days.

use chrono::{DateTime, NaiveDate, Utc};
use sojourn_kit::args;
use sojourn_kit::error::Result;
use uuid::Uuid;

use crate::actor::PersonId;
use crate::cx::Cx;
use crate::features::secondments::SecondmentId;

/// The last day of somebody who left their organisation.
///
/// # Errors
/// When the database does not answer.
pub async fn left_on(cx: &mut Cx, person: PersonId) -> Result<Option<NaiveDate>> {
    let sql = "SELECT left_on FROM people WHERE id = $1 AND status = 'left'";
    cx.tx.one(sql, args![person]).await?.map_or(Ok(None), |row| row.get("left_on"))
}

/// Who manages somebody according to the directory, and since when it says so at the latest.
///
/// # Errors
/// When the database does not answer.
pub async fn manager_of(cx: &mut Cx, person: PersonId) -> Result<Option<(PersonId, NaiveDate)>> {
    let sql = "SELECT manager_id, updated_at FROM people WHERE id = $1 AND manager_id IS NOT NULL";
    let Some(row) = cx.tx.one(sql, args![person]).await? else { return Ok(None) };
    let changed: DateTime<Utc> = row.get("updated_at")?;
    Ok(Some((row.get("manager_id")?, changed.date_naive())))
}

/// Records under way whose last day has passed and whose person is not back, in the order of their ids.
///
/// # Errors
/// When the database does not answer.
pub async fn past_their_end(
    cx: &mut Cx,
    today: NaiveDate,
    after: SecondmentId,
    most: i64,
) -> Result<Vec<SecondmentId>> {
    let sql =
        "SELECT id FROM secondments WHERE workflow IN ('active', 'paused', 'notice_given') AND ends_on < $1
               AND id > $2 ORDER BY id LIMIT $3";
    let rows = cx.tx.all(sql, args![today, after, most]).await?;
    rows.iter().map(|row| Ok(SecondmentId(row.get::<Uuid>("id")?))).collect()
}

/// Whether what the person comes back to was settled after it was at risk: the newest word about the post is that it
/// stands, or that another was agreed.
///
/// # Errors
/// When the database does not answer.
pub async fn post_is_settled(cx: &mut Cx, id: SecondmentId) -> Result<bool> {
    let sql = "SELECT COUNT(*) AS n FROM return_posts t WHERE t.secondment_id = $1
                 AND t.number = (SELECT MAX(n.number) FROM return_posts n WHERE n.secondment_id = $1)
                 AND (t.status = 'held' OR (t.status = 'alternative' AND t.accepted = $2))";
    Ok(cx.tx.count(sql, args![id, true]).await? > 0)
}
