//! The JSON operations of invitations.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use sojourn_kit::error::Result;
use sojourn_kit::web::{Body, Problem, Reply as Answer, Route, Search};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::model::{
    DeclineInput, Invitation, InviteInput, Invitee, InviteeId, Manner, Payer, Reply, Status, Talk, TalkInput,
};
use super::pages::wanted;
use super::{actions, store};
use crate::app::App;
use crate::cx::Cx;
use crate::door::Door;

/// The operations of this feature.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, invite))
        .routes(routes!(one))
        .routes(routes!(accept))
        .routes(routes!(decline))
        .routes(routes!(talk))
        .routes(routes!(withdraw))
}

/// What somebody looks for in the list.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ListQuery {
    /// Only these, such as `open`.
    #[serde(default)]
    pub status: Option<String>,
    /// Only what was written before this one: the next page.
    #[serde(default)]
    pub before: Option<String>,
}

/// One person who is asked, as far as the caller reads it.
#[derive(Serialize, ToSchema)]
struct InviteeView {
    id: InviteeId,
    name: String,
    job_title: String,
    /// Why them.
    why: String,
    reply: Reply,
    /// Why not.
    reason: String,
    answered_at: Option<DateTime<Utc>>,
    /// Questions and answers, in order.
    talk: Vec<Talk>,
    /// The number of the record that came of it.
    secondment: Option<String>,
}

/// An invitation with those of the invited that the caller reads about.
#[derive(Serialize, ToSchema)]
struct InvitationView {
    number: String,
    version: i64,
    manner: Manner,
    title: String,
    purpose: String,
    place: String,
    starts_on: NaiveDate,
    ends_on: NaiveDate,
    /// Share of working time, in ten-thousandths.
    fte_bp: i64,
    payer: Payer,
    answer_by: NaiveDate,
    status: Status,
    people: Vec<InviteeView>,
}

/// A page of the list.
#[derive(Serialize, ToSchema)]
struct InvitationsView {
    data: Vec<InvitationView>,
    /// Give it as `before` for the next page; absent on the last one.
    next: Option<String>,
}

/// A yes in the caller's own name.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct AcceptInput {
    /// The caller wants this to be prepared, knowing that their home manager decides.
    consent: bool,
}

async fn view(cx: &mut Cx, i: Invitation, invitees: Vec<Invitee>) -> Result<InvitationView> {
    let mut people = Vec::new();
    for invitee in invitees {
        let talk = store::talks(cx, &invitee).await?;
        let secondment = match invitee.secondment {
            Some(id) => store::record_number(cx, id).await?,
            None => None,
        };
        people.push(InviteeView {
            id: invitee.id,
            name: invitee.name,
            job_title: invitee.job_title,
            why: invitee.why,
            reply: invitee.reply,
            reason: invitee.reason,
            answered_at: invitee.answered_at,
            talk,
            secondment,
        });
    }
    Ok(InvitationView {
        number: i.number,
        version: i.version,
        manner: i.manner,
        title: i.title,
        purpose: i.purpose,
        place: i.place,
        starts_on: i.starts_on,
        ends_on: i.ends_on,
        fte_bp: i.fte_bp,
        payer: i.payer,
        answer_by: i.answer_by,
        status: i.status,
        people,
    })
}

async fn answered(mut cx: Cx, number: &str) -> Result<Answer> {
    let (invitation, invitees, _) = store::load(&mut cx, number).await?;
    let view = view(&mut cx, invitation, invitees).await?;
    cx.finish_json(&view).await
}

/// The invitations that the caller reads, the newest first.
#[utoipa::path(get, path = "/invitations", tag = "invitations", params(ListQuery),
    responses((status = 200, body = InvitationsView), (status = 422, body = Problem)))]
async fn list(door: Door, Search(query): Search<ListQuery>) -> Result<Answer> {
    let mut cx = door.read().await?;
    let (lines, has_more) = store::page(&mut cx, &wanted(&query)?, 50).await?;
    let next = lines.last().filter(|_| has_more).map(|line| line.invitation.id.to_string());
    let mut data = Vec::new();
    for line in lines {
        data.push(view(&mut cx, line.invitation, line.people).await?);
    }
    cx.finish_json(&InvitationsView { data, next }).await
}

/// Asks one or several named people.
#[utoipa::path(post, path = "/invitations", tag = "invitations", request_body = InviteInput,
    responses((status = 200, body = InvitationView), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn invite(door: Door, Body(input): Body<InviteInput>) -> Result<Answer> {
    let mut cx = door.write().await?;
    let invitation = actions::invite(&mut cx, input).await?;
    answered(cx, &invitation.number).await
}

/// One invitation.
#[utoipa::path(get, path = "/invitations/{invitation}", tag = "invitations",
    params(("invitation" = String, Path, description = "IN-0007")),
    responses((status = 200, body = InvitationView), (status = 404, body = Problem)))]
async fn one(door: Door, Route(number): Route<String>) -> Result<Answer> {
    let cx = door.read().await?;
    answered(cx, &number).await
}

/// Says yes, in the caller's own name.
#[utoipa::path(post, path = "/invitations/{invitation}/acceptance", tag = "invitations", request_body = AcceptInput,
    params(("invitation" = String, Path, description = "IN-0007")),
    responses((status = 200, body = InvitationView), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
async fn accept(door: Door, Route(number): Route<String>, Body(input): Body<AcceptInput>) -> Result<Answer> {
    let mut cx = door.write().await?;
    actions::accept(&mut cx, &number, input.consent).await?;
    answered(cx, &number).await
}

/// Says no, with a reason.
#[utoipa::path(post, path = "/invitations/{invitation}/refusal", tag = "invitations", request_body = DeclineInput,
    params(("invitation" = String, Path, description = "IN-0007")),
    responses((status = 200, body = InvitationView), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
async fn decline(
    door: Door,
    Route(number): Route<String>,
    Body(input): Body<DeclineInput>,
) -> Result<Answer> {
    let mut cx = door.write().await?;
    actions::decline(&mut cx, &number, &input).await?;
    answered(cx, &number).await
}

/// Writes a question or an answer.
#[utoipa::path(post, path = "/invitations/{invitation}/talk", tag = "invitations", request_body = TalkInput,
    params(("invitation" = String, Path, description = "IN-0007")),
    responses((status = 200, body = InvitationView), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
async fn talk(door: Door, Route(number): Route<String>, Body(input): Body<TalkInput>) -> Result<Answer> {
    let mut cx = door.write().await?;
    actions::talk(&mut cx, &number, &input).await?;
    answered(cx, &number).await
}

/// Takes it back before anybody said yes.
#[utoipa::path(post, path = "/invitations/{invitation}/withdrawal", tag = "invitations",
    params(("invitation" = String, Path, description = "IN-0007")),
    responses((status = 200, body = InvitationView), (status = 404, body = Problem), (status = 409, body = Problem)))]
async fn withdraw(door: Door, Route(number): Route<String>) -> Result<Answer> {
    let mut cx = door.write().await?;
    actions::withdraw(&mut cx, &number).await?;
    answered(cx, &number).await
}
