//! One who applied: what they wrote, what was decided and noted, and the decision.

use std::collections::BTreeMap;

use askama::Template;
use sojourn_calendar::format::near;
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Fields, Reply, Route};

use super::shortlist::{decision_fields, read, tone};
use crate::cx::Cx;
use crate::door::Door;
use crate::features::applications::actions;
use crate::features::applications::lifecycle::Action;
use crate::features::applications::model::Decision;
use crate::features::applications::views::ApplicantView;
use crate::features::opportunities::pages::{FitView, crumbs, fit_view};
use crate::features::opportunities::{self};
use crate::features::skills::Candidate;
use crate::page;
use crate::shell::{
    Crumbs, ErrorSummary, FieldView, Frame, Link, Place, SummaryList, SummaryRow, Tag, Timeline, TimelineItem,
};
use crate::typed::{Form, invalid};

/// The fields of a form.
type Sent = Fields<BTreeMap<String, String>>;

#[derive(Template)]
#[template(path = "features/applications/pages/applicant.html")]
struct ApplicantPage {
    frame: Frame,
    crumbs: Crumbs,
    lede: String,
    tag: Tag,
    errors: ErrorSummary,
    address: String,
    said: SummaryList,
    decided: Option<Timeline>,
    notes: Option<Timeline>,
    note_field: FieldView,
    fit: FitView,
    decisions: Vec<FieldView>,
    conflict: FieldView,
    one: ApplicantView,
}

fn seq(text: &str) -> Result<i64> {
    text.parse().map_err(|_| Error::NotFound)
}

fn address(number: &str, seq: i64) -> String {
    format!("/opportunities/{number}/applicants/{seq}")
}

/// `GET /opportunities/{opportunity}/applicants/{applicant}`
pub async fn show(door: Door, Route((number, applicant)): Route<(String, String)>) -> Result<Reply> {
    view(&door, &number, seq(&applicant)?, Form::default()).await
}

/// `POST /opportunities/{opportunity}/applicants/{applicant}/decisions`
pub async fn decide(
    door: Door,
    Route((number, applicant)): Route<(String, String)>,
    Fields(sent): Sent,
) -> Result<Reply> {
    act(&door, &number, seq(&applicant)?, Form::sent(sent), Act::Decide).await
}

/// `POST /opportunities/{opportunity}/applicants/{applicant}/notes`
pub async fn note(
    door: Door,
    Route((number, applicant)): Route<(String, String)>,
    Fields(sent): Sent,
) -> Result<Reply> {
    act(&door, &number, seq(&applicant)?, Form::sent(sent), Act::Note).await
}

/// `POST /opportunities/{opportunity}/applicants/{applicant}/conflict`
pub async fn conflict(
    door: Door,
    Route((number, applicant)): Route<(String, String)>,
    Fields(sent): Sent,
) -> Result<Reply> {
    act(&door, &number, seq(&applicant)?, Form::sent(sent), Act::Conflict).await
}

/// What the page's forms do.
#[derive(Clone, Copy)]
enum Act {
    Decide,
    Note,
    Conflict,
}

async fn act(door: &Door, number: &str, seq: i64, mut typed: Form, act: Act) -> Result<Reply> {
    match invalid(done(door, number, seq, &mut typed, act).await)? {
        Ok(reply) => Ok(reply),
        Err(errors) => view(door, number, seq, typed.with(errors)).await,
    }
}

async fn done(door: &Door, number: &str, seq: i64, typed: &mut Form, act: Act) -> Result<Reply> {
    let mut cx = door.write().await?;
    // who may not look is told so before anything about their words
    actions::one(&mut cx, number, seq).await?;
    let said = match act {
        Act::Decide => {
            let version = Some(typed.version());
            let input = read(typed, &cx, version)?;
            actions::decide(&mut cx, number, seq, &input).await?;
            format!("{}. They are told with the reason.", input.decision.label())
        }
        Act::Note => {
            actions::note(&mut cx, number, seq, typed.get("note")).await?;
            "Noted for those who decide.".to_owned()
        }
        Act::Conflict => {
            actions::declare_conflict(&mut cx, number, seq, typed.get("conflict")).await?;
            "Declared. Somebody else decides about them.".to_owned()
        }
    };
    cx.finish(Reply::see(address(number, seq)).flash(&said)).await
}

async fn view(door: &Door, number: &str, seq: i64, typed: Form) -> Result<Reply> {
    let mut cx = door.read().await?;
    let (posting, candidacy) = actions::one(&mut cx, number, seq).await?;
    let o = &posting.opportunity;
    let asked = opportunities::store::asked(&mut cx, o.id).await?;
    let one = ApplicantView::of(&mut cx, &posting, &asked, &candidacy).await?;
    let decisions = decisions(&one, &typed);
    let words = |name: &str, label: &str| {
        FieldView::new(name, label).lines().value(typed.or(name, "")).error(typed.error(name))
    };
    let (note, conflict) = (words("note", "Note"), words("conflict", "Which conflict?"));
    let back = vec![
        Link::new(o.number.clone(), format!("/opportunities/{}", o.number)),
        Link::new("Applicants", format!("/opportunities/{}/shortlist", o.number)),
    ];
    let page = ApplicantPage {
        frame: page::frame(door, format!("{}, {}", one.label, o.title), Some(Place::Opportunities))
            .with_errors(!typed.errors.is_empty()),
        crumbs: crumbs(back, &one.label),
        lede: lede(&one, &o.title),
        tag: Tag::new(one.state.label(), tone(one.state)),
        errors: ErrorSummary::of(decisions.iter().chain([&note, &conflict])),
        address: address(number, seq),
        said: said(&one),
        decided: decided(&cx, &one),
        notes: notes(&cx, &one),
        note_field: note,
        fit: fit_view(&known_candidate(), one.fit.clone()),
        decisions,
        conflict,
        one,
    };
    Ok(typed.status(page::render(&page)?))
}

/// The hint to fill in a profile is for readers of their own fit only.
fn known_candidate() -> Candidate {
    let mut known = Candidate::default();
    known.wanted.insert(String::new(), String::new());
    known
}

fn decisions(one: &ApplicantView, typed: &Form) -> Vec<FieldView> {
    let open: Vec<Decision> = Decision::ALL
        .iter()
        .copied()
        .filter(|decision| one.allowed_actions.contains(&Action::from(*decision)))
        .collect();
    if open.is_empty() { Vec::new() } else { decision_fields(typed, &open).into() }
}

fn lede(one: &ApplicantView, title: &str) -> String {
    let about = [one.job_title.clone(), one.unit_name.clone(), one.organisation_name.clone()];
    let about: Vec<String> = about.into_iter().flatten().collect();
    if about.is_empty() {
        format!("Applied for “{title}”")
    } else {
        format!("{}. Applied for “{title}”", about.join(", "))
    }
}

fn said(one: &ApplicantView) -> SummaryList {
    let conflict = match (one.has_conflict, &one.conflicts) {
        (false, _) => "None declared".to_owned(),
        (true, Some(words)) => words.clone(),
        (true, None) => "Declared. It shows once they are shortlisted".to_owned(),
    };
    let mut rows = vec![
        SummaryRow::text("Why", one.why.clone()),
        SummaryRow::text("What they’d bring back", one.bring_back.clone()),
        SummaryRow::text("Conflict of interest", conflict),
        SummaryRow::text("Talked with their manager", if one.talked { "Yes" } else { "No" }),
    ];
    rows.extend(one.email.clone().map(|address| SummaryRow::text("Email", address)));
    SummaryList { rows, tight: false }
}

fn decided(cx: &Cx, one: &ApplicantView) -> Option<Timeline> {
    let today = cx.today();
    let items = one.decisions.iter().map(|decided| TimelineItem {
        title: format!("{}: {}", decided.decision.label(), decided.reason.label()),
        by: match &decided.by {
            Some(by) => format!("{}, {by}", near(decided.at.date_naive(), today)),
            None => near(decided.at.date_naive(), today),
        },
        quote: Some(decided.words.clone()).filter(|words| !words.is_empty()),
        ..TimelineItem::default()
    });
    let items: Vec<TimelineItem> = items.collect();
    (!items.is_empty()).then_some(Timeline { items })
}

fn notes(cx: &Cx, one: &ApplicantView) -> Option<Timeline> {
    let today = cx.today();
    let items = one.notes.as_ref()?.iter().map(|note| TimelineItem {
        title: note.words.clone(),
        by: format!("{}, {}", near(note.at.date_naive(), today), note.by),
        ..TimelineItem::default()
    });
    Some(Timeline { items: items.collect() })
}
