//! Letters about an account to its owner: what an intruder would want to stay unseen.

use sojourn_kit::error::Result;
use sojourn_kit::outbox::Outgoing;

use super::store;
use crate::actor::PersonId;
use crate::cx::Cx;
use crate::event::{Hook, HookFuture, Recorded};

/// Which event makes this feature write.
pub const LETTERS: &[(&str, Hook)] = &[
    ("accounts.second_factor_set_up", set_up),
    ("accounts.second_factor_removed", removed),
    ("accounts.recovery_code_used", code_used),
];

async fn tell(cx: &mut Cx, recorded: &Recorded, subject: &str, words: &str) -> Result<()> {
    let person = PersonId(recorded.subject);
    let Some(account) = store::of_person(&mut cx.tx, person).await? else { return Ok(()) };
    let body = format!(
        "Hello {},\n\n{words}\n\nWas it not you? Change your password at {}/settings/sign-in and tell an administrator of \
         your organisation.\n\nSojourn\n",
        account.name, cx.app.config.base_url
    );
    let letter = Outgoing {
        dedup: recorded.dedup(person),
        kind: recorded.kind.replace('.', "_"),
        subject_id: Some(recorded.subject),
        to_name: account.name,
        to_address: account.email,
        subject: subject.to_owned(),
        body,
    };
    cx.enqueue(&letter).await
}

fn set_up<'a>(cx: &'a mut Cx, recorded: &'a Recorded) -> HookFuture<'a> {
    let words = "From now on, signing in as you asks for a code of your authenticator app. You were signed out of all \
                 other browsers.";
    Box::pin(tell(cx, recorded, "Your second factor is on", words))
}

fn removed<'a>(cx: &'a mut Cx, recorded: &'a Recorded) -> HookFuture<'a> {
    let words =
        "Signing in as you no longer asks for a code. You can set up a second factor again under Settings.";
    Box::pin(tell(cx, recorded, "Your second factor was removed", words))
}

fn code_used<'a>(cx: &'a mut Cx, recorded: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let left = recorded.payload.get("left").and_then(serde_json::Value::as_i64).unwrap_or_default();
        let words = format!("A recovery code was used to sign in as you. {left} of them are left.");
        tell(cx, recorded, "A recovery code was used", &words).await
    })
}
