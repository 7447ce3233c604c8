//! The part of the record page that says from which opportunity it came.

use askama::Template;
use sojourn_kit::error::Result;

use super::store;
use crate::cx::Cx;
use crate::features::secondments::{Record, Slice};
use crate::shell::{Link, Markup, Notice, Tone};

#[derive(Template)]
#[template(ext = "html", source = "{{ notice }}")]
struct Panel {
    notice: Notice,
}

/// From which opportunity the record came, for those who read the proposal.
///
/// # Errors
/// When the database does not answer.
pub async fn panel(cx: &mut Cx, record: &Record) -> Result<Option<Markup>> {
    if !record.standing.sees(Slice::Proposal) {
        return Ok(None);
    }
    let Some((number, title)) = store::origin(cx, record).await? else { return Ok(None) };
    let link = Link::new(format!("{number}, {title}"), format!("/opportunities/{number}"));
    let notice = Notice::new(Tone::Info, "This began with an application.").link(link);
    crate::page::part(&Panel { notice }).map(Some)
}
