//! The record as JSON. Every operation that changes a record answers with it.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use sojourn_kit::error::Result;
use utoipa::ToSchema;

use super::access::{Party, Slice};
use super::deputies;
use super::lifecycle::Action;
use super::model::{Kind, Paper, Presence, Record, Scope, SecondmentId, WayIn, Workflow};
use super::parties::Parties;
use crate::cx::Cx;

/// A secondment as this caller sees it, with what they may do now. It holds no pay.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RecordView {
    /// The stable id.
    pub id: SecondmentId,
    /// The number that people say: `SO-0312`.
    pub number: String,
    /// Grows with each change; send it back with a change of your own.
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
    /// How it began.
    pub way_in: WayIn,
    /// What the person will be there.
    pub title: String,
    /// What it is for; absent for those who do not see the proposal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub purpose: Option<String>,
    /// The person and the two sides.
    #[serde(flatten)]
    pub parties: Parties,
    /// The place of work.
    pub place: String,
    /// First day.
    pub starts_on: Option<NaiveDate>,
    /// Last day, counted in.
    pub ends_on: Option<NaiveDate>,
    /// Share of working time at the host, in ten-thousandths (10000 is full time).
    pub fte_bp: i64,
    /// Whether the host pays actual pay.
    pub recharged_at_cost: bool,
    /// When it was first written.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
    /// What the caller is to the record.
    pub you_are: Vec<Party>,
    /// The parts that the caller sees.
    pub you_see: Vec<Slice>,
    /// What the caller may do now.
    pub allowed_actions: Vec<Action>,
}

impl RecordView {
    /// The record for the actor who holds it.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn of(cx: &mut Cx, record: &Record) -> Result<Self> {
        let parties = Parties::of(cx, record).await?;
        let allowed_actions = deputies::allowed(cx, record).await?;
        let (s, standing) = (&record.secondment, &record.standing);
        Ok(Self {
            id: s.id,
            number: s.number.clone(),
            version: s.version,
            workflow: s.workflow,
            paper: s.paper,
            presence: s.presence,
            kind: s.kind,
            scope: s.scope,
            way_in: s.way_in,
            title: s.title.clone(),
            purpose: standing.sees(Slice::Proposal).then(|| s.purpose.clone()),
            parties,
            place: s.place.clone(),
            starts_on: s.starts_on,
            ends_on: s.ends_on,
            fte_bp: s.fte_bp,
            recharged_at_cost: s.recharged_at_cost,
            created_at: s.created_at,
            updated_at: s.updated_at,
            you_are: standing.parties.iter().copied().collect(),
            you_see: Slice::ALL.iter().copied().filter(|slice| standing.sees(*slice)).collect(),
            allowed_actions,
        })
    }
}
