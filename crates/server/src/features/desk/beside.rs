//! What stands beside a record: small cards that features bring, for the reader of the record and for the one who is
//! away.

use sojourn_kit::error::Result;

use crate::cx::Cx;
use crate::features::secondments::Record;
use crate::features::{contacts, introductions, links, soundings, support};
use crate::shell::Markup;

/// The cards beside a record, as far as the reader sees them.
///
/// # Errors
/// When the database does not answer.
pub async fn cards(cx: &mut Cx, record: &Record, form_id: &str) -> Result<Vec<Markup>> {
    let cards = [
        soundings::card(cx, record).await?,
        introductions::card(cx, record).await?,
        contacts::panel(cx, record, form_id).await?,
        support::card(cx, record).await?,
        links::card(cx, record).await?,
    ];
    Ok(cards.into_iter().flatten().collect())
}

/// The cards on the page of somebody who is away, about to go, or just back.
///
/// # Errors
/// When the database does not answer.
pub async fn mine(cx: &mut Cx, record: &Record) -> Result<Vec<Markup>> {
    let cards = [
        introductions::card(cx, record).await?,
        support::card(cx, record).await?,
        links::card(cx, record).await?,
    ];
    Ok(cards.into_iter().flatten().collect())
}
