//! The letters of an invitation: who is asked, who is told what came of it.

use serde_json::Value;
use sojourn_calendar::{Period, format};
use sojourn_kit::error::Result;

use super::model::{Invitation, InvitationId, Invitee, Manner, Reply};
use super::store;
use crate::actor::PersonId;
use crate::cx::Cx;
use crate::event::{Hook, HookFuture, Recorded};
use crate::features::people;
use crate::letter::tell_of;

/// Which event makes this feature write.
pub const LETTERS: &[(&str, Hook)] = &[
    ("invitation.sent", sent),
    ("invitation.accepted", accepted),
    ("invitation.declined", declined),
    ("invitation.talked", talked),
    ("invitation.withdrawn", withdrawn),
    ("invitation.reminded", reminded),
    ("invitation.expired", expired),
];

/// What a letter is written from.
struct Story {
    invitation: Invitation,
    invitees: Vec<Invitee>,
    inviter: String,
    link: String,
}

impl Story {
    async fn of(cx: &mut Cx, recorded: &Recorded) -> Result<Self> {
        let (invitation, invitees) = store::of_event(cx, InvitationId(recorded.subject)).await?;
        let inviter = people::store::brief(cx, invitation.created_by).await?.name;
        let link = format!("{}/invitations/{}", cx.app.config.base_url, invitation.number);
        Ok(Self { invitation, invitees, inviter, link })
    }

    /// “Accountant”, 4 January to 26 March 2027.
    fn what(&self) -> String {
        let i = &self.invitation;
        let days = Period::try_new(i.starts_on, i.ends_on).map(format::range).unwrap_or_default();
        format!("“{}”, {}, {days}", i.title, i.place)
    }

    fn by(&self) -> String {
        format::long(self.invitation.answer_by)
    }

    /// Who follows the invitation: who wrote it, and who would direct the work.
    fn keepers(&self) -> Vec<PersonId> {
        let mut all = vec![self.invitation.created_by];
        all.extend(self.invitation.host_manager.filter(|manager| *manager != self.invitation.created_by));
        all
    }

    fn of_payload(&self, recorded: &Recorded) -> Option<&Invitee> {
        let id = recorded.payload.get("invitee").and_then(Value::as_str)?;
        self.invitees.iter().find(|invitee| invitee.id.to_string() == id)
    }

    fn still_asked(&self) -> impl Iterator<Item = &Invitee> {
        self.invitees.iter().filter(|invitee| invitee.reply == Reply::Asked)
    }
}

fn sent<'a>(cx: &'a mut Cx, recorded: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let story = Story::of(cx, recorded).await?;
        let did = match story.invitation.manner {
            Manner::Invitation => "invites you",
            Manner::Nomination => "would like to nominate you",
        };
        for invitee in &story.invitees {
            let subject = format!("{} {did}: {}", story.inviter, story.invitation.title);
            let words = [
                format!("{} {did} for {}.", story.inviter, story.what()),
                format!("“{}”", invitee.why),
                format!(
                    "Read it and answer by {}: accept, decline or ask. Nobody else can answer for you, and saying no has no \
                     consequence. {}",
                    story.by(),
                    story.link
                ),
            ];
            tell_of(cx, recorded, Some(invitee.person), &subject, &words).await?;
        }
        if story.invitation.manner == Manner::Nomination
            && let Some(manager) = story.invitation.host_manager
        {
            let names: Vec<&str> = story.invitees.iter().map(|invitee| invitee.name.as_str()).collect();
            let subject = format!("{} is named to you: {}", names.join(", "), story.invitation.title);
            let words = [
                format!("{} names {} to you for {}.", story.inviter, names.join(", "), story.what()),
                format!("Nothing is asked of you until they say yes. {}", story.link),
            ];
            tell_of(cx, recorded, Some(manager), &subject, &words).await?;
        }
        Ok(())
    })
}

fn accepted<'a>(cx: &'a mut Cx, recorded: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let story = Story::of(cx, recorded).await?;
        let Some(invitee) = story.of_payload(recorded) else { return Ok(()) };
        let subject = format!("{} accepts: {}", invitee.name, story.invitation.title);
        let words = [
            format!("{} says yes to {}.", invitee.name, story.what()),
            format!("They finish the proposal and ask their home manager for release. {}", story.link),
        ];
        for keeper in story.keepers() {
            tell_of(cx, recorded, Some(keeper), &subject, &words).await?;
        }
        for other in story.invitees.iter().filter(|other| other.reply == Reply::Taken) {
            let subject = format!("Thank you: {} is filled", story.invitation.title);
            let words = [
                format!("You were invited for {}. The place is filled now, so you don’t need to answer.", story.what()),
                "That says nothing about you: the first yes fills it. If you would have liked to go, say what you’d \
                 like, and people will think of you."
                    .to_owned(),
                format!("{}/interests/new", cx.app.config.base_url),
            ];
            tell_of(cx, recorded, Some(other.person), &subject, &words).await?;
        }
        Ok(())
    })
}

fn declined<'a>(cx: &'a mut Cx, recorded: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let story = Story::of(cx, recorded).await?;
        let Some(invitee) = story.of_payload(recorded) else { return Ok(()) };
        let subject = format!("{} declines: {}", invitee.name, story.invitation.title);
        let left = story.still_asked().count();
        let onward = match left {
            0 => "Nobody else is asked for this place.".to_owned(),
            1 => "One other person has not answered yet.".to_owned(),
            many => format!("{many} others have not answered yet."),
        };
        let words = [format!("“{}”", invitee.reason), format!("{onward} {}", story.link)];
        for keeper in story.keepers() {
            tell_of(cx, recorded, Some(keeper), &subject, &words).await?;
        }
        Ok(())
    })
}

fn talked<'a>(cx: &'a mut Cx, recorded: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let story = Story::of(cx, recorded).await?;
        let Some(invitee) = story.of_payload(recorded) else { return Ok(()) };
        let words = [
            "The words are on the page of the invitation, not in this letter.".to_owned(),
            format!("Read and answer: {}", story.link),
        ];
        if recorded.payload.get("by_invitee").and_then(Value::as_bool) == Some(true) {
            let subject = format!("{} asks about: {}", invitee.name, story.invitation.title);
            return tell_of(cx, recorded, Some(story.invitation.created_by), &subject, &words).await;
        }
        let subject = format!("An answer to you about: {}", story.invitation.title);
        tell_of(cx, recorded, Some(invitee.person), &subject, &words).await
    })
}

fn withdrawn<'a>(cx: &'a mut Cx, recorded: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let story = Story::of(cx, recorded).await?;
        let subject = format!("Withdrawn: {}", story.invitation.title);
        let words =
            [format!("The invitation for {} was withdrawn. You don’t need to do anything.", story.what())];
        for invitee in story.invitees.iter().filter(|invitee| invitee.reply == Reply::Withdrawn) {
            tell_of(cx, recorded, Some(invitee.person), &subject, &words).await?;
        }
        Ok(())
    })
}

fn reminded<'a>(cx: &'a mut Cx, recorded: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let story = Story::of(cx, recorded).await?;
        let subject = format!("Answer by {}: {}", story.by(), story.invitation.title);
        let words = [
            format!("{} invited you for {}.", story.inviter, story.what()),
            format!(
                "The last day for an answer is {}. After it the invitation ends by itself. {}",
                story.by(),
                story.link
            ),
        ];
        let asked: Vec<PersonId> = story.still_asked().map(|invitee| invitee.person).collect();
        for person in asked {
            tell_of(cx, recorded, Some(person), &subject, &words).await?;
        }
        Ok(())
    })
}

fn expired<'a>(cx: &'a mut Cx, recorded: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let story = Story::of(cx, recorded).await?;
        let subject = format!("Ended without an answer: {}", story.invitation.title);
        let words =
            [format!("The last day for an answer to {} has passed.", story.what()), story.link.clone()];
        for keeper in story.keepers() {
            tell_of(cx, recorded, Some(keeper), &subject, &words).await?;
        }
        for invitee in story.invitees.iter().filter(|invitee| invitee.reply == Reply::Expired) {
            tell_of(cx, recorded, Some(invitee.person), &subject, &words).await?;
        }
        Ok(())
    })
}
