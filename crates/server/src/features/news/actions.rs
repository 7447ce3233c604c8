//! Telling those who are away what is new, taking it back, and asking for the letter.

use sojourn_kit::error::{Error, Result};

use super::events::{NewsPosted, NewsWithdrawn};
use super::model::{NewsId, NewsInput};
use super::store;
use crate::cx::Cx;
use crate::features::secondments::mine;

/// Tells those away from a unit, or from the whole organisation, what is new.
///
/// # Errors
/// Invalid by field; [`Error::Forbidden`] for somebody who tells no news at all.
pub async fn post(cx: &mut Cx, input: &NewsInput) -> Result<NewsId> {
    let sources = store::sources(cx).await?;
    if sources.is_empty() {
        return Err(Error::Forbidden);
    }
    let source = sources.iter().find(|source| source.unit == input.unit);
    let checked = input.check(cx.today());
    let Some(source) = source else {
        let whose = Err(Error::field("unit", "Choose a unit of which you tell news"));
        return crate::typed::both(unit_errors(checked), whose);
    };
    let input = checked?;
    let news = store::insert(cx, source, &input).await?;
    cx.record(&NewsPosted { news, organisation: source.organisation, kind: input.kind.as_str() }).await?;
    Ok(news)
}

/// What else is wrong, to be said together with the unit.
fn unit_errors(checked: Result<NewsInput>) -> sojourn_kit::error::FieldErrors {
    match checked {
        Err(Error::Invalid(errors)) => errors,
        _ => sojourn_kit::error::FieldErrors::default(),
    }
}

/// Takes news back.
///
/// # Errors
/// [`Error::NotFound`] when it is not there, or not the actor's to take back.
pub async fn withdraw(cx: &mut Cx, id: NewsId) -> Result<()> {
    let organisation = store::withdraw(cx, id).await?;
    cx.record(&NewsWithdrawn { news: id, organisation }).await
}

/// Asks for one letter a week, or stops it. Stopping is possible at any time.
///
/// # Errors
/// A refusal when somebody asks for it who is not about to go, away or just back.
pub async fn set_letter(cx: &mut Cx, wants: bool) -> Result<()> {
    if wants && mine::store::own(cx).await?.is_none() {
        return Err(Error::refused("not_now", "The letter is for people who are away from home."));
    }
    store::set_letter(cx, wants).await
}
