//! One letter to one person about something that happened.

use sojourn_kit::error::Result;
use sojourn_kit::outbox::Outgoing;

use crate::actor::PersonId;
use crate::cx::Cx;
use crate::event::Recorded;
use crate::features::people;

/// Writes to one person who can sign in here; never to the actor about their own act. The same event and person
/// give one letter however often this runs.
///
/// # Errors
/// When the database refuses.
pub async fn tell(
    cx: &mut Cx,
    recorded: &Recorded,
    person: PersonId,
    subject: &str,
    words: &[String],
) -> Result<()> {
    if person == cx.actor.person {
        return Ok(());
    }
    let brief = people::store::brief(cx, person).await?;
    let Some(to_address) = brief.email.filter(|_| brief.has_account) else { return Ok(()) };
    let first_name = brief.name.split(' ').next().unwrap_or_default();
    let letter = Outgoing {
        dedup: recorded.dedup(person),
        kind: recorded.kind.replace('.', "_"),
        subject_id: Some(recorded.subject),
        to_address,
        subject: subject.to_owned(),
        body: format!("Hello {first_name},\n\n{}\n\nSojourn\n", words.join("\n\n")),
        to_name: brief.name,
    };
    cx.enqueue(&letter).await
}
