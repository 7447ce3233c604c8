//! A clause of the organisation's own, and leaving one out.

use askama::Template;
use axum::http::StatusCode;
use serde::Deserialize;
use sojourn_kit::error::{Error, FieldErrors, Result};
use sojourn_kit::web::{Fields, Reply, Route};
use sojourn_papers::Head;

use super::clause;
use super::inside::{Seen, framed, is_desk, seen};
use crate::cx::Cx;
use crate::door::Door;
use crate::features::agreements::clauses::{self, LeaveOutInput, REASONS};
use crate::features::agreements::model::{ClauseInput, Status};
use crate::page::render;
use crate::shell::{Crumbs, ErrorSummary, FieldOption, FieldView, Frame};

#[derive(Template)]
#[template(path = "features/agreements/pages/leave_out.html")]
struct LeaveOutPage {
    frame: Frame,
    crumbs: Crumbs,
    heading: String,
    lede: String,
    /// The reason and the words, for a head of the standard text.
    fields: Vec<FieldView>,
    errors: ErrorSummary,
    version: i64,
    back: String,
}

/// The draft, for those who write on it.
pub(in crate::features::agreements) async fn writing(cx: &mut Cx, number: &str) -> Result<Seen> {
    let seen = seen(cx, number).await?;
    if !is_desk(&seen) {
        return Err(Error::Forbidden);
    }
    if seen.agreement.status != Status::Draft {
        let sentence = "This text is out for signature. Take it back to change it.";
        return Err(Error::refused("not_a_draft", sentence));
    }
    Ok(seen)
}

/// GET `/secondments/{number}/agreement/clauses`: a new clause.
pub async fn new(door: Door, Route(number): Route<String>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let seen = writing(&mut cx, &number).await?;
    let input = ClauseInput { version: seen.agreement.version, ..ClauseInput::default() };
    render(&clause::own(&door, &seen, &input, &FieldErrors::default()))
}

/// POST `/secondments/{number}/agreement/clauses`.
pub async fn add(
    door: Door,
    Route(number): Route<String>,
    Fields(input): Fields<ClauseInput>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    let seen = seen(&mut cx, &number).await?;
    match clauses::add(&mut cx, &seen.record, &input).await {
        Err(Error::Invalid(errors)) => {
            Ok(render(&clause::own(&door, &seen, &input, &errors))?.status(StatusCode::UNPROCESSABLE_ENTITY))
        }
        done => {
            let (_, at) = done?;
            let to = format!("/secondments/{number}/agreement#c{at}");
            cx.finish(Reply::see(to).flash(&format!("Clause {at} added"))).await
        }
    }
}

fn page(
    door: &Door,
    seen: &Seen,
    number: u16,
    input: &LeaveOutInput,
    errors: &FieldErrors,
) -> Result<LeaveOutPage> {
    let draft = &seen.agreement.paper.draft;
    let clause = draft.clauses.iter().find(|clause| clause.number == number).ok_or(Error::NotFound)?;
    let is_own = clause.head == Head::Additional;
    let options =
        REASONS.iter().map(|(word, reason)| FieldOption::new(*word, sentence_case(reason.words()))).collect();
    let fields = vec![
        FieldView::new("reason", "Why can it be left out?")
            .radios(options)
            .value(&input.reason)
            .error(errors.get("reason")),
        FieldView::new("note", "In your own words")
            .lines()
            .hint("Printed in the agreement, so that everybody who signs has read it.")
            .value(&input.note)
            .error(errors.get("note")),
    ];
    let lede = if is_own {
        "It is a clause of your own and goes without a trace in the text.".to_owned()
    } else {
        format!("{} Without it the agreement has to say why.", clause.head.purpose())
    };
    let fields = if is_own { Vec::new() } else { fields };
    Ok(LeaveOutPage {
        frame: framed(door, &seen.record).with_errors(!errors.is_empty()),
        crumbs: clause::crumbs(seen, format!("Leave out clause {number}")),
        heading: format!("Leave out clause {number}, {}?", clause.title),
        lede,
        errors: ErrorSummary::of(&fields),
        fields,
        version: input.version,
        back: format!("/secondments/{}/agreement#c{number}", seen.record.secondment.number),
    })
}

fn sentence_case(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// GET `/secondments/{number}/agreement/clauses/{clause}/removal`.
pub async fn leave_out_page(door: Door, Route((number, clause)): Route<(String, u16)>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let seen = writing(&mut cx, &number).await?;
    let input = LeaveOutInput { version: seen.agreement.version, ..LeaveOutInput::default() };
    render(&page(&door, &seen, clause, &input, &FieldErrors::default())?)
}

/// POST `/secondments/{number}/agreement/clauses/{clause}/removal`.
pub async fn leave_out(
    door: Door,
    Route((number, clause)): Route<(String, u16)>,
    Fields(input): Fields<LeaveOutInput>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    let seen = seen(&mut cx, &number).await?;
    match clauses::leave_out(&mut cx, &seen.record, clause, &input).await {
        Err(Error::Invalid(errors)) => {
            let page = page(&door, &seen, clause, &input, &errors)?;
            Ok(render(&page)?.status(StatusCode::UNPROCESSABLE_ENTITY))
        }
        done => {
            done?;
            let to = format!("/secondments/{number}/agreement");
            cx.finish(Reply::see(to).flash(&format!("Clause {clause} left out"))).await
        }
    }
}

/// The version of the draft that was read.
#[derive(Debug, Deserialize)]
pub struct PutBackInput {
    /// The version.
    pub version: i64,
}

/// POST `/secondments/{number}/agreement/waivers/{head}/withdrawal`.
pub async fn put_back(
    door: Door,
    Route((number, head)): Route<(String, String)>,
    Fields(input): Fields<PutBackInput>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    let seen = seen(&mut cx, &number).await?;
    clauses::put_back(&mut cx, &seen.record, &head, input.version).await?;
    let to = format!("/secondments/{number}/agreement");
    cx.finish(Reply::see(to).flash("Put back in the words it was drafted with")).await
}
