//! The proposal tab of a record: all of it, as far as the reader may see.

use askama::Template;
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Reply, Route};

use super::super::store;
use super::super::views::CostsView;
use super::panel::costs_table;
use super::summary::{self, Section};
use crate::cx::Cx;
use crate::door::Door;
use crate::features::people;
use crate::features::secondments::{self, Head, Record, RecordTab, Slice, head, steps};
use crate::page::{frame, render};
use crate::shell::{Frame, Notice, Place, Table, Tone};

#[derive(Template)]
#[template(path = "features/proposals/pages/tab.html")]
struct TabPage {
    frame: Frame,
    head: Head,
    decisions: Vec<Notice>,
    sections: Vec<Section>,
    costs: Option<Table>,
    costs_note: String,
}

/// `GET /secondments/{number}/proposal`
pub async fn open(door: Door, Route(number): Route<String>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let record = secondments::store::load(&mut cx, &number).await?;
    let proposal = store::load(&mut cx, &record).await?;
    let costs = CostsView::of(&record, &proposal.lines)?;
    if !record.standing.sees(Slice::Proposal) && costs.is_none() {
        return Err(Error::NotFound);
    }
    let head = head(&mut cx, &record, RecordTab::Proposal).await?;
    let (table, note) = costs_table(&mut cx, &record, costs.as_ref()).await?;
    let page = TabPage {
        frame: frame(&door, format!("Proposal, {}", head.title), Some(Place::Secondments)),
        head,
        decisions: decisions(&mut cx, &record).await?,
        sections: summary::sections(&mut cx, &record, &proposal, false).await?,
        costs: table,
        costs_note: note,
    };
    render(&page)
}

/// What somebody decides by: the proposal and its costs, as far as the reader sees them.
pub struct Evidence {
    /// The proposal, step by step.
    pub sections: Vec<Section>,
    /// Who pays what.
    pub costs: Option<Table>,
    /// What the table leaves out.
    pub note: String,
}

/// The evidence for a decision about the record.
///
/// # Errors
/// When the database does not answer.
pub async fn evidence(cx: &mut Cx, record: &Record) -> Result<Evidence> {
    let proposal = store::load(cx, record).await?;
    let view = CostsView::of(record, &proposal.lines)?;
    let (costs, note) = costs_table(cx, record, view.as_ref()).await?;
    Ok(Evidence { sections: summary::sections(cx, record, &proposal, false).await?, costs, note })
}

/// What the home manager decided, for those who may read the reasons.
async fn decisions(cx: &mut Cx, record: &Record) -> Result<Vec<Notice>> {
    use super::super::model::DecisionKind as D;
    if !record.standing.sees(Slice::ReleaseReasons) {
        return Ok(Vec::new());
    }
    let secondee = people::store::brief(cx, record.secondment.secondee).await?.name;
    let whom = steps::first_name(&secondee);
    let mut notices = Vec::new();
    for one in store::decisions(cx, record.secondment.id).await? {
        let mut by = people::store::brief(cx, one.by).await?.name;
        if let Some(other) = one.in_place_of {
            by = format!("{by}, for {},", people::store::brief(cx, other).await?.name);
        }
        let day = sojourn_calendar::format::near(one.at.date_naive(), cx.today());
        let (tone, lead) = match one.decision {
            D::Released => (Tone::Good, format!("{by} released {whom} on {day}.")),
            D::SentBack => (Tone::Warn, format!("{by} sent it back on {day}.")),
            D::Refused => (Tone::Bad, format!("{by} declined on {day}.")),
        };
        let code = one.code.map(|code| format!("{}. ", code.label())).unwrap_or_default();
        let offer = if one.alternative.is_empty() {
            String::new()
        } else {
            format!(" Offered instead: {}", one.alternative)
        };
        notices.push(Notice::new(tone, lead).text(format!("{code}{}{offer}", one.reason)));
    }
    Ok(notices)
}
