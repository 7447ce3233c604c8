//! Who is told that somebody shared what they would like.

use super::model::Interest;
use super::store;
use crate::actor::Role;
use crate::cx::Cx;
use crate::event::{Hook, HookFuture, Recorded};
use crate::features::people;
use crate::letter::tell_of;

/// Which event makes this feature write.
pub const LETTERS: &[(&str, Hook)] = &[("interest.shared", shared)];

fn shared<'a>(cx: &'a mut Cx, recorded: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let interest = store::of_event(cx, recorded.subject).await?;
        let person = people::store::brief(cx, interest.person).await?;
        let newly = |field| recorded.payload.get(field).and_then(serde_json::Value::as_bool) == Some(true);
        let mut told = Vec::new();
        if newly("newly_manager") {
            told.extend(person.manager);
        }
        if newly("newly_mobility") {
            told.extend(people::store::holders(cx, interest.organisation, Role::ProgrammeAdmin).await?);
        }
        told.sort_unstable();
        told.dedup();
        for reader in told {
            let subject = format!("{} shares what they’d like: {}", person.name, interest.wish.wish);
            let words = words(cx, &interest, &person.name);
            tell_of(cx, recorded, Some(reader), &subject, &words).await?;
        }
        Ok(())
    })
}

fn words(cx: &Cx, interest: &Interest, name: &str) -> Vec<String> {
    vec![
        format!(
            "{name} would like “{}” and lets you read it. Nothing is asked of you yet.",
            interest.wish.wish
        ),
        format!("Read it and talk about it: {}/interests/{}", cx.app.config.base_url, interest.number),
    ]
}
