//! Every SQL statement for reminding those who sign.

use chrono::NaiveTime;
use sojourn_kit::args;
use sojourn_kit::error::Result;

use crate::cx::Cx;
use crate::features::agreements::model::SignatoryId;

/// Notes that they are reminded now; false when they were reminded today already, however many ask at once.
///
/// # Errors
/// When the database refuses.
pub(super) async fn note(cx: &mut Cx, id: SignatoryId) -> Result<bool> {
    let began = cx.today().and_time(NaiveTime::MIN).and_utc();
    let sql =
        "UPDATE signatories SET reminded_at = $2 WHERE id = $1 AND (reminded_at IS NULL OR reminded_at < $3)";
    Ok(cx.tx.run(sql, args![id, cx.now(), began]).await? == 1)
}
