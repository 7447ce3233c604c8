//! The rows on Home.

use sojourn_kit::error::Result;

use super::access::{may_answer, may_decide};
use super::pair::standing_leg;
use super::store;
use crate::cx::Cx;
use crate::shell::words::{day_range, short_day};
use crate::shell::{Action, Due, Tag, Tone, WorkRow};

/// What waits for the actor: their yes or no, or a decision after a leg fell over.
///
/// # Errors
/// When the database does not answer.
pub async fn waiting(cx: &mut Cx) -> Result<Vec<WorkRow>> {
    let today = cx.today();
    let mut rows = Vec::new();
    for swap in store::open_for(cx).await? {
        let answers = may_answer(&cx.actor, &swap);
        let decides = match standing_leg(cx, &swap).await? {
            Some((leg, _)) => may_decide(&cx.actor, &swap, &leg),
            None => false,
        };
        if !answers && !decides {
            continue;
        }
        let (title, label) = if answers {
            (format!("Say yes or no to a swap: {}", swap.names()), "Answer")
        } else {
            (format!("Decide how the swap goes on: {}", swap.names()), "Decide")
        };
        let href = format!("/swaps/{}", swap.number);
        rows.push(WorkRow {
            line: None,
            title,
            href: href.clone(),
            meta: vec![swap.title.clone(), day_range(swap.starts_on, swap.ends_on)],
            tags: if decides { vec![Tag::new("One leg fell over", Tone::Warn)] } else { Vec::new() },
            due: Some(Due::Later(format!("Starts {}", short_day(swap.starts_on, today)))),
            action: Some(Action { label: label.to_owned(), href, about: swap.number.clone() }),
        });
    }
    Ok(rows)
}
