//! The letters about objectives and ideas: who is asked, who is told.

use sojourn_kit::error::Result;

use super::events::{IdeaAnswered, IdeaRaised, ObjectivesAgreed, ObjectivesWritten};
use crate::actor::PersonId;
use crate::cx::Cx;
use crate::event::{Event, Hook, HookFuture, Recorded};
use crate::features::secondments::parties::{Parties, people_of};
use crate::features::secondments::store::load_by_id;
use crate::features::secondments::{Record, SecondmentId};
use crate::letter::tell_of;

/// Which event makes this feature write.
pub const LETTERS: &[(&str, Hook)] = &[
    (ObjectivesWritten::KIND, written),
    (ObjectivesAgreed::KIND, agreed),
    (IdeaRaised::KIND, raised),
    (IdeaAnswered::KIND, answered),
];

async fn about(cx: &mut Cx, recorded: &Recorded) -> Result<(Record, String, String)> {
    let record = load_by_id(cx, SecondmentId(recorded.subject)).await?;
    let name = Parties::of(cx, &record).await?.secondee.name;
    let link = format!("{}/secondments/{}/objectives", cx.app.config.base_url, record.secondment.number);
    Ok((record, name, link))
}

async fn all(
    cx: &mut Cx,
    recorded: &Recorded,
    people: Vec<PersonId>,
    subject: &str,
    words: &[String],
) -> Result<()> {
    for person in people {
        tell_of(cx, recorded, Some(person), subject, words).await?;
    }
    Ok(())
}

fn written<'a>(cx: &'a mut Cx, recorded: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let (record, name, link) = about(cx, recorded).await?;
        let words = [
            format!("{} wrote the objectives of this secondment: {name}.", cx.actor.name),
            format!("They count once all three agree. Read them, and agree or change them: {link}"),
        ];
        all(cx, recorded, people_of(&record.secondment), &format!("Agree to the objectives: {name}"), &words)
            .await
    })
}

fn agreed<'a>(cx: &'a mut Cx, recorded: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        if recorded.payload["by_all"] != true {
            return Ok(());
        }
        let (record, name, link) = about(cx, recorded).await?;
        let words =
            [format!("All three have agreed to the objectives of {name}."), format!("Read them: {link}")];
        all(cx, recorded, people_of(&record.secondment), &format!("Objectives agreed: {name}"), &words).await
    })
}

fn raised<'a>(cx: &'a mut Cx, recorded: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let (record, name, link) = about(cx, recorded).await?;
        let s = &record.secondment;
        let words = [format!("{name} raised an idea. Say whether it is taken up: {link}")];
        let managers = [s.home_manager, s.host_manager].into_iter().flatten().collect();
        all(cx, recorded, managers, &format!("An idea from {name}"), &words).await
    })
}

fn answered<'a>(cx: &'a mut Cx, recorded: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let (record, _, link) = about(cx, recorded).await?;
        let words = [format!("{} answered your idea: {link}", cx.actor.name)];
        all(cx, recorded, vec![record.secondment.secondee], "Your idea was answered", &words).await
    })
}
