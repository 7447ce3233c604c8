//! Form, wording and particulars of a draft, with a key.

use serde::{Deserialize, Serialize};
use sojourn_kit::error::Result;
use sojourn_kit::web::{Body, Problem, Reply, Route};
use sojourn_papers::{Given, Head};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::actions;
use super::particulars::{AbroadInput, ParticularsInput, asked};
use super::picks::{FORMS, LEANS, PicksInput, can_be_added};
use super::sources::{Deviation, Origin, deviations, newer, origins};
use crate::app::App;
use crate::cx::Cx;
use crate::door::Door;
use crate::features::agreements::api::inside::{load, reloaded};
use crate::features::agreements::api::views::RecordAgreementView;
use crate::features::agreements::drafting::may_write;
use crate::features::agreements::model::{Agreement, Status};
use crate::features::clauses;
use crate::features::clauses::model::{is_of, parameter_words, wordings};
use crate::features::secondments::Record;

/// The operations of this part.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(show, choose))
        .routes(routes!(renew))
        .routes(routes!(particulars, fill_in))
}

/// A standard wording that a clause could have.
#[derive(Serialize, ToSchema)]
struct WordingOption {
    key: &'static str,
    label: String,
}

/// Where the words of one clause come from, and which others it could have.
#[derive(Serialize, ToSchema)]
struct WordedClause {
    number: u16,
    head: &'static str,
    title: String,
    source: Origin,
    /// The key that was chosen for this paper; empty for what is usual here.
    chosen: String,
    wordings: Vec<WordingOption>,
}

/// Form and wording of a draft.
#[derive(Serialize, ToSchema)]
struct DraftWordingView {
    /// Send it back with a change.
    revision: i64,
    /// What the agreement has to have, such as `external`.
    profile: serde_json::Value,
    /// `usual`, `full` or `short`.
    form: &'static str,
    /// `neutral`, `home` or `host`.
    lean: &'static str,
    clauses: Vec<WordedClause>,
    /// Codes of clauses that can be printed besides.
    can_be_added: Vec<&'static str>,
    /// Everything that differs from the standard.
    deviations: Vec<Deviation>,
    /// Codes of clauses that have newer words; for those who write the draft.
    newer: Vec<&'static str>,
}

async fn view(cx: &mut Cx, record: &Record, agreement: &Agreement) -> Result<DraftWordingView> {
    let paper = &agreement.paper;
    let choices = &paper.draft.choices;
    let mut fresh = Vec::new();
    if agreement.status == Status::Draft && may_write(record) {
        let house = clauses::usual(cx, record.secondment.home_organisation).await?;
        let heads = newer(paper, house)?.map(|newer| newer.heads).unwrap_or_default();
        fresh.extend(heads.into_iter().map(Head::code));
    }
    let worded = paper.draft.clauses.iter().zip(origins(paper)).map(|(clause, source)| WordedClause {
        number: clause.number,
        head: clause.head.code(),
        title: clause.title.clone(),
        source,
        chosen: paper.wording.picks.clauses.get(&clause.head).cloned().unwrap_or_default(),
        wordings: options(agreement, clause.head),
    });
    Ok(DraftWordingView {
        revision: agreement.version,
        profile: serde_json::json!(paper.profile()),
        form: FORMS.iter().find(|(_, form, ..)| *form == choices.form).map_or("usual", |(word, ..)| *word),
        lean: LEANS.iter().find(|(_, lean, _)| *lean == choices.lean).map_or("neutral", |(word, ..)| *word),
        clauses: worded.collect(),
        can_be_added: can_be_added(choices, &paper.facts).into_iter().map(Head::code).collect(),
        deviations: deviations(paper),
        newer: fresh,
    })
}

fn options(agreement: &Agreement, head: Head) -> Vec<WordingOption> {
    let scopes = agreement.paper.facts.scopes();
    let all = wordings(head).into_iter().filter(|one| !one.is_short && is_of(one, &scopes));
    all.map(|one| WordingOption { key: one.key, label: one.label }).collect()
}

/// Where the words of the newest version come from, what differs from the standard, and what can be chosen.
#[utoipa::path(get, path = "/secondments/{number}/agreement/wording", tag = "agreements",
    params(("number" = String, Path, description = "The number, such as SO-0312")),
    responses((status = 200, body = DraftWordingView), (status = 404, body = Problem)))]
async fn show(door: Door, Route(number): Route<String>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let loaded = load(&mut cx, &number).await?;
    let view = view(&mut cx, &loaded.record, &loaded.agreement).await?;
    cx.finish_json(&view).await
}

/// Drafts again in another form or other words; what was written by hand stays.
#[utoipa::path(put, path = "/secondments/{number}/agreement/wording", tag = "agreements", request_body = PicksInput,
    params(("number" = String, Path, description = "The number, such as SO-0312")),
    responses((status = 200, body = RecordAgreementView), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn choose(door: Door, Route(number): Route<String>, Body(input): Body<PicksInput>) -> Result<Reply> {
    let mut cx = door.write().await?;
    let loaded = load(&mut cx, &number).await?;
    actions::choose(&mut cx, &loaded.record, &input).await?;
    reloaded(cx, &number).await
}

/// The revision of the draft that was read.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RenewRequest {
    /// The revision.
    revision: i64,
}

/// Drafts again with the newest versions of the library and of the organisation’s own copies.
#[utoipa::path(post, path = "/secondments/{number}/agreement/wording/renewal", tag = "agreements",
    request_body = RenewRequest, params(("number" = String, Path, description = "The number, such as SO-0312")),
    responses((status = 200, body = RecordAgreementView), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem)))]
async fn renew(door: Door, Route(number): Route<String>, Body(input): Body<RenewRequest>) -> Result<Reply> {
    let mut cx = door.write().await?;
    let loaded = load(&mut cx, &number).await?;
    actions::renew(&mut cx, &loaded.record, input.revision).await?;
    reloaded(cx, &number).await
}

/// One thing that a clause asks for.
#[derive(Serialize, ToSchema)]
struct AskedView {
    /// The code of the clause or schedule.
    code: String,
    /// The name of the parameter.
    name: &'static str,
    label: &'static str,
    /// Type, unit, limits and default, in words.
    what: String,
    /// What was answered.
    #[schema(value_type = Option<Object>)]
    given: Option<Given>,
}

/// What the clauses of the draft ask for.
#[derive(Serialize, ToSchema)]
struct ParticularsView {
    /// Send it back with a change.
    revision: i64,
    asked: Vec<AskedView>,
    /// Present when a border is crossed.
    abroad: Option<AbroadInput>,
    contract_ends: Option<chrono::NaiveDate>,
}

/// What the clauses of the draft ask for besides the answers of the proposal.
#[utoipa::path(get, path = "/secondments/{number}/agreement/particulars", tag = "agreements",
    params(("number" = String, Path, description = "The number, such as SO-0312")),
    responses((status = 200, body = ParticularsView), (status = 404, body = Problem)))]
async fn particulars(door: Door, Route(number): Route<String>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let loaded = load(&mut cx, &number).await?;
    let more = &loaded.agreement.paper.facts.more;
    let asked = asked(&loaded.agreement.paper).into_iter().map(|one| AskedView {
        code: one.code,
        name: &one.parameter.name,
        label: &one.parameter.label,
        what: parameter_words(one.parameter),
        given: one.given,
    });
    let view = ParticularsView {
        revision: loaded.agreement.version,
        asked: asked.collect(),
        abroad: more.abroad.as_ref().map(AbroadInput::from),
        contract_ends: more.contract_ends,
    };
    cx.finish_json(&view).await
}

/// Answers what the clauses ask for, all of it, and fills it in where nobody changed the clause by hand.
#[utoipa::path(put, path = "/secondments/{number}/agreement/particulars", tag = "agreements",
    request_body = ParticularsInput, params(("number" = String, Path, description = "The number, such as SO-0312")),
    responses((status = 200, body = RecordAgreementView), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn fill_in(
    door: Door,
    Route(number): Route<String>,
    Body(input): Body<ParticularsInput>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    let loaded = load(&mut cx, &number).await?;
    actions::fill_in(&mut cx, &loaded.record, &input).await?;
    reloaded(cx, &number).await
}
