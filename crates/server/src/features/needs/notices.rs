//! The letters of a business need: the person is told, and so is who decides.

use sojourn_calendar::{Period, format};
use sojourn_kit::error::Result;

use super::access::desk as desk_of;
use super::model::{Need, NeedId};
use super::store;
use crate::actor::PersonId;
use crate::cx::Cx;
use crate::event::{Hook, HookFuture, Recorded};
use crate::features::people;
use crate::letter::tell_of;

/// Which event makes this feature write.
pub const LETTERS: &[(&str, Hook)] = &[
    ("need.started", started),
    ("need.consulted", consulted),
    ("need.review_asked", review_asked),
    ("need.review_decided", review_decided),
];

async fn story(cx: &mut Cx, recorded: &Recorded) -> Result<(Need, String, String)> {
    let need = store::of_event(cx, NeedId(recorded.subject)).await?;
    let name = people::store::brief(cx, need.person).await?.name;
    let link = format!("{}/needs/{}", cx.app.config.base_url, need.number);
    Ok((need, name, link))
}

fn what(need: &Need) -> String {
    let days = Period::try_new(need.starts_on, need.ends_on).map(format::range).unwrap_or_default();
    format!("“{}”, {}, {days}", need.title, need.place)
}

fn started<'a>(cx: &'a mut Cx, recorded: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let (need, name, link) = story(cx, recorded).await?;
        let by = people::store::brief(cx, need.created_by).await?.name;
        let subject = format!("You are named for: {}", need.title);
        let words = [
            format!(
                "{by} names you for {}. They talk with you about it; nothing is sent before that.",
                what(&need)
            ),
            format!("“{}”", need.need),
            format!(
                "If you think it should be looked at again, ask for a review by {}: {link}",
                format::long(need.review_until)
            ),
        ];
        tell_of(cx, recorded, Some(need.person), &subject, &words).await?;
        let subject = format!("{name} is named for: {}", need.title);
        let words = [format!("{by} names {name} for {}.", what(&need)), link];
        let others: Vec<PersonId> = [need.home_manager, need.host_manager].into_iter().flatten().collect();
        for person in others.into_iter().filter(|person| *person != need.created_by) {
            tell_of(cx, recorded, Some(person), &subject, &words).await?;
        }
        Ok(())
    })
}

fn consulted<'a>(cx: &'a mut Cx, recorded: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let (need, _, link) = story(cx, recorded).await?;
        let subject = format!("A talk with you was noted: {}", need.title);
        let words = ["Read what was noted. If it is not what you said, ask for a review.".to_owned(), link];
        tell_of(cx, recorded, Some(need.person), &subject, &words).await
    })
}

fn review_asked<'a>(cx: &'a mut Cx, recorded: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let (need, name, link) = story(cx, recorded).await?;
        let mut desk = Vec::new();
        for role in desk_of(need.is_confidential) {
            desk.extend(people::store::holders(cx, need.home_organisation, *role).await?);
        }
        desk.push(need.created_by);
        desk.sort_unstable();
        desk.dedup();
        let subject = format!("{name} asks for a review: {}", need.title);
        let words = [format!("Nothing is sent before it is decided by mobility or HR. {link}")];
        for person in desk {
            tell_of(cx, recorded, Some(person), &subject, &words).await?;
        }
        Ok(())
    })
}

fn review_decided<'a>(cx: &'a mut Cx, recorded: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let (need, _, link) = story(cx, recorded).await?;
        let subject = format!("The review is decided: {}", need.title);
        let words = [format!("{} decided the review of {}. The reason: {link}", cx.actor.name, what(&need))];
        for person in [need.person, need.created_by] {
            tell_of(cx, recorded, Some(person), &subject, &words).await?;
        }
        Ok(())
    })
}
