//! What the host does with applications. Whoever applied themself, or declared a conflict, takes no part.

use chrono::TimeDelta;
use sojourn_kit::error::{Error, Result};

use super::events::{ConflictDeclared, Invited, NotSelected, NoteWritten, Offered, Reserved, Shortlisted};
use super::lifecycle::{self, Action, Party};
use super::model::{Application, Decision, DecisionInput, OFFER_DAYS, State};
use super::store;
use crate::cx::Cx;
use crate::features::opportunities::{Party as Side, Posting, store as opportunities};
use crate::features::people;
use crate::features::people::Brief;

/// An opportunity with those who applied, for those who see it from the inside.
#[derive(Debug)]
pub struct Seen {
    /// The opportunity.
    pub posting: Posting,
    /// Everybody who applied.
    pub candidacies: Vec<Candidacy>,
}

/// An application with the person behind it, if they may be known.
#[derive(Debug, Clone)]
pub struct Candidacy {
    /// The application.
    pub application: Application,
    /// Who it is; none while the opportunity hides names and they are not shortlisted.
    pub person: Option<Brief>,
    /// What must not stand in anything that is shown about them while they are hidden.
    pub hidden: Vec<String>,
    /// Whether the actor decides about them.
    pub decides: bool,
}

impl Candidacy {
    /// The name, or "Applicant 3".
    #[must_use]
    pub fn label(&self) -> String {
        let number = self.application.seq.unwrap_or(0);
        self.person.as_ref().map_or_else(|| format!("Applicant {number}"), |person| person.name.clone())
    }

    /// What they wrote, without what would tell who they are.
    #[must_use]
    pub fn shown(&self, text: &str) -> String {
        super::model::without(text, &self.hidden)
    }
}

/// The opportunity from the inside.
///
/// # Errors
/// [`Error::NotFound`] for everybody to whom it does not exist; a refusal for whoever applied themself.
async fn posting(cx: &mut Cx, number: &str) -> Result<Posting> {
    let posting = opportunities::load(cx, number).await?;
    if !posting.standing.sees_inside() {
        return Err(Error::NotFound);
    }
    let own = store::own(cx, posting.opportunity.id).await?;
    if own.is_some_and(|own| own.state.is_open() || own.state == State::Accepted) {
        return Err(Error::refused(
            "own_application",
            "You applied yourself, so you take no part in deciding.",
        ));
    }
    Ok(posting)
}

/// Everybody who applied, as the actor may know them.
///
/// # Errors
/// As [`posting`].
pub async fn inside(cx: &mut Cx, number: &str) -> Result<Seen> {
    let posting = posting(cx, number).await?;
    let mut candidacies = Vec::new();
    for application in store::applicants(cx, posting.opportunity.id).await? {
        candidacies.push(candidacy(cx, &posting, application).await?);
    }
    Ok(Seen { posting, candidacies })
}

/// One who applied, as the actor may know them.
///
/// # Errors
/// As [`inside`]; [`Error::NotFound`] when nobody has that number.
pub async fn one(cx: &mut Cx, number: &str, seq: i64) -> Result<(Posting, Candidacy)> {
    let posting = posting(cx, number).await?;
    let application = store::by_seq(cx, posting.opportunity.id, seq).await?;
    let candidacy = candidacy(cx, &posting, application).await?;
    Ok((posting, candidacy))
}

async fn candidacy(cx: &mut Cx, posting: &Posting, application: Application) -> Result<Candidacy> {
    let brief = people::store::brief(cx, application.person).await?;
    let is_hidden = posting.opportunity.hides_names && application.shortlisted_at.is_none();
    let decides = posting.standing.decides() && !store::has_conflict(cx, application.id).await?;
    let hidden = if is_hidden { identifying(cx, &brief).await? } else { Vec::new() };
    Ok(Candidacy { application, person: (!is_hidden).then_some(brief), hidden, decides })
}

/// The words by which somebody would be known, the longest first.
async fn identifying(cx: &mut Cx, brief: &Brief) -> Result<Vec<String>> {
    let mut words = vec![brief.name.clone()];
    words.extend(brief.email.clone());
    words.extend(people::store::employee_number(cx, brief.id).await?);
    words.extend(brief.name.split_whitespace().map(str::to_owned));
    if let Some(manager) = brief.manager {
        let manager = people::store::brief(cx, manager).await?.name;
        words.push(manager.clone());
        words.extend(manager.split_whitespace().map(str::to_owned));
    }
    Ok(words)
}

/// Decides about an applicant, with a reason that they read.
///
/// # Errors
/// Invalid input by field; a refusal from the table, with a conflict, or when no place is free; stale.
pub async fn decide(
    cx: &mut Cx,
    number: &str,
    seq: i64,
    input: &DecisionInput,
) -> Result<(Posting, Application)> {
    let (posting, candidacy) = one(cx, number, seq).await?;
    let mut application = candidacy.application;
    if application.person == cx.actor.person || !posting.standing.decides() {
        return Err(Error::refused(
            "not_yours",
            "Deciding is for the author, the panel, the mobility manager or HR.",
        ));
    }
    if !candidacy.decides {
        return Err(Error::refused(
            "conflict",
            "You declared a conflict of interest, so somebody else decides.",
        ));
    }
    if !posting.opportunity.is_deciding() {
        return Err(Error::refused("not_now", "Nothing is left to decide here."));
    }
    let action = Action::from(input.decision);
    let step = lifecycle::decide(application.state, action, Party::Decider)?;
    if input.version.is_some_and(|version| version != application.version) {
        return Err(Error::Stale);
    }
    input.check(cx.today())?;
    if input.decision == Decision::Offer {
        hold(cx, &mut application, input).await?;
    }
    store::save_state(cx, &mut application, step.to).await?;
    let why = (input.reason, input.words.as_str());
    let me = Some(cx.actor.person);
    store::add_decision(cx, &application, input.decision, why, me).await?;
    record(cx, &posting, &application, input.decision).await?;
    Ok((posting, application))
}

async fn hold(cx: &mut Cx, application: &mut Application, input: &DecisionInput) -> Result<()> {
    if !opportunities::hold_seat(cx, application.opportunity).await? {
        return Err(Error::refused(
            "full",
            "Every place is offered or taken. Keep them in reserve until one is free.",
        ));
    }
    application.answer_by = Some(input.answer_by.unwrap_or(cx.today() + TimeDelta::days(OFFER_DAYS)));
    Ok(())
}

async fn record(cx: &mut Cx, posting: &Posting, a: &Application, decision: Decision) -> Result<()> {
    let o = &posting.opportunity;
    match decision {
        Decision::Shortlist => cx.record(&Shortlisted::of(o, a)).await,
        Decision::Invite => cx.record(&Invited::of(o, a)).await,
        Decision::Offer => cx.record(&Offered::of(o, a)).await,
        Decision::Reserve => cx.record(&Reserved::of(o, a)).await,
        Decision::Reject => cx.record(&NotSelected::of(o, a)).await,
    }
}

/// The most characters of a note.
const MOST: usize = 4000;

fn words_of(field: &str, text: &str) -> Result<String> {
    let text = text.trim();
    if text.is_empty() || text.contains('\0') || text.chars().count() > MOST {
        return Err(Error::field(field, format!("Write something, in up to {MOST} characters")));
    }
    Ok(text.to_owned())
}

/// Notes something for those who decide.
///
/// # Errors
/// Invalid without words; a refusal for an auditor and with a conflict.
pub async fn note(cx: &mut Cx, number: &str, seq: i64, words: &str) -> Result<(Posting, Application)> {
    let (posting, candidacy) = one(cx, number, seq).await?;
    if !candidacy.decides {
        return Err(Error::refused("not_yours", "Notes are for those who decide about this applicant."));
    }
    let words = words_of("note", words)?;
    store::add_note(cx, candidacy.application.id, &words).await?;
    cx.record(&NoteWritten::of(&posting.opportunity, &candidacy.application)).await?;
    Ok((posting, candidacy.application))
}

/// Declares a conflict of interest with an applicant: the actor no longer decides about them.
///
/// # Errors
/// Invalid without words; a refusal for whoever does not decide.
pub async fn declare_conflict(
    cx: &mut Cx,
    number: &str,
    seq: i64,
    words: &str,
) -> Result<(Posting, Application)> {
    let (posting, candidacy) = one(cx, number, seq).await?;
    let may = posting.standing.is(Side::Author)
        || posting.standing.is(Side::Panel)
        || posting.standing.is(Side::Desk);
    if !may {
        return Err(Error::refused("not_yours", "Only those who decide declare a conflict here."));
    }
    let words = words_of("conflict", words)?;
    store::add_conflict(cx, candidacy.application.id, &words).await?;
    cx.record(&ConflictDeclared::of(&posting.opportunity, &candidacy.application)).await?;
    Ok((posting, candidacy.application))
}
