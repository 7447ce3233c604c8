//! What happens by itself: plans open six weeks before the last day, wherever that day has moved to; each check is
//! asked on its day; who promised to pass something on is reminded once.

use std::time::Duration;

use chrono::Days;
use sojourn_kit::error::Result;
use sojourn_kit::jobs::More;

use super::model::stage::{MEET_BEFORE, OPENS_BEFORE};
use super::{actions, notices, store};
use crate::app::App;
use crate::cx::Cx;
use crate::features::secondments::SecondmentId;
use crate::features::secondments::store::load_by_id;
use crate::jobs::{self, Job, JobFuture, for_each_batch};

/// Opens return plans, and asks for the role that nobody has named a month before the end.
pub const OPEN: Job = Job { name: "returns.open", every: Duration::from_secs(3600), run: open };

/// Asks how it is to be back, and reminds of what is to be passed on.
pub const ASK: Job = Job { name: "returns.ask", every: Duration::from_secs(3600), run: ask };

/// Records of one transaction.
const BATCH: i64 = 100;

fn open(app: App) -> JobFuture {
    Box::pin(async move {
        for_each_batch(&app, "opening return plans", |cx, after| Box::pin(open_batch(cx, after))).await?;
        let why = "asking for the role to come back to";
        for_each_batch(&app, why, |cx, after| Box::pin(ask_batch(cx, after))).await
    })
}

async fn open_batch(cx: &mut Cx, after: SecondmentId) -> Result<Option<SecondmentId>> {
    let until = cx.today().checked_add_days(Days::new(OPENS_BEFORE)).unwrap_or_else(|| cx.today());
    let ids = store::plans_to_open(cx, until, after, BATCH).await?;
    for id in &ids {
        let record = load_by_id(cx, *id).await?;
        actions::open(cx, &record).await?;
    }
    Ok(ids.last().copied())
}

async fn ask_batch(cx: &mut Cx, after: SecondmentId) -> Result<Option<SecondmentId>> {
    let until = cx.today().checked_add_days(Days::new(MEET_BEFORE)).unwrap_or_else(|| cx.today());
    // whoever was asked this week has had no time yet
    let opened = cx.today().checked_sub_days(Days::new(6)).unwrap_or_else(|| cx.today());
    let ids = store::roles_missing(cx, (until, opened), after, BATCH).await?;
    for id in &ids {
        let record = load_by_id(cx, *id).await?;
        notices::no_role_yet(cx, &record).await?;
    }
    Ok(ids.last().copied())
}

fn ask(app: App) -> JobFuture {
    Box::pin(async move {
        let mut cx = jobs::cx(&app, "asking how it is to be back").await?;
        let today = cx.today();
        let checks = store::checks_to_ask(&mut cx, today, BATCH).await?;
        for (check, id) in &checks {
            let record = load_by_id(&mut cx, *id).await?;
            if actions::check_asked(&mut cx, &record, *check).await? {
                notices::ask_check(&mut cx, &record, *check).await?;
            }
        }
        let promises = store::knowledge_to_remind(&mut cx, today, BATCH).await?;
        for (knowledge, id) in &promises {
            let record = load_by_id(&mut cx, *id).await?;
            if store::note_reminded(&mut cx, *knowledge).await? {
                notices::remind_knowledge(&mut cx, &record, *knowledge).await?;
            }
        }
        cx.commit().await?;
        let is_full = checks.len() as i64 == BATCH || promises.len() as i64 == BATCH;
        Ok(if is_full { More::Yes } else { More::No })
    })
}
