//! Step 6: every answer with a way to change it, what is missing, and sending.

use askama::Template;
use axum::http::StatusCode;
use sojourn_calendar::format;
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Fields, Reply, Route};

use super::super::actions::{self, Draft};
use super::super::model::{Missing, Step, missing};
use super::super::{deadline, store};
use super::answers;
use super::consent::{self, Offer};
use super::estimate;
use super::form::{StepHead, last_edited};
use super::summary::{self, Section};
use super::together::{self, Together};
use crate::cx::Cx;
use crate::door::Door;
use crate::features::people;
use crate::features::secondments::{self, Slice, Workflow, steps::first_name};
use crate::page::{frame, render};
use crate::shell::{ErrorSummary, Estimate, Frame, Link, Notice, Place, SummaryRow, Tone};
use crate::typed;

#[derive(Template)]
#[template(path = "features/proposals/pages/check.html")]
struct CheckPage {
    frame: Frame,
    head: StepHead,
    errors: ErrorSummary,
    estimate: Option<Estimate>,
    sent_back: Option<Notice>,
    gaps: Vec<Link>,
    sections: Vec<Section>,
    together: Together,
    offer: Offer,
    send: String,
    after: String,
}

/// `GET /secondments/{number}/propose/check`
pub async fn open(door: Door, Route(number): Route<String>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let draft = Draft::open(&mut cx, &number, None).await?;
    show(&door, &mut cx, &draft, false, None).await
}

/// `POST /secondments/{number}/propose/check`
pub async fn send(
    door: Door,
    Route(number): Route<String>,
    Fields(typed): Fields<typed::Form>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    let version = answers::version(&typed)?;
    let refused = match actions::send(&mut cx, &number, version).await {
        Ok(_) => {
            // a writer at the host may have no further part in it
            let next = match secondments::store::load(&mut cx, &number).await {
                Err(Error::NotFound) => "/secondments".to_owned(),
                other => format!("/secondments/{}/propose/sent", other?.secondment.number),
            };
            return cx.finish(Reply::see(next)).await;
        }
        Err(Error::Invalid(_)) => None,
        Err(Error::Refused(refusal)) if refusal.code == "no_home_manager" => Some(refusal.sentence),
        Err(other) => return Err(other),
    };
    drop(cx);
    let mut cx = door.read().await?;
    let draft = Draft::open(&mut cx, &number, None).await?;
    let status = if refused.is_some() { StatusCode::CONFLICT } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(show(&door, &mut cx, &draft, true, refused).await?.status(status))
}

/// The page again after something was missing; what was tried goes with its transaction.
pub(super) async fn again(door: &Door, tried: Cx, number: &str) -> Result<Reply> {
    drop(tried);
    let mut cx = door.read().await?;
    let draft = Draft::open(&mut cx, number, None).await?;
    Ok(show(door, &mut cx, &draft, true, None).await?.status(StatusCode::UNPROCESSABLE_ENTITY))
}

async fn show(
    door: &Door,
    cx: &mut Cx,
    draft: &Draft,
    tried: bool,
    refused: Option<String>,
) -> Result<Reply> {
    let s = &draft.record.secondment;
    let mut gaps = missing(s, &draft.proposal, cx.today());
    if draft.record.standing.is_only_host() {
        // what is missing there is written at home
        gaps.retain(|gap| gap.step != Step::Costs);
    }
    gaps.retain(|gap| draft.writes(gap.step));
    let manager = match people::store::brief(cx, s.secondee).await?.manager {
        Some(manager) => Some(people::store::brief(cx, manager).await?.name),
        None => None,
    };
    let mut errors = ErrorSummary::default();
    if tried {
        errors.items = gaps.iter().map(|gap| (Some(address(gap, &s.number)), gap.sentence.clone())).collect();
    }
    if let Some(sentence) = refused {
        errors = errors.and(sentence);
    }
    let page = CheckPage {
        frame: frame(door, Step::Check.label(), Some(Place::MySecondments)).with_errors(!errors.is_empty()),
        head: StepHead::of(cx, draft, Step::Check),
        estimate: estimate::of_form(cx, draft, &typed::Form::default()).await?,
        sent_back: sent_back(cx, draft).await?,
        offer: match draft.side {
            None => consent::offer(cx, draft).await?,
            Some(_) => Offer::default(),
        },
        gaps: if tried { Vec::new() } else { gaps.iter().map(|gap| link(gap, &s.number)).collect() },
        errors,
        sections: sections(cx, draft).await?,
        together: together::seats(cx, draft).await?,
        send: manager
            .as_deref()
            .map_or_else(|| "Send".to_owned(), |name| format!("Send to {}", first_name(name))),
        after: manager.filter(|_| draft.side.is_none()).map_or_else(String::new, |name| {
            format!("{name} gets an email and decides. Until then you can take it back.")
        }),
    };
    render(&page)
}

/// Every part, each with who wrote it last, and a way to change it where the actor writes it.
async fn sections(cx: &mut Cx, draft: &Draft) -> Result<Vec<Section>> {
    let today = cx.today();
    let mut sections = summary::sections(cx, &draft.record, &draft.proposal, true).await?;
    for section in &mut sections {
        let edited = draft.sections.get(&section.step);
        section.note = edited.map(|edited| last_edited(edited, today)).unwrap_or_default();
        if !draft.writes(section.step) {
            section.list.rows.iter_mut().for_each(SummaryRow::read_only);
        }
    }
    Ok(sections)
}

fn address(gap: &Missing, number: &str) -> String {
    let plain = gap.field.replace(|letter: char| !letter.is_ascii_alphanumeric(), "-");
    format!("{}#f-{plain}", gap.step.path(number))
}

fn link(gap: &Missing, number: &str) -> Link {
    Link::new(gap.sentence.clone(), address(gap, number))
}

/// Why it came back, if it did.
async fn sent_back(cx: &mut Cx, draft: &Draft) -> Result<Option<Notice>> {
    if !draft.record.standing.sees(Slice::ReleaseReasons) {
        return Ok(None);
    }
    let decisions = store::decisions(cx, draft.record.secondment.id).await?;
    let Some(last) = decisions.first() else { return Ok(None) };
    let by = people::store::brief(cx, last.by).await?.name;
    let lead = format!("{by} sent this back.");
    Ok(Some(Notice::new(Tone::Warn, lead).text(format!("“{}”", last.reason))))
}

#[derive(Template)]
#[template(path = "features/proposals/pages/sent.html")]
struct SentPage {
    frame: Frame,
    number: String,
    manager: String,
    by: String,
    host: String,
}

/// `GET /secondments/{number}/propose/sent`: who decides, by when, what comes next.
pub async fn sent(door: Door, Route(number): Route<String>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let record = secondments::store::load(&mut cx, &number).await?;
    let s = &record.secondment;
    if s.workflow != Workflow::ReleasePending {
        return Ok(Reply::see(format!("/secondments/{number}")));
    }
    let proposal = store::load(&mut cx, &record).await?;
    let parties = secondments::Parties::of(&mut cx, &record).await?;
    let decided_by = proposal.sent_at.map(|sent| deadline(sent.date_naive()));
    let page = SentPage {
        frame: frame(&door, "Sent", Some(Place::MySecondments)),
        number,
        manager: parties.home.manager.as_ref().map_or_else(|| "Your manager".to_owned(), |m| m.name.clone()),
        by: decided_by.map(|day| format::near(day, cx.today())).unwrap_or_default(),
        host: parties.host_name().unwrap_or("the host").to_owned(),
    };
    render(&page)
}
