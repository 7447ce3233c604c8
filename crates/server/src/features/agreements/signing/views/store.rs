//! Every SQL statement for views.

use sojourn_kit::args;
use sojourn_kit::error::Result;

use super::Views;
use crate::actor::PersonId;
use crate::cx::Cx;
use crate::features::agreements::model::{AgreementId, SignatoryId};

pub(super) async fn load(cx: &mut Cx, signatory: SignatoryId, person: PersonId) -> Result<Option<Views>> {
    let sql =
        "SELECT times, first_at, last_at FROM agreement_views WHERE signatory_id = $1 AND person_id = $2";
    let row = cx.tx.one(sql, args![signatory, person]).await?;
    row.map(|row| {
        Ok(Views { times: row.get("times")?, first_at: row.get("first_at")?, last_at: row.get("last_at")? })
    })
    .transpose()
}

/// The signature that the person still owes to the text of a record that is out for signature.
pub(super) async fn open_on(cx: &mut Cx, number: &str, person: PersonId) -> Result<Option<SignatoryId>> {
    let sql = "SELECT g.id FROM signatories g JOIN agreements a ON a.id = g.agreement_id
               JOIN secondments s ON s.id = a.secondment_id
               WHERE s.number = $1 AND g.person_id = $2 AND g.status IN ('waiting', 'asked')
                 AND a.status IN ('issued', 'partly_signed') ORDER BY a.number DESC, g.position LIMIT 1";
    cx.tx.one(sql, args![number, person]).await?.map(|row| row.get("id")).transpose()
}

/// The signature that the person still owes to this version.
pub(super) async fn open_in(
    cx: &mut Cx,
    agreement: AgreementId,
    person: PersonId,
) -> Result<Option<SignatoryId>> {
    let sql = "SELECT id FROM signatories WHERE agreement_id = $1 AND person_id = $2
               AND status IN ('waiting', 'asked') ORDER BY position LIMIT 1";
    cx.tx.one(sql, args![agreement, person]).await?.map(|row| row.get("id")).transpose()
}

pub(super) async fn add(cx: &mut Cx, signatory: SignatoryId) -> Result<()> {
    let sql = "INSERT INTO agreement_views (signatory_id, person_id, times, first_at, last_at)
               VALUES ($1, $2, 1, $3, $3)
               ON CONFLICT (signatory_id, person_id)
               DO UPDATE SET times = agreement_views.times + 1, last_at = EXCLUDED.last_at";
    cx.tx.run(sql, args![signatory, cx.actor.person, cx.now()]).await.map(drop)
}
