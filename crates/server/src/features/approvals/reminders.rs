//! Reminders of steps: a working day before, on the day, and three working days late, then to those who run secondments
//! as well. Each stage of a step is written once, by whichever node comes first: the row stands before the letters, in
//! one transaction. The same job notices when a role that nobody held is given to somebody.

use std::time::Duration;

use sojourn_calendar::format;
use sojourn_kit::error::Result;
use sojourn_kit::jobs::More;

use super::model::{Stage, Step, StepId, stage};
use super::notices::{Story, story};
use super::{holders, route, store};
use crate::actor::{PersonId, Role};
use crate::app::App;
use crate::cx::Cx;
use crate::features::secondments::SecondmentId;
use crate::jobs::{Job, for_each_batch};
use crate::letter::{Letter, tell};

/// The job that reminds.
pub const JOB: Job =
    Job { name: "approval reminders", every: Duration::from_secs(10 * 60), run: |app| Box::pin(remind(app)) };

/// Steps of one batch.
const BATCH: i64 = 200;

/// Writes what is due now.
///
/// # Errors
/// When the database does not answer; then the batch wrote nothing, and the next run writes it.
pub async fn remind(app: App) -> Result<More> {
    for_each_batch(&app, "reminding of approvals", |cx, after| Box::pin(batch(cx, after))).await
}

async fn batch(cx: &mut Cx, after: StepId) -> Result<Option<StepId>> {
    let steps = store::lists::asked(cx, after, BATCH).await?;
    for (record, step) in &steps {
        look(cx, *record, *step).await?;
    }
    Ok(steps.last().map(|(_, step)| *step))
}

async fn look(cx: &mut Cx, record: SecondmentId, step: StepId) -> Result<()> {
    let Some(route) = store::newest(cx, record).await? else { return Ok(()) };
    let Some(step) = route.asked().filter(|asked| asked.id == step).cloned() else { return Ok(()) };
    let story = story(cx, record).await?;
    route::tell(cx, &story.record.secondment, &step).await?;
    let Some(stage) = step.due_on.and_then(|due| stage(due, cx.today())) else { return Ok(()) };
    if store::nudge(cx, step.id, stage.as_str()).await? {
        write(cx, &story, &step, stage).await?;
    }
    Ok(())
}

async fn write(cx: &mut Cx, story: &Story, step: &Step, stage: Stage) -> Result<()> {
    let s = &story.record.secondment;
    let title = story.parties.title();
    let day = step.due_on.map(|day| format::near(day, cx.today())).unwrap_or_default();
    let (subject, when) = match stage {
        Stage::Soon => (format!("Approve by {day}: {title}"), format!("Your approval is due on {day}.")),
        Stage::Due => (format!("Approve today: {title}"), format!("Your approval is due: {day}.")),
        Stage::Late => (format!("Late: {title}"), format!("Your approval was due on {day}.")),
    };
    let words = [when, format!("You are asked because: {}", step.reason), story.link.clone()];
    let to = holders::told(cx, s, step).await?;
    send(cx, step, stage, (&subject, &words[..]), s.id, &to).await?;
    if stage != Stage::Late {
        return Ok(());
    }
    let words = [
        format!("{title} has waited for {} since {day}. Nobody has answered.", step.by.label()),
        "Speak with them, or have somebody else given the role. They can also say who decides in their place.".to_owned(),
        story.link.clone(),
    ];
    let mut desk = holders::desk(cx, s, &[Role::ProgrammeAdmin, Role::Hr]).await?;
    desk.retain(|person| !to.contains(person));
    let subject = format!("Nobody has approved it: {title}");
    send(cx, step, stage, (&subject, &words[..]), s.id, &desk).await
}

async fn send(
    cx: &mut Cx,
    step: &Step,
    stage: Stage,
    (subject, words): (&str, &[String]),
    about: SecondmentId,
    to: &[PersonId],
) -> Result<()> {
    let cause = format!("approvals/{}/{}", step.id, stage.as_str());
    for person in to {
        let letter = Letter { cause: &cause, kind: "approval_reminder", about: about.0, subject, words };
        tell(cx, Some(*person), letter).await?;
    }
    Ok(())
}
