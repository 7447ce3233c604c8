//! Passing a signature on, as JSON.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Body, Problem, Reply, Route};
use utoipa::ToSchema;

use super::{Pass, PassInput, actions, store};
use crate::cx::Cx;
use crate::door::{Door, Guest};
use crate::features::agreements::api::inside::{load, reloaded};
use crate::features::agreements::api::outside::proven;
use crate::features::agreements::api::views::RecordAgreementView;
use crate::features::agreements::model::{Agreement, SignatoryId};
use crate::features::agreements::signing::act;
use crate::features::secondments::{Party, Record};

/// A signature that was passed on.
#[derive(Debug, Serialize, ToSchema)]
pub struct PassView {
    /// Which signature.
    pub signatory: SignatoryId,
    /// Who passed it on.
    pub from: String,
    /// Who signs instead.
    pub to: String,
    /// When.
    pub at: DateTime<Utc>,
    /// When mobility took it back.
    pub recalled_at: Option<DateTime<Utc>>,
    /// Why; for mobility and whoever passed it on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// The passes of a version, as the reader sees them.
///
/// # Errors
/// When the database does not answer.
pub async fn of(cx: &mut Cx, record: &Record, agreement: &Agreement) -> Result<Vec<PassView>> {
    let is_desk = record.standing.is(Party::ProgrammeAdmin) || record.standing.is(Party::HomeHr);
    let me = cx.actor.person;
    let view = |pass: Pass| PassView {
        signatory: pass.signatory,
        reason: (is_desk || pass.from == me).then_some(pass.reason),
        from: pass.from_name,
        to: pass.to_name,
        at: pass.at,
        recalled_at: pass.recalled_at,
    };
    Ok(store::of_agreement(cx, agreement.id).await?.into_iter().map(view).collect())
}

/// Passes the caller’s signature to somebody else who may sign for that side; they are asked at once.
#[utoipa::path(post, path = "/secondments/{number}/agreement/passes", tag = "agreements", request_body = PassInput,
    params(("number" = String, Path, description = "The number, such as SO-0312")),
    responses((status = 200, body = RecordAgreementView), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
pub async fn pass(door: Door, Route(number): Route<String>, Body(input): Body<PassInput>) -> Result<Reply> {
    let mut cx = door.write().await?;
    let loaded = load(&mut cx, &number).await?;
    let own = act::own(&loaded.signatories, cx.actor.person).ok_or(Error::Forbidden)?.clone();
    actions::pass(&mut cx, &loaded.record, &own, &input).await?;
    reloaded(cx, &number).await
}

/// Takes the last pass of the open signature back; whoever passed it on is asked again.
#[utoipa::path(post, path = "/secondments/{number}/agreement/passes/recall", tag = "agreements",
    params(("number" = String, Path, description = "The number, such as SO-0312")),
    responses((status = 200, body = RecordAgreementView), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub async fn recall(door: Door, Route(number): Route<String>) -> Result<Reply> {
    let mut cx = door.write().await?;
    let loaded = load(&mut cx, &number).await?;
    actions::recall(&mut cx, &loaded.record).await?;
    reloaded(cx, &number).await
}

/// Whom to pass a signature to, from a signer without an account.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OutsidePassRequest {
    /// What `POST …/codes` answered with.
    pub session: String,
    /// The six digits from the email, if they were not entered before.
    #[serde(default)]
    pub code: String,
    /// The full name of the person.
    pub name: String,
    /// Their email address.
    pub email: String,
    /// What they do.
    pub job_title: String,
    /// Why they sign instead.
    pub reason: String,
}

/// What became of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Passed {
    /// Who is asked now.
    pub to: String,
}

/// Passes the signature to somebody else of the same organisation; the caller’s link stops working.
#[utoipa::path(post, path = "/signing/{token}/pass", tag = "agreements", request_body = OutsidePassRequest,
    params(("token" = String, Path, description = "The token of the private link")),
    responses((status = 200, body = Passed), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
pub async fn pass_outside(
    guest: Guest,
    Route(token): Route<String>,
    Body(input): Body<OutsidePassRequest>,
) -> Result<Reply> {
    let words =
        PassInput { name: input.name, email: input.email, job_title: input.job_title, reason: input.reason };
    // words first: a wrong word must not cost a try
    words.check(true)?;
    let (request, _) = proven(&guest, &token, &input.session, &input.code).await?;
    let mut cx = guest.write_as(request.actor.clone()).await?;
    let next = actions::pass(&mut cx, &request.record, &request.signatory, &words).await?;
    cx.finish_json(&Passed { to: next.name }).await
}
