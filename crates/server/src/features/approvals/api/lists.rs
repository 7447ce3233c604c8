//! What waits for the caller, and what they decided.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use sojourn_kit::error::Result;
use sojourn_kit::web::{Problem, Reply, Search};
use utoipa::ToSchema;

use super::super::model::{Kind, Line, ListQuery};
use super::super::store;
use crate::door::Door;

/// A line of the list.
#[derive(Serialize, ToSchema)]
pub struct ApprovalLine {
    /// Where it is decided: a release, a step of a route, or an appeal.
    kind: Kind,
    /// The number of the record.
    number: String,
    /// The person who goes.
    person_name: String,
    /// What they will be there.
    title: String,
    /// As what: a role, or `unit_head`; absent for releases and appeals.
    #[serde(skip_serializing_if = "String::is_empty")]
    asked_as: String,
    /// Why it is asked.
    #[serde(skip_serializing_if = "String::is_empty")]
    reason: String,
    /// Since when it waits, or when it was decided.
    at: DateTime<Utc>,
    /// By when.
    #[serde(skip_serializing_if = "Option::is_none")]
    due_on: Option<NaiveDate>,
    /// What was decided.
    #[serde(skip_serializing_if = "String::is_empty")]
    decision: String,
    /// In whose place.
    #[serde(skip_serializing_if = "Option::is_none")]
    in_place_of: Option<String>,
}

/// A page of the list.
#[derive(Serialize, ToSchema)]
pub struct ApprovalsPage {
    data: Vec<ApprovalLine>,
    /// Give it as `before` for the next page; absent on the last one.
    next: Option<String>,
}

impl From<Line> for ApprovalLine {
    fn from(line: Line) -> Self {
        Self {
            kind: line.kind,
            number: line.number,
            person_name: line.person,
            title: line.title,
            asked_as: line.by,
            reason: line.reason,
            at: line.cursor.at,
            due_on: line.due_on,
            decision: line.decision,
            in_place_of: line.in_place_of,
        }
    }
}

/// What waits for the caller's decision, the longest waiting first; or what they decided, the newest first.
#[utoipa::path(get, path = "/approvals", tag = "approvals", params(ListQuery),
    responses((status = 200, body = ApprovalsPage), (status = 422, body = Problem)))]
pub async fn list(door: Door, Search(query): Search<ListQuery>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let (lines, has_more) = store::lists::page(&mut cx, query.view()?, query.place()?, 100).await?;
    let next = lines.last().filter(|_| has_more).map(|line| line.cursor.text());
    cx.finish_json(&ApprovalsPage { data: lines.into_iter().map(ApprovalLine::from).collect(), next }).await
}
