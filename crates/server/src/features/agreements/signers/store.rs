//! Every SQL statement for choosing who signs a draft.

use sojourn_kit::args;
use sojourn_kit::error::{Error, Result};

use crate::cx::Cx;
use crate::features::agreements::model::Signatory;

/// Writes who signs for a side. Somebody else’s change in between is refused.
///
/// # Errors
/// [`Error::Stale`] when the stored version is another one or they were asked to sign already.
pub(super) async fn choose(cx: &mut Cx, s: &mut Signatory) -> Result<()> {
    let sql = "UPDATE signatories SET person_id = $3, name = $4, email = $5, has_account = $6, capacity = $7,
               version = version + 1 WHERE id = $1 AND version = $2 AND status = 'waiting'";
    let values = args![s.id, s.version, s.person, &s.name, &s.email, s.has_account, &s.capacity];
    if cx.tx.run(sql, values).await? == 0 {
        return Err(Error::Stale);
    }
    s.version += 1;
    Ok(())
}
