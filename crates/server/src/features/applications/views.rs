//! What is shown of an application: to the applicant, and to those who decide. A person who is hidden is not in
//! the view at all.

use chrono::NaiveDate;
use serde::Serialize;
use sojourn_kit::error::Result;
use utoipa::ToSchema;

use super::deciding::Candidacy;
use super::lifecycle::{self, Action, Party};
use super::model::{Application, Decided, Note, State};
use super::store;
use crate::cx::Cx;
use crate::features::opportunities::fit::{self, Fit};
use crate::features::opportunities::model::Asked;
use crate::features::opportunities::{Opportunity, Posting, store as postings};
use crate::features::skills;

/// An open opportunity to think of instead.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Nearest {
    /// Its number.
    pub number: String,
    /// Its title.
    pub title: String,
    /// Where.
    pub host: String,
    /// The last day to apply.
    pub closes_on: Option<NaiveDate>,
}

/// One's own application.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ApplicationView {
    /// The opportunity.
    pub opportunity: String,
    /// Its title.
    pub opportunity_title: String,
    /// Whether the opportunity takes applications now.
    pub is_open: bool,
    /// Grows with each change.
    pub version: i64,
    /// How far it has come.
    pub state: State,
    /// Why.
    pub why: String,
    /// What one would bring back.
    pub bring_back: String,
    /// Whether there is a conflict of interest.
    pub has_conflict: Option<bool>,
    /// Which.
    pub conflicts: String,
    /// When one talked with one's own manager.
    pub talked_on: Option<NaiveDate>,
    /// What came of it.
    pub talk: String,
    /// The last day to answer an offer.
    pub answer_by: Option<NaiveDate>,
    /// What was decided, the latest first; without who.
    pub decisions: Vec<Decided>,
    /// The secondment that came of it.
    pub secondment: Option<String>,
    /// Open ones to think of, when this one is not to be had.
    pub nearest: Vec<Nearest>,
    /// What one may do now.
    pub allowed_actions: Vec<Action>,
}

impl ApplicationView {
    /// The view of the actor's own application.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn of(cx: &mut Cx, posting: &Posting, a: &Application) -> Result<Self> {
        let o = &posting.opportunity;
        let is_open = o.takes_applications(cx.today());
        let decisions = store::decisions(cx, a.id).await?;
        let without_whom = decisions.into_iter().map(|one| Decided { by: None, ..one });
        Ok(Self {
            opportunity: o.number.clone(),
            opportunity_title: o.title.clone(),
            is_open,
            version: a.version,
            state: a.state,
            why: a.why.clone(),
            bring_back: a.bring_back.clone(),
            has_conflict: a.has_conflict,
            conflicts: a.conflicts.clone(),
            talked_on: a.talked_on,
            talk: a.talk.clone(),
            answer_by: a.answer_by,
            decisions: without_whom.collect(),
            secondment: store::secondment_number(cx, a).await?,
            nearest: nearest(cx, o, a.state, is_open).await?,
            allowed_actions: lifecycle::allowed(a.state, Party::Applicant),
        })
    }
}

/// The nearest open ones, when this one is not to be had.
///
/// # Errors
/// When the database does not answer.
pub async fn nearest(cx: &mut Cx, o: &Opportunity, state: State, is_open: bool) -> Result<Vec<Nearest>> {
    let is_lost = matches!(state, State::NotSelected | State::Lapsed) || (state == State::Draft && !is_open);
    if !is_lost {
        return Ok(Vec::new());
    }
    let me = (cx.actor.person, cx.actor.organisation);
    let found = postings::nearest_open(cx, me, o.id, 2).await?;
    let one =
        |o: Opportunity| Nearest { host: o.host(), number: o.number, title: o.title, closes_on: o.closes_on };
    Ok(found.into_iter().map(one).collect())
}

/// An applicant, as those who decide see them: the same for everyone.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ApplicantView {
    /// Their number for this opportunity.
    pub number: i64,
    /// Their name, or "Applicant 3" while it is hidden.
    pub label: String,
    /// What they do; absent while they are hidden.
    pub job_title: Option<String>,
    /// Their unit; absent while they are hidden.
    pub unit_name: Option<String>,
    /// Their organisation; absent while they are hidden.
    pub organisation_name: Option<String>,
    /// Where letters reach them; absent while they are hidden.
    pub email: Option<String>,
    /// Grows with each change.
    pub version: i64,
    /// How far the application has come.
    pub state: State,
    /// How well it fits.
    pub fit: Fit,
    /// Why.
    pub why: String,
    /// What they would bring back.
    pub bring_back: String,
    /// Whether they declared a conflict of interest.
    pub has_conflict: bool,
    /// Which; absent while they are hidden.
    pub conflicts: Option<String>,
    /// Whether they talked with their own manager.
    pub talked: bool,
    /// The last day to answer an offer.
    pub answer_by: Option<NaiveDate>,
    /// What was decided, the latest first.
    pub decisions: Vec<Decided>,
    /// Notes of those who decide; absent for others.
    pub notes: Option<Vec<Note>>,
    /// Whether the caller takes part in deciding about them.
    pub decides: bool,
    /// What the caller may do now.
    pub allowed_actions: Vec<Action>,
}

impl ApplicantView {
    /// The view of one who applied.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn of(cx: &mut Cx, posting: &Posting, asked: &[Asked], one: &Candidacy) -> Result<Self> {
        let a = &one.application;
        let mut candidate = skills::store::candidate(cx, a.person).await?;
        if one.person.is_none() {
            // when and from where they could go would tell who they are
            candidate.stays.clear();
            candidate.team_away.clear();
            candidate.worked_in.clear();
        }
        let mut fit = fit::of(&candidate, &posting.opportunity, asked);
        for reason in &mut fit.reasons {
            reason.words = about_them(&reason.words);
            reason.strong = one.shown(&reason.strong);
        }
        let may = one.decides && posting.opportunity.is_deciding();
        let person = one.person.as_ref();
        Ok(Self {
            number: a.seq.unwrap_or(0),
            label: one.label(),
            job_title: person.map(|brief| brief.job_title.clone()),
            unit_name: person.and_then(|brief| brief.unit_name.clone()),
            organisation_name: person.map(|brief| brief.organisation_name.clone()),
            email: person.and_then(|brief| brief.email.clone()),
            version: a.version,
            state: a.state,
            fit,
            why: one.shown(&a.why),
            bring_back: one.shown(&a.bring_back),
            has_conflict: a.has_conflict == Some(true),
            conflicts: person.is_some().then(|| a.conflicts.clone()),
            talked: a.talked_on.is_some(),
            answer_by: a.answer_by,
            decisions: store::decisions(cx, a.id).await?,
            notes: if one.decides { Some(store::notes(cx, a.id).await?) } else { None },
            decides: one.decides,
            allowed_actions: if may { lifecycle::allowed(a.state, Party::Decider) } else { Vec::new() },
        })
    }
}

/// The reasons speak to the reader; here the reader is somebody else.
fn about_them(words: &str) -> String {
    let third = [
        ("You’d learn what you want:", "Would learn what they want:"),
        ("You’d learn", "Would learn"),
        ("You have what is needed:", "Has what is needed:"),
        ("You have", "Has"),
        ("You worked here before", "Worked here before"),
        ("Matches your goal", "Matches their goal"),
        ("Overlaps with your own secondment", "Overlaps with their own secondment"),
        (
            "One of your team is away in those weeks. Your manager will be asked about cover",
            "One of their team is away in those weeks",
        ),
        ("Begins before the day you could go", "Begins before the day they could go"),
        (
            "Asks for more of your time than you want to give",
            "Asks for more of their time than they want to give",
        ),
        ("Asks for", "Lacks"),
    ];
    let found = third.iter().find(|(second, _)| words.starts_with(second));
    found.map_or_else(
        || {
            words
                .replace(
                    "of your team are away in those weeks. Your manager will be asked about cover",
                    "of their team are away in those weeks",
                )
                .replace("your places", "their places")
        },
        |(second, third)| words.replacen(second, third, 1),
    )
}
