//! On the page of a draft: in which form it is, what differs from the standard, and whether there are newer versions.

use askama::Template;
use sojourn_kit::error::{Error, Result};

use super::picks::FORMS;
use super::sources::{Deviation, Origin, deviations, newer};
use crate::cx::Cx;
use crate::features::agreements::pages::Seen;
use crate::features::clauses;
use crate::shell::words::counted;
use crate::shell::{Link, Markup, Notice, Tag, Tone};

#[derive(Template)]
#[template(path = "features/agreements/wording/panel.html")]
struct Panel {
    form: String,
    deviations: Vec<Deviation>,
    /// Where words are chosen and particulars filled in, for those who write the draft.
    base: Option<String>,
    is_change: bool,
}

/// The panel beside the text.
///
/// # Errors
/// When it cannot be rendered: a fault of the product.
pub(in crate::features::agreements) fn panel(seen: &Seen, base: Option<&str>) -> Result<Markup> {
    let paper = &seen.agreement.paper;
    let form = paper.draft.choices.form;
    let named = FORMS.iter().find(|(_, one, ..)| *one == form).map_or("Usual", |(_, _, label, _)| *label);
    let panel = Panel {
        form: format!("{named} form, {}.", paper.profile().words()),
        deviations: deviations(paper),
        base: base.map(str::to_owned),
        is_change: paper.change.is_some(),
    };
    Markup::of(&panel).map_err(Error::internal)
}

/// Says to those who write the draft that there are newer versions of its words.
///
/// # Errors
/// When the database does not answer.
pub(in crate::features::agreements) async fn offered(
    cx: &mut Cx,
    seen: &Seen,
    base: Option<&str>,
) -> Result<Option<Notice>> {
    let Some(base) = base else { return Ok(None) };
    let house = clauses::usual(cx, seen.record.secondment.home_organisation).await?;
    let Some(newer) = newer(&seen.agreement.paper, house)? else { return Ok(None) };
    let count = counted(newer.heads.len() as u64, "clause has", "clauses have");
    let lead = format!("{count} newer words than this draft.");
    let link = Link::new("Compare and decide", format!("{base}/wording#s-newer"));
    Ok(Some(Notice::new(Tone::Info, lead).text("The draft stays as it is until you take them.").link(link)))
}

/// Where the words of a clause come from, and the own copy for those who read the library of home.
#[must_use]
pub fn tagged(origin: &Origin, code: &str, reads: bool) -> (Tag, Option<String>) {
    let tone = match origin {
        Origin::Standard { .. } => Tone::Quiet,
        Origin::Own { .. } => Tone::Info,
        Origin::ByHand | Origin::Added => Tone::Warn,
    };
    let copy = match origin {
        Origin::Own { version } if reads => Some(format!("/settings/clauses/{code}/versions/{version}")),
        _ => None,
    };
    (Tag::new(origin.words(), tone), copy)
}

/// Whether the actor reads the library that the draft was written from.
#[must_use]
pub(in crate::features::agreements) fn reads_library(cx: &Cx, seen: &Seen) -> bool {
    cx.actor.organisation == seen.record.secondment.home_organisation && clauses::reads(&cx.actor)
}
