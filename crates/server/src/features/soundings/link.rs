//! What a private link leads to: a question, and what the host may see of it. Looking changes nothing.

use chrono::NaiveDate;
use serde::Serialize;
use sojourn_calendar::Fte;
use sojourn_kit::error::Result;
use utoipa::ToSchema;

use super::model::{Sounding, is_time};
use super::store;
use crate::actor::Actor;
use crate::cx::Cx;
use crate::door::Guest;
use crate::features::proposals::{self, views::HostView};
use crate::features::{people, secondments};
use crate::outside_link::{self, Found};

/// Who acts for somebody that came by a private link.
#[must_use]
pub fn actor() -> Actor {
    Actor::product("a host’s answer by private link")
}

/// What is behind the link. A source that tries many is slowed down; a link whose contact is not the contact any more, or
/// whose record has gone on, is closed.
///
/// # Errors
/// [`sojourn_kit::error::Error::TooMany`]; when the database does not answer.
pub async fn find(guest: &Guest, cx: &mut Cx, secret: &str) -> Result<Found<Sounding>> {
    let Some(hash) = outside_link::hash(guest, secret)? else { return Ok(Found::Unknown) };
    let Some(sounding) = store::find_by_token(cx, hash).await? else { return Ok(Found::Unknown) };
    let s = secondments::store::of_product(cx, sounding.secondment).await?.secondment;
    let stands = s.host_manager == Some(sounding.person) && is_time(s.workflow);
    let is_open = sounding.is_open(cx.now()) && stands;
    Ok(Found::of(sounding, is_open))
}

/// What the host sees. There is no field for pay or for what home pays.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct HostSees {
    /// Who asks.
    pub asked_by: String,
    /// What they wrote beside it.
    pub words: String,
    /// Who would come.
    pub person: String,
    /// From where.
    pub home: String,
    /// What they would be.
    pub role: String,
    /// First day.
    pub starts_on: Option<NaiveDate>,
    /// Last day, counted in.
    pub ends_on: Option<NaiveDate>,
    /// What it ends with, in words; empty when it ends on its day.
    pub ends_with: String,
    /// The place of work.
    pub place: String,
    /// How much of the week.
    pub share: String,
    /// What is to be reached.
    pub goals: Vec<String>,
    /// What the host would pay for.
    pub costs: HostView,
}

/// What the host sees of the record that a question is about.
///
/// # Errors
/// When the database does not answer, or amounts do not fit.
pub async fn shown(cx: &mut Cx, sounding: &Sounding) -> Result<HostSees> {
    let record = secondments::store::of_product(cx, sounding.secondment).await?;
    let proposal = proposals::store::load(cx, &record).await?;
    let s = &record.secondment;
    let person = people::store::brief(cx, s.secondee).await?;
    let share = u16::try_from(s.fte_bp).ok().and_then(|bp| Fte::try_new(bp).ok());
    Ok(HostSees {
        asked_by: sounding.asker.clone(),
        words: sounding.words.clone(),
        person: person.name,
        home: person.organisation_name,
        role: s.title.clone(),
        starts_on: s.starts_on,
        ends_on: s.ends_on,
        ends_with: s.ends_with.clone(),
        place: s.place.clone(),
        share: share.map(Fte::in_days).unwrap_or_default(),
        goals: proposal.objectives.iter().map(|goal| goal.title.clone()).collect(),
        // a question in principle never opens pay, whatever is agreed about recharging it
        costs: HostView::of(&proposal.lines, false)?,
    })
}
