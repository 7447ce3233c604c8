//! Letters to people who can sign in here: who is told, in which words, once per cause and reader.

use sojourn_kit::error::Result;
use sojourn_kit::outbox::Outgoing;
use uuid::Uuid;

use crate::actor::PersonId;
use crate::cx::Cx;
use crate::event::Recorded;
use crate::features::people;

/// What a letter says, and why it is written.
#[derive(Debug, Clone, Copy)]
pub struct Letter<'a> {
    /// The same cause gives the same key: a reader gets one letter.
    pub cause: &'a str,
    /// Which kind of letter.
    pub kind: &'a str,
    /// What it is about: the record whenever there is one, so that what is confidential is kept.
    pub about: Uuid,
    /// The subject line.
    pub subject: &'a str,
    /// Its paragraphs.
    pub words: &'a [String],
}

/// Writes to one person: never to those without a sign-in here, and never to the actor about their own act. [`Cx::enqueue`]
/// keeps what is confidential from those who are not named on it.
///
/// # Errors
/// When the database does not answer.
pub async fn tell(cx: &mut Cx, person: Option<PersonId>, letter: Letter<'_>) -> Result<()> {
    let Some(person) = person.filter(|person| *person != cx.actor.person) else { return Ok(()) };
    let brief = people::store::brief(cx, person).await?;
    let Some(to_address) = brief.email.filter(|_| brief.has_account) else { return Ok(()) };
    let first_name = brief.name.split(' ').next().unwrap_or_default();
    let outgoing = Outgoing {
        dedup: format!("{}/{person}", letter.cause),
        kind: letter.kind.replace('.', "_"),
        subject_id: Some(letter.about),
        to_address,
        subject: letter.subject.to_owned(),
        body: format!("Hello {first_name},\n\n{}\n\nSojourn\n", letter.words.join("\n\n")),
        to_name: brief.name,
    };
    cx.enqueue(&outgoing).await
}

/// Writes to one person because of an event, under the rules of [`tell`].
///
/// # Errors
/// When the database does not answer.
pub async fn tell_of(
    cx: &mut Cx,
    recorded: &Recorded,
    person: Option<PersonId>,
    subject: &str,
    words: &[String],
) -> Result<()> {
    let cause = format!("{}/{}", recorded.stream, recorded.seq);
    let letter = Letter { cause: &cause, kind: recorded.kind, about: recorded.subject, subject, words };
    tell(cx, person, letter).await
}
