//! What happens by itself: one reminder before the last day, and the end after it.

use std::time::Duration;

use chrono::Days;
use sojourn_kit::error::Result;
use sojourn_kit::jobs::More;

use super::events::{InvitationExpired, Reminded};
use super::model::{Reply, Status};
use super::store;
use crate::app::App;
use crate::jobs::{self, Job};

/// The jobs of this feature.
pub const JOBS: &[Job] =
    &[Job { name: "invitations", every: Duration::from_secs(900), run: |app| Box::pin(run(app)) }];

/// How many days before the last one those who have not answered are reminded, once.
const REMIND_DAYS: u64 = 2;
/// How many at a time, so that no transaction is long.
const MOST: i64 = 50;

/// Reminds and expires. A run that is repeated changes nothing twice.
///
/// # Errors
/// When the database does not answer.
pub async fn run(app: App) -> Result<More> {
    let mut cx = jobs::cx(&app, "invitations fall due").await?;
    let overdue = store::overdue(&mut cx, MOST).await?;
    for invitation in &overdue {
        store::settle(&mut cx, invitation, Status::Expired).await?;
        store::close_others(&mut cx, invitation.id, Reply::Expired).await?;
        cx.record(&InvitationExpired::of(invitation)).await?;
    }
    let until = cx.today().checked_add_days(Days::new(REMIND_DAYS)).unwrap_or_else(|| cx.today());
    let near = store::nearly_due(&mut cx, until, MOST).await?;
    for invitation in &near {
        store::note_reminder(&mut cx, invitation.id).await?;
        cx.record(&Reminded::of(invitation)).await?;
    }
    cx.commit().await?;
    let is_full = |n: usize| i64::try_from(n).is_ok_and(|n| n >= MOST);
    Ok(if is_full(overdue.len()) || is_full(near.len()) { More::Yes } else { More::No })
}
