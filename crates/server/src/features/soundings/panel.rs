//! The host’s answer beside the record.

use askama::Template;
use sojourn_calendar::format::near;
use sojourn_kit::error::Result;

use super::model::may_ask;
use super::{actions, store};
use crate::cx::Cx;
use crate::features::secondments::{Record, Slice};
use crate::shell::Markup;

#[derive(Template)]
#[template(path = "features/soundings/card.html")]
struct Card {
    words: String,
    href: String,
    label: &'static str,
}

/// What the host said last, or the way to ask them; nothing for the host’s side and for a host that signs in here.
///
/// # Errors
/// When the database does not answer.
pub async fn card(cx: &mut Cx, record: &Record) -> Result<Option<Markup>> {
    let s = &record.secondment;
    if record.standing.is_only_host() || !record.standing.sees(Slice::Proposal) {
        return Ok(None);
    }
    let all = store::all(cx, s.id).await?;
    let can_ask = may_ask(record).is_ok() && actions::contact(cx, s).await.is_ok();
    let (today, now) = (cx.today(), cx.now());
    let words = match all.first() {
        Some((one, given)) => match given.last() {
            Some(said) => {
                let day = near(said.at.date_naive(), today);
                let words =
                    if said.words.is_empty() { String::new() } else { format!(" “{}”", said.words) };
                format!("{}, {day}: {}.{words}", one.name, said.answer.label())
            }
            None if one.is_open(now) => format!("{} was asked and has not answered yet.", one.name),
            None => format!("{} was asked and did not answer.", one.name),
        },
        None if can_ask => "The host can say yes in principle before there is an agreement.".to_owned(),
        None => return Ok(None),
    };
    let label = if all.is_empty() { "Ask the host" } else { "Open the answers" };
    let card = Card { words, href: format!("/secondments/{}/host-answer", s.number), label };
    crate::page::part(&card).map(Some)
}
