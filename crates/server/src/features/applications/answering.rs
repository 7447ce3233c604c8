//! The answer to an offer.

use sojourn_kit::error::{Error, Result};

use super::actions::mine;
use super::events::{Accepted, Declined};
use super::lifecycle::{self, Action, Party};
use super::model::Application;
use super::store;
use crate::cx::Cx;
use crate::features::opportunities::{self, Posting, store as postings};

/// Accepts the offer. A draft secondment opens; with the last place the opportunity is filled.
///
/// # Errors
/// A refusal from the table, when the offer has lapsed or all places are taken; stale.
pub async fn accept(cx: &mut Cx, number: &str, version: Option<i64>) -> Result<(Posting, Application)> {
    let (posting, mut application) = mine(cx, number, version).await?;
    let step = lifecycle::decide(application.state, Action::Accept, Party::Applicant)?;
    if application.answer_by.is_some_and(|day| day < cx.today()) {
        return Err(Error::refused("lapsed", "The day to answer this offer is over."));
    }
    let is_last = postings::take_seat(cx, application.opportunity).await?;
    store::save_state(cx, &mut application, step.to).await?;
    cx.record(&Accepted::of(&posting.opportunity, &application)).await?;
    if is_last {
        opportunities::actions::fill(cx, application.opportunity).await?;
    }
    Ok((posting, store::bare(cx, application.id).await?))
}

/// Declines the offer; its place is free again.
///
/// # Errors
/// A refusal from the table; stale.
pub async fn decline(cx: &mut Cx, number: &str, version: Option<i64>) -> Result<(Posting, Application)> {
    let (posting, mut application) = mine(cx, number, version).await?;
    let step = lifecycle::decide(application.state, Action::Decline, Party::Applicant)?;
    postings::free_seat(cx, application.opportunity).await?;
    store::save_state(cx, &mut application, step.to).await?;
    cx.record(&Declined::of(&posting.opportunity, &application)).await?;
    Ok((posting, application))
}
