//! Letters: whoever is named for a task is told. Reminders are written by the job.

use sojourn_kit::error::{Error, Result};
use sojourn_kit::outbox::Outgoing;

use super::events::TaskAssigned;
use super::model::{Task, TaskId};
use super::rows::address;
use super::store;
use crate::actor::PersonId;
use crate::cx::Cx;
use crate::event::{Event, Hook, HookFuture, Recorded};
use crate::features::secondments::store::load_by_id;
use crate::features::secondments::{Parties, SecondmentId, steps};

/// Which event makes this feature write.
pub const LETTERS: &[(&str, Hook)] = &[(TaskAssigned::KIND, assigned)];

/// What the event carries that a letter needs.
#[derive(serde::Deserialize)]
struct Named {
    task: TaskId,
    person: Option<PersonId>,
}

fn assigned<'a>(cx: &'a mut Cx, recorded: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let named: Named = serde_json::from_value(recorded.payload.clone()).map_err(Error::internal)?;
        let Some(person) = named.person.filter(|person| *person != cx.actor.person) else { return Ok(()) };
        let id = SecondmentId(recorded.subject);
        let task = store::of_record(cx, id).await?.into_iter().find(|task| task.id == named.task);
        match task {
            Some(task) if !store::is_silenced(cx, id).await? => tell(cx, recorded, person, &task).await,
            _ => Ok(()),
        }
    })
}

async fn tell(cx: &mut Cx, recorded: &Recorded, person: PersonId, task: &Task) -> Result<()> {
    let Some(to) = store::people::one(cx, Some(person)).await?.into_iter().next() else { return Ok(()) };
    let record = load_by_id(cx, SecondmentId(recorded.subject)).await?;
    let about = Parties::of(cx, &record).await?.title();
    let due =
        task.due_on.map_or_else(String::new, |day| format!(" by {}", sojourn_calendar::format::long(day)));
    let link = format!("{}{}", cx.app.config.base_url, address(&record.secondment.number, task));
    let body = format!(
        "Hello {},\n\n{} named you for this{due}: {}.\n\n{about}\n\nOpen it: {link}\n\nSojourn\n",
        steps::first_name(&to.name),
        cx.actor.name,
        task.title,
    );
    let letter = Outgoing {
        dedup: recorded.dedup(person),
        kind: "task_assigned".to_owned(),
        subject_id: Some(recorded.subject),
        to_name: to.name,
        to_address: to.address,
        subject: format!("For you: {}", task.title),
        body,
    };
    cx.enqueue(&letter).await
}
