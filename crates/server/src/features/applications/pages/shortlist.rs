//! Everybody who applied, in the same columns, and decisions about those who are chosen.

use std::collections::BTreeMap;

use askama::Template;
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Fields, Reply, Route};

use crate::cx::Cx;
use crate::door::Door;
use crate::features::applications::actions::{self, Seen};
use crate::features::applications::model::{Decision, DecisionInput, Reason, State};
use crate::features::applications::store;
use crate::features::applications::views::ApplicantView;
use crate::features::opportunities::fit::ReasonKind;
use crate::features::opportunities::{self, pages::crumbs};
use crate::page;
use crate::shell::words::counted;
use crate::shell::{
    Crumbs, Downloads, Empty, ErrorSummary, FieldOption, FieldView, Frame, Link, Notice, Place, Tag, Tone,
};
use crate::typed::{Form, invalid};

#[derive(Template)]
#[template(path = "features/applications/pages/shortlist.html")]
struct ShortlistPage {
    frame: Frame,
    crumbs: Crumbs,
    lede: String,
    notice: Option<Notice>,
    errors: ErrorSummary,
    address: String,
    downloads: Downloads,
    number: String,
    rows: Vec<Row>,
    empty: Empty,
    decides: bool,
    decision: FieldView,
    reason: FieldView,
    words: FieldView,
    answer_by: FieldView,
}

/// One applicant; the columns are the same for everyone.
struct Row {
    number: i64,
    version: i64,
    label: String,
    about: String,
    tag: Tag,
    fit: &'static str,
    has: String,
    learns: String,
    bring_back: String,
    conflicts: String,
    chooses: bool,
    ticked: bool,
}

/// The tone of a state.
#[must_use]
pub(super) fn tone(state: State) -> Tone {
    match state {
        State::Sent | State::Draft => Tone::Info,
        State::Shortlisted | State::Invited => Tone::Host,
        State::Offered => Tone::Warn,
        State::Accepted => Tone::Good,
        _ => Tone::Quiet,
    }
}

/// The decision fields, for this page and for the page of one applicant.
#[must_use]
pub(super) fn decision_fields(typed: &Form, decisions: &[Decision]) -> [FieldView; 4] {
    let decisions = decisions.iter().map(|one| FieldOption::new(one.as_str(), one.label())).collect();
    let reasons = Reason::ALL.iter().filter(|one| one.is_chosen());
    let reasons = reasons.map(|one| FieldOption::new(one.as_str(), one.label())).collect();
    [
        FieldView::new("decision", "What do you decide?")
            .radios(decisions)
            .bare()
            .value(typed.or("decision", ""))
            .error(typed.error("decision")),
        FieldView::new("reason", "Why?")
            .hint("The applicant reads it.")
            .radios(reasons)
            .bare()
            .value(typed.or("reason", ""))
            .error(typed.error("reason")),
        FieldView::new("words", "Anything else to say to them?")
            .lines()
            .value(typed.or("words", ""))
            .optional()
            .error(typed.error("words")),
        FieldView::new("answer_by", "For an offer: answer by")
            .date()
            .hint("A week when you name no day.")
            .value(typed.or("answer_by", ""))
            .optional()
            .error(typed.error("answer_by")),
    ]
}

/// The decision of a form.
///
/// # Errors
/// Sentences by field.
pub(super) fn read(typed: &mut Form, cx: &Cx, version: Option<i64>) -> Result<DecisionInput> {
    let answer_by = typed.day("answer_by", cx.today());
    let decision = Decision::parse(typed.get("decision"));
    let reason = Reason::parse(typed.get("reason")).filter(|one| one.is_chosen());
    if decision.is_none() {
        typed.errors.add("decision", "Choose what you decide");
    }
    if reason.is_none() {
        typed.errors.add("reason", "Choose why; the applicant reads it");
    }
    std::mem::take(&mut typed.errors).check()?;
    let (Some(decision), Some(reason)) = (decision, reason) else {
        return Err(Error::internal("checked above"));
    };
    Ok(DecisionInput { version, decision, reason, words: typed.text("words"), answer_by })
}

/// `GET /opportunities/{opportunity}/shortlist`
pub async fn show(door: Door, Route(number): Route<String>) -> Result<Reply> {
    view(&door, &number, Form::default(), &[]).await
}

/// `POST /opportunities/{opportunity}/shortlist`
pub async fn decide(
    door: Door,
    Route(number): Route<String>,
    Fields(sent): Fields<BTreeMap<String, String>>,
) -> Result<Reply> {
    let chosen: Vec<(i64, i64)> = sent
        .iter()
        .filter_map(|(name, value)| {
            Some((name.strip_prefix("applicant-")?.parse().ok()?, value.parse().ok()?))
        })
        .collect();
    let mut typed = Form::sent(sent);
    match invalid(decided(&door, &number, &chosen, &mut typed).await)? {
        Ok(reply) => Ok(reply),
        Err(errors) => view(&door, &number, typed.with(errors), &chosen).await,
    }
}

async fn decided(door: &Door, number: &str, chosen: &[(i64, i64)], typed: &mut Form) -> Result<Reply> {
    let mut cx = door.write().await?;
    // who may not look is told so before anything about their words
    actions::inside(&mut cx, number).await?;
    if chosen.is_empty() {
        typed.errors.add("decision", "Choose at least one applicant in the table");
    }
    let mut input = read(typed, &cx, None)?;
    for (seq, version) in chosen {
        input.version = Some(*version);
        actions::decide(&mut cx, number, *seq, &input).await?;
    }
    let people = counted(chosen.len() as u64, "applicant", "applicants");
    let said = format!("{}: {people}. Each is told with the reason.", input.decision.label());
    cx.finish(Reply::see(format!("/opportunities/{number}/shortlist")).flash(&said)).await
}

/// Everybody who applied, as the reader sees them.
pub(super) async fn views(cx: &mut Cx, seen: &Seen) -> Result<Vec<ApplicantView>> {
    let asked = opportunities::store::asked(cx, seen.posting.opportunity.id).await?;
    let mut views = Vec::with_capacity(seen.candidacies.len());
    for one in &seen.candidacies {
        views.push(ApplicantView::of(cx, &seen.posting, &asked, one).await?);
    }
    Ok(views)
}

async fn view(door: &Door, number: &str, typed: Form, chosen: &[(i64, i64)]) -> Result<Reply> {
    let mut cx = door.read().await?;
    let seen = actions::inside(&mut cx, number).await?;
    let o = &seen.posting.opportunity;
    let conflicted = store::conflicted(&mut cx, o.id).await?;
    let shown = views(&mut cx, &seen).await?;
    let rows = shown.iter().zip(&seen.candidacies).map(|(one, candidacy)| {
        let declared = conflicted.get(&candidacy.application.id).cloned().unwrap_or_default();
        row(one, &declared, chosen)
    });
    let [decision, reason, words, answer_by] = decision_fields(&typed, Decision::ALL);
    let free = o.seats - o.held;
    let page = ShortlistPage {
        frame: page::frame(door, format!("Applicants, {}", o.title), Some(Place::Opportunities))
            .with_errors(!typed.errors.is_empty()),
        crumbs: crumbs(
            vec![Link::new(o.number.clone(), format!("/opportunities/{}", o.number))],
            "Applicants",
        ),
        lede: format!(
            "{}. {} of {} free.",
            o.title,
            counted(u64::try_from(free).unwrap_or(0), "place", "places"),
            o.seats
        ),
        notice: o.hides_names.then(|| {
            Notice::new(Tone::Info, "Names stay hidden until somebody is shortlisted.")
                .text("Decide by what they can do and would bring back.")
        }),
        errors: ErrorSummary::of([&decision, &reason, &words, &answer_by]),
        address: format!("/opportunities/{}/shortlist", o.number),
        downloads: Downloads::whole(&format!("/opportunities/{}/shortlist", o.number)),
        number: o.number.clone(),
        rows: rows.collect(),
        empty: Empty {
            title: "No one has applied yet".to_owned(),
            text: "You get a letter with every application.".to_owned(),
            action: None,
        },
        decides: seen.posting.standing.decides() && o.is_deciding(),
        decision,
        reason,
        words,
        answer_by,
    };
    Ok(typed.status(page::render(&page)?))
}

/// What speaks for somebody, or what they would learn, in words.
pub(super) fn of_kind(one: &ApplicantView, kind: ReasonKind) -> String {
    let reasons = one.fit.reasons.iter().filter(|reason| reason.kind == kind);
    reasons
        .map(|reason| format!("{} {}", reason.words, reason.strong).trim().to_owned())
        .collect::<Vec<_>>()
        .join(". ")
}

/// Conflicts of interest: theirs, and those of who decides.
pub(super) fn conflicts(one: &ApplicantView, declared: &[String]) -> String {
    let mut all = Vec::new();
    if one.has_conflict {
        all.push(one.conflicts.clone().unwrap_or_else(|| "Declared; shown once shortlisted".to_owned()));
    }
    if !declared.is_empty() {
        all.push(format!("{} takes no part", declared.join(", ")));
    }
    if all.is_empty() { "None".to_owned() } else { all.join(". ") }
}

fn row(one: &ApplicantView, declared: &[String], chosen: &[(i64, i64)]) -> Row {
    let about = [one.job_title.clone(), one.unit_name.clone()].into_iter().flatten().collect::<Vec<_>>();
    Row {
        number: one.number,
        version: one.version,
        label: one.label.clone(),
        about: about.join(", "),
        tag: Tag::new(one.state.label(), tone(one.state)),
        fit: one.fit.level.label(),
        has: of_kind(one, ReasonKind::Have),
        learns: of_kind(one, ReasonKind::Learn),
        bring_back: one.bring_back.clone(),
        conflicts: conflicts(one, declared),
        chooses: !one.allowed_actions.is_empty(),
        ticked: chosen.iter().any(|(number, _)| *number == one.number),
    }
}
