//! The part of the record page that says which swap it belongs to.

use askama::Template;
use sojourn_kit::error::Result;

use super::pair::{OtherLeg, other_leg};
use super::{access, store};
use crate::cx::Cx;
use crate::features::secondments::{Record, Status};
use crate::shell::{Markup, SummaryList, SummaryRow};

#[derive(Template)]
#[template(path = "features/swaps/panel.html")]
struct Panel {
    summary: SummaryList,
    href: Option<String>,
}

/// The swap of a record, for those who see it; nothing for a record that is in none.
///
/// # Errors
/// When the database does not answer.
pub async fn panel(cx: &mut Cx, record: &Record) -> Result<Option<Markup>> {
    let id = record.secondment.id;
    let Some(swap) = store::of_record(cx, id).await? else { return Ok(None) };
    let mut rows = vec![SummaryRow::text("Swap", format!("{}, {}", swap.number, swap.title))];
    if let Some(other) = swap.other_than(id) {
        rows.push(SummaryRow::text(
            "The other leg",
            format!("{}, {}", other.name, other.from(swap.is_internal())),
        ));
    }
    let stands = match other_leg(cx, id).await? {
        Some(OtherLeg::Stands(other)) => Status::of(&other.secondment, cx.today()).words(),
        _ => swap.status.label().to_owned(),
    };
    rows.push(SummaryRow::text("Where it stands", stands));
    let href = access::sees(&cx.actor, &swap).then(|| format!("/swaps/{}", swap.number));
    crate::page::part(&Panel { summary: SummaryList { rows, tight: true }, href }).map(Some)
}
