//! The letters: what was agreed, and a talk that was missed.

use std::time::Duration;

use chrono::TimeDelta;
use sojourn_calendar::format::{long, near};
use sojourn_kit::error::Result;

use super::model::{ESCALATE_FROM, SHORTEST};
use super::store::{self, Watched};
use crate::app::App;
use crate::cx::Cx;
use crate::event::{Hook, HookFuture, Recorded};
use crate::features::people;
use crate::features::secondments::SecondmentId;
use crate::features::secondments::mine::store::mobility;
use crate::features::secondments::store::load_by_id;
use crate::jobs::{Job, JobFuture, for_each_batch};
use crate::letter::{Letter, tell, tell_of};

/// Which event makes this feature write.
pub const LETTERS: &[(&str, Hook)] = &[("contact.planned", planned)];

/// Looks for talks that were missed.
pub const MISSED: Job = Job { name: "contacts-missed", every: Duration::from_secs(3600), run };

/// Records of one transaction.
const BATCH: i64 = 100;

fn planned<'a>(cx: &'a mut Cx, recorded: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let record = load_by_id(cx, SecondmentId(recorded.subject)).await?;
        let Some(plan) = store::plan(cx, &record).await? else { return Ok(()) };
        let s = &record.secondment;
        let secondee = people::store::brief(cx, s.secondee).await?.name;
        let contact = people::store::brief(cx, plan.contact).await?.name;
        let subject = format!("Keeping in touch: {contact} and {secondee}");
        let agreed = format!(
            "{contact} and {secondee} talk every {} days while {secondee} is away ({}). It becomes more often after half \
             a year.",
            plan.cadence_days,
            plan.channel.label().to_lowercase()
        );
        let link = format!("One tap notes a talk: {}/contacts", cx.app.config.base_url);
        for person in [Some(plan.contact), s.home_manager.filter(|manager| *manager != plan.contact)] {
            tell_of(cx, recorded, person, &subject, &[agreed.clone(), link.clone()]).await?;
        }
        let link = format!("Your page: {}/my/placement", cx.app.config.base_url);
        tell_of(cx, recorded, Some(s.secondee), &subject, &[agreed, link]).await
    })
}

fn run(app: App) -> JobFuture {
    Box::pin(async move {
        let reason = "asking for a talk with somebody away";
        for_each_batch(&app, reason, |cx, after| Box::pin(batch(cx, after))).await
    })
}

async fn batch(cx: &mut Cx, after: SecondmentId) -> Result<Option<SecondmentId>> {
    let since = cx.today() - TimeDelta::days(SHORTEST);
    let found = store::quiet(cx, since, after, BATCH).await?;
    for watched in &found {
        alert(cx, watched).await?;
    }
    Ok(found.last().map(|watched| watched.id))
}

/// Writes the letters of the newest missed talk. Each is keyed by that talk and its reader, so that a second run
/// writes nothing.
async fn alert(cx: &mut Cx, watched: &Watched) -> Result<()> {
    let today = cx.today();
    let missed = watched.standing(today).missed;
    let Some(newest) = missed.last() else { return Ok(()) };
    let name = &watched.name;
    let last = match watched.talked {
        Some(day) => format!("The last talk was on {}.", near(day, today)),
        None => "No talk is noted since the first day.".to_owned(),
    };
    let words = [
        format!("Nobody at home has talked with {name} by {}. {last}", long(*newest)),
        format!("Ring these days, and note it with one tap: {}/contacts", cx.app.config.base_url),
    ];
    let cause = format!("contact-missed/{}/{newest}", watched.id);
    let subject = format!("A talk with {name} was missed");
    let letter = Letter {
        cause: &cause,
        kind: "contact_missed",
        about: watched.id.0,
        subject: &subject,
        words: &words,
    };
    tell(cx, watched.home_manager, letter).await?;
    tell(cx, watched.contact.filter(|contact| Some(*contact) != watched.home_manager), letter).await?;
    if missed.len() < ESCALATE_FROM {
        return Ok(());
    }
    let words = [
        format!(
            "{} talks in a row with {name} were missed, the last one due on {}. {last}",
            missed.len(),
            long(*newest)
        ),
        format!("The record: {}/secondments/{}/contact", cx.app.config.base_url, watched.number),
    ];
    let subject = format!("{} talks with {name} were missed", missed.len());
    let letter = Letter { kind: "contact_missed_again", subject: &subject, words: &words, ..letter };
    for person in mobility(cx, watched.home_organisation).await? {
        if person != watched.secondee {
            tell(cx, Some(person), letter).await?;
        }
    }
    Ok(())
}
