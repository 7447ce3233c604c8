//! One-time links: into the outbox, and used up once.

pub mod store;

use chrono::Duration;
use sojourn_kit::auth::Token;
use sojourn_kit::error::Result;
use sojourn_kit::outbox::Outgoing;

use super::store::Account;
use super::{model, with_next};
use crate::actor::AccountId;
use crate::cx::Cx;
use store::Purpose;

/// Makes a link that signs the account in once, and answers its address.
///
/// # Errors
/// When the database refuses.
pub async fn make(cx: &mut Cx, account: AccountId, life: Duration, next: &str) -> Result<String> {
    let token = Token::fresh();
    store::insert(cx, &token, Some(account), Purpose::SignIn, cx.now() + life).await?;
    let path = with_next(&format!("/sign-in/link/{}", token.reveal()), next);
    Ok(format!("{}{path}", cx.app.config.base_url))
}

/// Puts a letter with a sign-in link into the outbox.
///
/// # Errors
/// When the database refuses.
pub async fn mail(cx: &mut Cx, account: &Account, next: &str) -> Result<()> {
    let url = make(cx, account.id, model::LINK_LIFE, next).await?;
    let letter = Outgoing {
        dedup: format!("sign_in_link/{}", sojourn_kit::ids::uuid_v7(cx.now())),
        kind: "sign_in_link".to_owned(),
        subject_id: Some(account.person.0),
        to_name: account.name.clone(),
        to_address: account.email.clone(),
        subject: "Your sign-in link for Sojourn".to_owned(),
        body: format!(
            "Hello {},\n\nOpen this link to sign in to Sojourn:\n\n{url}\n\nIt works once, within the next 15 minutes. \
             If you did not ask for it, leave it: without this letter nobody gets in.\n",
            account.name
        ),
    };
    cx.enqueue(&letter).await
}
