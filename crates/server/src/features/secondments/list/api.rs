//! The list and one record as JSON.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use sojourn_kit::error::Result;
use sojourn_kit::web::{Problem, Reply, Route, Search};
use utoipa::ToSchema;

use super::model::{Line, ListQuery, Page};
use super::store;
use crate::cx::Cx;
use crate::door::Door;
use crate::features::secondments::api::RecordView;
use crate::features::secondments::deputies;
use crate::features::secondments::lifecycle::Action;
use crate::features::secondments::model::{Kind, Paper, Presence, Scope, SecondmentId, Workflow};
use crate::features::secondments::store as records;

/// A page of the list.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SecondmentListView)]
pub struct ListView {
    /// The records, the one that changed last first.
    pub data: Vec<LineView>,
    /// Give it as `before` for the next page; absent on the last one.
    pub next: Option<String>,
}

/// A record in the list.
#[derive(Debug, Serialize, ToSchema)]
pub struct LineView {
    /// The stable id.
    pub id: SecondmentId,
    /// The number that people say.
    pub number: String,
    /// Grows with each change.
    pub version: i64,
    /// What was decided.
    pub workflow: Workflow,
    /// What was signed.
    pub paper: Paper,
    /// Where the person is.
    pub presence: Presence,
    /// The type.
    pub kind: Kind,
    /// Same employer or another.
    pub scope: Scope,
    /// What the person will be there.
    pub title: String,
    /// The person who goes.
    pub secondee_name: String,
    /// The home organisation.
    pub home_organisation_name: String,
    /// The home unit.
    pub home_unit_name: Option<String>,
    /// The host organisation.
    pub host_organisation_name: Option<String>,
    /// The host unit.
    pub host_unit_name: Option<String>,
    /// First day.
    pub starts_on: Option<NaiveDate>,
    /// Last day, counted in.
    pub ends_on: Option<NaiveDate>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
    /// What the caller may do now.
    pub allowed_actions: Vec<Action>,
}

impl LineView {
    async fn of(cx: &mut Cx, line: Line) -> Result<Self> {
        let allowed_actions = deputies::allowed(cx, &line.record).await?;
        let s = line.record.secondment;
        Ok(Self {
            id: s.id,
            number: s.number,
            version: s.version,
            workflow: s.workflow,
            paper: s.paper,
            presence: s.presence,
            kind: s.kind,
            scope: s.scope,
            title: s.title,
            secondee_name: line.person,
            home_organisation_name: line.home_organisation,
            home_unit_name: line.home_unit,
            host_organisation_name: line.host_organisation,
            host_unit_name: line.host_unit,
            starts_on: s.starts_on,
            ends_on: s.ends_on,
            updated_at: s.updated_at,
            allowed_actions,
        })
    }
}

/// The records that the caller sees.
#[utoipa::path(get, path = "/secondments", tag = "secondments", params(ListQuery),
    responses((status = 200, body = ListView), (status = 401, body = Problem), (status = 422, body = Problem)))]
pub async fn list(door: Door, Search(query): Search<ListQuery>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let most = usize::from(query.limit.unwrap_or(25).clamp(1, 100));
    let wanted = query.check()?;
    let (lines, has_more) = store::page(&mut cx, &wanted, most).await?;
    let has_older = has_more || matches!(wanted.page, Page::After(_));
    let next = lines.last().filter(|_| has_older).map(|line| line.cursor().text());
    let mut data = Vec::with_capacity(lines.len());
    for line in lines {
        data.push(LineView::of(&mut cx, line).await?);
    }
    let view = ListView { data, next };
    Ok(Reply::json(axum::http::StatusCode::OK, &view))
}

/// One record.
#[utoipa::path(get, path = "/secondments/{number}", tag = "secondments",
    params(("number" = String, Path, description = "The number, such as SO-0312")),
    responses((status = 200, body = RecordView), (status = 401, body = Problem), (status = 404, body = Problem)))]
pub async fn one(door: Door, Route(number): Route<String>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let record = records::load(&mut cx, &number).await?;
    let view = RecordView::of(&mut cx, &record).await?;
    Ok(Reply::json(axum::http::StatusCode::OK, &view))
}
