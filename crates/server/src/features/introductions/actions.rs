//! Writing a first word, and answering it.

use sojourn_kit::error::{Error, Result};

use super::events::{IntroductionAnswered, IntroductionSent};
use super::model::{WordsInput, is_before_start, reads};
use super::store;
use crate::cx::Cx;
use crate::features::secondments::store::load;
use crate::features::secondments::{Party, Record};

/// The record, for those who read what is written.
///
/// # Errors
/// [`Error::NotFound`] when it does not exist for the actor, [`Error::Forbidden`] when this part does not.
pub async fn seen(cx: &mut Cx, number: &str) -> Result<Record> {
    let record = load(cx, number).await?;
    if reads(&record.standing) { Ok(record) } else { Err(Error::Forbidden) }
}

/// The secondee introduces themself; as often as they like until the first day, with one letter.
///
/// # Errors
/// Invalid input; a refusal for anybody else, or outside of the time.
pub async fn send(cx: &mut Cx, number: &str, input: &WordsInput) -> Result<()> {
    let record = seen(cx, number).await?;
    if !record.standing.is(Party::Secondee) {
        return Err(Error::refused("not_yours", "A first word: this is for the secondee."));
    }
    in_time(&record)?;
    let words = input.check()?;
    let first = store::find(cx, &record).await?.words.is_empty();
    store::save_words(cx, &record, &words).await?;
    let s = &record.secondment;
    cx.record(&IntroductionSent { secondment: s.id, organisation: s.home_organisation, first }).await
}

/// The host manager answers.
///
/// # Errors
/// Invalid input; a refusal for anybody else, outside of the time, or before there is something to answer.
pub async fn answer(cx: &mut Cx, number: &str, input: &WordsInput) -> Result<()> {
    let record = seen(cx, number).await?;
    if !record.standing.is(Party::HostManager) || record.standing.is(Party::Secondee) {
        return Err(Error::refused("not_yours", "An answer to a first word: this is for the host manager."));
    }
    in_time(&record)?;
    let words = input.check()?;
    if !store::save_answer(cx, &record, &words).await? {
        return Err(Error::refused("not_now", "There is no first word to answer yet."));
    }
    let s = &record.secondment;
    cx.record(&IntroductionAnswered { secondment: s.id, organisation: s.home_organisation }).await
}

fn in_time(record: &Record) -> Result<()> {
    if is_before_start(record.secondment.workflow) {
        return Ok(());
    }
    Err(Error::refused("not_now", "A first word is written once all have signed and before the first day."))
}
