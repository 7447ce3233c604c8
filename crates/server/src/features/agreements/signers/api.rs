//! Choosing who signs, as JSON.

use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Body, Problem, Reply, Route};

use super::actions::{self, SignerInput};
use crate::door::Door;
use crate::features::agreements::api::inside::{load, reloaded};
use crate::features::agreements::api::views::RecordAgreementView;
use crate::features::agreements::model::side_of;

/// Says who signs the draft for home or the host, and whether they are a relative of the secondee.
#[utoipa::path(put, path = "/secondments/{number}/agreement/signers/{side}", tag = "agreements",
    request_body = SignerInput,
    params(("number" = String, Path, description = "The number, such as SO-0312"),
        ("side" = String, Path, description = "`home` or `host`")),
    responses((status = 200, body = RecordAgreementView), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn choose(
    door: Door,
    Route((number, side)): Route<(String, String)>,
    Body(input): Body<SignerInput>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    let loaded = load(&mut cx, &number).await?;
    let side = side_of(&side).ok_or(Error::NotFound)?;
    actions::choose(&mut cx, &loaded.record, side, &input).await?;
    reloaded(cx, &number).await
}
