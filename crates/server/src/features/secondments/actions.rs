//! Moving a record along. Features that add facts of their own call [`advance`] in the same transaction.

use serde::{Deserialize, Serialize};
use sojourn_kit::error::{Error, FieldErrors, Result};
use utoipa::ToSchema;
use uuid::Uuid;

use super::lifecycle::{self, Action};
use super::model::{Record, SecondmentId, Workflow};
use super::store;
use crate::actor::OrganisationId;
use crate::cx::Cx;
use crate::event::Event;

/// Moves the record along one line of the table, or refuses in words.
///
/// # Errors
/// A refusal from the table; stale when somebody changed the record since it was read.
pub async fn advance(cx: &mut Cx, record: &mut Record, action: Action) -> Result<()> {
    let step = lifecycle::decide(&record.secondment, action, &record.standing)?;
    store::save_step(cx, &mut record.secondment, step).await
}

/// Why a record ends before the start.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
pub struct EndInput {
    /// Why, in words that everybody on the record may read.
    #[serde(default)]
    pub reason: String,
    /// The version that was read.
    pub version: i64,
}

/// The most characters of a reason.
const MOST: usize = 2000;

impl EndInput {
    /// The reason, if it will do. A draft that nobody has seen needs none.
    fn check(&self, was: Workflow) -> Result<String> {
        let reason = self.reason.trim();
        let mut errors = FieldErrors::default();
        if reason.is_empty() && was != Workflow::Idea {
            errors.add("reason", "Write why, so that the others know");
        }
        if reason.chars().count() > MOST {
            errors.add("reason", format!("Say it in {MOST} characters or fewer"));
        }
        errors.check()?;
        Ok(reason.to_owned())
    }
}

/// Takes the proposal back.
///
/// # Errors
/// A refusal from the table; stale when somebody changed the record; invalid without a reason.
pub async fn withdraw(cx: &mut Cx, number: &str, input: &EndInput) -> Result<Record> {
    let (record, was, reason) = end(cx, number, Action::Withdraw, input).await?;
    let s = &record.secondment;
    cx.record(&Withdrawn { secondment: s.id, organisation: s.home_organisation, was, reason }).await?;
    Ok(record)
}

/// Calls the secondment off before the start.
///
/// # Errors
/// As [`withdraw`].
pub async fn cancel(cx: &mut Cx, number: &str, input: &EndInput) -> Result<Record> {
    let (record, was, reason) = end(cx, number, Action::Cancel, input).await?;
    let s = &record.secondment;
    cx.record(&Cancelled { secondment: s.id, organisation: s.home_organisation, was, reason }).await?;
    Ok(record)
}

async fn end(
    cx: &mut Cx,
    number: &str,
    action: Action,
    input: &EndInput,
) -> Result<(Record, Workflow, String)> {
    let mut record = store::load(cx, number).await?;
    lifecycle::decide(&record.secondment, action, &record.standing)?;
    if input.version != record.secondment.version {
        return Err(Error::Stale);
    }
    let was = record.secondment.workflow;
    let reason = input.check(was)?;
    advance(cx, &mut record, action).await?;
    Ok((record, was, reason))
}

/// The proposal was taken back.
#[derive(Debug, Serialize)]
pub struct Withdrawn {
    /// The record.
    pub secondment: SecondmentId,
    /// The home organisation.
    pub organisation: OrganisationId,
    /// Where it stood.
    pub was: Workflow,
    /// Why; empty for a draft that nobody had seen.
    pub reason: String,
}

impl Event for Withdrawn {
    const KIND: &'static str = "secondment.withdrawn";
    fn stream(&self) -> OrganisationId {
        self.organisation
    }
    fn subject(&self) -> Uuid {
        self.secondment.0
    }
}

/// The record was called off before the start.
#[derive(Debug, Serialize)]
pub struct Cancelled {
    /// The record.
    pub secondment: SecondmentId,
    /// The home organisation.
    pub organisation: OrganisationId,
    /// Where it stood.
    pub was: Workflow,
    /// Why.
    pub reason: String,
}

impl Event for Cancelled {
    const KIND: &'static str = "secondment.cancelled";
    fn stream(&self) -> OrganisationId {
        self.organisation
    }
    fn subject(&self) -> Uuid {
        self.secondment.0
    }
}
