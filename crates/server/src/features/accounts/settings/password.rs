//! Setting or changing one's own password.

use sojourn_kit::error::{Error, FieldErrors, Result};
use sojourn_kit::web::Reply;

use super::super::events::PasswordChanged;
use super::super::store::Account;
use super::super::{links, proof, sessions};
use crate::door::Door;

/// Changes the password of the actor's own account: the current one is asked for if there is one, all sessions end,
/// outstanding links stop, and this browser gets a new session.
///
/// # Errors
/// Invalid when the current password is wrong or the new one is easy to guess; too many when it was tried too often.
pub async fn change(door: &Door, account: &Account, current: &str, new: &str) -> Result<Reply> {
    let app = door.app();
    let hash = proof::new_hash(app, "new_password", new, &proof::known_words(account)).await?;
    if account.has_password {
        let proved = proof::by_password(app, door.meta(), &account.email, current).await?;
        if proved != Some(account.id) {
            let mut wrong = FieldErrors::default();
            wrong.add("current_password", "This is not your current password");
            return Err(Error::Invalid(wrong));
        }
    }
    let mut cx = door.write().await?;
    proof::store::save_hash(&mut cx.tx, account.id, &hash).await?;
    links::store::stop_for(&mut cx, account.id).await?;
    sessions::store::end_all_but(&mut cx, account.id, None).await?;
    let token = sessions::begin(&mut cx, door.headers(), account.id).await?;
    let changed =
        PasswordChanged { organisation: account.organisation, person: account.person, account: account.id };
    cx.record(&changed).await?;
    let reply = Reply::see("/settings/sign-in").flash("Your password is changed.");
    // the answer that is kept for a second submit does not hold the new session's token
    let answer = sessions::hand_over(app, reply.clone(), &token);
    cx.finish(reply).await?;
    Ok(answer)
}
