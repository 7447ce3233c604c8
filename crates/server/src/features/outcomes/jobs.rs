//! What happens by itself: each follow-up is asked once, on its day.

use std::time::Duration;

use sojourn_kit::jobs::More;

use super::{actions, notices, store};
use crate::app::App;
use crate::features::secondments::store::load_by_id;
use crate::jobs::{self, Job, JobFuture};

/// Asks what became of it.
pub const ASK: Job = Job { name: "outcomes.ask", every: Duration::from_secs(3600), run: ask };

/// Follow-ups of one transaction.
const BATCH: i64 = 100;

fn ask(app: App) -> JobFuture {
    Box::pin(async move {
        let mut cx = jobs::cx(&app, "asking what became of it").await?;
        let today = cx.today();
        let due = store::to_ask(&mut cx, today, BATCH).await?;
        for (follow_up, id, months) in &due {
            let record = load_by_id(&mut cx, *id).await?;
            if actions::note_asked(&mut cx, &record, *follow_up).await? {
                notices::ask(&mut cx, &record, *follow_up, *months).await?;
            }
        }
        cx.commit().await?;
        Ok(if due.len() as i64 == BATCH { More::Yes } else { More::No })
    })
}
