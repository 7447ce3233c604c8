//! The letters about what happened. Of an absence they say dates only; of a death three are written, once.

use sojourn_calendar::format::long;
use sojourn_kit::error::Result;
use sojourn_kit::outbox::Outgoing;

use super::model::{HappeningInput, HappeningKind};
use crate::actor::PersonId;
use crate::cx::Cx;
use crate::features::secondments::parties::{Parties, people_of};
use crate::features::secondments::store::DEATH_TOLD;
use crate::features::secondments::{Record, steps};
use crate::features::{agreements, people};

async fn everybody(cx: &mut Cx, record: &Record) -> Result<Vec<PersonId>> {
    let mut all = people_of(&record.secondment);
    for person in agreements::store::desk(cx, record.secondment.home_organisation).await? {
        if !all.contains(&person) {
            all.push(person);
        }
    }
    all.retain(|person| *person != cx.actor.person);
    Ok(all)
}

async fn write(
    cx: &mut Cx,
    record: &Record,
    person: PersonId,
    kind: &str,
    subject: &str,
    words: &str,
) -> Result<()> {
    let to = people::store::brief(cx, person).await?;
    let Some(to_address) = to.email else { return Ok(()) };
    let number = &record.secondment.number;
    let link = match to.has_account {
        true => format!("\n\nThe record: {}/secondments/{number}", cx.app.config.base_url),
        false => String::new(),
    };
    let letter = Outgoing {
        dedup: format!("{kind}/{}/{}/{person}", record.secondment.id, cx.now().timestamp_micros()),
        kind: kind.to_owned(),
        subject_id: Some(record.secondment.id.0),
        to_address,
        subject: subject.to_owned(),
        body: format!("Hello {},\n\n{words}{link}\n\nSojourn\n", steps::first_name(&to.name)),
        to_name: to.name,
    };
    cx.enqueue(&letter).await
}

/// Both managers and the desk are told of a death, once and by name. Nobody else, and nothing after.
pub(super) async fn of_death(cx: &mut Cx, record: &Record) -> Result<()> {
    let name = people::store::brief(cx, record.secondment.secondee).await?.name;
    let words = format!(
        "{name} has died. The secondment is closed; no task, reminder or letter about it will follow. HR at home looks \
         after everything that has to be settled. You can talk to them at any time."
    );
    for person in everybody(cx, record).await? {
        if person != record.secondment.secondee {
            write(cx, record, person, DEATH_TOLD, &format!("Sad news about {name}"), &words).await?;
        }
    }
    Ok(())
}

/// Everybody who has to know is told what was reported.
pub(super) async fn of(cx: &mut Cx, record: &Record, input: &HappeningInput) -> Result<()> {
    let title = Parties::of(cx, record).await?.title();
    let (what, day) = (input.kind.public_word(), long(input.from));
    let reporter = cx.actor.name.clone();
    for person in everybody(cx, record).await? {
        let is_own = person == record.secondment.secondee;
        let (subject, words) = match (input.kind, is_own) {
            (HappeningKind::HomeReorganisation, true) => (
                format!("Your post at home: talk with us, {title}"),
                format!(
                    "A reorganisation at home touches the post you come back to. You are consulted as if you were \
                     there, and get the same information as your colleagues. Nothing is decided about your post \
                     without you. Talk to your manager at home or to {reporter}."
                ),
            ),
            (kind, true) if kind.ends_employment() => (
                format!("The end of your employment and this secondment: {title}"),
                format!("The last day is {day}. HR at home tells you what has to be settled."),
            ),
            _ => {
                (format!("Something you should know: {title}"), format!("{reporter} reported {what}, {day}."))
            }
        };
        write(cx, record, person, "happening_reported", &subject, &words).await?;
    }
    Ok(())
}
