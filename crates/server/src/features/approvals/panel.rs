//! The route as a stepper on the page of its record: who, when, why, by when.

use askama::Template;
use chrono::NaiveDate;
use sojourn_calendar::format;
use sojourn_kit::error::Result;

use super::model::{Route, RouteState, Step, StepState};
use super::{actions, holders, store};
use crate::cx::Cx;
use crate::features::people;
use crate::features::secondments::{Record, Slice, Workflow};
use crate::page::part;
use crate::shell::{Link, Markup, Tag, Tone};

/// A step as the stepper shows it.
pub struct Shown {
    /// Who approves: role and names.
    pub who: String,
    /// How it stands.
    pub tag: Tag,
    /// The class of the stylesheet.
    pub class: &'static str,
    /// Whether it is this one's turn.
    pub is_current: bool,
    /// Why it is there.
    pub reason: String,
    /// When, by whom, by when.
    pub note: String,
    /// What was said.
    pub quote: String,
}

#[derive(Template)]
#[template(path = "features/approvals/panel.html")]
struct Panel {
    steps: Vec<Shown>,
    lead: String,
    link: Link,
}

/// The stepper, drawn as a list.
#[derive(Template)]
#[template(path = "features/approvals/stepper.html")]
pub struct Stepper {
    /// The steps in order.
    pub steps: Vec<Shown>,
}

impl askama::filters::HtmlSafe for Stepper {}

#[derive(Template)]
#[template(path = "features/approvals/refusal.html")]
struct Refusal {
    reason: String,
    offer: String,
    further: String,
    link: Link,
}

/// A refusal, what was offered instead, and where it is appealed.
async fn refusal(cx: &mut Cx, record: &Record) -> Result<Option<Markup>> {
    if !record.standing.sees(Slice::ReleaseReasons) {
        return Ok(None);
    }
    let standing = actions::appeal_standing(cx, record).await?;
    let Some(refused) = standing.refusal else { return Ok(None) };
    let (note, label) = match &standing.appeal {
        Some(appeal) if appeal.answer.is_none() && standing.may_answer => {
            ("An appeal waits for your answer.", "Answer the appeal")
        }
        Some(appeal) if appeal.answer.is_none() => ("An appeal waits for mobility or HR.", "Open the appeal"),
        Some(_) => ("The appeal is answered: the refusal stays.", "Open the appeal"),
        None if standing.may_appeal => ("You may ask once for somebody else to look at it.", "Appeal"),
        None => ("", "Open the refusal"),
    };
    let code = refused.code.map(|code| format!("{}. ", code.label()));
    let approver = refused.step.as_ref().map(|step| format!("Not approved by {}. ", step.by.label()));
    let lead = code.or(approver).unwrap_or_default();
    let panel = Refusal {
        reason: format!("{lead}{}", refused.reason),
        offer: refused.alternative,
        further: note.to_owned(),
        link: Link::new(label, format!("/secondments/{}/appeal", record.secondment.number)),
    };
    part(&panel).map(Some)
}

/// The route of a record, for those who see approvals; nothing before the home manager agreed; the refusal, when they
/// did not.
///
/// # Errors
/// When the database does not answer.
pub async fn panel(cx: &mut Cx, record: &Record) -> Result<Option<Markup>> {
    let s = &record.secondment;
    if !record.standing.sees(Slice::Approvals) || s.workflow == Workflow::Idea {
        return Ok(None);
    }
    if s.workflow == Workflow::DeclinedByHome
        && let Some(panel) = refusal(cx, record).await?
    {
        return Ok(Some(panel));
    }
    let Some(route) = store::newest(cx, s.id).await? else { return Ok(None) };
    if route.steps.is_empty() || matches!(route.state, RouteState::SentBack) {
        return Ok(None);
    }
    let label = if holders::is_for(cx, record).await? { "Read and decide" } else { "Open the approvals" };
    let link = Link::new(label, format!("/secondments/{}/approvals", s.number));
    part(&Panel { steps: shown(cx, record, &route).await?, lead: lead(&route), link }).map(Some)
}

/// How the route stands, in a sentence.
#[must_use]
pub fn lead(route: &Route) -> String {
    let counts = |step: &&Step| step.state == StepState::Approved || route.is_overturned(step);
    let done = route.steps.iter().filter(counts).count();
    match route.state {
        RouteState::Open => format!("{done} of {} have approved.", route.steps.len()),
        RouteState::Approved if route.steps.is_empty() => "Nobody else had to approve it.".to_owned(),
        RouteState::Approved => "Everybody who had to has approved it.".to_owned(),
        RouteState::Declined => "It was not approved.".to_owned(),
        RouteState::SentBack => "It was sent back to be completed.".to_owned(),
        RouteState::Stopped => "It ended before everybody had answered.".to_owned(),
    }
}

/// The steps with the names of those who decided or are asked.
///
/// # Errors
/// When the database does not answer.
pub async fn shown(cx: &mut Cx, record: &Record, route: &Route) -> Result<Vec<Shown>> {
    let mut all = Vec::new();
    for step in &route.steps {
        all.push(one(cx, record, step, route.is_overturned(step)).await?);
    }
    Ok(all)
}

async fn one(cx: &mut Cx, record: &Record, step: &Step, is_overturned: bool) -> Result<Shown> {
    let today = cx.today();
    let (note, nobody) = match (&step.decided, step.state) {
        (Some(decided), _) => {
            let mut by = people::store::brief(cx, decided.by).await?.name;
            if let Some(other) = decided.in_place_of {
                by = format!("{by}, for {}", people::store::brief(cx, other).await?.name);
            }
            (
                format!(
                    "{} by {by}, {}",
                    decided.decision.label(),
                    format::near(decided.at.date_naive(), today)
                ),
                false,
            )
        }
        (None, StepState::Asked) => waiting(cx, record, step, today).await?,
        (None, StepState::Waiting) => ("Asked when those before have approved".to_owned(), false),
        _ => (String::new(), false),
    };
    let late = step.state == StepState::Asked && step.due_on.is_some_and(|due| due < today);
    let (tone, class) = match step.state {
        _ if is_overturned => (Tone::Info, "done"),
        StepState::Approved => (Tone::Good, "done"),
        StepState::SentBack | StepState::Declined => (Tone::Bad, "stop"),
        StepState::Asked if late || nobody => (Tone::Warn, "now"),
        StepState::Asked => (Tone::Info, "now"),
        StepState::Waiting => (Tone::Line, ""),
        StepState::Dropped => (Tone::Quiet, ""),
    };
    let word = match (nobody, late) {
        (true, _) => "Nobody holds this role",
        (false, true) => "Late",
        _ if is_overturned => "Overturned on appeal",
        _ => step.state.label(),
    };
    Ok(Shown {
        who: step.by.label().to_owned(),
        tag: Tag::new(word, tone),
        class,
        is_current: step.state == StepState::Asked,
        reason: step.reason.clone(),
        note,
        quote: step.decided.as_ref().map(|one| one.reason.clone()).unwrap_or_default(),
    })
}

/// The most names of a step.
const NAMES: usize = 3;

/// Who is asked by when, and whether nobody is.
async fn waiting(cx: &mut Cx, record: &Record, step: &Step, today: NaiveDate) -> Result<(String, bool)> {
    let deciders = holders::deciders(cx, &record.secondment, step).await?;
    if deciders.is_empty() {
        let words = "The administrators were told. It waits until somebody holds the role.";
        return Ok((words.to_owned(), true));
    }
    let mut names = Vec::new();
    for person in deciders.iter().take(NAMES) {
        names.push(people::store::brief(cx, *person).await?.name);
    }
    let due = step.due_on.map(|day| format!(", by {}", format::near(day, today))).unwrap_or_default();
    Ok((format!("Asked: {}{due}", names.join(" or ")), false))
}
