//! Reminding by hand those who are asked to sign: at most once a day each.

pub(super) mod api;
mod store;

use sojourn_kit::error::{Error, Result};

use super::events::about;
use super::issuing::ask_again;
use super::model::{Signatory, SignatoryStatus};
use super::store as agreements;
use super::talks;
use crate::cx::Cx;
use crate::features::secondments::{Party, Record};

/// Reminds everybody who is asked to sign and was not reminded today. Answers their names.
///
/// # Errors
/// A refusal for others than mobility and HR, when nobody is asked, when a talk waits for an answer, and when all were
/// reminded today.
pub async fn remind(cx: &mut Cx, record: &Record) -> Result<Vec<String>> {
    let desk = [Party::ProgrammeAdmin, Party::HomeHr];
    if !desk.into_iter().any(|party| record.standing.is(party)) {
        return Err(Error::Forbidden);
    }
    let agreement = agreements::newest(cx, record.secondment.id).await?.ok_or(Error::NotFound)?;
    let all = agreements::signatories(cx, agreement.id).await?;
    let is_asked = |one: &&Signatory| one.status == SignatoryStatus::Asked && agreement.is_open();
    let asked: Vec<&Signatory> = all.iter().filter(is_asked).collect();
    if asked.is_empty() {
        return Err(Error::refused("not_open", "Nobody is asked to sign at the moment."));
    }
    if let Some(why) = talks::hold(cx, &agreement).await? {
        return Err(Error::refused("talk_open", why));
    }
    let mut names = Vec::new();
    for one in asked {
        if !store::note(cx, one.id).await? {
            continue;
        }
        ask_again(cx, record, one.id).await?;
        let event = about!(
            Reminded, record.secondment, agreement,
            signatory: one.id,
            person: one.person,
        );
        cx.record(&event).await?;
        names.push(one.name.clone());
    }
    if names.is_empty() {
        let sentence = "Everybody who is asked was reminded today already. Remind them again tomorrow.";
        return Err(Error::refused("reminded_today", sentence));
    }
    Ok(names)
}
